"""Makes the pictures of the page for the documentation, with Chromium: ``python -m generate.screenshots [FOLDER]``."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from paraph import Credential, Request, sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]
UNSORTED = "button[data-example]:has-text('preauth works')"
SEVERAL = "button[data-example]:has-text('Alteryx')"
PATIENCE = 20.0


@contextmanager
def running(*words: str) -> Iterator[dict[str, Any]]:
    """Run a command of paraph; yield what its ready file says."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = [sys.executable, "-m", "paraph", *words, "--ready-file", str(ready)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            try:
                end = time.monotonic() + PATIENCE
                while not ready.exists() and process.poll() is None and time.monotonic() < end:
                    time.sleep(0.05)
                yield json.loads(ready.read_text("utf-8"))
            finally:
                process.terminate()


def main() -> None:
    """Make all pictures."""
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        explained(browser, folder / "wide.png", UNSORTED, width=1240, height=1180)
        explained(browser, folder / "narrow.png", UNSORTED, width=380, height=1180)
        explained(browser, folder / "dark.png", SEVERAL, width=760, height=1180, scheme="dark")
        mistake(browser, folder / "mistake.png")
        live(browser, folder / "live.png")
        browser.close()


def opened(browser: Browser, url: str, **settings: Any) -> Page:
    """Return the page at an address, in a window of its own."""
    size: ViewportSize = {"width": settings["width"], "height": settings["height"]}
    context = browser.new_context(viewport=size, color_scheme=settings.get("scheme", "light"), reduced_motion="reduce")
    page = context.new_page()
    page.goto(url)
    return page


def explained(browser: Browser, file: Path, example: str, **settings: Any) -> None:
    """Picture an explained example."""
    with running("ui", "--no-open") as ready:
        page = opened(browser, ready["url"], **settings)
        page.click(example)
        page.wait_for_selector("#verdict[data-verdict=explained]")
        page.wait_for_selector(".pipeline")
        if settings["width"] < 800:
            page.locator("#verdict").evaluate("verdict => window.scrollTo(0, verdict.offsetTop - 24)")
        page.screenshot(path=file)


def mistake(browser: Browser, file: Path) -> None:
    """Picture an entry of the catalogue."""
    with running("ui", "--no-open") as ready:
        page = opened(browser, ready["url"], width=1000, height=640)
        page.click("nav a[data-view=mistakes]")
        page.fill("#view-mistakes input", "unsorted")
        page.click("details[data-id=ord-unsorted] summary")
        page.wait_for_selector("details[data-id=ord-unsorted] ins")
        page.screenshot(path=file)


def live(browser: Browser, file: Path) -> None:
    """Picture the list beside a local Duo, to which requests come that are right and wrong."""
    with running("serve", "duo", "--seed", "1") as ready:
        page = opened(browser, ready["ui"], width=1240, height=860)
        page.wait_for_selector("#view-live:not([hidden])")
        place, key = urlsplit(ready["url"]), ready["providers"]["duo"]
        credential = Credential.of(key["ikey"], key["skey"])
        for request in sent_requests(place.netloc, credential):
            send(place.netloc, request)
        page.locator("#view-live td [data-verdict=explained]").nth(1).wait_for()
        page.click("#view-live tr:has([data-verdict=explained]) button.request")
        page.wait_for_selector("#view-live .pipeline")
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=file)


def sent_requests(host: str, credential: Credential) -> Iterator[Request]:
    """Yield requests as clients send them: right ones, a mistake in each of two, and one without a signature."""
    form = ("Content-Type", "application/x-www-form-urlencoded")
    to = ("Host", host)
    yield sign(Request("GET", "/admin/v1/users?limit=10&offset=0", (to,), scheme="http"), credential, version=2)
    moved = sign(
        Request("POST", "/auth/v2/auth", (to, form), b"async=1&device=auto&factor=push&username=ada", "http"),
        credential,
        version=2,
    )
    yield moved._replace(method="PUT")
    yield sign(Request("POST", "/auth/v2/preauth", (to, form), b"username=ada", "http"), credential, version=2)
    yield Request("GET", "/admin/v1/users", (to,), scheme="http")
    read_from_file = Credential.of(credential.key_id, f"{credential.secret.text}\n")
    yield sign(Request("GET", "/admin/v1/admins?limit=1", (to,), scheme="http"), read_from_file, version=2)
    yield sign(Request("GET", "/admin/v1/groups", (to,), scheme="http"), credential, version=2)


def send(host: str, request: Request) -> None:
    """Send a request as it is."""
    connection = HTTPConnection(host)
    connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
    for name, value in request.headers:
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(request.body)))
    connection.endheaders(request.body)
    connection.getresponse().read()
    connection.close()


if __name__ == "__main__":
    main()
