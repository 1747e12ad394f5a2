"""Starts Firefox and WebKit, the engine of Safari, in folders of their own and without a screen."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.webdriver import Marionette, WebDriver, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox") or ""
WEBKIT_DRIVER, XVFB = shutil.which("WebKitWebDriver") or "", shutil.which("Xvfb") or ""
WEBKIT = next((str(path) for path in Path("/usr").glob("lib*/**/webkit2gtk-*/MiniBrowser")), "")
WITHOUT = {
    "firefox": "" if FIREFOX else "left out: apt-get install firefox-esr",
    "webkit": "" if WEBKIT_DRIVER and XVFB and WEBKIT else "left out: apt-get install webkit2gtk-driver xvfb",
}
"""Why a browser cannot be tried here; the empty text if it can."""

PREFERENCES = {
    "marionette.port": 0,  # a free one
    "toolkit.legacyUserProfileCustomizations.stylesheets": True,
    "dom.ipc.cancel_content_js_when_navigating": False,  # or it ends scripts of a page that is left, as an error
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    # nothing is asked of other machines
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}
NARROW_FIREFOX = ":root { min-width: 0 !important; }"
NARROW_GTK = (
    "* { min-width: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; -gtk-icon-transform: scale(0.1); }"
)
"""Without these a window is at least 450 pixels wide, because of the browser's own tool bar."""


def is_left_out(name: str) -> bool:
    """Say whether a browser is not here, and need not be."""
    return bool(WITHOUT[name]) and "PARAPH_NOTHING_LEFT_OUT" not in os.environ


@contextmanager
def process(*words: str, folder: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program whose home is the folder; it is ended afterwards."""
    env = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), **options.pop("env", {})}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, env=env, **options) as started:
        try:
            yield started
        finally:
            started.terminate()


@contextmanager
def firefox(folder: Path) -> Iterator[Window]:
    """A window of Firefox."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (folder / "user.js").write_text("".join(lines))
    (folder / "chrome").mkdir()
    (folder / "chrome" / "userChrome.css").write_text(NARROW_FIREFOX)
    words = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", str(folder))
    port = folder / "MarionetteActivePort"
    with process(FIREFOX, *words, folder=folder) as started:
        while not (port.exists() and port.read_text().strip()):
            assert started.poll() is None, "Firefox does not start"
            os.sched_yield()
        with closing(Marionette(int(port.read_text()))) as connection:
            yield Window(connection)


@contextmanager
def webkit(folder: Path) -> Iterator[Window]:
    """A window of WebKit's own small browser, on a screen that nobody sees."""
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0" / "gtk.css").write_text(NARROW_GTK)
    with ExitStack() as ending:
        read, write = os.pipe()
        screen = (XVFB, "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp")
        ending.enter_context(process(*screen, folder=folder, pass_fds=[write]))
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        env = {"DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        driver = ending.enter_context(process(WEBKIT_DRIVER, f"--port={port}", folder=folder, env=env))
        while driver.poll() is None and not is_listening(port):
            os.sched_yield()
        options = {"binary": WEBKIT, "args": ["--automation"]}
        yield Window(ending.enter_context(closing(WebDriver(port, {"webkitgtk:browserOptions": options}))))


def is_listening(port: int) -> bool:
    """Say whether something answers on a port."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


START = {"firefox": firefox, "webkit": webkit}
