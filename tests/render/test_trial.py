"""The JSON of a trial, of one mistake and of its parts."""

import json
from itertools import pairwise
from typing import Any

import pytest

from paraph.explaining.examples import example_of
from paraph.explaining.trial import TriedStage, trial_case, try_out
from paraph.explaining.worked_examples import SignedExample, signed_examples
from paraph.mistakes import MISTAKES
from paraph.render.catalogue import catalogue_json, shown_mistake_json
from paraph.render.trial import trial_json, tried_json

EXAMPLES = signed_examples()
CUT = ("\n",)


def text_of(segments: dict[str, Any] | None) -> str | None:
    """The whole text that parts stand for."""
    return None if segments is None else "".join(part[0] for part in segments["parts"])


def differing(segments: dict[str, Any]) -> bool:
    return any(part[1] for part in segments["parts"] if len(part) > 1)


def trial_of(signed: SignedExample, mistakes: tuple[str, ...]) -> dict[str, Any]:
    example = signed.example
    case = trial_case(signed.request, example.credential, clues=example.clues, now=example.now)
    shown: dict[str, Any] = json.loads(json.dumps(trial_json(try_out(case, {}, mistakes))))
    return shown


@pytest.mark.parametrize("signed", EXAMPLES, ids=lambda signed: signed.id)
def test_it_has_the_keys_of_the_page_and_marks_what_changed(signed: SignedExample) -> None:
    shown = trial_of(signed, signed.example.mistakes)
    assert [*shown] == ["steps", "signature", "available", "applied", "problem"]
    assert [*shown["signature"]] == ["before", "after"]
    assert {mistake["id"] for mistake in shown["applied"]} == set(signed.example.mistakes)
    assert all([*mistake] == ["id", "title", "detail", "stage"] for mistake in shown["applied"])
    assert all([*mistake] == ["id", "title", "stage"] for mistake in shown["available"])
    for step in shown["steps"]:
        assert [*step] == ["name", "kind", "before", "after", "text", "changed"]
        assert step["kind"] in ("text", "bytes", "secret", "signature")
        assert (step["kind"] == "secret") == (step["before"] is None)
        if step["before"] is not None and step["after"] is not None:
            assert (text_of(step["before"]) != text_of(step["after"])) == step["changed"]
            assert (differing(step["before"]) or differing(step["after"])) == step["changed"]


@pytest.mark.parametrize("signed", EXAMPLES, ids=lambda signed: signed.id)
def test_without_mistakes_nothing_differs(signed: SignedExample) -> None:
    shown = trial_of(signed, ())
    assert shown["signature"]["before"] == shown["signature"]["after"]
    assert not any(step["changed"] for step in shown["steps"])
    assert all(step["before"] == step["after"] for step in shown["steps"])


def test_the_steps_are_in_order_and_a_stage_that_did_not_come_about_has_no_value_after() -> None:
    shown = tried_json(TriedStage("path", "text", "/a", None, None, changed=True), CUT)
    assert (text_of(shown["before"]), shown["after"]) == ("/a", None)
    names = [step["name"] for step in trial_of(EXAMPLES[0], ())["steps"]]
    assert all(one != other for one, other in pairwise(names))
    assert names[-1] == "hexadecimal"


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=lambda mistake: mistake.id)
def test_one_mistake_is_the_object_of_the_list_with_its_effect(mistake: Any) -> None:
    example = example_of(mistake.id)
    shown = json.loads(json.dumps(shown_mistake_json(mistake, example)))
    effect = shown.pop("shown")
    assert [shown] == catalogue_json([mistake])["mistakes"]
    assert (effect is None) == (example is None)
    if example is not None:
        assert (text_of(effect["wrong"]), text_of(effect["right"])) == (example.wrong, example.right)
        assert (effect["scheme"], effect["detail"]) == (example.scheme.label, example.detail)
        assert differing(effect["wrong"]) or differing(effect["right"])
