"""What the page keeps: no secret comes back after a reload or by the buttons of the browser, and none goes to another request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web import browsing
from tests.web.pages import RunningPage, running_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.conftest import Windows

pytestmark = pytest.mark.skipif(not browsing.is_here(), reason=browsing.WITHOUT)

REQUEST = Path("examples/requests/duo-auth-unsorted.http").read_text()
SECRET = "abcdefghijklmnop0123456789ABCDEF"
FIELDS = ("paste", "secret", "token_secret", "id", "signed_text", "response", "accepted", "environment")


def with_example(page: Page) -> str:
    """The invented secret of the first example, which is shown."""
    page.locator("[data-example]").first.click()
    page.locator("#verdict[data-verdict=explained]").wait_for()
    secret = page.input_value("#secret")
    assert secret
    return secret


def attach(page: Page) -> None:
    page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain", "buffer": REQUEST.encode()})
    page.locator("#read code", has_text="POST").wait_for()


def drop_text(page: Page) -> None:
    data = page.evaluate_handle(
        "(text) => { const d = new DataTransfer(); d.setData('text/plain', text); return d; }", REQUEST
    )
    page.locator("#ask").dispatch_event("drop", {"dataTransfer": data})


def empty(page: Page) -> None:
    page.locator("#paste").focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")


REPLACED: dict[str, Callable[[Page], None]] = {
    "typed": lambda page: page.fill("#paste", REQUEST),
    "file": attach,
    "dropped": drop_text,
    "emptied": empty,
}


@pytest.mark.parametrize("how", REPLACED)
def test_the_secret_of_an_example_leaves_with_it(window: Windows, how: str) -> None:
    page = window().page
    with_example(page)
    REPLACED[how](page)
    assert page.input_value("#secret") == ""


def test_the_secret_of_an_example_stays_while_it_is_edited(window: Windows) -> None:
    page = window().page
    secret = with_example(page)
    page.locator("#paste").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("&a=b")
    assert page.input_value("#secret") == secret


def test_an_own_secret_stays_when_the_request_is_replaced(window: Windows) -> None:
    visit = window()
    visit.secrets.append(SECRET)
    with_example(visit.page)
    visit.page.fill("#secret", SECRET)
    visit.page.fill("#paste", REQUEST)
    assert visit.page.input_value("#secret") == SECRET


def filled(page: Page) -> None:
    """Fill in everything."""
    page.locator("summary", has_text="More evidence").click()
    for name in FIELDS:
        page.fill(f"#{name}", {"paste": REQUEST, "environment": f"A={SECRET}"}.get(name, SECRET))
    page.locator("#read code", has_text="POST").wait_for()


def values(page: Page) -> list[str]:
    page.locator("[data-example]").first.wait_for()
    return [page.input_value(f"#{name}") for name in FIELDS]


LEAVING: dict[str, Callable[[Page], object]] = {
    "reload": lambda page: page.reload(),
    "back and forward": lambda page: (page.goto("about:blank"), page.go_back()),
    "the start address": lambda page: page.goto(page.url.partition("#")[0]),
    "a second window": lambda page: page.evaluate("() => history.go(0)"),
}


@pytest.fixture(scope="module")
def remembering(tmp_path_factory: pytest.TempPathFactory, browser: object) -> Iterator[tuple[RunningPage, Page]]:
    """A page in a browser that keeps pages which were left, as browsers do when no test runs them."""
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    kept = browser.browser_type.launch(
        executable_path=browsing.CHROMIUM,
        args=list(browsing.ARGUMENTS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    with running_page(tmp_path_factory.mktemp("page")) as server:
        page = kept.new_page()
        page.goto(server.url)
        yield server, page
        kept.close()


@pytest.mark.parametrize("how", LEAVING)
def test_nothing_that_was_typed_comes_back(remembering: tuple[RunningPage, Page], how: str) -> None:
    server, page = remembering
    page.goto(server.root)
    filled(page)
    LEAVING[how](page)
    assert values(page) == [""] * len(FIELDS)
    assert SECRET not in page.content()
    assert page.locator("#verdict").is_hidden()


def test_a_page_that_was_kept_is_loaded_again(remembering: tuple[RunningPage, Page]) -> None:
    server, page = remembering
    page.goto(server.root)
    filled(page)
    with page.expect_navigation():
        page.evaluate("() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }")
    assert values(page) == [""] * len(FIELDS)


def test_secrets_are_not_offered_to_password_managers(window: Windows) -> None:
    page = window().page
    for name in ("secret", "token_secret"):
        assert (page.get_attribute(f"#{name}", "type"), page.get_attribute(f"#{name}", "autocomplete")) == (
            "password",
            "off",
        )
        assert page.get_attribute(f"#{name}", "name") is None  # a form that was sent would not have it
    assert page.locator("form:not([autocomplete=off])").count() == 0


@pytest.mark.parametrize("text", ["\\ud800", "a\\udfff", "\\\\\\ud83d", "\\udc00\\ud800"])
def test_halves_of_characters_are_read_and_it_is_said(window: Windows, text: str) -> None:
    page = window().page
    page.evaluate(
        f"""() => {{
          const field = document.getElementById("paste");
          field.value = "GET /{text} HTTP/1.1\\nHost: a.example\\nX: \\ud83d\\ude00\\\\ud800\\n";
          field.dispatchEvent(new InputEvent("input"));
        }}"""
    )
    page.locator("#read", has_text="halves of characters").wait_for()
    shown = page.locator("#read").text_content() or ""
    assert "\ufffd" in shown
    assert "\U0001f600\\ud800" in shown  # a whole character, and a text that only looks like a half
