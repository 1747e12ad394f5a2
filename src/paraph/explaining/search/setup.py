"""Setting a search up: what it has to reproduce, the mistakes that it may use, and the trees that it begins with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Malformed
from paraph.deviations import deviations_for, load
from paraph.explaining.mac_forms import possible_macs
from paraph.explaining.search.picks import LEAST, Always, Nth, Pick, Rival, iter_ways, way_cost, weight_of
from paraph.explaining.search.refining import RARITY_IN_PART, branches
from paraph.explaining.search.target import Root, Target
from paraph.explaining.search.tree import Deadline, Grower, characters
from paraph.explaining.search.walk import Search
from paraph.mistakes import MISTAKES
from paraph.schemes import diagnosis_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from paraph.core.case import Case
    from paraph.core.deviation import Deviation
    from paraph.core.trace import P, T

LIMIT = 46
"""How far a search goes, in nats: three usual mistakes, with some room."""
REFINED = 5
"""How much further a search goes for a part of a set that was found."""


class Prepared(NamedTuple):
    """A search, ready to run, with the trees it begins with and what it has to reproduce."""

    search: Search
    roots: list[Root]
    target: Target


def prepare_search(case: Case[Any], deadline: float, allowed: frozenset[str] | None = None) -> Prepared:
    """Prepare a search over all readings of a request; with `allowed`, over those mistakes alone."""
    deviations = [each for each in deviations_for(case) if allowed is None or each.id in allowed]
    target = target_of(case)
    rarest = math.inf if allowed is None else RARITY_IN_PART
    until = Deadline(deadline)
    quick = load(case.scheme).QUICK
    most = LIMIT if allowed is None else LIMIT + REFINED
    grower = Grower(rivals(deviations, target), quick, rarest, most, until)
    roots = distinct(Trees(case, grower, deviations, allowed).grow())
    return Prepared(Search(roots, target, until, quick), roots, target)


def rivals(deviations: Sequence[Deviation], target: Target) -> dict[Any, list[Rival]]:
    """The deviations of each stage that stand alone, cheapest first; MACs of a size that was not seen are left out."""
    found: dict[Any, list[Rival]] = {}
    stages: dict[str, set[Any]] = {}
    for deviation in deviations:
        stages.setdefault(deviation.id, set()).add(deviation.stage)
    for deviation in deviations:
        if not deviation.coupled and target.allows(deviation):
            rival = Rival.of(deviation, MISTAKES[deviation.id].seen, len(stages[deviation.id]))
            found.setdefault(deviation.stage, []).append(rival)
    for own in found.values():
        own.sort(key=lambda rival: rival.weight)
    return found


def target_of(case: Case[Any]) -> Target:
    """What a search has to reproduce."""
    target = Target()
    for received in case.parsed.signatures:
        target.texts |= {received: (), received.strip(): ("out-base64-newline",)} | {received: ()}
        digest = shown_digest(case, received)
        if digest:
            return Target(macs={digest: ()}, texts=target.texts)
        for form in possible_macs(received, case.scheme.output.mac_form):
            (target.beginnings if form.cut else target.macs).setdefault(form.mac, form.mistakes)
    return target


def shown_digest(case: Case[Any], received: str) -> bytes:
    """The digest that the public key shows inside a signature; empty if there is none to show."""
    for claims in case.parsed.readings:
        try:
            opened = case.scheme.output.opened(received, claims, case.credential)
        except Malformed:
            continue
        if opened is not None and opened.digest:
            return opened.digest
    return b""


class Trees(NamedTuple):
    """The trees of all readings: those that the wire allows, those that it does not, and those of coupled mistakes."""

    case: Case[Any]
    grower: Grower
    deviations: list[Deviation]
    allowed: frozenset[str] | None

    def grow(self) -> Iterator[Root]:
        """Yield the trees."""
        coupled = [deviation for deviation in self.deviations if deviation.coupled]
        for claims in self.case.parsed.readings:
            seen = Arguments()
            try:
                yield Root(self.tree(claims, {}), claims, (), {}, round(claims.rarity))
                self.case.derive(claims, seen)
            except Malformed:
                continue
            for deviation in coupled:
                if deviation.stage in seen.by_stage and not is_inert(deviation, seen.by_stage):
                    yield from self.coupled(claims, deviation, seen.by_stage[deviation.stage])
        for reading in diagnosis_of(self.case.scheme).other_readings(self.case.request, self.case.parsed):
            if self.allowed is None or reading.id in self.allowed:
                pick = reading_pick(reading.id, reading.detail)
                cost = LEAST + math.ceil(reading.claims.rarity)
                tree = self.tree(reading.claims, reading.exchanged)
                yield Root(tree, reading.claims, (pick,), reading.exchanged, cost)

    def tree(self, claims: Any, exchanged: Mapping[Any, Any]) -> Any:
        """The tree of one reading, with other functions in the place of some stages."""
        arguments = (self.case.request, claims, self.case.credential)
        return self.grower.grow(self.case.scheme.derive, arguments, exchanged)

    def coupled(self, claims: Any, deviation: Deviation, usual: tuple[Any, ...]) -> Iterator[Root]:
        """Yield the trees in which a mistake holds in all of its stages, one a way; `usual` are the stage's arguments."""
        for index, way in enumerate(iter_ways(deviation, usual)):
            exchanged = {deviation.stage: Nth(deviation, index), **deviation.coupled}
            pick = reading_pick(deviation.id, way.detail, deviation.rarity + way.rarity + claims.rarity)
            cost = LEAST + round(deviation.rarity + claims.rarity) + way_cost(way.rarity, index)
            yield Root(self.tree(claims, exchanged), claims, (pick,), exchanged, cost)


def is_inert(deviation: Deviation, arguments: Mapping[Any, tuple[Any, ...]]) -> bool:
    """Whether none of the stages that go wrong together has a text with a character that the mistake needs."""
    stages = (deviation.stage, *deviation.coupled)
    return bool(deviation.needs) and all(
        deviation.needs.isdisjoint(characters(arguments[stage])) for stage in stages if stage in arguments
    )


def reading_pick(mistake: str, detail: str, rarity: float = 0.0) -> Pick:
    """A mistake that a way of reading the request already is."""
    return Pick(mistake, None, Always(None), detail, rarity, weight_of(MISTAKES[mistake].seen, rarity))


def distinct(roots: Iterable[Root]) -> list[Root]:
    """The roots that differ: most coupled mistakes are inert on a request, and sign what is signed without them."""
    kept: list[Root] = []
    seen: set[Any] = set()
    for root in sorted(roots, key=lambda root: (bool(root.given), root.cost)):
        value = (root.signed.stage, *[value for node in branches(root) for value in node.level(0).values])
        if root.given and (len(value) == 1 or value in seen or (value, root.given[0].id) in seen):
            continue
        seen.add((value, root.given[0].id) if root.given else value)
        kept.append(root)
    return kept


class Arguments:
    """A step that remembers with what arguments each stage is called."""

    def __init__(self) -> None:
        self.by_stage: dict[Any, tuple[Any, ...]] = {}

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the stage."""
        self.by_stage[stage] = args
        return stage(*args, **kwargs)
