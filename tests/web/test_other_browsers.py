"""The page in Firefox and in WebKit: a short whole task, and what only these browsers do otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.web.other_browsers import START, WITHOUT, is_left_out
from tests.web.pages import RunningPage, running_page
from tests.web.webdriver import CONTROL, ENTER, F7, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST = Path("examples/requests/duo-auth-unsorted.http").read_text()
SECRET = json.loads(Path("examples/duo.json").read_text())["secret"]
FIELDS = {"secret": SECRET, "token_secret": "another secret", "response": "the answer", "paste": REQUEST}
EXPLAINED = "document.querySelector('#verdict[data-verdict=explained]:not([data-old])')"
SIDEWAYS = "const page = document.documentElement; return page.scrollWidth - page.clientWidth;"
RING = "const one = document.activeElement; return [one.className, getComputedStyle(one).outlineStyle];"
LEFT = """
((there, ...names) => location.href.startsWith(there) && (there === "about:" ||
  (document.querySelector("[data-example]") && names.every((name) => document.getElementById(name).value === ""))))(...arguments)
"""
LINES = """
return ["del", "ins"].map((name) => {
  const style = getComputedStyle(document.querySelector(`.views ${name}`));
  return [style.textDecorationLine, style.textDecorationStyle];
});
"""
WRONG = {
    "console.error: ": "console.error('a');",
    "error: ": "Element.prototype.closest = null;",  # which the page calls when a key is pressed
    "unhandledrejection: ": "Element.prototype.closest = null; location.hash = '#mistakes';",
    "securitypolicyviolation: ": "const image = new Image(); image.src = 'http://127.0.0.1:9/a.png';",
}
SCROLL = """
const verdict = document.getElementById("verdict"), frame = () => new Promise(requestAnimationFrame), moved = [];
const top = Math.round(verdict.getBoundingClientRect().top + scrollY);
(async () => {
  for (let at = top - 40; at < top + 40; at += 5) {
    scrollTo(0, at);
    for (let frames = 0; frames < 6; frames += 1) {
      await frame();
      if (Math.round(scrollY) !== at) moved.push([at, scrollY]);
    }
  }
  done([verdict.hasAttribute("data-stuck"), moved]);
})();
"""


JUMP = """
const verdict = document.getElementById("verdict"), frame = () => new Promise(requestAnimationFrame), stuck = [];
(async () => {
  for (const at of [0, document.documentElement.scrollHeight, 0]) {
    scrollTo(0, at);
    for (let frames = 0; frames < 6; frames += 1) await frame();
    const below = document.getElementById("result").getBoundingClientRect().top + scrollY;
    stuck.push([verdict.hasAttribute("data-stuck"), below]);
  }
  done(stuck);
})();
"""


class Visit(NamedTuple):
    """A page, and the browser in which it is open."""

    window: Window
    server: RunningPage

    def explain_example(self) -> None:
        self.window.open(self.server.root)
        self.window.click("[data-example]")
        self.window.until(EXPLAINED)


@pytest.fixture(scope="module", params=list(START))
def visited(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """The page in one of the browsers."""
    if is_left_out(request.param):
        pytest.skip(WITHOUT[request.param])
    folder = tmp_path_factory.mktemp(request.param)
    with running_page(folder) as server, START[request.param](folder) as window:
        window.open(server.url)
        yield Visit(window, server)


@pytest.fixture
def visit(visited: Visit) -> Iterator[Visit]:
    """The page, in which nothing may have gone wrong at the end."""
    visited.window.resize(1200, 900)
    yield visited
    assert visited.window.complaints() == []


@pytest.mark.parametrize("kind", WRONG)
def test_what_goes_wrong_is_noticed(visit: Visit, kind: str) -> None:
    visit.window.open(visit.server.root)
    visit.window.until("document.querySelector('[data-example]')")
    visit.window.run(WRONG[kind])
    visit.window.press(F7)
    visit.window.until("window.noted.some((one) => one.startsWith(arguments[0]))", kind)
    assert visit.window.complaints()


def test_a_request_and_a_secret_are_typed(visit: Visit) -> None:
    window = visit.window
    window.open(visit.server.root)
    window.type("#secret", SECRET)
    window.type("#paste", REQUEST)
    window.until(EXPLAINED)
    window.press(CONTROL, ENTER)
    window.until("document.activeElement.id === 'verdict'")
    assert "The parameters were signed unsorted" in window.run("return document.activeElement.textContent")
    assert SECRET not in window.run("return document.documentElement.outerHTML")


@pytest.mark.parametrize("buttons", [("Refresh",), ("Back", "Forward")])
def test_nothing_that_was_typed_comes_back(visit: Visit, buttons: tuple[str, ...]) -> None:
    window = visit.window
    window.open("about:blank")
    window.open(visit.server.root)
    window.click("#ask > details > summary")
    for name, text in FIELDS.items():
        window.type(f"#{name}", text)
    window.click(".secret button")  # it is a field for a text now
    window.until(EXPLAINED)
    for button in buttons:
        there = "about:" if button == "Back" else visit.server.root
        window.leave_by(button, LEFT, there, *FIELDS)
    assert window.run("return document.getElementById('verdict').hidden")


def test_a_search_ends_when_its_page_is_left(visit: Visit) -> None:
    window = visit.window
    window.open(visit.server.root)
    window.click("#ask > details > summary")
    window.type("#budget", "\ue003" * 4 + "60")  # longer than a test waits
    window.type("#secret", SECRET[::-1])
    window.type("#paste", REQUEST)
    window.find("#verdict .cancel")
    window.leave_by("Refresh", LEFT, visit.server.root, *FIELDS)
    window.click("[data-example]")
    window.until(EXPLAINED)


@pytest.mark.parametrize("width", [320, 1200])
def test_it_fits_at_every_width(visit: Visit, width: int) -> None:
    visit.window.resize(width, 800)
    visit.explain_example()
    assert visit.window.run(SIDEWAYS) == 0
    visit.window.run("location.hash = '#mistakes'")
    visit.window.until("document.querySelector('#view-mistakes details')")
    assert visit.window.run(SIDEWAYS) == 0


def test_differences_are_marked_by_lines(visit: Visit) -> None:
    visit.explain_example()
    assert visit.window.run(LINES) == [["underline", "wavy"], ["underline", "solid"]]


def test_what_a_key_leads_to_has_a_ring(visit: Visit) -> None:
    visit.explain_example()
    visit.window.press(F7)
    assert visit.window.run(RING) == ["stage", "solid"]


def test_the_page_stays_where_it_is_scrolled_to(visit: Visit) -> None:
    """The verdict gets smaller when it sticks: the browser must not scroll because of that."""
    visit.window.resize(320, 800)
    visit.explain_example()
    assert visit.window.later(SCROLL) == [True, []]


@pytest.mark.parametrize("width", [320, 333, 380, 700])
def test_a_jump_past_the_verdict_makes_it_small_too(visit: Visit, width: int) -> None:
    """What is below it stays where it is, to a fraction of a pixel."""
    visit.window.resize(width, 600)
    visit.explain_example()
    above, past, back = visit.window.later(JUMP)
    assert [above[0], past[0], back[0]] == [False, True, False]
    assert [past[1], back[1]] == pytest.approx([above[1]] * 2, abs=0.2)
