"""Large inputs and hidden windows: the page shows parts, says what failed, and does not ask when nobody looks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from paraph import Request
from tests.web import browsing
from tests.web.serving import send, serving
from tests.web.test_large_readings import har

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.web.conftest import Windows

pytestmark = pytest.mark.skipif(not browsing.is_here(), reason=browsing.WITHOUT)

SIGNED = Path("examples/requests/duo-auth-unsorted.http").read_text()
SECRET = json.loads(Path("examples/duo.json").read_text())["secret"]
DRAWN = """
() => {
  const all = document.body;
  return [all.textContent.length, all.querySelectorAll("*").length];
}
"""


def drop(page: Page, text: str) -> None:
    data = page.evaluate_handle(
        "(text) => { const d = new DataTransfer(); d.setData('text/plain', text); return d; }", text
    )
    page.locator("#ask").dispatch_event("drop", {"dataTransfer": data})


def test_any_of_many_entries_can_be_chosen(window: Windows) -> None:
    page = window().page
    drop(page, har(2_000))
    page.locator("label", has_text="the list leaves out 1700").wait_for()
    page.fill("#any-entry", "1999")
    expect(page.locator("#read code").first).to_contain_text("/1999")
    page.select_option("#entry", "7")
    expect(page.locator("#read code").first).to_contain_text("/7")
    assert page.input_value("#any-entry") == ""


def test_headers_are_shown_as_text(window: Windows) -> None:
    page = window().page
    page.fill(
        "#paste",
        "GET / HTTP/1.1\nHost: a.example\n" + "".join(f"X-{number}: value {number}\n" for number in range(150)),
    )
    page.locator("#read summary", has_text="151 headers").click()
    shown = page.locator("#read dl").inner_text()
    assert "X-98" in shown
    assert "value 98" in shown
    assert "object" not in shown
    assert "51 more headers" in page.locator("#read").inner_text()


def test_a_long_body(window: Windows) -> None:
    visit = window()
    visit.secrets.append(SECRET)
    page = visit.page
    page.fill("#secret", SECRET)
    page.locator("summary", has_text="More evidence").click()
    page.fill("#budget", "0")
    drop(page, SIGNED + "&x=" + "ab" * 500_000)
    page.locator("#verdict[data-verdict=unexplained]:not([data-old])").wait_for()
    code = page.get_by_label("The code", exact=True)
    assert code.text_content() == ""
    assert not any(url.endswith("/api/code") for url in visit.urls)  # so much is not sent again unasked
    page.get_by_role("button", name="Make the code").click()
    expect(code).to_contain_text("more characters: copy the code to get them")
    assert len(code.inner_text()) < 60_000
    page.evaluate(
        "() => { window.fetch = () => Promise.resolve(new Response('{\"error\": {\"message\": \"too little memory\"}}', { status: 422, headers: { 'content-type': 'application/json' } })); }"
    )
    page.locator("tr[data-stage='sorted parameters'] button.stage").click()
    page.get_by_role("button", name="Show all that had to be signed").click()
    page.locator(".more .error", has_text="too little memory").wait_for()
    page.evaluate(
        "() => { window.fetch = async () => Response.json({ observed: '', expected: '' }); }"  # a search that found less
    )
    page.get_by_role("button", name="Show all that had to be signed").click()
    page.locator(".more .error", has_text="It was not found this time").wait_for()
    signature = page.locator("tr", has=page.get_by_role("button", name="hexadecimal", exact=True))
    assert "not known" not in signature.inner_text()
    characters, elements = page.evaluate(DRAWN)
    assert characters < 200_000  # of a million that were given, and as many in each of several stages
    assert elements < 2_000


def test_a_hidden_window_asks_for_nothing(tmp_path: Path, browser: Browser) -> None:
    with serving(tmp_path, browser) as (visit, server):
        page = visit.page
        page.clock.install()
        page.evaluate(
            """() => {
              window.asked = 0;
              const real = window.fetch;
              window.fetch = (...all) => (window.asked++, real(...all));
              Object.defineProperty(document, "hidden", { get: () => window.isAway ?? true });
            }"""
        )
        request = Request("GET", "/auth/v2/ping", (("Host", server.netloc),), b"")
        send(server.netloc, request)
        page.locator("#live-count", has_text="1 request has come").wait_for()  # the answer that was asked for before
        for _ in range(3):
            send(server.netloc, request)
        page.clock.run_for(60_000)
        assert page.evaluate("() => window.asked") <= 1  # one may have been on its way
        page.evaluate("() => { window.isAway = false; document.dispatchEvent(new Event('visibilitychange')); }")
        page.locator("#live-count", has_text="4 requests have come").wait_for()
        visit.check()
