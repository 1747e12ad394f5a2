"""The page with the keyboard alone: no pointer is used here, only keys and the text that they type."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest

from paraph import Credential, Request, sign
from paraph.explaining.worked_examples import signed_examples
from paraph.render.worked_examples import example_json
from tests.web.serving import send, serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.web.browsing import Visit
    from tests.web.conftest import Windows

EXAMPLES = {example["id"]: example for example in map(example_json, signed_examples())}
UNSORTED = EXAMPLES["duo-1"]
RIGHTS = ["clipboard-read", "clipboard-write"]
MOST_STOPS = 120
COLLECTION = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
PASTE = """
(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}
"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
FOCUSED = """
() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const name = (one.labels?.[0] ?? one).textContent.trim() || one.getAttribute("aria-label") || "";
  return {tag: one.tagName, id: one.id, name, area: one.closest("header, form, #verdict, .pipeline, .views, .frame, main")?.className ?? "",
    left: box.left + scrollX, top: box.top + scrollY, right: box.right + scrollX, bottom: box.bottom + scrollY,
    column: one.closest("#ask > .stack + .stack") ? 1 : 0, isStuck: one.closest(".verdict[data-stuck]") !== null,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)};
}
"""


class Focus(NamedTuple):
    """What has the focus, where it is in the document, and how thick its outline is."""

    tag: str
    id: str
    name: str
    area: str
    left: float
    top: float
    right: float
    bottom: float
    column: int
    isStuck: bool  # noqa: N815 - as the script says it
    outline: float


