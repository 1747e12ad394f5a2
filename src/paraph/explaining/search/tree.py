"""The tree of a scheme's steps, and the values that each step can take, cost by cost.

Each node is a stage or, in its place, one of its rivals: deviations with their costs. A node hands out, for each
cost, the values that it can take and has not taken before, so equal values are merged where they arise. A value
remembers by what trail of rivals it came about; a trail is only told as mistakes when it leads to the signature.
"""

from __future__ import annotations

import math
import time
from itertools import chain, product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.deviation import NON_ASCII
from paraph.core.errors import ParaphError
from paraph.core.trace import LEFT_OUT
from paraph.explaining.search.picks import IMPOSSIBLE, LEAST, Rival, Swept, Taken, Trail, way_cost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from paraph.core.deviation import Sweep


class Late(ParaphError):
    """The time for a search is up, while values were being made."""


class Deadline:
    """When a search has to end, in the seconds of :func:`time.monotonic`."""

    __slots__ = ("at",)

    def __init__(self, at: float = math.inf) -> None:
        self.at = at

    def check(self) -> None:
        """Raise Late when the time is up."""
        if time.monotonic() > self.at:
            raise Late("the time is up")


class Level:
    """The values of one cost, each with its trail."""

    __slots__ = ("_octets", "_parts", "_swept", "_trails", "values")

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._trails: list[Trail] = []
        self._swept = False
        self._octets: list[bytes] = []
        self._parts: list[Level] = []

    def __len__(self) -> int:
        return len(self.values)

    def add(self, value: Any, trail: Trail) -> None:
        """Put in one more."""
        self.values.append(value)
        self._trails.append(trail)

    def add_swept(self, values: list[Any], trail: Swept) -> None:
        """Put in many that came about alike."""
        self.values += values
        self._trails += [trail] * len(values)
        self._swept = True

    @property
    def trails(self) -> list[Trail]:
        """How each value came about."""
        if self._swept:
            self._trails = [self.trail(index) for index in range(len(self.values))]
            self._swept = False
        return self._trails

    def trail(self, index: int) -> Trail:
        """How the value number `index` came about."""
        trail = self._trails[index]
        if not isinstance(trail, Swept):
            return trail
        return Taken(trail.below, trail.rival, trail.stage, 0, trail.sweep.way(self.values[index]))

    @property
    def parts(self) -> list[Level]:
        """The values that are there, and apart from them the one that stands for a text left out, if it is among them."""
        if not self._parts:
            place = next((place for place, value in enumerate(self.values) if value is LEFT_OUT), None)
            self._parts = [self] if place is None else self._parted(place)
        return self._parts

    def _parted(self, place: int) -> list[Level]:
        there, left_out = Level(), Level()
        for index, (value, trail) in enumerate(zip(self.values, self.trails, strict=True)):
            (left_out if index == place else there).add(value, trail)
        return [there, left_out] if there.values else [left_out]

    def octets(self, encode: Callable[[str], bytes]) -> list[bytes]:
        """The values, which are texts, as bytes; made once."""
        if not self._octets:
            self._octets = [encode(text) for text in self.values]
        return self._octets


EMPTY = Level()


class Constant(NamedTuple):
    """An argument that no step made."""

    value: Any


class Waiting(NamedTuple):
    """The sweeps of a rival that are still to come: the next one, and the rest."""

    rival: Rival
    below: Trail
    base: int
    next: Sweep[Any]
    rest: Iterator[Sweep[Any]]


