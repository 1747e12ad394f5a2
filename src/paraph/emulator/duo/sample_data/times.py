"""Times of generated events: mostly by day and on working days, in local time."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from paraph.emulator.duo.ip_locations import Place

HOUR, DAY = 3600, 86_400
BY_HOUR = (1, 1, 1, 1, 1, 2, 6, 18, 45, 50, 42, 36, 30, 42, 40, 36, 32, 26, 14, 9, 7, 5, 3, 2)
"""Activity in each hour of a working day."""
AT_WEEKENDS = 0.12
TOGETHER = 0.03
"""Share of events in the same millisecond as the event before."""
THURSDAY = 3
"""The weekday on which Unix time begins; Monday is 0."""


def activity_level(seconds: float, place: Place) -> float:
    """Return how active people at a place are at a time in Unix seconds."""
    local = int(seconds + place.hours * HOUR)
    weekend = (local // DAY + THURSDAY) % 7 >= 5
    return BY_HOUR[local % DAY // HOUR] * (AT_WEEKENDS if weekend else 1)


def event_times(
    chance: Random, now: int, days: int, count: int, crowds: Sequence[tuple[Place, int]]
) -> Iterator[tuple[int, Place]]:
    """Yield `count` times in Unix milliseconds within the last days, in order, each with its place.

    `crowds` has the number of people at each place.
    """
    hours = [now - days * DAY + hour * HOUR for hour in range(days * 24)]
    weights = [list(accumulate(activity_level(hour, place) * people for place, people in crowds)) for hour in hours]
    places, totals = [place for place, _ in crowds], list(accumulate(weight[-1] for weight in weights))
    done = 0
    for hour, weight, total in zip(hours, weights, totals, strict=True):
        due = round(count * total / totals[-1])
        yield from times_in_hour(chance, hour * 1000, due - done, places, weight)
        done = due


def times_in_hour(
    chance: Random, start: int, count: int, places: Sequence[Place], weights: Sequence[float]
) -> Iterator[tuple[int, Place]]:
    """Yield `count` times within the hour that begins at `start`, in order."""
    last = start
    times = sorted([int(chance.random() * HOUR * 1000) for _ in range(count)])
    for time, place in zip(times, chance.choices(places, cum_weights=weights, k=count), strict=True):
        if last == start or chance.random() > TOGETHER:
            last = start + time
        yield last, place