class Keys:
    """A person with a keyboard. Each key must leave the focus on something that is seen to have it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.locator("[data-example]").first.wait_for(state="attached")

    @property
    def focus(self) -> Focus:
        return Focus(**self.page.evaluate(FOCUSED))

    def press(self, *keys: str) -> Focus:
        """Press keys one after another, each when the page has drawn what the one before did."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.evaluate(DRAWN)
        focus = self.focus
        assert focus.tag != "BODY", keys
        assert focus.outline >= 2, focus
        return focus

    def tab_to(self, name: str, key: str = "Tab") -> Focus:
        """Press Tab until something whose name begins so has the focus."""
        for _ in range(MOST_STOPS):
            focus = self.press(key)
            if focus.name.startswith(name):
                return focus
        raise AssertionError(f"{name} is not reached")

    def insert(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.insert_text(text)

    def ask(self, example: dict[str, str], last: str) -> None:
        """Give the request and the secret of an example, and ask with these keys."""
        self.tab_to("The rejected request")
        self.insert(example["text"])
        self.tab_to("The secret")
        self.insert(example["secret"])
        self.page.locator(".pipeline").wait_for()
        if last == "button":
            self.tab_to("Explain")
            last = "Enter"
        self.press(last)
        self.page.locator("#verdict:focus").wait_for()


def keys_at(visit: Visit) -> Keys:
    visit.secrets.append(UNSORTED["secret"])
    return Keys(visit.page)


@pytest.mark.parametrize("last", ["button", "Control+Enter", "Enter"])
def test_after_explain_the_verdict_has_the_focus(window: Windows, last: str) -> None:
    keys = keys_at(window())
    keys.ask(UNSORTED, last)
    assert "The parameters were signed unsorted" in keys.focus.name
    assert keys.press("Tab").name == "Copy as Markdown"


def test_what_is_missing_gets_the_focus(window: Windows) -> None:
    keys = keys_at(window())
    keys.tab_to("The secret")
    keys.tab_to("Explain")
    assert keys.press("Enter").id == "paste"
    keys.insert(UNSORTED["text"])
    keys.page.get_by_text("Understood as").wait_for()
    assert keys.press("Control+Enter").id == "secret"
    assert keys.page.locator("#need").inner_text() == "Give the secret."


def test_the_link_to_the_verdict(window: Windows) -> None:
    keys = keys_at(window())
    assert keys.press("Tab").name == "Skip to the verdict"
    keys.press("Enter")  # there is no verdict yet: it leads over the head of the page
    keys.press("Tab")
    keys.press("Shift+Tab", "Tab")
    assert keys.focus.name == "choose a file"
    keys.ask(UNSORTED, "Control+Enter")
    keys.tab_to("Skip to the verdict", "Shift+Tab")
    keys.press("Enter")
    assert keys.page.locator("#verdict:focus").count() == 1


def test_the_differences_by_keys(window: Windows) -> None:
    keys = keys_at(window())
    keys.ask(UNSORTED, "Control+Enter")
    order = ["sorted parameters", "canonical parameters", "canonical string", "hmac sha1", "hexadecimal"]
    said = keys.page.locator(".panel [role=status]").filter(has_text="Difference")
    seen = [keys.press(key).name for key in ("n", "n", "p", "F7", "Shift+F7")]
    listed = [name for name in order if name in seen]
    assert listed[0] == "sorted parameters"
    assert seen == [listed[0], seen[1], listed[0], seen[1], listed[0]]
    assert seen[1] in order[1:]
    assert said.inner_text().startswith("Difference 1 of ")
    assert "sorted parameters" in said.inner_text()
    keys.press("p")  # from the first to the last
    count = int(said.inner_text().split(" of ")[1].split(":")[0])
    assert said.inner_text().startswith(f"Difference {count} of {count}")
    keys.tab_to("The secret", "Shift+Tab")
    keys.insert("np")  # letters of a text are no keys
    assert keys.focus.id == "secret"


def test_the_three_arrangements(window: Windows) -> None:
    keys = keys_at(window())
    keys.ask(UNSORTED, "Control+Enter")
    table, listed = keys.page.locator("table.views"), keys.page.locator(".differences")
    keys.tab_to("Arrangement")
    keys.press("ArrowDown")
    assert "rows" in (table.get_attribute("class") or "")
    keys.press("ArrowDown")
    assert (table.is_visible(), listed.is_visible()) == (False, True)
    assert keys.press("F7").name.startswith("sorted parameters")
    assert keys.focus.tag == "LI"
    keys.tab_to("Arrangement", "Shift+Tab")
    keys.press("ArrowUp", "ArrowUp")
    assert (table.is_visible(), listed.is_visible()) == (True, False)
    assert "rows" not in (table.get_attribute("class") or "")


def test_a_stage_is_opened_and_copied(window: Windows) -> None:
    visit = window(permissions=RIGHTS)
    keys = keys_at(visit)
    keys.ask(UNSORTED, "Control+Enter")
    keys.tab_to("sorted parameters")  # in the picture
    focus = keys.press("Enter")
    assert (focus.tag, focus.name) == ("BUTTON", "sorted parameters")
    row = keys.page.locator('.views tr[data-stage="sorted parameters"]')
    assert row.locator("button:focus").count() == 1
    keys.press("Enter")
    assert row.locator("button.stage").get_attribute("aria-expanded") == "true"
    assert keys.press("Tab").name == "Copy what was signed"
    keys.press("Enter")
    row.get_by_role("button", name="Copied").wait_for()
    assert visit.clipboard().split() == row.locator("td").nth(1).locator(".text").text_content().split()  # type: ignore[union-attr]
    keys.press("Shift+Tab", " ")
    assert row.locator("button.stage").get_attribute("aria-expanded") == "false"


def test_code_in_another_language(window: Windows) -> None:
    visit = window(permissions=RIGHTS)
    keys = keys_at(visit)
    keys.ask(UNSORTED, "Control+Enter")
    keys.tab_to("Language")
    keys.press("Home")
    panel = keys.page.get_by_role("region", name="Code that signs it right")
    panel.locator("code", has_text="import requests").wait_for()
    assert keys.press("Tab").name == "Copy the code"
    keys.press("Enter")
    panel.get_by_role("button", name="Copied").wait_for()
    assert visit.clipboard() == panel.locator("code").inner_text()


def test_the_frame_for_learning(window: Windows) -> None:
    keys = keys_at(window())
    keys.ask(UNSORTED, "Control+Enter")
    keys.tab_to("Try it")
    keys.press("Enter")
    frame = keys.page.get_by_role("region", name="Try it")
    frame.get_by_text("The signature now: the same").wait_for()
    keys.tab_to("Make a mistake")
    keys.press("ArrowDown")
    frame.get_by_text("The signature now: another one").wait_for()
    keys.tab_to("take back")
    keys.press("Enter")
    frame.get_by_text("The signature now: the same").wait_for()
    assert keys.focus.name.startswith("Make a mistake")
    keys.tab_to("date")
    keys.press("End")
    keys.insert("1")
    frame.get_by_text("The signature now: another one").wait_for()
    keys.tab_to("Start again", "Shift+Tab")
    keys.press("Enter")
    frame.get_by_text("The signature now: the same").wait_for()
    assert keys.focus.name == "Start again"


def test_the_catalogue(window: Windows) -> None:
    keys = keys_at(window())
    keys.tab_to("Mistakes")
    keys.press("Enter")
    search = keys.page.get_by_role("searchbox", name="Search")
    search.wait_for()
    keys.tab_to("Search")
    keys.insert("ord-unsorted")
    keys.press("Tab")
    entry = keys.page.locator('details[data-id="ord-unsorted"]')
    assert entry.locator("summary:focus").count() == 1
    keys.press("Enter")
    entry.locator("ins").first.wait_for()
    assert entry.locator("summary:focus").count() == 1
    keys.tab_to("Explain", "Shift+Tab")
    keys.press("Enter")
    keys.page.locator("#paste").wait_for()


def test_one_of_several_requests(window: Windows) -> None:
    keys = keys_at(window())
    urls = ("https://{{host}}/a", "https://a.example/b?x={{x}}", "https://a.example/c")
    items = [{"name": f"Request {url}", "request": {"method": "GET", "url": url}} for url in urls]
    keys.tab_to("The rejected request")
    keys.insert(json.dumps({"info": {"name": "A", "schema": COLLECTION}, "item": items}))
    keys.page.get_by_label("Which request").wait_for()
    keys.tab_to("Which request")
    for place, text in (("#ask label", "{{host}}"), ("#ask label", "{{x}}"), ("#read code", "https://a.example/c")):
        keys.press("ArrowDown")
        keys.page.locator(place, has_text=text).wait_for()
        assert keys.focus.id == "entry"


def test_a_large_paste_is_removed(window: Windows) -> None:
    keys = keys_at(window())
    keys.tab_to("The rejected request")
    keys.page.evaluate(PASTE, "GET / HTTP/1.1\nHost: a.example\n\n" + 250_000 * "a")
    keys.page.get_by_text("pasted text, 250 kB").wait_for()
    keys.page.locator("#paste").wait_for(state="hidden")
    assert keys.focus.name == "Remove"
    assert keys.press("Enter").id == "paste"


def test_a_long_value_is_shown_whole(window: Windows) -> None:
    keys = keys_at(window())
    secret = UNSORTED["secret"]
    request = Request("POST", "/webhooks", (("Host", "hooks.example.com"),), b"a" * 150_000)
    request = sign(request, Credential.of("", secret), scheme="github")
    head = "".join(f"{name}: {value}\n" for name, value in request.headers)
    keys.ask({"text": f"POST /webhooks HTTP/1.1\n{head}\n{request.body.decode()}", "secret": secret}, "Control+Enter")
    keys.tab_to("raw body")
    keys.press("Enter", "Enter")
    keys.tab_to("Show all that was signed")
    keys.press("Enter")
    keys.page.locator("pre.code:focus").wait_for()
    assert keys.press("Tab").name == "Show more"
    keys.press("Enter", "Enter")
    keys.page.locator("pre.code:focus").wait_for()
    assert len(keys.page.locator("pre.code:focus").text_content() or "") == 150_000


def test_a_search_is_stopped(window: Windows) -> None:
    keys = keys_at(window())
    searched: list[Route] = []

    def hold(route: Route) -> None:  # a search never ends
        if (route.request.post_data_json or {})["budget"]:
            searched.append(route)
        else:
            route.continue_()

    keys.page.route("**/api/explain", hold)
    keys.tab_to("The rejected request")
    keys.insert(UNSORTED["text"])
    keys.tab_to("The secret")
    keys.insert(UNSORTED["secret"][::-1])
    keys.page.get_by_role("button", name="Stop searching").wait_for()
    keys.tab_to("Stop searching")
    keys.press("Enter")
    keys.page.locator("#verdict:focus[data-verdict=unexplained]").wait_for()  # what is known without a search
    keys.page.locator(".pipeline").wait_for()
    keys.page.get_by_role("button", name="Search for a minute").wait_for()
    assert len(searched) == 1


def test_a_mistake_leads_to_the_catalogue(window: Windows) -> None:
    keys = keys_at(window())
    keys.ask(UNSORTED, "Control+Enter")
    keys.tab_to("ord-unsorted")
    keys.press("Enter")
    keys.page.locator('details[data-id="ord-unsorted"] summary:focus').wait_for()
    keys.page.locator("#view-explain").wait_for(state="hidden")


def test_the_order_of_tab_is_the_order_seen(window: Windows) -> None:
    """From top to bottom in each column, in a line from left to right; and after the last there is no trap."""
    keys = keys_at(window(viewport={"width": 1280, "height": 900}))
    keys.ask(UNSORTED, "Control+Enter")
    keys.tab_to("Skip to the verdict", "Shift+Tab")
    stops: list[Focus] = []
    for _ in range(MOST_STOPS):
        keys.page.keyboard.press("Tab")
        focus = keys.focus
        if focus.tag == "BODY" or focus.name.startswith("Skip"):
            break
        assert focus.outline >= 2, focus
        stops.append(focus)
    else:
        raise AssertionError("the focus does not leave the page")
    assert len(stops) > 30
    assert stops[-1].name.startswith("Try it")
    for one, next_ in pairwise(stops):
        if one.isStuck or next_.isStuck or next_.column > one.column:
            continue
        is_below, is_beside = next_.top >= one.bottom - 8, next_.left >= one.left and next_.bottom > one.top
        assert is_below or is_beside, (one, next_)


def test_the_live_list(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path, browser) as (visit, server):
        to = ("Host", server.netloc)
        right = sign(Request("GET", "/admin/v1/info/summary", (to,), scheme="http"), server.credential, version=2)
        spaced = Credential.of(server.credential.key_id, f"{server.credential.secret.text}\n")
        wrong = sign(Request("GET", "/admin/v1/users?limit=1", (to,), scheme="http"), spaced, version=2)
        keys, page = Keys(visit.page), visit.page
        send(server.netloc, right)
        send(server.netloc, wrong)
        page.locator('#view-live [data-verdict="explained"]').wait_for()
        keys.tab_to("Show only what contains")
        keys.insert("USERS")
        rows = page.locator("#view-live tbody tr")
        page.locator("#live-count", has_text="1 shown").wait_for()
        keys.tab_to("only refused")
        keys.press(" ")
        keys.tab_to("Pause")
        keys.press("Enter")
        assert keys.focus.name == "Continue"
        send(server.netloc, wrong)
        assert rows.count() == 1
        keys.press("Enter")
        page.locator("#live-count", has_text="2 shown").wait_for()
        assert keys.focus.name == "Pause"
        keys.tab_to("GET /admin/v1/users")
        keys.press("Enter")
        page.locator("#view-live .verdict:focus").wait_for()
        assert "secret" in keys.focus.name
        keys.press("n")
        assert page.locator("#view-live .views button:focus").count() == 1
        keys.tab_to("Skip to the verdict", "Shift+Tab")
        keys.press("Enter")
        assert page.locator("#view-live .verdict:focus").count() == 1
        visit.check()
