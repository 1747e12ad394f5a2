"""Setting up a search: what it has to reproduce, the wrong stages it may use, and the trees it starts with."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Malformed
from paraph.deviations import deviations_for, load
from paraph.deviations.search_cache import Results
from paraph.explaining.mac_forms import MacForm, possible_macs
from paraph.explaining.search.choices import Choice, FixedValue, NthWay, iter_ways
from paraph.explaining.search.costs import (
    COST_LIMIT,
    EXTRA_FOR_PART,
    MISTAKE_COST,
    WrongStage,
    way_cost,
    weight_of,
)
from paraph.explaining.search.limits import Deadline, Limits
from paraph.explaining.search.proof import deciding_nodes, evaluate
from paraph.explaining.search.recording import ArgumentRecorder, TreeBuilder
from paraph.explaining.search.scan import Search
from paraph.explaining.search.target import Root, Target, is_hmac
from paraph.explaining.search.ties import MAX_RARITY_AT_STAGE
from paraph.explaining.search.tree import characters, levels_in_time
from paraph.mistakes import MISTAKES
from paraph.schemes import diagnosis_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from paraph.core.case import Case
    from paraph.core.deviation import Deviation
    from paraph.explaining.search.proof import Values
    from paraph.explaining.search.tree import Node

THREADS_OF_UNNAMED = 2
"""About as many as report a mistake at the end of the catalogue."""


class SearchSetup(NamedTuple):
    """A search that is ready to run, with the trees it starts with and what it has to reproduce."""

    search: Search
    roots: list[Root]
    target: Target


def prepare_search(
    case: Case[Any],
    deadline: float,
    allowed: frozenset[str] | None = None,
    *,
    grown: bool = True,
    limit: int = COST_LIMIT,
) -> SearchSetup:
    """Prepare a search over all readings of a request; with `allowed`, with the mistakes of these ids alone.

    Values that cost more than `limit` are not computed. Without `grown`, trees that cost more are left for when the search comes to their cost; `roots` grows with it.
    """
    deviations = [each for each in deviations_for(case) if allowed is None or each.id in allowed]
    target = target_of(case)
    end = Deadline(deadline)
    quick = load(case.scheme).QUICK
    limits = Limits(math.inf, limit, end)
    if allowed is not None:
        limits = Limits(MAX_RARITY_AT_STAGE, COST_LIMIT + EXTRA_FOR_PART, end)
    builder = TreeBuilder(wrong_stages(deviations, target), quick, limits)
    forest = Forest(case, builder, deviations, allowed)
    nursery = Nursery(forest.seeds(), target)
    search = Search([], target, end, quick, nursery.grow)
    search.grow(math.inf if grown else 0)
    return SearchSetup(search, search.roots, target)


def wrong_stages(deviations: Sequence[Deviation], target: Target) -> dict[Any, list[WrongStage]]:
    """Return the wrong stages that can replace each stage, lightest first; those that cannot match are left out."""
    stages: dict[str, set[Any]] = {}
    for deviation in deviations:
        stages.setdefault(deviation.id, set()).add(deviation.stage)
    by_stage: dict[Any, list[WrongStage]] = {}
    for deviation in deviations:
        if not deviation.coupled and target.allows(deviation):
            wrong = WrongStage.of(deviation, threads_of(deviation.id), stage_count(deviation, stages))
            by_stage.setdefault(deviation.stage, []).append(wrong)
    for own in by_stage.values():
        own.sort(key=lambda wrong: wrong.weight)
    return by_stage


def threads_of(mistake: str) -> int:
    """Return how many support threads report a mistake; few for one that has no name."""
    return MISTAKES[mistake].seen if mistake else THREADS_OF_UNNAMED


def stage_count(deviation: Deviation, stages: Mapping[str, set[Any]]) -> int:
    """Return how many stages can have the mistake; mistakes without a name have nothing in common."""
    return len(stages[deviation.id]) if deviation.id else 1


def target_of(case: Case[Any]) -> Target:
    """Return what a search has to reproduce."""
    texts: dict[str, tuple[str, ...]] = {}
    forms: list[MacForm] = []
    for received in case.parsed.signatures:
        texts |= {received: (), received.strip(): ("out-base64-newline",)} | {received: ()}
        digest = public_digest(case, received)
        if digest:
            return Target(macs={digest: ()}, texts=texts, has_opened=True)
        forms += possible_macs(received, case.scheme.output.mac_form)
    return Target.of(forms, texts)


def public_digest(case: Case[Any], received: str) -> bytes:
    """Return the digest that the public key shows inside a signature, with any hash; empty if it shows none."""
    others = diagnosis_of(case.scheme).other_readings(case.request, case.parsed)
    for claims in (*case.parsed.readings, *(reading.claims for reading in others)):
        try:
            opened = case.scheme.output.opened(received, claims, case.credential)
        except Malformed:
            continue
        if opened is not None and opened.digest:
            return opened.digest
    return b""


class Seed(NamedTuple):
    """What grows into roots, and the least that they cost."""

    cost: int
    roots: Callable[[], Iterator[Root]]


class Forest(NamedTuple):
    """The trees of all readings that the wire allows, those of coupled mistakes, and those of other readings."""

    case: Case[Any]
    builder: TreeBuilder
    deviations: list[Deviation]
    allowed: frozenset[str] | None

    def seeds(self) -> Iterator[Seed]:
        """Yield what grows into the roots of all trees."""
        coupled = [deviation for deviation in self.deviations if deviation.coupled]
        for claims in self.case.parsed.readings:
            recorder = ArgumentRecorder()
            try:
                tree = self._tree(claims, {})
                root = Root(tree, claims, (), {}, round(claims.rarity))
                yield Seed(0, partial(iter, (root,)))
                self.case.derive(claims, recorder)
            except Malformed:
                continue
            present = characters_by_stage(recorder.by_stage)
            for deviation in coupled:
                if deviation.stage in recorder.by_stage and not is_inert(deviation, recorder.by_stage, present):
                    cost = MISTAKE_COST + round(deviation.rarity + claims.rarity)
                    args = recorder.by_stage[deviation.stage]
                    yield Seed(cost, partial(self._coupled_roots, root, deviation, args))
        yield Seed(MISTAKE_COST, self._other_readings)

    def _other_readings(self) -> Iterator[Root]:
        for reading in diagnosis_of(self.case.scheme).other_readings(self.case.request, self.case.parsed):
            if self.allowed is None or reading.id in self.allowed:
                choice = reading_choice(reading.id, reading.detail)
                cost = MISTAKE_COST + math.ceil(reading.claims.rarity)
                tree = self._tree(reading.claims, reading.replacements)
                yield Root(tree, reading.claims, (choice,), reading.replacements, cost)

    def _coupled_roots(self, right: Root, deviation: Deviation, args: tuple[Any, ...]) -> Iterator[Root]:
        """Yield a tree for each way of a mistake that several stages have together; `args` are those of the first.

        `right` is the reading without that mistake.
        """
        claims = right.claims
        for position, way in enumerate(iter_ways(deviation, args)):
            replacements = {deviation.stage: NthWay(deviation, position), **deviation.coupled}
            choice = reading_choice(deviation.id, way.detail, deviation.rarity + way.rarity + claims.rarity)
            cost = MISTAKE_COST + round(deviation.rarity + claims.rarity) + way_cost(way.rarity, position)
            yield Root(self.builder.rebuild(right.top, replacements), claims, (choice,), replacements, cost)

    def _tree(self, claims: Any, replacements: Mapping[Any, Any]) -> Node:
        arguments = (self.case.request, claims, self.case.credential)
        return self.builder.build(self.case.scheme.derive, arguments, replacements)


def characters_by_stage(arguments: Mapping[Any, tuple[Any, ...]]) -> Results[set[str]]:
    """Return the characters that each stage gets, found once, for a stage that is asked for."""
    return Results(lambda stage: characters(arguments[stage]))


def is_inert(deviation: Deviation, stages_run: Container[Any], present: Mapping[Any, set[str]]) -> bool:
    """Return whether none of the coupled stages gets a text with a character that the mistake needs.

    `present` are the characters that each stage gets.
    """
    stages = (deviation.stage, *deviation.coupled)
    return bool(deviation.needs) and all(
        deviation.needs.isdisjoint(present[stage]) for stage in stages if stage in stages_run
    )


def reading_choice(mistake: str, detail: str, rarity: float = 0.0) -> Choice:
    """Make the choice of a mistake that a reading of the request stands for."""
    return Choice(mistake, None, FixedValue(None), detail, rarity, weight_of(threads_of(mistake), rarity))


class Nursery:
    """Grows the roots of a search when their cost is reached.

    Only roots that sign something different are kept; most coupled mistakes change nothing in a given request. Others
    change only one value, which a mistake in a single stage gives too: no more mistakes are searched with these roots.
    """

    def __init__(self, seeds: Iterable[Seed], target: Target) -> None:
        self._target = target
        self._seeds = sorted(seeds, key=lambda seed: seed.cost)
        self._waiting: list[Root] = []
        self._known: set[Any] = set()
        self._values: Values = {}
        self._right: dict[Any, Root] = {}

    def grow(self, cost: float) -> list[Root]:
        """Return the roots that cost at most `cost` and were not returned before, the cheapest first."""
        while self._seeds and self._seeds[0].cost <= cost:
            self._waiting += filter(self._can_match, self._seeds.pop(0).roots())
        self._waiting.sort(key=lambda root: (bool(root.reading_choices), root.cost))
        ready = [root for root in self._waiting if root.cost <= cost]
        self._waiting = [root for root in self._waiting if root.cost > cost]
        return [
            replace(root, is_one_stage=cache(partial(self._is_one_stage, root))) for root in ready if self._is_new(root)
        ]

    def _can_match(self, root: Root) -> bool:
        """Return False for an HMAC if a public key opens the signature: its digest is no MAC."""
        return not (self._target.has_opened and root.signed.stage.algorithm)

    def _is_new(self, root: Root) -> bool:
        """Return whether a root signs what no other one does, or does so by another mistake; keep in mind what it signs."""
        nodes = deciding_nodes(root)
        is_possible = evaluate(nodes, {}, self._values) is not None
        value = (root.signed.stage, *[self._values[node] for node in nodes if is_possible])
        if not root.reading_choices:
            self._known.add(value)
            self._right[root.claims] = root
            return True
        mistake = root.reading_choices[0].id
        if not is_possible or value in self._known or (value, mistake) in self._known:
            return False
        self._known.add((value, mistake))
        return True

    def _is_one_stage(self, root: Root) -> bool:
        """Return whether a wrong stage alone, for no more, gives all that the coupled mistake of `root` changes."""
        right = self._right.get(root.claims)
        if right is None or right is root or not is_hmac(root.signed):
            return False
        changed = [(root.signed, right.signed)]
        while (pair := self._only_difference(*changed[-1])) is not None:
            changed.append(pair)
        branch = changed[2:]  # without the HMAC and its text, whose values are not stored
        most = root.cost - right.cost
        return bool(branch) and all(has_value(its, self._values[own], most) for own, its in branch)

    def _only_difference(self, node: Node, other: Node) -> tuple[Node, Node] | None:
        """Return the children of two nodes that have different values, if there is one pair of them; else None."""
        pairs = zip(node.children, other.children, strict=True)
        different = [(own, its) for own, its in pairs if self._values[own] != self._values[its]]
        return different[0] if len(different) == 1 else None


def has_value(node: Node, value: Any, most: int) -> bool:
    """Return whether a node has that value at a cost of at most `most`; False if there is no time to find out."""
    return any(value in level.values for level in levels_in_time(node, range(MISTAKE_COST, most + 1)))
