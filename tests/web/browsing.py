"""A page in Chromium, which notes whatever goes wrong in it and whatever it asks for."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

    from tests.web.pages import RunningPage

CHROMIUM = os.environ.get("PARAPH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
WITHOUT = "left out: apt-get install chromium, or set PARAPH_CHROMIUM to a Chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
AXE = os.environ.get("PARAPH_AXE", "")
WITHOUT_AXE = "left out: npm install axe-core@4.14.1, and set PARAPH_AXE to its axe.min.js"
NOTE_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
STORED = """
() => [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href, history.length, document.title]
"""
SLOWER = float(os.environ.get("PARAPH_SLOWER", "1"))
"""How many times slower the browser computes; every answer is late too. With 8, a test that looks too early fails on a fast machine."""
LATE = {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1}
COLOURS = "paraph-theme"
"""The only name under which the page stores something."""


def is_here() -> bool:
    """Say whether there is a browser, or there has to be one."""
    return bool(CHROMIUM) or "PARAPH_NOTHING_LEFT_OUT" in os.environ


def has_axe() -> bool:
    """Say whether there is axe, or there has to be."""
    return bool(AXE) or "PARAPH_NOTHING_LEFT_OUT" in os.environ


def launch(playwright: Playwright) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))


class Visit:
    """A browser window that has opened the page: `page` is Playwright's, `wrong` what went wrong, `urls` what was asked for.

    A page that was opened before is opened with its cookie, so that several windows can share one page. A secret that a test uses is added to `secrets`. :meth:`check` is called after each test.
    """

    def __init__(self, browser: Browser, server: RunningPage, **options: Any) -> None:
        self.server = server
        self.wrong: list[str] = []
        self.is_broken = False  # on purpose, by the test
        self.urls: list[str] = []
        self.secrets: list[str] = []
        self.context: BrowserContext = browser.new_context(**options)
        self.context.add_init_script(NOTE_VIOLATIONS)
        self.context.on("request", self._note_request)
        self.context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))
        self.context.on("console", self._note_console)
        self.page: Page = self.context.new_page()
        if SLOWER > 1:
            tools = self.context.new_cdp_session(self.page)
            tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            tools.send("Network.enable")
            tools.send("Network.emulateNetworkConditions", LATE)
        if server.cookie:
            name, _, value = server.cookie.partition("=")
            self.context.add_cookies([{"name": name, "value": value, "url": server.root, "httpOnly": True}])
        self.page.goto(server.root if server.cookie else server.url)
        self.page.locator("#paste").wait_for(state="attached")  # the scripts have put the page together

    def _note_request(self, request: Request) -> None:
        self.urls.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if str(message.type) != "verbose":  # advice of the browser
            self.wrong.append(f"{message.type}: {message.text}")

    def clipboard(self) -> str:
        """What was copied last; the context needs the permission to read it."""
        text: str = self.page.evaluate("() => navigator.clipboard.readText()")
        return text

    def frames(self, until: str, most: int = 300) -> None:
        """Let the page draw until something with this text goes wrong in it, at most so many times."""
        for _ in range(most):
            if any(until in text for text in self.wrong):
                return
            self.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")

    def check(self) -> None:
        """Fail if anything went wrong, or if a secret is where it must not be."""
        stored, session, cookie, href, *rest = self.page.evaluate(STORED)
        assert self.is_broken or not self.wrong, self.wrong
        assert (session, cookie) == ([], "")  # the page's own cookie is for no script
        assert [name for name, _ in stored] in ([], [COLOURS])
        assert [url for url in self.urls if not url.startswith(f"{self.server.root}/")] == []
        cookies = [f"{entry.get('name')}={entry.get('value')}" for entry in self.context.cookies()]
        assert self.leaks([*self.urls, *cookies, href, *map(str, (stored, *rest))]) == []

    def leaks(self, texts: Iterable[str]) -> list[str]:
        """The texts that contain a secret."""
        forms = {form for secret in self.secrets for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        return [text for text in texts if any(form in text or form in unquote(text) for form in forms)]

    def axe_violations(self) -> list[str]:
        """What axe finds; only in a context with `bypass_csp`, because the page forbids foreign scripts."""
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("() => axe.run()")["violations"]
        return [f"{item['id']}: {node['html']}" for item in found for node in item["nodes"]]

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        width: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width

    def close(self) -> None:
        self.context.close()
