"""Mistakes planted by a second implementation are named, and what cannot be told from them is a tie."""

import pytest

from paraph import explain
from tests.explaining.planted import Planted, planted

NOW = 1773739805
SECONDS = 50.0
"""Enough for a whole search of usual length on a busy machine."""
TOO_FAR = [
    ["date-reused-across-calls", "params-added-after-signing"],
    ["date-reused-across-calls", "join-fields-unexpanded", "key-wrong-field"],
]
"""A date that is half a day off and another mistake besides, and three mistakes in rare ways: more than is looked at."""


def some() -> list[Planted]:
    """All single mistakes and pairs, and a fifth of the triples, which take longer."""
    triples = [case for case in planted() if len(case.mistakes) == 3]
    return [case for case in planted() if len(case.mistakes) < 3] + triples[::5]


@pytest.mark.parametrize("case", some(), ids=lambda case: "+".join(case.mistakes))
def test_named_exactly_or_as_a_tie(case: Planted) -> None:
    explanation = explain(case.request, case.credential, clues=case.clues, now=NOW, budget=SECONDS)
    sets = [sorted(entry.id for entry in one) for one in (explanation.mistakes, *explanation.alternatives)]
    assert (case.mistakes in sets) == (case.mistakes not in TOO_FAR)
