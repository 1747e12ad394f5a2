"""Laws of the picture: it shows as wrong what is wrong, as right what is right, and nothing that nobody knows."""

from typing import Any

import pytest

from paraph import Explanation, Request, explain
from paraph.core.message import wire_text
from paraph.render.picture import explanation_picture
from tests.explaining.planted import Planted, planted

NOW = 1773739805
SHORTENED = 255
"""Of a client that signed by another variant, which has fewer stages."""
CASES = [*planted()[::40], planted()[SHORTENED]]


def told(case: Planted, budget: float) -> tuple[Explanation, dict[str, Any]]:
    explanation = explain(case.request, case.credential, clues=case.clues, now=NOW, budget=budget)
    return explanation, explanation_picture(explanation, case.request)


def is_marked(side: dict[str, Any] | None) -> bool:
    """Whether anything in a text is marked as different."""
    return side is not None and any(part[1:2] == [1] for part in side["parts"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: "+".join(case.mistakes))
def test_of_an_explained_request(case: Planted) -> None:
    explanation, picture = told(case, 50.0)
    assert explanation.verdict == "explained"
    steps = {step["name"]: step for step in picture["steps"]}
    observed = {step.name: step.value for step in explanation.observed}
    expected = {step.name: step.value for step in explanation.expected}
    starts = [name for name, step in steps.items() if step["state"] == "starts"]
    assert {mistake.place for mistake in explanation.mistakes} <= set(starts)
    for name, step in steps.items():
        wrong = [other for other in step["takes"] if steps[other]["state"] in ("starts", "follows", "unknown")]
        if step["state"] == "follows":
            assert wrong, name
        if step["kind"] in ("digest", "signature"):
            assert (step["state"] == "same") == (not wrong and name not in starts), name
        if step["kind"] == "text" and name in expected:
            differs = observed.get(name) != expected[name]
            assert differs == (step["state"] != "same"), name
            assert differs == (is_marked(step["observed"]) or is_marked(step["expected"]) or name not in observed), name
            assert (step["observed"] is None) == (name not in observed), name


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: "+".join(case.mistakes))
def test_of_an_unexplained_request(case: Planted) -> None:
    explanation, picture = told(case, 0.0)
    assert explanation.verdict == "unexplained"
    for step in picture["steps"]:
        assert (step["state"], step["mistakes"]) == ("unknown", [])
        if step["kind"] != "signature":  # that one was sent
            assert (step["observed"], step["words"]) == (None, "")


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: "+".join(case.mistakes))
def test_of_a_right_request(case: Planted) -> None:
    explanation, _ = told(case, 50.0)
    right = case._replace(request=explanation.request or case.request)
    explanation, picture = told(right, 50.0)
    assert explanation.verdict == "valid"
    for step in picture["steps"]:
        assert (step["state"], step["words"], step["mistakes"]) == ("same", "", [])
        assert step["observed"] == step["expected"]
        assert not is_marked(step["observed"])


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: "+".join(case.mistakes))
def test_what_was_sent_is_in_the_request(case: Planted) -> None:
    _, picture = told(case, 0.0)
    request = case.request
    for step in picture["steps"]:
        for part in step["sent"]:
            assert part["text"]["length"] in lengths(request, part["label"]), (step["name"], part["label"])


def lengths(request: Request, label: str) -> list[int]:
    """The lengths of the parts of a request with that label."""
    own = {"method": request.method, "path": request.path, "query": request.query, "body": wire_text(request.body)}
    return [len(own[label])] if label in own else [len(value) for name, value in request.headers if name == label]
