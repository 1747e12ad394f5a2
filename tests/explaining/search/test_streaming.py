"""Streamed values are those that would have been stored."""

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
from paraph.explaining.search.choices import choices_along
from paraph.explaining.search.limits import Limits
from paraph.explaining.search.recording import TreeBuilder
from paraph.explaining.search.setup import target_of, wrong_stages
from paraph.explaining.search.streaming import stream_levels
from paraph.explaining.search.tree import Node
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
    """Return the nodes that feed the signed text, of a new tree, and the quick functions."""
    scheme = scheme_named(sample.scheme)
    request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
    parsed = scheme.parse(scheme.attach(request, claims, scheme.derive(request, claims, sample.credential, run)))
    case = Case(request, sample.credential, scheme, parsed, CLUES, NOW)
    quick = load(scheme).QUICK
    builder = TreeBuilder(wrong_stages(list(deviations_for(case)), target_of(case)), quick, Limits(max_rarity=2.0))
    top = builder.build(scheme.derive, (request, claims, sample.credential), {})
    return top.children[0].children[-1].children, quick


def all_streamed(node: Node, cost: int, quick: Any) -> list[Any]:
    return [value for level in stream_levels(node, cost, 23, quick, lambda _: True) for value in level.values]


@pytest.mark.parametrize("name", ["duo", "oauth1"])
def test_streamed_values_are_those_that_would_be_stored(name: str) -> None:
    sample = next(sample for sample in samples() if sample.scheme == name)
    stored_nodes, _ = text_nodes(sample)
    streaming_nodes, quick = text_nodes(sample)
    for stored, streaming in zip(stored_nodes, streaming_nodes, strict=True):
        lower = {value for cost in range(24) for value in stored.level(cost).values}
        assert lower == {value for cost in range(24) for value in streaming.level(cost).values}
        costs = range(24, 28)
        levels = [set(stored.level(cost).values) for cost in costs]
        streamed = [all_streamed(streaming, cost, quick) for cost in costs]
        known = set(lower)
        for own, level in zip(levels, streamed, strict=True):
            assert own <= {*level}
            known |= own
            assert {*level} <= known


def test_a_streamed_value_has_its_path() -> None:
    sample = next(sample for sample in samples() if sample.scheme == "oauth1")
    nodes, quick = text_nodes(sample)
    nodes[-1].level(23)  # a search stores these before it streams
    levels = [level for cost in range(24, 28) for level in stream_levels(nodes[-1], cost, 23, quick, lambda _: True)]
    assert sum(map(len, levels)) > 30
    sizes: set[int] = set()
    for level in levels:
        for index in range(len(level)):
            choices = choices_along(level.path(index))
            sizes.add(sum(len(choice.mistakes) for choice in choices))
            assert all(first.stage is not second.stage for first, second in pairwise(choices))
    assert sizes == {1, 2}  # a rare way of one mistake costs as much as two


def test_two_that_share_the_nodes_compute_what_one_computes() -> None:
    sample = next(sample for sample in samples() if sample.scheme == "oauth1")
    (*_, alone), quick = text_nodes(sample)
    (*_, even), _ = text_nodes(sample)
    (*_, odd), _ = text_nodes(sample)
    for node in (alone, even, odd):
        node.level(23)
    by_one, by_two = set[str](), set[str]()
    for cost in range(24, 29):
        by_one.update(all_streamed(alone, cost, quick))
        for node, rest in ((even, 0), (odd, 1)):
            for level in stream_levels(node, cost, 23, quick, lambda place, rest=rest: place % 2 == rest):  # type: ignore[misc]
                by_two.update(level.values)
        assert by_one == by_two  # the two do not know each other's values, so both may yield one
