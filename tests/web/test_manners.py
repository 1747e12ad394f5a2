"""Good manners of the page in each of its states: for screen readers, at every width, in both colour schemes and others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from paraph import Credential, Request, sign
from paraph.explaining.worked_examples import signed_examples
from paraph.render.worked_examples import example_json
from tests.web import browsing
from tests.web.serving import send, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.web.browsing import Visit
    from tests.web.conftest import Windows

EXAMPLES = {example["id"]: example for example in map(example_json, signed_examples())}
UNSORTED = EXAMPLES["duo-1"]
WIDTHS = (320, 380, 768, 1200)
WITH_AXE = pytest.mark.skipif(not browsing.has_axe(), reason=browsing.WITHOUT_AXE)
LONG = "W" * 3000
ANNOUNCED = """
(element) => element.closest("[aria-live]:not([aria-live=off]), [role=status], [role=log], [role=alert]") !== null
"""
BACKGROUND = "() => getComputedStyle(document.documentElement).backgroundColor.match(/[0-9.]+/g).map(Number)"
COVERED = """
() => {
  scrollTo(0, 0);
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      let { left, top, right, bottom } = box;
      const line = (bottom - top) / 4; // lines may touch
      [top, bottom] = [top + line, bottom - line];
      for (let one = parent; one; one = one.parentElement) {
        if (getComputedStyle(one).overflow === "visible" || one === document.documentElement) continue;
        const edge = one.getBoundingClientRect();
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      if (right - left > 2 && bottom - top > 2) found.push({ node, left, top, right, bottom });
    }
  }
  found.sort((one, other) => one.top - other.top);
  const covered = [];
  for (const [place, one] of found.entries())
    for (let next = place + 1; next < found.length && found[next].top < one.bottom - 1; next += 1) {
      const other = found[next];
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && one.node !== other.node)
        covered.push(`${one.node.data.trim().slice(0, 40)} | ${other.node.data.trim().slice(0, 40)}`);
    }
  return covered;
}
"""
"""Pairs of texts that are drawn over each other."""
DURATIONS = """
() => [...document.querySelectorAll("*")].flatMap((one) => getComputedStyle(one).transitionDuration.split(", "))
"""


def give(page: Page, text: str, secret: str = "") -> None:
    page.locator("#paste").fill(text)
    page.locator("#secret").fill(secret)


def explained(page: Page) -> None:
    page.locator(f'[data-example="{EXAMPLES["oauth1-1"]["id"]}"]').click()
    page.locator(".pipeline").wait_for()
    page.locator('.views tr[data-state="starts"] button.stage').first.click()


def code_to_come(page: Page) -> None:
    page.route("**/api/code", lambda _: None)  # it takes long
    explained(page)


def unexplained(page: Page) -> None:
    page.locator("summary", has_text="More evidence").click()
    page.locator("#budget").fill("0")
    give(page, UNSORTED["text"], "another secret")
    page.locator('#verdict[data-verdict="unexplained"]').wait_for()
    page.locator(".pipeline").wait_for()


def unsigned(page: Page) -> None:
    give(page, "GET /a HTTP/1.1\nHost: a.example\n\n", "secret")
    page.locator("#verdict[data-verdict]").wait_for()


def not_understood(page: Page) -> None:
    give(page, "this is no request", "secret")
    page.locator("#read .error").wait_for()


def several_with_variables(page: Page) -> None:
    url = "https://{{host}}/admin/v1/users?limit={{limit}}"
    items = [{"name": f"Request {number}", "request": {"method": "GET", "url": url}} for number in (1, 2)]
    give(page, json.dumps({"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                           "item": items}))  # fmt: skip
    page.get_by_label("Which request").select_option(index=1)
    page.locator("input[data-variable]").first.wait_for()
    page.locator("#read > *").first.wait_for()


def learning(page: Page) -> None:
    page.locator(f'[data-example="{UNSORTED["id"]}"]').click()
    page.locator("summary", has_text="Try it").click()
    frame = page.get_by_role("region", name="Try it")
    frame.get_by_label("Make a mistake").locator("option").nth(1).wait_for(state="attached")
    frame.get_by_label("Make a mistake").select_option(index=1)
    frame.get_by_role("button", name="Take back").wait_for()


def catalogue(page: Page) -> None:
    page.get_by_role("link", name="Mistakes").click()
    entry = page.locator('details[data-id="ord-unsorted"]')
    entry.locator("summary").click()
    entry.locator("ins").first.wait_for()


def differences(page: Page) -> None:
    page.locator(f'[data-example="{UNSORTED["id"]}"]').click()
    page.get_by_label("Arrangement").select_option(label="list of differences")
    page.locator(".differences li").first.wait_for()


def long_words(page: Page) -> None:
    head = f"GET /{LONG}?{LONG}={LONG} HTTP/1.1\nHost: {LONG[:200]}.example\n{LONG[:100]}: {LONG}\n"
    signed = f"Date: Mon, 02 Mar 2026 09:00:00 -0000\nAuthorization: Basic {'RElFWEFNUExFMDAwMDAwMDAwMDA6' + 'MDA' * 13 + 'M='}\n\n"
    page.locator("summary", has_text="More evidence").click()
    page.locator("#budget").fill("0")
    give(page, head + signed, LONG)
    page.locator("#read details summary").click()
    page.locator("#verdict[data-verdict]").wait_for()


STATES: dict[str, Callable[[Page], None]] = {
    "empty": lambda _: None, "explained": explained, "code to come": code_to_come, "unexplained": unexplained, "unsigned": unsigned, "not understood": not_understood,
    "several with variables": several_with_variables, "learning": learning, "catalogue": catalogue, "differences": differences,
    "long words": long_words,
}  # fmt: skip


def misfits(visit: Visit) -> dict[int, tuple[int, list[str]]]:
    """By how many pixels the page is too wide, at each width, and which texts are drawn over each other."""
    found = {}
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 800})
        found[width] = visit.sideways(), visit.page.evaluate(COVERED)
    visit.page.set_viewport_size({"width": 1200, "height": 800})
    return found


def violations(visit: Visit) -> dict[str, list[str]]:
    """What axe finds in each colour scheme that the header offers."""
    found = {}
    for colours in ("light", "dark"):
        visit.page.locator("#theme").select_option(label=colours)
        found[colours] = visit.axe_violations()
    return found


def fits(visit: Visit) -> None:
    assert misfits(visit) == dict.fromkeys(WIDTHS, (0, []))


@WITH_AXE
@pytest.mark.parametrize("state", STATES)
def test_each_state(window: Windows, state: str) -> None:
    visit = window(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1200, "height": 800})
    visit.page.locator("[data-example]").first.wait_for()
    STATES[state](visit.page)
    assert "[object " not in visit.page.locator("body").inner_text()
    fits(visit)
    assert violations(visit) == {"light": [], "dark": []}
    visit.wrong[:] = [text for text in visit.wrong if "status of 422" not in text]  # what the browser says of a refusal


@WITH_AXE
def test_the_live_list(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path, browser, bypass_csp=True, reduced_motion="reduce") as (visit, server):
        to, page = ("Host", server.netloc), visit.page
        spaced = Credential.of(server.credential.key_id, f"{server.credential.secret.text}\n")
        for credential in (server.credential, spaced):
            request = Request("GET", f"/admin/v1/users?limit=1&{LONG[:200]}=1", (to,), scheme="http")
            send(server.netloc, sign(request, credential, version=2))
        row = page.locator('#view-live tr:has([data-verdict="explained"])')
        row.wait_for()
        assert page.locator("#view-live tbody, #live-count").evaluate_all(f"(all) => all.map({ANNOUNCED})") == [
            False,
            False,
        ]
        fits(visit)
        assert violations(visit) == {"light": [], "dark": []}
        row.locator("button.request").click()
        page.locator("#view-live .pipeline").wait_for()
        fits(visit)
        assert violations(visit) == {"light": [], "dark": []}
        visit.check()


def test_the_verdict_is_announced(window: Windows) -> None:
    page = window().page
    explained(page)
    assert page.get_by_role("status").filter(has_text="Refused").count() == 1
    assert page.locator("#verdict").get_attribute("aria-live") is None  # it is polite, as a status is


def test_the_colours_of_the_header_override_those_of_the_system(window: Windows) -> None:
    for system in ("light", "dark"):
        page = window(color_scheme=system).page
        is_dark = {}
        for choice in ("as the system", "light", "dark"):
            page.locator("#theme").select_option(label=choice)
            is_dark[choice] = max(page.evaluate(BACKGROUND)[:3]) < 60
        assert is_dark == {"as the system": system == "dark", "light": False, "dark": True}
        page.reload()
        assert max(page.evaluate(BACKGROUND)[:3]) < 60  # it is remembered


@pytest.mark.parametrize("context", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=str)
def test_states_are_words(window: Windows, context: dict[str, Any]) -> None:
    page = window(**context).page
    explained(page)
    words = set(page.locator(".pipeline .step small").all_inner_texts())
    assert words == {"✓ as it should be", "✕ goes wrong here", "↳ wrong because of that"}
    assert {"✕ goes wrong here", "↳ wrong because of that"} <= set(page.locator(".views .state").all_inner_texts())
    assert page.locator("#verdict strong").inner_text().startswith("✕ Refused: ")
    page.locator(".pipeline .step").first.focus()
    if "reduced_motion" in context:
        assert set(page.evaluate(DURATIONS)) == {"0s"}
    else:
        outline = "(one) => getComputedStyle(one).outlineStyle"
        assert page.locator('.step[data-state="starts"]').first.evaluate(outline) == "solid"
        assert page.locator(".views tr.lit").evaluate(outline) == "solid"


def test_at_200_percent(window: Windows) -> None:
    visit = window(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    explained(visit.page)
    assert visit.sideways() == 0
    assert visit.page.locator("#verdict strong").is_visible()
    assert (
        visit.page.locator(".pipeline li").first.evaluate(
            "(item) => getComputedStyle(item.parentElement).flexDirection"
        )
        == "column"
    )
