"""Quick changes in the page: what is shown is about what stands there now, in whatever order the answers come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from paraph import Credential, request_for, sign
from tests.web import browsing
from tests.web.pages import running_page

pytestmark = pytest.mark.skipif(not browsing.is_here(), reason=browsing.WITHOUT)

HOLD = """
() => {
  const real = window.fetch;
  window.asked = [];
  window.held = [];
  // answers wait until the test lets them go, in the order it likes
  window.fetch = (path, options) => {
    const body = options?.body ? JSON.parse(options.body) : null;
    asked.push([path, body]);
    if (path !== window.holding) return real(path, options);
    return new Promise((done, fail) => {
      options.signal?.addEventListener("abort", () => fail(new DOMException("aborted", "AbortError")));
      held.push({ body, isEnded: () => options.signal?.aborted, go: () => real(path, { ...options, signal: undefined }).then(done, fail) });
    });
  };
}
"""
FRAMES = 600
"""So many paints may pass until something happens."""
REQUEST = "GET /{} HTTP/1.1\nHost: a.example\nAuthorization: Basic eDo5NjBiOTEyMTMxNmRjYTZmYzYwNTUzYjAxODVhNzMzYTIwN2NhMWI3\nDate: Tue, 21 Aug 2012 17:29:18 -0000\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with running_page(tmp_path_factory.mktemp("page")) as page, sync_playwright() as play:
        browser = browsing.launch(play)
        tab = browser.new_page()
        tab.goto(page.url)
        yield tab
        browser.close()


@pytest.fixture
def tab(address: Page) -> Page:
    address.reload()
    address.wait_for_selector("[data-example]")
    address.evaluate(HOLD)
    return address


def until(tab: Page, condition: str) -> None:
    """Wait for a condition; the page's policy forbids the way in which Playwright looks for one."""
    look = f"({condition}) ? done() : frames-- ? requestAnimationFrame(look) : fail(document.getElementById('ask').innerText)"
    tab.evaluate(f"new Promise((done, fail) => {{ let frames = {FRAMES}; (function look() {{ {look}; }})(); }})")


def held(tab: Page, count: int) -> None:
    until(tab, f"held.length === {count}")


def test_explain_waits_for_what_is_being_read(tab: Page) -> None:
    tab.evaluate("holding = '/api/read'")
    tab.fill("#secret", "0123456789")
    tab.fill("#paste", REQUEST.format("one"))
    held(tab, 1)
    tab.click("button.main")
    assert tab.evaluate("asked.filter(([path]) => path === '/api/explain').length") == 0
    tab.fill("#paste", REQUEST.format("two"))
    tab.click("button.main")
    held(tab, 2)
    tab.evaluate("held[1].go()")
    tab.wait_for_selector("#verdict:not([hidden], [data-old])")
    tab.evaluate("held[0].go()")
    questions = tab.evaluate("asked.filter(([path]) => path === '/api/explain').map(([, body]) => body.input)")
    assert questions == [REQUEST.format("two")]
    assert "/two" in tab.inner_text("#read")


def test_of_two_explanations_the_later_question_is_shown(tab: Page) -> None:
    tab.evaluate("holding = '/api/explain'")
    tab.fill("#paste", REQUEST.format("one"))
    for number, secret in enumerate(("first", "second", "third", "fourth"), 1):
        tab.fill("#secret", secret)  # a click would ask once more if what was typed is asked before it
        held(tab, number)
    tab.evaluate("held[3].go()")
    tab.wait_for_selector("#verdict:not([hidden], [data-old])")
    shown = tab.inner_text("#verdict")
    tab.evaluate("Promise.all([held[0], held[1], held[2]].map((one) => one.go()))")
    assert tab.inner_text("#verdict") == shown
    assert "cancelled" not in shown
    assert tab.evaluate("held.map((one) => one.isEnded())") == [True, True, True, False]


def test_a_stage_of_what_was_found_does_not_keep_up_the_next_question(tab: Page) -> None:
    url = f"https://api-1.duosecurity.com/{'a' * 50_000}"
    long = sign(request_for("GET", url), Credential.of("DIABCDEFGHIJKLMNOPQR", "0123456789"), "duo")
    tab.fill("#secret", "0123456789")
    tab.fill("#paste", f"GET {long.target} HTTP/1.1\n" + "\n".join(f"{name}: {value}" for name, value in long.headers))
    tab.wait_for_selector("#verdict[data-verdict=valid]:not([data-old])")
    tab.evaluate("holding = '/api/explain'")
    tab.get_by_label(" also stages that agree").check()
    tab.locator(".views button.stage", has_text="canonical string").click()
    tab.get_by_role("button", name="Show all that had to be signed").click()
    held(tab, 1)
    tab.press("#secret", "1")
    assert tab.evaluate("held[0].isEnded()")
    tab.get_by_text("This is no longer asked").wait_for()


def test_what_is_no_longer_asked_is_pale(tab: Page) -> None:
    tab.click("[data-example]")
    tab.wait_for_selector("#verdict[data-verdict=explained]:not([data-old])")
    tab.evaluate("holding = '/api/read'")
    tab.press("#paste", "x")
    assert tab.get_attribute("#verdict", "data-old") == ""
    assert tab.get_attribute("#result", "aria-busy") == "true"
    held(tab, 1)
    tab.evaluate("held[0].go()")
    tab.wait_for_selector("#verdict:not([data-old])", state="attached")


def test_a_paste_wins_against_an_example_that_comes_late(tab: Page) -> None:
    tab.evaluate("holding = document.querySelector('[data-example]').dataset.example")
    tab.evaluate("holding = `/api/examples/${holding}`")
    tab.click("[data-example]")
    held(tab, 1)
    tab.fill("#paste", REQUEST.format("mine"))
    tab.evaluate("held[0].go()")
    until(tab, "document.getElementById('read').textContent.includes('/mine')")
    assert tab.input_value("#paste") == REQUEST.format("mine")
    assert tab.input_value("#secret") == ""


def test_values_of_variables_stay_while_they_are_typed(tab: Page) -> None:
    tab.fill("#paste", "GET /{{__proto__}}/{{b}} HTTP/1.1\nHost: {{host}}\n")
    tab.wait_for_selector("[data-variable]")
    for name in ("host", "__proto__", "b"):
        field = tab.locator(f'[data-variable="{name}"]')
        field.focus()
        for char in "abc":
            field.press(char)
            until(tab, "held.length === 0 && asked.at(-1)[0] === '/api/read'")
    until(tab, "document.getElementById('read').textContent.includes('https://abc/abc/abc')")
    assert tab.evaluate("document.activeElement.dataset.variable") == "b"
    tab.locator('[data-variable="host"]').press("End")
    tab.keyboard.press("d")
    until(tab, "document.getElementById('read').textContent.includes('https://abcd/abc/abc')")
