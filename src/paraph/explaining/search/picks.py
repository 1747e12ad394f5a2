"""Mistakes as a search takes them: what stands in for a stage, at what cost, and the trail that led to a value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.trace import present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.deviation import Deviation, Sweep, Way

IMPOSSIBLE = (ValueError, LookupError, ArithmeticError, ParaphError)
"""What a stage or a deviation raises for arguments that it cannot take."""


LEAST = 12
"""What a mistake costs a search at least, and a usual one weighs."""
PLACES = 0.7
"""What it costs a mistake that it can be made in e times as many stages: in each of them it is that much rarer."""


def weight_of(seen: int, rarity: float = 0.0) -> float:
    """How unlikely a mistake is that was met in `seen` threads, in nats: what is told first.

    The threads are rough counts, so they weigh little beside the number of mistakes: a rare one weighs less than
    two common ones.
    """
    return LEAST + 0.3 * math.log(20 / max(seen, 0.5)) + rarity


_BY_PLACE = [round(math.log(1 + place)) for place in range(256)]


def way_cost(rarity: float, place: int) -> int:
    """What a way of a mistake costs beyond the mistake itself; likeliest first, so the k-th is taken for 1/k as likely."""
    least = _BY_PLACE[place] if place < 256 else _BY_PLACE[-1]
    return max(math.ceil(rarity), least) if rarity else least


class Pick(NamedTuple):
    """A mistake in its place: the stage, the function that stands in for it, what was done, and how rare it is."""

    id: str
    stage: Any
    function: Any
    detail: str
    rarity: float = 0.0
    weight: float = 0.0


class Rival(NamedTuple):
    """A deviation, how unlikely it is, and what it costs a search, in whole nats.

    The cost passes over how often a mistake was met: with three of them, a common one would keep a rare one waiting
    for millions of sets, and win little itself.
    """

    deviation: Deviation
    weight: float
    cost: int

    @classmethod
    def of(cls, deviation: Deviation, seen: int, stages: int) -> Rival:
        """The rival whose mistake was met in `seen` threads, and can be made in `stages` stages."""
        cost = round(LEAST + deviation.rarity + PLACES * math.log(stages))
        return cls(deviation, weight_of(seen, deviation.rarity), cost)


class Always(NamedTuple):
    """A stage that gives one value."""

    value: Any

    def __call__(self, *_args: Any) -> Any:
        """That value."""
        return self.value


class Nth(NamedTuple):
    """A stage that goes wrong in one way of a deviation; raises ValueError where there is no such way."""

    deviation: Deviation
    place: int

    def __call__(self, *args: Any) -> Any:
        """The value of that way."""
        for place, way in enumerate(iter_ways(self.deviation, present(args))):
            if place == self.place:
                return way.value
        raise ValueError("there is no such way here")


def iter_ways(deviation: Deviation, args: tuple[Any, ...]) -> Iterator[Way[Any]]:
    """The ways of a deviation; arguments that it cannot take give none."""
    try:
        yield from deviation.ways(*args)
    except IMPOSSIBLE:
        return


def picked(rival: Rival, stage: Any, place: int, way: Way[Any]) -> Pick:
    """The pick of a rival's way; ways that are many are remembered by value, the others by their place."""
    deviation = rival.deviation
    function = Always(way.value) if deviation.sweeps else Nth(deviation, place)
    return Pick(deviation.id, stage, function, way.detail, way.rarity, rival.weight + way.rarity)


class Taken(NamedTuple):
    """The last step of a trail: which way of which rival was taken, after what was taken `below`."""

    below: Trail
    rival: Rival
    stage: Any
    place: int
    way: Way[Any]


Trail = tuple[Any, ...]
"""How a value came about: nothing, a Taken, or several trails that met."""


class Swept(NamedTuple):
    """The last step of the trails of many values at once: after `below`, the sweep of a rival that gave them."""

    below: Trail
    rival: Rival
    stage: Any
    sweep: Sweep[Any]


def picks_of(trail: Trail) -> tuple[Pick, ...]:
    """The mistakes of a trail."""
    if isinstance(trail, Taken):
        return (*picks_of(trail.below), picked(trail.rival, trail.stage, trail.place, trail.way))
    return tuple([pick for part in trail for pick in picks_of(part)])
