"""Values that are passed on and not kept are those that would have been kept."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.case import Case
from paraph.core.message import Pairs
from paraph.core.trace import run
from paraph.deviations import deviations_for, load
from paraph.deviations.search_cache import search_cache
from paraph.explaining.examples import CLUES, NOW
from paraph.explaining.search.passing import passed
from paraph.explaining.search.picks import picks_of
from paraph.explaining.search.setup import rivals, target_of
from paraph.explaining.search.tree import Grower, Node
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.oauth1 import signing as oauth1
from tests.samples import SchemeSample, samples

NONCE = "7d8f3e4a9c01b2aa"
PAIRS = st.lists(st.tuples(st.text("oauth_aB=&% é~", max_size=6), st.text("aB=&%+ é€~", max_size=6)), max_size=5)
CHAINS = [
    pytest.param(name, stages, id=f"{name} {' '.join(stage.__name__ for stage in stages)}")
    for name in ("duo", "oauth1")
    for stages in load(scheme_named(name)).QUICK
]


@pytest.mark.parametrize(("name", "stages"), CHAINS)
@given(PAIRS)
def test_a_quick_function_does_what_its_stages_do(name: str, stages: tuple[Any, ...], pairs: Pairs) -> None:
    value: Any = tuple(pairs)
    scheme: Any = {"duo": duo, "oauth1": oauth1}[name]
    for stage in (scheme.encoded_parameters, scheme.sorted_parameters):
        if stage is stages[0]:
            break
        value = stage(value)
    by_stages = value
    for stage in stages:
        by_stages = stage(by_stages)
    with search_cache():
        assert [load(scheme_named(name)).QUICK[stages](value) for _ in range(2)] == [by_stages, by_stages]


def text_nodes(sample: SchemeSample) -> tuple[list[Node], Any]:
    """The nodes that feed the text which is signed, of a tree of the sample's own."""
    scheme = scheme_named(sample.scheme)
    request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
    parsed = scheme.parse(scheme.attach(request, claims, scheme.derive(request, claims, sample.credential, run)))
    case = Case(request, sample.credential, scheme, parsed, CLUES, NOW)
    quick = load(scheme).QUICK
    grower = Grower(rivals(list(deviations_for(case)), target_of(case)), quick, rarest=2.0)
    top = grower.grow(scheme.derive, (request, claims, sample.credential), {})
    return top.children[0].children[-1].children, quick


def all_passed(node: Node, cost: int, quick: Any) -> list[Any]:
    return [value for level in passed(node, cost, 23, quick, lambda _: True) for value in level.values]


@pytest.mark.parametrize("name", ["duo", "oauth1"])
def test_values_that_are_passed_on_are_those_that_would_be_kept(name: str) -> None:
    sample = next(sample for sample in samples() if sample.scheme == name)
    kept_nodes, _ = text_nodes(sample)
    passing_nodes, quick = text_nodes(sample)
    for kept, passing in zip(kept_nodes, passing_nodes, strict=True):
        lower = {value for cost in range(24) for value in kept.level(cost).values}
        assert lower == {value for cost in range(24) for value in passing.level(cost).values}
        costs = range(24, 28)
        levels = [set(kept.level(cost).values) for cost in costs]
        passed_on = [all_passed(passing, cost, quick) for cost in costs]
        known = set(lower)
        for own, level in zip(levels, passed_on, strict=True):
            assert own <= {*level}
            known |= own
            assert {*level} <= known


def test_what_is_passed_on_has_its_trail() -> None:
    sample = next(sample for sample in samples() if sample.scheme == "oauth1")
    nodes, quick = text_nodes(sample)
    levels = [level for cost in range(24, 28) for level in passed(nodes[-1], cost, 23, quick, lambda _: True)]
    assert sum(map(len, levels)) > 30
    for level in levels:
        for index in range(len(level)):
            picks = picks_of(level.trail(index))
            assert len(picks) == 2
            assert all(first.stage is not second.stage for first, second in pairwise(picks))


def test_two_that_share_the_nodes_make_what_one_makes() -> None:
    sample = next(sample for sample in samples() if sample.scheme == "oauth1")
    (*_, alone), quick = text_nodes(sample)
    (*_, even), _ = text_nodes(sample)
    (*_, odd), _ = text_nodes(sample)
    for cost in range(24, 29):
        halves = [
            value
            for node, rest in ((even, 0), (odd, 1))
            for level in passed(node, cost, 23, quick, lambda place, rest=rest: place % 2 == rest)  # type: ignore[misc]
            for value in level.values
        ]
        assert sorted(halves) == sorted(all_passed(alone, cost, quick))
