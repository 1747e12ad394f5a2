"""The tree of a scheme's steps, and the values that each step can have, cost by cost.

Each node is a stage that can be replaced by wrong stages. For each cost a node computes the values that it can have at
that cost and not at a lower one, so equal values are merged where they arise. A value carries the path of choices that
led to it; choices are made of a path only when its value leads to the signature.
"""

from __future__ import annotations

import math
from contextlib import suppress
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.deviation import NON_ASCII
from paraph.core.encoding import LONG
from paraph.explaining.search.choices import ARGUMENT_ERRORS, Path, PathStep, SweepStep
from paraph.explaining.search.cost_splits import cost_splits
from paraph.explaining.search.costs import MISTAKE_COST, WrongStage, way_cost
from paraph.explaining.search.levels import EMPTY, Level
from paraph.explaining.search.limits import DeadlineExceeded, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paraph.core.deviation import Sweep

Arguments = tuple[tuple[Any, ...], Path]
"""The arguments of a stage, and the paths that led to them."""
ASCII = tuple(map(chr, range(128)))
NO_LIMITS = Limits()
WAYS_BETWEEN_CHECKS = 256
"""How many ways of a mistake are computed before a search looks at the clock."""


class Constant(NamedTuple):
    """An argument that no step computes, such as the request."""

    value: Any


class PendingSweeps(NamedTuple):
    """The sweeps of a wrong stage that cost more than was asked for so far: the next one, and the rest."""

    wrong: WrongStage
    inputs: Path
    base_cost: int
    next: Sweep[Any]
    rest: Iterator[Sweep[Any]]


