"""Five tasks as a person does them, each in at most four actions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from paraph import Credential, Request, sign
from paraph.explaining.worked_examples import signed_examples
from paraph.render.worked_examples import example_json
from tests.web.actions import MOST, Actions
from tests.web.serving import send, serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.web.browsing import Visit
    from tests.web.conftest import Windows

EXAMPLES = {example["id"]: example for example in map(example_json, signed_examples())}
UNSORTED = EXAMPLES["duo-1"]
WINDOW = {"viewport": {"width": 1280, "height": 900}, "permissions": ["clipboard-read", "clipboard-write"]}
VISIBLE = """
(element) => { const box = element.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && box.height > 0; }
"""


def person(visit: Visit, example: dict[str, Any]) -> Actions:
    visit.secrets.append(example["secret"])
    visit.page.locator("[data-example]").first.wait_for()
    return Actions(visit.page)


def is_in_the_window(what: Locator) -> bool:
    """Say whether something is seen without scrolling."""
    return bool(what.evaluate(VISIBLE))


@pytest.mark.parametrize("name", ["duo-1", "oauth1-1", "webhooks-1"])
def test_paste_and_understand(window: Windows, name: str) -> None:
    visit, example = window(**WINDOW), EXAMPLES[name]
    actions, page = person(visit, example), visit.page
    actions.paste(page.locator("#paste"), example["text"])
    actions.paste(page.locator("#secret"), example["secret"])
    page.locator(".pipeline").wait_for()
    assert page.evaluate("() => scrollY") == 0
    cards = page.locator(".card:not(.problem)")
    for card in cards.all():
        title, fix = (
            card.locator("h3").evaluate("(head) => head.firstChild.textContent"),
            card.locator(".fix").inner_text(),
        )
        verdict = page.locator("#verdict")
        assert title.lower() in verdict.inner_text().lower()
        assert is_in_the_window(verdict.locator("strong"))
        remedy = verdict.locator(".remedies li").filter(has_text=fix)
        assert is_in_the_window(remedy)
        stage = card.get_attribute("data-stage")
        assert stage
        assert remedy.inner_text().startswith(f"{stage}: ")
    assert is_in_the_window(page.locator('.pipeline .step[data-state="starts"]').first)
    assert len(actions.done) == 2


def collection(*examples: dict[str, Any]) -> dict[str, Any]:
    """A Postman collection with requests that are signed right and wrong."""
    items = [postman_item(f"Request {number}", example["text"]) for number, example in enumerate(examples, 1)]
    return {"info": {"name": "Admin API", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
            "item": items}  # fmt: skip


def postman_item(name: str, raw: str) -> dict[str, Any]:
    head, _, body = raw.replace("\r\n", "\n").partition("\n\n")
    first, *lines = head.split("\n")
    method, target = first.split(" ")[:2]
    headers = dict(line.split(": ", 1) for line in lines)
    url = f"https://{headers.pop('Host')}{target}"
    request = {"method": method, "url": url, "header": [{"key": key, "value": value} for key, value in headers.items()]}
    return {"name": name, "request": {**request, **({"body": {"mode": "raw", "raw": body}} if body else {})}}


def test_a_postman_file(window: Windows, tmp_path: Path) -> None:
    visit, example = window(**WINDOW), EXAMPLES["duo-2"]
    actions, page = person(visit, example), visit.page
    plain = {"text": "GET /admin/v1/users HTTP/1.1\nHost: api-example0.duosecurity.com\n\n"}
    file = tmp_path / "admin.postman_collection.json"
    file.write_text(
        json.dumps(collection(plain, example, {"text": example["text"].replace("administrator", "telephony")}))
    )
    actions.drop(page.locator("#ask"), file)
    choice = page.get_by_label("Which request")
    choice.wait_for()
    options = choice.locator("option").all_inner_texts()
    actions.choose(choice, next(option for option in options if "Request 2" in option))
    page.get_by_text("Understood as a Postman request:").wait_for()
    actions.paste(page.locator("#secret"), example["secret"])
    page.locator('#verdict[data-verdict="explained"]').wait_for()
    assert "Another date was signed than the one sent" in page.locator("#verdict strong").inner_text()
    assert is_in_the_window(page.locator("#verdict .remedies li"))
    assert len(actions.done) == 3


def test_copy_the_fixed_code_in_another_language(window: Windows) -> None:
    visit, example = window(**WINDOW), UNSORTED
    actions, page = person(visit, example), visit.page
    actions.click(page.locator(f'[data-example="{example["id"]}"]'))
    panel = page.get_by_role("region", name="Code that signs it right")
    panel.get_by_label("Language").wait_for()
    assert panel.get_by_label("Language").input_value() != "go"
    actions.choose(panel.get_by_label("Language"), "Go")
    panel.locator("code", has_text="package main").wait_for()
    actions.click(panel.get_by_role("button", name="Copy the code"))
    panel.get_by_role("button", name="Copied").wait_for()
    assert visit.clipboard() == panel.locator("code").inner_text()
    assert visit.clipboard().count("\nfunc ") >= 1
    assert visit.leaks([visit.clipboard()]) == []
    assert len(actions.done) == 3


def test_follow_a_live_client(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path, browser, **WINDOW) as (visit, server):
        actions, page, host, to = Actions(visit.page), visit.page, server.netloc, ("Host", server.netloc)
        right = sign(Request("GET", "/admin/v1/info/summary", (to,), scheme="http"), server.credential, version=2)
        spaced = Credential.of(server.credential.key_id, f"{server.credential.secret.text}\n")
        wrong = sign(Request("GET", "/admin/v1/users?limit=1", (to,), scheme="http"), spaced, version=2)
        statuses = [send(host, request) for request in (right, wrong, right)]
        assert statuses == [200, 401, 200]
        row = page.locator('#view-live tr:has([data-verdict="explained"])')
        row.wait_for()
        assert page.locator("#view-live tbody tr").count() == 3
        actions.click(row.locator("button.request"))
        verdict = page.locator("#view-live .verdict")
        verdict.locator(".remedies li").wait_for()
        assert "secret" in verdict.inner_text()
        assert is_in_the_window(verdict)
        assert len(actions.done) == 1
        visit.check()


def test_learn_why_parameters_are_sorted(window: Windows) -> None:
    """First a before and after of the catalogue, then the mistake made on purpose: each from the start of the page."""
    visit = window(**WINDOW)
    actions, page = person(visit, UNSORTED), visit.page
    actions.click(page.get_by_role("link", name="Mistakes"))
    search = page.get_by_role("searchbox", name="Search")
    search.wait_for()
    actions.click(search)
    actions.type("unsorted")
    entry = page.locator('details[data-id="ord-unsorted"]')
    actions.click(entry.locator("summary"))
    entry.locator("ins").first.wait_for()
    for part in (
        entry.locator("p").first,
        entry.locator(".fix"),
        entry.locator("del").first,
        entry.locator("ins").first,
    ):
        assert is_in_the_window(part)
    assert "order" in entry.inner_text() or "sort" in entry.inner_text()

    page.get_by_role("link", name="Explain").click()
    trying = Actions(page)
    trying.click(page.locator(f'[data-example="{UNSORTED["id"]}"]'))
    trying.click(page.locator("summary", has_text="Try it"))
    frame = page.get_by_role("region", name="Try it")
    choice = frame.get_by_label("Make a mistake")
    choice.locator("option").nth(1).wait_for(state="attached")
    assert frame.get_by_text("The signature now: the same").count() == 1
    unsorted = choice.locator('option[value="ord-unsorted"]').inner_text()
    trying.choose(choice, unsorted)
    frame.get_by_text("The signature now: another one").wait_for()
    changed = frame.locator('.trial[data-state="starts"]')
    assert changed.first.locator("label").inner_text() == unsorted.partition(":")[0]
    assert changed.first.locator("ins").count() >= 1
    assert "This is not your request any more" in frame.inner_text()
    assert max(len(actions.done), len(trying.done)) <= MOST


def test_a_fifth_action_is_too_many(window: Windows) -> None:
    actions = Actions(window().page)
    for _ in range(MOST):
        actions.click(actions.page.locator("h1"))
    with pytest.raises(AssertionError):
        actions.click(actions.page.locator("h1"))
