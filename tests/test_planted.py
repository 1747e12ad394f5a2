"""Mistakes planted by a second implementation are named, and what cannot be told from them is a tie."""

import pytest

from paraph import explain
from tests.planted import Planted, planted

NOW = 1773739805
ANOTHER_NAME = {
    "body-object-empty-dropped": "a version 4 string without its body is a version 5 string without the body's line",
    "hash-announced-differs": "only the name of the method that was signed differs, and it is told in two words",
}
"""Single mistakes for which the answer is another one that gives the same bytes."""
TOO_FAR = [["date-reused-across-calls", "params-added-after-signing"]]
"""A date that is half a day off and another mistake besides: more than is looked at."""


def some() -> list[Planted]:
    """All single mistakes and pairs, and a fifth of the triples, which take longer."""
    triples = [case for case in planted() if len(case.mistakes) == 3]
    return [case for case in planted() if len(case.mistakes) < 3] + triples[::5]


@pytest.mark.parametrize("case", some(), ids=lambda case: "+".join(case.mistakes))
def test_named_exactly_or_as_a_tie(case: Planted) -> None:
    explanation = explain(case.request, case.credential, clues=case.clues, now=NOW)
    sets = [sorted(entry.id for entry in one) for one in (explanation.mistakes, *explanation.alternatives)]
    if case.mistakes in TOO_FAR:
        assert explanation.verdict == "unexplained"
    elif case.mistakes not in sets:
        assert case.mistakes[0] in ANOTHER_NAME
        assert explanation.verdict == "explained"