class Node:
    """One step of a scheme: a stage, what feeds it, and what may stand in its place.

    Ways rarer than `rarest` are not taken, and values that cost more than `most` not made.
    """

    def __init__(
        self,
        stage: Any,
        function: Any,
        inputs: tuple[Node | Constant, ...],
        rivals: Sequence[Rival],
        rarest: float = math.inf,
        most: float = math.inf,
        deadline: Deadline | None = None,
    ) -> None:
        self.most = most
        self._deadline = deadline or Deadline()
        self.shared = False
        self.exchanged = False
        self.stage = stage
        self.function = function
        self.inputs = inputs
        self.rivals = rivals
        self.rarest = rarest
        self.children = [item for item in inputs if isinstance(item, Node)]
        self._rivals: dict[int, list[Rival]] = {}
        for rival in rivals:
            self._rivals.setdefault(rival.cost, []).append(rival)
        self._levels: list[Level] = []
        self._mask = 0
        self.seen: set[Any] = set()
        self._met: dict[int, list[tuple[tuple[Any, ...], Trail]]] = {}
        self._due: dict[int, list[tuple[Any, Trail]]] = {}
        self._waiting: dict[int, list[Waiting]] = {}
        self._told: set[int] = set()
        self._brought: dict[int, Level] = {}
        self._next = 0

    def level(self, cost: int) -> Level:
        """The values first reached at exactly `cost`."""
        if 0 < cost < LEAST:
            return EMPTY
        levels = self._levels
        while len(levels) <= cost:
            self._fill(len(levels))
            if len(levels) == 1:
                levels += [EMPTY] * (LEAST - 1)
        return levels[cost]

    def mask(self, cost: int) -> int:
        """A number whose bit c is set when there is a value of cost c, for c up to `cost`."""
        self.level(cost)
        return self._mask

    def _fill(self, cost: int) -> None:
        level = Level()
        met = list(self.arguments(cost))
        if met:
            self._run(met, level)
            if self._rivals:
                self._met[cost] = met
        self._bring(cost, level)
        self._levels.append(level if level.values else EMPTY)
        if level.values:
            self._mask |= 1 << cost

    def brought(self, cost: int) -> Level:
        """The values that this node's own rivals bring at exactly `cost`, which no level was asked for."""
        while self._next <= cost:
            at = self._next = max(self._next, len(self._levels))
            level = self._brought[at] = Level()
            self._bring(at, level)
            self._next += 1
            if not self.shared:  # nobody comes back for what cost less
                self._brought.pop(at - 1, None)
        return self._brought[cost]

    def _bring(self, cost: int, level: Level) -> None:
        for value, trail in self._due.pop(cost, ()):
            self._add(level, value, trail)
        for waiting in self._waiting.pop(cost, ()):
            self._go_on(waiting, level, cost)
        for rival_cost, rivals in self._rivals.items():
            for args, trail in self._met.get(cost - rival_cost, ()):
                self._let_stand_in(rivals, args, trail, level, cost)

    def arguments(self, cost: int) -> Iterable[tuple[tuple[Any, ...], Trail]]:
        """The arguments that this node can be given at exactly `cost`, and the trails that lead to them."""
        if not self.children:
            constants = tuple([item.value for item in self.inputs if isinstance(item, Constant)])
            return [(constants, ())] if cost == 0 else ()
        if len(self.inputs) == 1:
            below = self.children[0].level(cost)
            return [((value,), trail) for value, trail in zip(below.values, below.trails, strict=True)]
        return (met for levels in compositions(self.children, cost) for met in self.products(levels))

    def products(self, levels: Sequence[Level]) -> Iterator[tuple[tuple[Any, ...], Trail]]:
        """The arguments that one level for each child gives, with their trails."""
        trails = product(*[level.trails for level in levels])
        return zip(self.fields(levels), trails, strict=True)

    def fields(self, levels: Sequence[Level]) -> Iterator[tuple[Any, ...]]:
        """The arguments that one level for each child gives."""
        if len(levels) == len(self.inputs):
            return product(*[level.values for level in levels])
        own = iter(levels)
        return product(*[(item.value,) if isinstance(item, Constant) else next(own).values for item in self.inputs])

    def _run(self, met: list[tuple[tuple[Any, ...], Trail]], level: Level) -> None:
        function, seen, add = self.function, self.seen, level.add
        for args, trail in met:
            try:
                value = function(*args)
            except IMPOSSIBLE:
                continue
            if value not in seen:
                seen.add(value)
                add(value, trail)

    def _add(self, level: Level, value: Any, trail: Trail) -> None:
        if value not in self.seen:
            self.seen.add(value)
            level.add(value, trail)

    def _let_stand_in(self, rivals: list[Rival], args: tuple[Any, ...], below: Trail, level: Level, cost: int) -> None:
        """Let rivals stand in for the stage: what is due now is taken, the rest put aside for its own cost."""
        self._deadline.check()
        seen, stage = self.seen, self.stage
        held: set[str] | None = None
        for rival in rivals:
            deviation = rival.deviation
            if deviation.needs:
                held = characters(args) if held is None else held
                if deviation.needs.isdisjoint(held):
                    continue
            if deviation.constant and id(deviation) in self._told:
                continue
            self._told.add(id(deviation))
            if deviation.sweeps:
                sweeps = iter(deviation.sweeps(*args))
                for first in sweeps:
                    self._go_on(Waiting(rival, below, cost, first, sweeps), level, cost)
                    break
                continue
            try:
                before = 0
                for place, way in enumerate(deviation.ways(*args)):
                    if way.value in seen:
                        continue
                    due = cost + way_cost(way.rarity, before)
                    before += way.rarity < LEAST
                    if due > self.most:
                        continue
                    trail = Taken(below, rival, stage, place, way)
                    if due == cost:
                        seen.add(way.value)
                        level.add(way.value, trail)
                    elif way.rarity <= self.rarest:
                        self._due.setdefault(due, []).append((way.value, trail))
            except IMPOSSIBLE:
                continue

    def _go_on(self, waiting: Waiting, level: Level, cost: int) -> None:
        """Take the sweeps of a rival that are due at `cost`."""
        rival, below, base, first, rest = waiting
        for sweep in chain((first,), rest):
            if sweep.rarity > self.rarest:
                return
            due = base + math.ceil(sweep.rarity)
            if due > cost:
                self._waiting.setdefault(due, []).append(waiting._replace(next=sweep))
                return
            fresh = [value for value in dict.fromkeys(sweep.values()) if value not in self.seen]
            self.seen.update(fresh)
            level.add_swept(fresh, Swept(below, rival, self.stage, sweep))


