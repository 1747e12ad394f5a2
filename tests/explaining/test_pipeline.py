"""The picture of the stages: what feeds what, where something begins to differ, and what of the request is in each."""

from typing import Any

import pytest

from paraph.core.case import Case
from paraph.core.trace import Trace, title
from paraph.deviations import deviations_for
from paraph.explaining.examples import example_on, recorded_samples, sample_cases
from paraph.explaining.pipeline import FOLLOWS, SAME, STARTS, UNKNOWN, inputs_of, pipeline, sent_parts

CASES = list(sample_cases())


def values(case: Case[Any], replaced: dict[Any, Any] | None = None) -> list[tuple[Any, Any]]:
    trace = Trace(replaced)
    case.derive(case.claims, trace)
    return trace.values


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.scheme.name)
def test_a_stage_takes_what_it_was_called_with(case: Case[Any]) -> None:
    found, right = inputs_of(case, case.claims), dict(values(case))
    assert list(found) == list(right)
    for stage, inputs in found.items():
        given = arguments(case, stage)
        for before in inputs:
            assert right[before] in given


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.scheme.name)
def test_equal_runs_are_the_same_and_an_unknown_one_is_unknown(case: Case[Any]) -> None:
    right = values(case)
    assert {stage.state for stage in pipeline(case, case.claims, right, right, {})} == {SAME}
    assert {stage.state for stage in pipeline(case, case.claims, None, right, {})} == {UNKNOWN}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.scheme.name)
def test_what_follows_has_a_cause_before_it(case: Case[Any]) -> None:
    right = values(case)
    for stage, _ in right:
        if isinstance(dict(right)[stage], str):
            wrong = values(case, {stage: lambda *_: "something else"})
            shown = {each.name: each for each in pipeline(case, case.claims, wrong, right, {})}
            assert shown[title(stage)].state == STARTS
            assert [name for name, each in shown.items() if each.state == STARTS] == [title(stage)]
            for each in shown.values():
                if each.state == FOLLOWS:
                    assert any(shown[name].state != SAME for name in each.takes)


def test_a_planted_mistake_starts_in_its_own_stage() -> None:
    seen = 0
    for place, case in list(enumerate(CASES))[::4]:
        for deviation in list(deviations_for(case))[::7]:
            sample = recorded_samples()[place]
            if deviation.coupled or deviation.stage not in sample.arguments or example_on(sample, deviation) is None:
                continue
            right = values(case)
            way = next(iter(deviation.ways(*arguments(case, deviation.stage))))
            wrong = values(case, {deviation.stage: lambda *_, value=way.value: value})
            states = {each.name: each.state for each in pipeline(case, case.claims, wrong, right, {})}
            if dict(wrong)[deviation.stage] != dict(right)[deviation.stage]:
                assert states[title(deviation.stage)] == STARTS
                seen += 1
    assert seen > 20


def arguments(case: Case[Any], wanted: Any) -> tuple[Any, ...]:
    found: dict[Any, tuple[Any, ...]] = {}

    def step(stage: Any, *inputs: Any) -> Any:
        found[stage] = inputs
        return stage(*inputs)

    case.derive(case.claims, step)
    return found[wanted]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.scheme.name)
def test_the_signed_text_depends_on_something_that_was_sent(case: Case[Any]) -> None:
    request = case.scheme.attach(case.request, case.claims, case.derive(case.claims, lambda stage, *args: stage(*args)))
    found = sent_parts(request, case.scheme, case.credential, case.claims.variant)
    labels = [part.label for part in found[title(case.scheme.output.text)]]
    texts = {"method": request.method, "path": request.path, "query": request.query}
    texts |= dict(request.headers)
    assert labels
    for part in found[title(case.scheme.output.text)]:
        if part.label != "body":
            assert part.text == texts[part.label]


def test_a_key_depends_on_nothing_that_was_sent_and_its_value_is_not_shown() -> None:
    for case in CASES:
        shown = pipeline(case, case.claims, None, values(case), {})
        keys = [each for each in shown if each.kind == "secret"]
        assert keys
        assert not [each for each in keys if each.takes and not set(each.takes) <= {key.name for key in keys}]
