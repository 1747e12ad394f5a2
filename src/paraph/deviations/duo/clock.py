"""Mistakes about the date."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from paraph.core.dates import date_seconds, date_text, day_text, zone_seconds
from paraph.core.deviation import Deviations, Sweep, Way
from paraph.core.encoding import percent, percent_safe
from paraph.deviations.duo.date_forms import RARE, date_deviations
from paraph.deviations.rarity import ODD, SELDOM
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family
sweeping = DEVIATIONS.sweeping

MINUTE, WINDOW, HOUR, DAY = 60, 300, 3600, 86400
ZONES = (("-0000", 0), ("+0000", 0), ("GMT", 0))


IN_SECONDS, IN_HOURS, IN_MINUTE, IN_WINDOW, IN_HOUR, IN_DAY, LATER, FAR = 3.0, 4.0, 6.0, 15.0, 20.0, 25.0, 29.0, 34.0
"""How rare it is to be off by more than 2 seconds, but within 5; by whole hours, as local time is; within a minute, or the
window; earlier by up to an hour or a day; later by up to a day; in any other way. A day has so many instants that it is
gone through when nothing else is wrong, before three mistakes, but not together with two."""


@cache
def clocks() -> list[str]:
    """Every second of a day, as text."""
    pairs = [f"{number:02}" for number in range(60)]
    minutes = [f"{hour}:{minute}:" for hour in pairs[:24] for minute in pairs]
    return [minute + second for minute in minutes for second in pairs]


def instants(first: int, last: int, zone: str, offset: int) -> list[str]:
    """The dates of all seconds from `first` to `last`, both included, in one zone."""
    texts: list[str] = []
    while first <= last:
        day, start = divmod(first + offset, DAY)
        text, rest = day_text(day), clocks()[start : start + last - first + 1]
        texts += [f"{text} {clock} {zone}" for clock in rest]
        first += len(rest)
    return texts


def whole_hours(sent: int, zone: str, offset: int) -> list[str]:
    """Return the dates that are 1 to 14 hours away, as local time is from UTC."""
    moments = [sent + hours * HOUR for hours in range(-14, 15) if hours]
    return [date_text(moment, zone, offset) for moment in moments]


def off_by(seconds: int) -> str:
    """The detail of a date that is that many seconds away from the one sent."""
    side = "earlier" if seconds < 0 else "later"
    unit = "second" if abs(seconds) == 1 else "seconds"
    return f"The date that was signed is {abs(seconds)} {unit} {side} than the one sent."


def describe_offset(sent: int) -> Callable[[str], str]:
    """Return a function that says how far a date is from the one that was sent."""
    return lambda text: off_by((date_seconds(text) or 0) - sent)


@sweeping(duo.date, "date-signed-differs-from-sent")
def other_instant(date: str) -> Iterator[Sweep[str]]:
    """The clock was read twice: the date signed is another instant than the date sent."""
    sent = date_seconds(date)
    if sent is None:
        return
    describe, own = describe_offset(sent), (date.rpartition(" ")[2], zone_seconds(date))
    others = [zone for zone in ZONES if zone != own]

    def around(zone: tuple[str, int], limit: int) -> list[str]:
        return instants(sent - limit, sent + limit, *zone)

    def nearby() -> list[str]:
        return around(own, WINDOW) + [text for zone in others for text in around(zone, 5)]

    yield Sweep(lambda: around(own, 1), describe)
    yield Sweep(lambda: around(own, 2), describe, 1.0)
    yield Sweep(lambda: around(own, 5), describe, IN_SECONDS)
    yield Sweep(lambda: whole_hours(sent, *own), describe, IN_HOURS)
    yield Sweep(lambda: around(own, MINUTE), describe, IN_MINUTE)
    yield Sweep(nearby, describe, IN_WINDOW)
    yield Sweep(lambda: instants(sent - HOUR, sent - WINDOW, *own), describe, IN_HOUR)
    yield Sweep(lambda: instants(sent - DAY, sent - HOUR, *own), describe, IN_DAY)
    yield Sweep(lambda: instants(sent + WINDOW, sent + DAY, *own), describe, LATER)
    yield Sweep(lambda: [text for zone in (own, *others) for text in around(zone, DAY)], describe, FAR)


@sweeping(duo.date, "date-reused-across-calls")
def earlier_instant(date: str) -> Iterator[Sweep[str]]:
    """The date of an earlier request was signed again."""
    sent = date_seconds(date)
    if sent is None:
        return
    describe, own = describe_offset(sent), (date.rpartition(" ")[2], zone_seconds(date))
    for rarity, first, last in (
        (0.0, 2, 1),
        (IN_SECONDS, 5, 3),
        (IN_MINUTE, MINUTE, 6),
        (IN_WINDOW, WINDOW, MINUTE),
        (IN_HOUR, HOUR, WINDOW),
        (IN_DAY, DAY, HOUR),
    ):
        yield Sweep(partial(instants, sent - first, sent - last, *own), describe, rarity + 0.5)


@deviates(duo.date, "date-line-empty")
def empty_date(_date: str) -> str:
    """The date was still empty when the string was built."""
    return ""


@family(duo.date, "date-format-variant", rarity=0.5)
def other_text(date: str) -> Iterator[Way[str]]:
    """The text of the date was changed."""
    head = date.rpartition(" ")[0]
    forms = {
        date.lower(): 1.0, date.upper(): 1.0, f"Date: {date}": 1.0,
        f"date: {date}": SELDOM, f"X-Duo-Date: {date}": SELDOM, f"x-duo-date: {date}": SELDOM, f"Date:{date}": RARE, f"date:{date}": RARE,
        percent(date): SELDOM, percent_safe(date, "-._~", space="+"): SELDOM, date.replace(" ", "+"): ODD, f"{date} (UTC)": RARE,
        date.replace(" ", "  ", 1): RARE, date.replace(" ", "-", 3).replace("-", " ", 1): RARE, f"{date}\r": RARE, f"{head}Z": RARE,
        date[:-2] + ":" + date[-2:]: RARE, f"{date} UTC": RARE, "null": SELDOM, "undefined": SELDOM, "None": SELDOM,
    }  # fmt: skip
    for text, rarity in forms.items():
        yield Way(text, f"The date was signed as {text!r}.", rarity)


DEVIATIONS.extend(date_deviations())
