"""The page in a real browser: that it opens, that its rules are in force, and that what goes wrong is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web import browsing

if TYPE_CHECKING:
    from tests.web.browsing import Visit
    from tests.web.conftest import Visiting

REQUEST = Path("examples/requests/duo-auth-unsorted.http")
KEYS = json.loads(Path("examples/duo.json").read_text())


def test_the_start_address_leads_to_the_page(visit: Visit) -> None:
    assert visit.page.url.partition("#")[0] == f"{visit.server.root}/"
    assert "token" not in visit.page.evaluate("() => JSON.stringify([location.href, document.referrer])")
    (cookie,) = visit.context.cookies()
    assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Strict")


def test_another_browser_is_not_let_in(visit: Visit) -> None:
    browser = visit.context.browser
    assert browser is not None
    for target in (visit.server.url, f"{visit.server.root}/", f"{visit.server.root}/api/start"):
        context = browser.new_context()
        response = context.new_page().goto(target)
        assert response is not None
        assert response.status == 403
        context.close()


def test_the_page_of_the_same_browser_opens_again(visit: Visit) -> None:
    for target in (visit.server.url, f"{visit.server.root}/"):
        response = visit.page.goto(target)
        assert response is not None
        assert (response.status, visit.page.url.partition("#")[0]) == (200, f"{visit.server.root}/")


def test_a_typed_secret_stays_in_its_field(visit: Visit) -> None:
    visit.secrets.append(KEYS["secret"])
    page = visit.page
    page.locator("#paste").fill(REQUEST.read_text())
    page.locator("input[type=password]").first.fill(KEYS["secret"])
    page.get_by_role("button", name="Explain", exact=True).click()
    page.locator("#verdict").wait_for(state="visible")
    assert KEYS["secret"] not in page.locator("body").inner_text()
    assert KEYS["secret"] not in page.content()


def test_a_held_secret_is_not_in_the_page(visiting: Visiting) -> None:
    visit = visiting(str(REQUEST), "--credentials", "examples/duo.json")
    visit.secrets.append(KEYS["secret"])
    visit.page.locator("#verdict").wait_for(state="visible")
    assert KEYS["secret"] not in visit.page.content()
    assert KEYS["id"] in visit.page.content()


FORBIDDEN = {
    "a script in the page": "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s); }",
    "a script of another site": "() => { const s = document.createElement('script'); s.src = 'http://127.0.0.1:9/x.js'; document.head.append(s); }",
    "markup": "() => { document.body.innerHTML = '<img src=x onerror=\"window.ran = 1\">'; }",
    "a style": "() => { const s = document.createElement('style'); s.textContent = 'body { display: none }'; document.head.append(s); }",
    "a frame": "() => { const f = document.createElement('iframe'); f.src = location.href; document.body.append(f); }",
    "a style of an element": "() => { document.body.setAttribute('style', 'display: none'); }",
    "a form": "() => { const f = document.createElement('form'); f.action = '/'; document.body.append(f); f.submit(); }",
    "another server": "() => fetch('http://127.0.0.1:9/').then(() => { window.ran = 1; })",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_rules_are_in_force(visit: Visit, what: str) -> None:
    script = f"async () => {{ try {{ await ({FORBIDDEN[what]})(); }} catch (error) {{ return String(error); }} }}"
    visit.page.evaluate(script)
    visit.is_broken = True
    visit.frames("CSP: ")
    assert any(text.startswith("error: CSP: ") for text in visit.wrong), visit.wrong
    assert visit.page.evaluate("() => window.ran") is None
    visit.urls[:] = [url for url in visit.urls if ":9/" not in url]


@pytest.mark.parametrize(
    "script", ["() => { console.log('a'); }", "() => { setTimeout(() => { throw new Error('a'); }); }"]
)
def test_what_goes_wrong_is_noticed(visit: Visit, script: str) -> None:
    visit.page.evaluate(script)
    visit.frames("")
    with pytest.raises(AssertionError):
        visit.check()
    visit.is_broken = True


@pytest.mark.parametrize(
    "script", ["(text) => localStorage.setItem('paraph-theme', text)", "(text) => { location.hash = text; }",
               "(text) => { document.title = text; }", "(text) => fetch('/api/start?' + encodeURIComponent(text))"]
)  # fmt: skip
def test_a_secret_in_the_wrong_place_is_noticed(visit: Visit, script: str) -> None:
    visit.secrets.append("a secret/with marks")
    visit.page.evaluate(script, "a secret/with marks")
    with pytest.raises(AssertionError):
        visit.check()
    visit.secrets.clear()


@pytest.mark.parametrize("width", [320, 380, 768, 1200])
def test_it_fits_at_every_width(visiting: Visiting, width: int) -> None:
    visit = visiting(str(REQUEST), "--credentials", "examples/duo.json", viewport={"width": width, "height": 800})
    visit.page.locator("#verdict").wait_for(state="visible")
    assert visit.sideways() == 0


@pytest.mark.skipif(not browsing.has_axe(), reason=browsing.WITHOUT_AXE)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(visiting: Visiting, colours: str) -> None:
    visit = visiting(str(REQUEST), "--credentials", "examples/duo.json", bypass_csp=True, color_scheme=colours)
    visit.page.locator("#verdict").wait_for(state="visible")
    assert visit.axe_violations() == []


def test_the_dark_scheme_is_dark(visiting: Visiting) -> None:
    def background(colours: str) -> str:
        page = visiting(color_scheme=colours).page
        colour: str = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
        return colour

    assert background("dark") != background("light")