class Node:
    """One step of a scheme: a stage, the inputs that feed it, and the wrong stages that can replace it.

    `function` computes what the stage does, perhaps faster. `shared` says that several trees use the node, `replaced`
    that this tree fixes another function in the place of the stage.
    """

    def __init__(
        self,
        stage: Any,
        function: Any,
        inputs: tuple[Node | Constant, ...],
        wrong_stages: Sequence[WrongStage],
        limits: Limits = NO_LIMITS,
        *,
        replaced: bool = False,
    ) -> None:
        self.stage = stage
        self.function = function
        self.inputs = inputs
        self.children = [item for item in inputs if isinstance(item, Node)]
        self.wrong_stages = wrong_stages
        self.replaced = replaced
        self.shared = False
        self.values: set[Any] = set()
        self._limits = limits
        self._levels: list[Level] = []
        self._mask = 0
        self._arguments: dict[int, list[Arguments]] = {}
        self._later: dict[int, list[tuple[Any, Path]]] = {}
        self._pending: dict[int, list[PendingSweeps]] = {}
        self._constants: set[int] = set()
        self._own: dict[int, Level] = {}
        self._next_own = 0

    @cached_property
    def stages(self) -> frozenset[Any]:
        """The stages of the node and of all that feed it."""
        return frozenset({self.stage}).union(*[child.stages for child in self.children])

    def mark_shared(self) -> None:
        """Mark that several trees use the node, and so all that feed it."""
        if not self.shared:
            self.shared = True
            for child in self.children:
                child.mark_shared()

    @cached_property
    def _by_cost(self) -> dict[int, list[WrongStage]]:
        """The wrong stages by their cost; many nodes are only evaluated and never need it."""
        groups: dict[int, list[WrongStage]] = {}
        for wrong in self.wrong_stages:
            groups.setdefault(wrong.cost, []).append(wrong)
        return groups

    def level(self, cost: int) -> Level:
        """Return the values whose lowest cost is exactly `cost`."""
        if 0 < cost < MISTAKE_COST:
            return EMPTY
        levels = self._levels
        while len(levels) <= cost:
            self._append_level(len(levels))
            if len(levels) == 1:
                levels += [EMPTY] * (MISTAKE_COST - 1)
        return levels[cost]

    def has_level(self, cost: int) -> bool:
        """Return whether the values of `cost` are stored already."""
        return cost < len(self._levels)

    def mask(self, cost: int) -> int:
        """Return a number whose bit c is set if the node has values of cost c, for c up to `cost`."""
        self.level(cost)
        return self._mask

    def _append_level(self, cost: int) -> None:
        level = Level()
        arguments = list(self.arguments(cost))
        if arguments:
            self._run_stage(arguments, level)
            if self._by_cost:
                self._arguments[cost] = arguments
        self._run_wrong_stages(cost, level)
        self._levels.append(level if level.values else EMPTY)
        if level.values:
            self._mask |= 1 << cost

    def own_level(self, cost: int) -> Level:
        """Return the values of exactly `cost` that this node's own wrong stages give, without storing a level."""
        while self._next_own <= cost:
            current = self._next_own = max(self._next_own, len(self._levels))
            level = self._own[current] = Level()
            self._run_wrong_stages(current, level)
            self._next_own += 1
            if not self.shared:  # no other tree asks for a lower cost again
                self._own.pop(current - 1, None)
        return self._own[cost]

    def arguments(self, cost: int) -> Iterable[Arguments]:
        """Return the arguments that the stage can get at exactly `cost`."""
        if not self.children:
            constants = tuple([item.value for item in self.inputs if isinstance(item, Constant)])
            return [(constants, ())] if cost == 0 else ()
        if len(self.inputs) == 1:
            only = self.children[0].level(cost)
            return [((value,), path) for value, path in zip(only.values, only.paths, strict=True)]
        return (arguments for levels in cost_splits(self.children, cost) for arguments in self._combined(levels))

    def _combined(self, levels: Sequence[Level]) -> Iterator[Arguments]:
        paths = product(*[level.paths for level in levels])
        return zip(self.combinations(levels), paths, strict=True)

    def combinations(self, levels: Sequence[Level]) -> Iterator[tuple[Any, ...]]:
        """Return the arguments that one level for each child gives."""
        if len(levels) == len(self.inputs):
            return product(*[level.values for level in levels])
        own = iter(levels)
        return product(*[(item.value,) if isinstance(item, Constant) else next(own).values for item in self.inputs])

    def _run_stage(self, arguments: list[Arguments], level: Level) -> None:
        function, values, add = self.function, self.values, level.add
        for args, path in arguments:
            try:
                value = function(*args)
            except ARGUMENT_ERRORS:
                continue
            if value not in values:
                values.add(value)
                add(value, path)

    def _run_wrong_stages(self, cost: int, level: Level) -> None:
        """Add the values that wrong stages give at `cost`: those computed earlier, those of sweeps, and new ones."""
        for value, path in self._later.pop(cost, ()):
            if value not in self.values:
                self.values.add(value)
                level.add(value, path)
        for pending in self._pending.pop(cost, ()):
            self._run_sweeps(pending, level, cost)
        for own_cost, wrong_stages in self._by_cost.items():
            for args, path in self._arguments.get(cost - own_cost, ()):
                self._replace_stage(wrong_stages, args, path, level, cost)

    def _replace_stage(
        self, wrong_stages: list[WrongStage], args: tuple[Any, ...], inputs: Path, level: Level, cost: int
    ) -> None:
        """Apply wrong stages to arguments; values that cost more than `cost` are stored for later."""
        self._limits.deadline.check()
        for wrong in applicable(wrong_stages, args):
            deviation = wrong.deviation
            if deviation.constant:
                if id(deviation) in self._constants:
                    continue
                self._constants.add(id(deviation))
            if deviation.sweeps:
                sweeps = iter(deviation.sweeps(*args))
                for first in sweeps:
                    self._run_sweeps(PendingSweeps(wrong, inputs, cost, first, sweeps), level, cost)
                    break
                continue
            try:
                self._add_ways(wrong, args, inputs, level, cost)
            except ARGUMENT_ERRORS:
                continue

    def _add_ways(self, wrong: WrongStage, args: tuple[Any, ...], inputs: Path, level: Level, cost: int) -> None:
        values, stage, limits = self.values, self.stage, self._limits
        if wrong.deviation.equally_likely:
            for position, way in enumerate(wrong.deviation.ways(*args)):
                if not (position + 1) % WAYS_BETWEEN_CHECKS:
                    limits.deadline.check()
                value = way.value
                if value not in values:
                    values.add(value)
                    level.add(value, PathStep(inputs, wrong, stage, position, way))
            return
        earlier = 0  # how many likelier ways gave new values
        least = cost  # what the next way costs if it is not rare
        for position, way in enumerate(wrong.deviation.ways(*args)):
            if least > limits.max_cost:
                break  # so are all that follow
            if not (position + 1) % WAYS_BETWEEN_CHECKS:
                limits.deadline.check()
            if way.value in values:
                continue
            way_at = max(cost + math.ceil(way.rarity), least)
            if way.rarity < MISTAKE_COST:
                earlier += 1
                least = cost + way_cost(0.0, earlier)
            if way_at > limits.max_cost:
                continue
            path = PathStep(inputs, wrong, stage, position, way)
            if way_at == cost:
                values.add(way.value)
                level.add(way.value, path)
            elif way.rarity <= limits.max_rarity:
                self._later.setdefault(way_at, []).append((way.value, path))

    def _run_sweeps(self, pending: PendingSweeps, level: Level, cost: int) -> None:
        """Add the values of the sweeps that cost at most `cost`."""
        wrong, inputs, base_cost, first, rest = pending
        for sweep in chain((first,), rest):
            if sweep.rarity > self._limits.max_rarity:
                return
            sweep_cost = base_cost + math.ceil(sweep.rarity)
            if sweep_cost > cost:
                self._pending.setdefault(sweep_cost, []).append(pending._replace(next=sweep))
                return
            distinct = dict.fromkeys(sweep.values())
            is_new = self.values.isdisjoint(distinct)
            new = list(distinct) if is_new else [value for value in distinct if value not in self.values]
            self.values.update(new)
            level.add_sweep(new, SweepStep(inputs, wrong, self.stage, sweep))


def levels_in_time(node: Node, costs: range) -> Iterator[Level]:
    """Yield the levels of a node at these costs; fewer if the time runs out."""
    with suppress(DeadlineExceeded):
        for cost in costs:
            yield node.level(cost)


def applicable(wrong_stages: Iterable[WrongStage], args: tuple[Any, ...]) -> Iterator[WrongStage]:
    """Yield the wrong stages that can change something: the arguments have a character that the mistake needs."""
    present: set[str] | None = None
    for wrong in wrong_stages:
        needs = wrong.deviation.needs
        if needs:
            if present is None:
                present = characters(args)
            if needs.isdisjoint(present):
                continue
        yield wrong


def characters(args: Iterable[Any]) -> set[str]:
    """Return the characters in texts and pairs; NON_ASCII stands for all that are not ASCII."""
    return set().union(*(characters_of(item) for item in args))


def characters_of(item: Any) -> set[str]:
    """Return the characters of a text or of pairs; in a long one each character of ASCII is looked for, which is faster."""
    text = item if isinstance(item, str) else "".join(map("".join, item))
    if len(text) < LONG:
        return set(text) if text.isascii() else {*text, NON_ASCII}
    present = {char for char in ASCII if char in text}
    return present if text.isascii() else {*present, NON_ASCII, *text}