def characters(args: Iterable[Any]) -> set[str]:
    """The characters in texts and pairs; NON_ASCII stands for all that are not ASCII."""
    text = "".join([item if isinstance(item, str) else "".join(chain.from_iterable(item)) for item in args])
    return set(text) if text.isascii() else {*text, NON_ASCII}


def compositions(children: Sequence[Node], cost: int) -> Iterator[list[Level]]:
    """Every choice of one level for each child, none of them empty, whose costs add up to exactly `cost`."""
    yield from spread(children, cost)
    yield from alone(children, cost)


def alone(children: Sequence[Node], cost: int) -> Iterator[list[Level]]:
    """The choices in which one child has the whole cost; values of that cost have to be made first."""
    if cost:
        for chosen in children:
            levels = [child.level(cost if child is chosen else 0) for child in children]
            if all(level.values for level in levels):
                yield levels


def spread(children: Sequence[Node], cost: int) -> Iterator[list[Level]]:
    """The choices in which no child has the whole cost, so that the values are there already."""
    if not children:
        if cost == 0:
            yield []
        return
    most = max(cost - LEAST, 0)
    masks = [1]
    for child in reversed(children):
        own, reachable, below = child.mask(most) & ((2 << most) - 1), 0, masks[0]
        while own:
            low = own & -own
            reachable |= below << (low.bit_length() - 1)
            own ^= low
        masks.insert(0, reachable & ((2 << cost) - 1))

    def descend(index: int, left: int) -> Iterator[list[Level]]:
        if index == len(children):
            yield []
            return
        own, below = children[index].mask(most) & ((2 << min(left, most)) - 1), masks[index + 1]
        while own:
            low = own & -own
            own ^= low
            spent = low.bit_length() - 1
            if below >> (left - spent) & 1:
                level = children[index].level(spent)
                for rest in descend(index + 1, left - spent):
                    yield [level, *rest]

    if masks[0] >> cost & 1:
        yield from descend(0, cost)


class Grower:
    """Makes the trees of several readings of one request, sharing what they have in common.

    `quick` are functions that give what a stage gives in less time; ways rarer than `rarest` are not taken, and values
    that cost more than `most` not made. Past the `deadline` the nodes raise Late.
    """

    def __init__(
        self,
        rivals: Mapping[Any, Sequence[Rival]],
        quick: Mapping[tuple[Any, ...], Callable[..., Any]] | None = None,
        rarest: float = math.inf,
        most: float = math.inf,
        deadline: Deadline | None = None,
    ) -> None:
        self.deadline = deadline or Deadline()
        self.most = most
        self.rivals = rivals
        self.quick = quick or {}
        self.rarest = rarest
        self._nodes: dict[Any, Node] = {}
        self._held: list[Any] = []

    def grow(self, derive: Callable[..., Any], args: tuple[Any, ...], exchanged: Mapping[Any, Any]) -> Node:
        """Record one run of `derive`; stages in `exchanged` are fixed to the function given there."""

        def step(stage: Any, *inputs: Any) -> Any:
            wrapped = tuple([item if isinstance(item, Node) else Constant(item) for item in inputs])
            function = exchanged.get(stage) or self.quick.get((stage,), stage)
            key = (stage, function, *(self._key(item) for item in wrapped))
            if key in self._nodes:
                self._nodes[key].shared = True
            else:
                self._held.append(wrapped)
                rivals = () if stage in exchanged else self.rivals.get(stage, ())
                self._nodes[key] = Node(stage, function, wrapped, rivals, self.rarest, self.most, self.deadline)
                self._nodes[key].exchanged = stage in exchanged
            return self._nodes[key]

        top = derive(*args, step)
        assert isinstance(top, Node)
        return top

    def _key(self, item: Node | Constant) -> Any:
        if isinstance(item, Constant) and isinstance(item.value, str | int):
            return item.value
        return id(item.value) if isinstance(item, Constant) else id(item)
