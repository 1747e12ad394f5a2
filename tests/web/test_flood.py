"""A flood of requests in the live list: the page stays usable meanwhile, and at the end it shows what came."""

from __future__ import annotations

import re
import threading
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pytest

from paraph import Credential, Request, sign
from paraph.cli.page_server import PageServer
from paraph.web.live import MOST_REQUESTS, LiveRequests
from paraph.web.live_answers import LiveAnswers
from tests.web.browsing import Visit
from tests.web.pages import RunningPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NOW = 1773739805
KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
SPACED = Credential.of(KEY.key_id, f"{KEY.secret.text}\n")
BATCH = 200
EVERY = 0.1  # seconds between two batches: together 2,000 a second
MOST_BATCHES = 600
MOST_ROWS = 130
"""Rows that may be in the document: those that are painted at first, and some that come or go."""


def request(number: int, credential: Credential = KEY) -> Request:
    """A signed request; every tenth one in its path is of another kind."""
    path = "/admin/v1/users" if number % 10 else "/admin/v1/groups"
    return sign(
        Request("GET", f"{path}?n={number}", (("Host", "localhost"),), scheme="http"), credential, version=2, now=NOW
    )


class Flood:
    """Adds 200 requests every 100 ms to a list until it is told to stop; `sent` is how many it has added."""

    def __init__(self, live: LiveRequests) -> None:
        self.live, self.sent = live, 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._kinds = [request(number) for number in range(10)]

    def _add(self) -> None:
        self.sent += 1
        self.live.add(self._kinds[self.sent % 10], status=200, verdict="valid", credential=KEY)

    def _run(self) -> None:
        for _ in range(MOST_BATCHES):
            for _ in range(BATCH):
                self._add()
            if self._stop.wait(EVERY):
                return

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let it end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()


class Flooded(NamedTuple):
    """A page into whose list a flood pours."""

    visit: Visit
    flood: Flood

    @property
    def page(self) -> Page:
        return self.visit.page

    def wait_for_more(self) -> None:
        """Wait until the page shows that more has come, so that what is seen afterwards was seen in the flood."""
        before = self.page.locator("#live-count").inner_text().partition(" ")[0]
        self.page.locator("#live-count").filter(has_not_text=re.compile(f"^{before} ")).wait_for()


class InThisProcess(RunningPage):
    """The page of a server in this process."""

    def __init__(self, url: str) -> None:
        self.url, self.cookie, self.root = url, "", url.partition("/?")[0]


@pytest.fixture
def flooded(browser: Browser) -> Iterator[Flooded]:
    """A page with a live list, and a flood into it that has not begun."""
    live = LiveRequests(clock=lambda: NOW)
    about = {"kind": "serve", "url": "http://127.0.0.1:1"}
    with (
        closing(PageServer(live=about, more={"/api/live": LiveAnswers(live, NOW)})) as server,
        closing(Visit(browser, InThisProcess(server.start()))) as visit,
    ):
        visit.secrets.append(KEY.secret.text)
        visit.page.locator("#view-live").wait_for()
        flood = Flood(live)
        try:
            yield Flooded(visit, flood)
        finally:
            flood.stop()
        visit.check()


def rows(page: Page) -> list[str]:
    """The numbers of the rows in the document, in their order."""
    numbers: list[str] = page.locator("#view-live tbody tr").evaluate_all(
        "(rows) => rows.map((row) => row.dataset.number)"
    )
    return numbers


def test_it_can_be_used_meanwhile(flooded: Flooded) -> None:
    page, field = flooded.page, flooded.page.get_by_label("Show only what contains")
    flooded.flood.start()
    page.locator("#view-live tbody tr").first.wait_for()
    field.focus()
    for letter in "groups":
        page.keyboard.type(letter)
        flooded.wait_for_more()
        assert page.locator("input:focus").input_value().endswith(letter)
    assert field.input_value() == "groups"
    assert all("/groups" in text for text in page.locator("#view-live .request").all_inner_texts())
    assert 0 < len(rows(page)) <= MOST_ROWS

    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    flooded.wait_for_more()
    pause = page.get_by_role("button", name="Pause")
    pause.click()
    page.get_by_role("button", name="Continue").wait_for()
    page.get_by_text(" shown, paused").wait_for()
    still, before = rows(page), flooded.flood.sent
    while flooded.flood.sent < before + 3 * MOST_REQUESTS:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert rows(page) == still
    assert 0 < len(still) <= MOST_ROWS
    assert page.get_by_role("button", name="Continue").evaluate("(one) => one === document.activeElement")

    # what is shown can be asked for, however much has come since
    page.locator("#view-live .request").last.click()
    page.locator("#view-live .verdict:focus").wait_for()
    assert page.locator("#view-live .verdict").get_attribute("data-verdict") in ("valid", "explained")
    page.get_by_role("button", name="Continue").click()
    flooded.wait_for_more()
    assert rows(page) != still
    assert page.locator("#view-live .verdict").is_visible()


def test_an_explanation_can_be_read_meanwhile(flooded: Flooded) -> None:
    page, flood = flooded.page, flooded.flood
    flood.live.add(request(0, SPACED), status=401, verdict="refused", credential=KEY)
    page.locator("#view-live .request").first.click()
    verdict = page.locator("#view-live .verdict")
    verdict.locator(".remedies li").wait_for()
    said = verdict.inner_text()
    flood.start()
    for key in ("n", "n", "p"):
        flooded.wait_for_more()
        page.keyboard.press(key)
        assert page.locator("#view-live .views button:focus").count() == 1
    focused = page.evaluate("() => document.activeElement.textContent")
    flooded.wait_for_more()
    assert page.evaluate("() => document.activeElement.textContent") == focused
    assert verdict.inner_text() == said
    assert len(rows(page)) <= MOST_ROWS


def test_a_row_keeps_the_focus_as_long_as_it_is_kept(flooded: Flooded) -> None:
    page = flooded.page
    flooded.flood.start()
    page.locator("#view-live .request").first.focus()
    for _ in range(4):
        flooded.wait_for_more()
        assert page.evaluate("() => document.activeElement.matches('.request, .scroll')")
        assert len(rows(page)) <= MOST_ROWS


def test_at_the_end_it_shows_what_came(flooded: Flooded) -> None:
    page, flood = flooded.page, flooded.flood
    flood.start()
    for _ in range(10):
        flooded.wait_for_more()
        assert len(rows(page)) <= MOST_ROWS
    flood.stop()
    number = flood.live.add(request(0, SPACED), status=401, verdict="refused", credential=KEY)
    assert number == flood.sent + 1 > MOST_REQUESTS
    page.locator("#live-count", has_text=f"{number} requests have come").wait_for()
    page.locator("#view-live tbody tr").first.filter(has_text="refused").wait_for()
    shown = list(map(int, rows(page)))
    assert shown == list(range(number, number - len(shown), -1))
    page.locator("#view-live .request").first.click()
    page.locator("#view-live .verdict .remedies li").wait_for()
    assert "line end" in page.locator("#view-live .verdict").inner_text()
