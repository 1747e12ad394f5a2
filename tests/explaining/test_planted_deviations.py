"""Each deviation, planted in a request, is found again, or else another that gives the same bytes."""

from typing import Any

import pytest

from paraph.deviations import deviations_for
from paraph.explaining.examples import CLUES, NOW
from paraph.explaining.explain import explain
from paraph.explaining.search.choices import NthWay, iter_ways
from paraph.explaining.search.recording import ArgumentRecorder
from paraph.mistakes import MISTAKES
from paraph.schemes import scheme_named, scheme_names
from tests.samples import case_for, derive, samples

NONCE = "7d8f3e4a9c01b2aa"


def plantings(name: str) -> list[Any]:
    """For each mistake of a scheme, the first sample and way in which it changes the signature."""
    found: dict[str, Any] = {}
    for sample in samples():
        if sample.scheme != name:
            continue
        scheme = scheme_named(name)
        request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
        met = ArgumentRecorder()
        right = scheme.derive(request, claims, sample.credential, met)
        for deviation in deviations_for(case_for(name, request, claims, sample.credential, CLUES)):
            if deviation.id in found or deviation.stage not in met.by_stage:
                continue
            for place, _ in zip(range(6), iter_ways(deviation, met.by_stage[deviation.stage]), strict=False):
                exchanged: dict[Any, Any] = {deviation.stage: NthWay(deviation, place), **deviation.coupled}
                wrong = derive(name, request, claims, sample.credential, exchanged)
                if wrong not in (right, None):
                    found[deviation.id] = (scheme, scheme.attach(request, claims, wrong), sample.credential)
                    break
    return [pytest.param(*found[mistake], mistake, id=f"{name}-{mistake}") for mistake in sorted(found)]


@pytest.mark.parametrize(
    ("scheme", "request_", "credential", "mistake"), [p for name in scheme_names() for p in plantings(name)]
)
def test_found_again(scheme: Any, request_: Any, credential: Any, mistake: str) -> None:
    explanation = explain(request_, credential, scheme, clues=CLUES, now=NOW)
    if explanation.verdict == "valid":  # a string of another version that servers take
        assert mistake in {"join-field-missing", "v5-header-hash-missing", "date-line-empty"}
        return
    assert explanation.verdict == "explained"
    sets = [explanation.mistakes, *explanation.alternatives]
    assert [mistake] in [[entry.id for entry in one] for one in sets]


def test_every_mistake_that_changes_what_is_signed_is_planted() -> None:
    planted = {param.values[3] for name in scheme_names() for param in plantings(name)}
    told_otherwise = {mistake.id for mistake in MISTAKES.values() if mistake.example is not None}
    assert set(MISTAKES) - planted - told_otherwise == set()
