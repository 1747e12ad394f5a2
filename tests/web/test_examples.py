"""Each example end to end: one click, and the page shows what ``paraph explain`` says, in every place that belongs to it."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from paraph.explaining.worked_examples import signed_examples
from paraph.render.worked_examples import example_json
from tests.cli.running import run
from tests.web.browsing import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.web.pages import RunningPage

EXAMPLES = [example_json(signed) for signed in signed_examples()]
COLUMNS = {"sent": 1, "signed": 2, "expected": 3}
LIT = """
() => [...document.querySelectorAll("#result .lit")].map((one) => [one.tagName, one.className.replace(/ ?lit/, ""), one.dataset.stage])
"""


class Example(NamedTuple):
    """An example that the page explains, and what the command says of it."""

    visit: Visit
    given: dict[str, Any]
    said: dict[str, Any]

    @property
    def result(self) -> Locator:
        return self.visit.page.locator("#result")

    @property
    def pairs(self) -> list[tuple[str, str | None, str | None]]:
        """Each stage, with what was signed and what had to be signed; None if it is not shown."""
        sides = [
            {step["name"]: step.get("value") for step in self.said[side]["steps"]} for side in ("observed", "expected")
        ]
        return [(name, value, sides[1][name]) for name, value in sides[0].items()]

    @property
    def wrong(self) -> list[str]:
        """The stages that differ, as far as their values are shown."""
        return [name for name, signed, expected in self.pairs if signed != expected]

    def cell(self, stage: str, column: str) -> Locator:
        """A cell of the three views."""
        return self.result.locator(f'.views tr[data-stage="{stage}"] > td').nth(COLUMNS[column] - 1)

    def copy(self, label: str) -> str:
        """Press a button that copies; return what is on the clipboard then."""
        button = self.visit.page.get_by_role("button", name=label, exact=True)
        button.evaluate("(button) => button.setAttribute('data-pressed', button.textContent)")
        button.click()
        self.visit.page.locator(f'[data-pressed="{label}"]', has_text="Copied").wait_for()
        return self.visit.clipboard()


def said_by_the_command(example: dict[str, Any], tmp: Path) -> dict[str, Any]:
    """What ``paraph explain`` prints of an example."""
    (tmp / "secret").write_text(example["secret"])
    (tmp / "secret").chmod(0o600)
    (tmp / "response").write_text(example["response"])
    words = [
        "explain",
        "-",
        "--json",
        "--now",
        str(example["now"]),
        "--secret-file",
        str(tmp / "secret"),
        "--id",
        example["key_id"] or "x",
    ]
    words += [f"--param={name}={value}" for name, value in example["params"].items()]
    words += ["--response", str(tmp / "response")] if example["response"] else []
    done = run(*words, stdin=example["text"].encode())
    assert (done.code, done.stderr) == (1, "")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda example: example["id"])
def example(
    request: pytest.FixtureRequest, browser: Browser, opened: RunningPage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Example]:
    """One example, explained after one click."""
    given = request.param
    rights = ["clipboard-read", "clipboard-write"]
    with closing(Visit(browser, opened, viewport={"width": 1280, "height": 900}, permissions=rights)) as visit:
        visit.secrets.append(given["secret"])
        visit.page.locator(f'[data-example="{given["id"]}"]').click()
        visit.page.locator(".pipeline").wait_for()
        visit.page.get_by_label("also stages that agree").check()
        yield Example(visit, given, said_by_the_command(given, tmp_path_factory.mktemp("said")))
        visit.check()


def test_the_verdict_says_it_in_a_sentence(example: Example) -> None:
    verdict = example.visit.page.locator("#verdict")
    assert verdict.get_attribute("data-verdict") == example.said["verdict"] == "explained"
    text = verdict.locator("strong").inner_text().lower()
    assert text.startswith("✕ refused: ")
    for mistake in example.said["mistakes"]:
        assert mistake["title"].lower() in text
    assert example.visit.page.locator("#paste").input_value() == example.given["text"].replace("\r\n", "\n")


def test_what_was_understood_stands_beside_it(example: Example) -> None:
    read = example.visit.page.locator("#read")
    assert read.inner_text().startswith("Understood as ")
    read.locator("summary").click()
    names, values = (read.locator(f"dl {tag}").all_inner_texts() for tag in ("dt", "dd"))
    assert len(names) == len(values) >= 1
    assert any(
        name.lower() == "host" and value in read.locator("code").inner_text()
        for name, value in zip(names, values, strict=True)
    )
    read.locator("summary").click()


def test_each_mistake_is_a_card_with_its_fix(example: Example) -> None:
    cards = example.result.locator(".card")
    findings = [*example.said["mistakes"], *example.said["problems"]]
    assert cards.count() == len(findings)
    for mistake in findings:
        card = cards.filter(has=example.visit.page.get_by_role("heading", name=mistake["title"]))
        assert card.count() == 1
        assert mistake["detail"] in card.inner_text()
        assert card.locator(".fix").inner_text() == mistake["fix"].replace("`", "")  # code is set as code


def test_the_pipeline_is_good_up_to_where_they_part(example: Example) -> None:
    steps = example.result.locator(".pipeline .step")
    states = steps.evaluate_all("(steps) => steps.map((one) => [one.dataset.stage, one.dataset.state])")
    state = dict(states)
    names = list(state)
    shown = [name for name, _, _ in example.pairs]
    assert [name for name in names if name in shown] == shown
    parted = [name for name in names if state[name] != "same"]
    assert state[parted[0]] == "starts"
    assert names.index(parted[0]) <= min(map(names.index, example.wrong), default=len(names))
    assert set(example.wrong) <= set(parted)
    blamed = example.result.locator(".card:not(.problem)").evaluate_all(
        "(cards) => cards.map((one) => one.dataset.stage)"
    )
    assert sorted(blamed) == sorted(name for name in names if state[name] == "starts")
    words = {"same": "✓ as it should be", "starts": "✕ goes wrong here", "follows": "↳ wrong because of that"}
    assert steps.locator("small").all_inner_texts() == [words[state[name]] for name in names]


def test_the_three_views_show_the_values_and_mark_where_they_differ(example: Example) -> None:
    assert example.result.locator(".views thead th").all_inner_texts() == [
        "Stage", "What was sent", "What was signed", "What had to be signed",
    ]  # fmt: skip
    for name, signed, expected in example.pairs:
        for column, value, mark in (("signed", signed, "del"), ("expected", expected, "ins")):
            cell = example.cell(name, column)
            if value is None:
                assert cell.locator(".nothing").count() == 1
                continue
            assert cell.locator(".text").text_content() == (value or "empty"), name
            assert cell.locator("del, ins, mark").count() == cell.locator(mark).count(), name
        marks = [example.cell(name, column).locator("del, ins").count() for column in ("signed", "expected")]
        assert (sum(marks) > 0) == (signed != expected), name
        assert example.cell(name, "sent").locator("del, ins").count() == 0


def test_the_right_code_is_there_in_every_language(example: Example) -> None:
    panel = example.visit.page.get_by_role("region", name="Code that signs it right")
    select, code = panel.get_by_label("Language"), panel.locator("code")
    recommended = select.input_value()
    languages = select.locator("option").evaluate_all("(options) => options.map((one) => one.value)")
    texts: dict[str, str] = {}
    for language in [recommended, *(one for one in languages if one != recommended)]:
        if texts:
            with example.visit.page.expect_response("**/api/code") as response:
                select.select_option(language)
            want = response.value.json()["code"]
            code.filter(has_text=want.strip().splitlines()[-1].strip()).wait_for()
        else:
            code.filter(has_text="\n").wait_for()
        texts[language] = code.inner_text()
        assert example.visit.leaks([texts[language]]) == []
        assert panel.locator(".error").is_hidden()
    assert len(set(texts.values())) == len(languages) >= 2
    assert example.copy("Copy the code") == texts[languages[-1] if languages[-1] != recommended else languages[-2]]


def test_markdown_for_a_ticket_has_no_secret_and_no_signature(example: Example) -> None:
    text = example.copy("Copy as Markdown").replace("\\", "")  # Markdown's own
    for mistake in example.said["mistakes"]:
        assert mistake["title"] in text
        assert mistake["fix"] in text
    assert example.visit.leaks([text]) == []
    for side in ("observed", "expected"):
        assert example.said[side]["signature"] not in text
    assert example.said["observed"]["signature"] in example.result.inner_text()  # so it was left out on purpose


def test_what_was_signed_is_copied_as_it_is(example: Example) -> None:
    name, signed, expected = next((pair for pair in example.pairs if pair[0] in example.wrong), example.pairs[-1])
    button = example.result.locator(f'.views tr[data-stage="{name}"] button.stage')
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    if (
        button.locator("..").get_by_role("button", name="Copy what was signed").count()
    ):  # a signature has no such button
        assert example.copy("Copy what was signed") == signed
        assert example.copy("Copy what had to be signed") == expected
    button.click()


@pytest.mark.parametrize("place", [".pipeline .step", ".views button.stage"])
def test_focus_on_a_stage_lights_it_everywhere(example: Example, place: str) -> None:
    cards = example.result.locator(".card").evaluate_all("(cards) => cards.map((one) => one.dataset.stage)")
    places = example.result.locator(place)
    names = example.result.locator(".pipeline .step b").all_inner_texts()
    for index, name in enumerate(names):
        places.nth(index).focus()
        wanted = [
            ["BUTTON", "step", name],
            *(["ARTICLE", "card", name] for one in cards if one == name),
            ["TR", "", name],
            ["LI", "", name],
        ]
        is_listed = example.result.locator(f'.differences [data-stage="{name}"]').count()
        assert example.visit.page.evaluate(LIT) == (wanted if is_listed else wanted[:-1])
        assert example.result.locator(".caption b").first.inner_text() == name
