"""Two mistakes in different stages, planted together, are found together."""

import random
from typing import Any

import pytest

from paraph.deviations import deviations_for
from paraph.explaining.examples import CLUES, NOW
from paraph.explaining.explain import explain
from paraph.explaining.search.choices import NthWay, iter_ways
from paraph.explaining.search.recording import ArgumentRecorder
from paraph.schemes import scheme_named
from tests.samples import SchemeSample, case_for, derive, samples

NONCE = "7d8f3e4a9c01b2aa"
PAIRS, USUAL = 10, 2.0


def live(sample: SchemeSample) -> tuple[Any, Any, Any, list[tuple[Any, Any]]]:
    """A prepared sample, and the usual single mistakes that change its signature, each in one way."""
    scheme = scheme_named(sample.scheme)
    request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
    met = ArgumentRecorder()
    right = scheme.derive(request, claims, sample.credential, met)
    found: dict[str, tuple[Any, Any]] = {}
    for deviation in deviations_for(case_for(sample.scheme, request, claims, sample.credential, CLUES)):
        if deviation.coupled or deviation.stage not in met.by_stage or deviation.id in found:
            continue
        way = next(iter_ways(deviation, met.by_stage[deviation.stage]), None)
        if way is None or way.rarity + deviation.rarity > USUAL:
            continue
        wrong: Any = NthWay(deviation, 0)
        if derive(sample.scheme, request, claims, sample.credential, {deviation.stage: wrong}) not in (right, None):
            found[deviation.id] = (deviation, wrong)
    return scheme, request, claims, list(found.values())


def plantings() -> list[Any]:
    """For each sample with several live mistakes, some pairs of them in different stages that do not hide each other."""
    chosen = []
    for number, sample in enumerate(samples()):
        scheme, request, claims, mistakes = live(sample)
        dice = random.Random(number)
        made = 0
        while made < PAIRS and len(mistakes) > 8 and number in (2, 6, 10, 13):
            (one, first), (two, second) = dice.sample(mistakes, 2)
            if one.stage is two.stage:
                continue
            sent = (sample.scheme, request, claims, sample.credential)
            both = derive(*sent, {one.stage: first, two.stage: second})
            alone = [derive(*sent, {d.stage: w}) for d, w in ((one, first), (two, second))]
            if both in (*alone, derive(*sent, {}), None):
                continue
            made += 1
            signed = scheme.attach(request, claims, both)
            chosen.append(pytest.param(scheme, signed, sample.credential, {one.id, two.id}, id=f"{one.id}+{two.id}"))
    return chosen


@pytest.mark.parametrize(("scheme", "request_", "credential", "mistakes"), plantings())
def test_found_together(scheme: Any, request_: Any, credential: Any, mistakes: set[str]) -> None:
    explanation = explain(request_, credential, scheme, clues=CLUES, now=NOW, budget=30)
    sets = [{entry.id for entry in one} for one in (explanation.mistakes, *explanation.alternatives)]
    assert mistakes in sets or min(map(len, sets)) < len(mistakes)
