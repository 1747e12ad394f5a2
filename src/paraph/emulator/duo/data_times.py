"""When made-up people do what they do: by day mostly, on working days mostly, each where they are."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from paraph.emulator.duo.places import Place

HOUR, DAY = 3600, 86_400
BY_HOUR = (1, 1, 1, 1, 1, 2, 6, 18, 45, 50, 42, 36, 30, 42, 40, 36, 32, 26, 14, 9, 7, 5, 3, 2)
"""How busy each hour of a working day is."""
AT_WEEKENDS = 0.12
TOGETHER = 0.03
"""How often two things happen in the same millisecond."""
THURSDAY = 3
"""The day of the week that Unix time begins on, where Monday is 0."""


def busyness(seconds: float, place: Place) -> float:
    """How busy people at a place are at a time in Unix seconds."""
    local = int(seconds + place.hours * HOUR)
    weekend = (local // DAY + THURSDAY) % 7 >= 5
    return BY_HOUR[local % DAY // HOUR] * (AT_WEEKENDS if weekend else 1)


def schedule(
    chance: Random, now: int, days: int, count: int, crowds: Sequence[tuple[Place, int]]
) -> Iterator[tuple[int, Place]]:
    """`count` times in Unix milliseconds within the last days, in order, each with the place where something happens.

    `crowds` are the places and how many people there are at each.
    """
    hours = [now - days * DAY + hour * HOUR for hour in range(days * 24)]
    weights = [list(accumulate(busyness(hour, place) * people for place, people in crowds)) for hour in hours]
    places, totals = [place for place, _ in crowds], list(accumulate(weight[-1] for weight in weights))
    done = 0
    for hour, weight, total in zip(hours, weights, totals, strict=True):
        due = round(count * total / totals[-1])
        yield from within(chance, hour * 1000, due - done, places, weight)
        done = due


def within(
    chance: Random, start: int, count: int, places: Sequence[Place], weights: Sequence[float]
) -> Iterator[tuple[int, Place]]:
    """So many times within the hour that begins at `start`, in order."""
    last = start
    times = sorted([int(chance.random() * HOUR * 1000) for _ in range(count)])
    for time, place in zip(times, chance.choices(places, cum_weights=weights, k=count), strict=True):
        if last == start or chance.random() > TOGETHER:
            last = start + time
        yield last, place
