"""Mistakes about the date."""

from __future__ import annotations

import re
import time
from functools import cache, partial
from typing import TYPE_CHECKING

from paraph.core.dates import date_seconds, date_text, day_text, zone_seconds
from paraph.core.deviation import Deviations, Sweep, Way
from paraph.core.encoding import percent, percent_safe
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL
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


@family(duo.date, "date-offset-truncated")
def other_zone(date: str) -> Iterator[Way[str]]:
    """The same clock reading or the same instant was signed with another zone."""
    sent = date_seconds(date)
    if sent is None:
        return
    head, _, zone = date.rpartition(" ")
    own = zone_seconds(date)
    hours_only = f"{zone[:3]}00" if len(zone) == 5 else zone
    for other in ("-0000", "+0000", "GMT", "UTC", hours_only):
        yield Way(f"{head} {other}", f"The date was signed with {other} at its end, and sent with {zone}.")
    for minutes in range(-14 * 60, 14 * 60 + 1, 15):
        text = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
        said = f"The date was signed in the zone {text}, and sent in {zone}."
        rarity = UNUSUAL if minutes % 60 == 0 else UNUSUAL + 2
        yield Way(date_text(sent, text, minutes * 60), said, rarity)
        yield Way(f"{head} {text}", said, rarity)
    if own:
        for other in ("-0000", "+0000", "GMT", "UTC"):
            yield Way(date_text(sent, other), f"The date was signed in UTC ({other}), and sent in {zone}.", 1.0)
        yield Way(date_text(sent, zone), f"The date was signed in UTC, but with {zone} at its end.", 1.0)


@family(duo.date, "date-format-variant")
def other_rendering(date: str) -> Iterator[Way[str]]:
    """The same time was signed in another format."""
    sent = date_seconds(date)
    if sent is None:
        return
    usual = (*ZONES, (date.rpartition(" ")[2], zone_seconds(date)))
    for zone, offset in (*usual, ("UTC", 0), ("+00:00", 0), ("Z", 0)):
        rarity = 0.0 if (zone, offset) in usual else UNUSUAL
        text = date_text(sent, zone, offset)
        yield Way(text, f"The date was signed as {text!r}.", rarity)
        for short in unpadded(text):
            yield Way(short, f"The date was signed as {short!r}.", rarity)
        yield Way(text[5:], f"The date was signed without the day's name, as {text[5:]!r}.", UNUSUAL)
    for text, rarity in iso_forms(sent):
        yield Way(text, f"The date was signed as {text!r}.", rarity)


@family(duo.date, "date-format-variant", rarity=0.5)
def other_text(date: str) -> Iterator[Way[str]]:
    """The text of the date was changed."""
    head = date.rpartition(" ")[0]
    forms = {
        date.lower(): 0.0, date.upper(): 0.0, date.replace(",", ""): 0.0, head: 0.0, f"Date: {date}": 0.0, date[5:]: 0.0,
        f"date: {date}": SELDOM, f"{date} ": ODD, f" {date}": ODD, f"{date}\r": ODD, f'"{date}"': ODD, f"'{date}'": 2.0,
        f"{date} (UTC)": ODD, date[:-2] + ":" + date[-2:]: ODD, re.sub(r":\d\d (?=\S+\Z)", " ", date): SELDOM,
        percent(date): SELDOM, percent_safe(date, "-._~", space="+"): SELDOM, date.replace(" ", ""): ODD, date.replace(" ", "+"): ODD,
        date.replace("-0000", "+0000"): 0.0, date.replace("GMT", "UTC"): 0.0, date.replace(" ", "  ", 1): ODD,
        re.sub(r" (\d{2})(\d{2}) (\d\d:)", r" \2 \3", date): SELDOM, date.replace(" ", "-", 3).replace("-", " ", 1): ODD,
        f"{head} Z": SELDOM, f"{head} UT": ODD, f"{head}Z": ODD, "null": SELDOM, "undefined": SELDOM, "None": SELDOM,
    }  # fmt: skip
    for text, rarity in forms.items():
        yield Way(text, f"The date was signed as {text!r}.", rarity)


@family(duo.date, "date-format-variant", rarity=1.0)
def clock_text(date: str) -> Iterator[Way[str]]:
    """The same time as the clock functions of languages write it."""
    sent = date_seconds(date)
    if sent is None:
        return
    for offset in dict.fromkeys((0, zone_seconds(date))):
        at = time.gmtime(sent + offset)
        for form in CLOCK_FORMS:
            text = time.strftime(form, at)
            yield Way(text, f"The date was signed as {text!r}.", 0.0 if form in USUAL_FORMS else ODD)


USUAL_FORMS = (
    "%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S UTC %Y", "%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)",
    "%a %b %d %Y %H:%M:%S GMT+0000", "%Y-%m-%d %H:%M:%S", "%A, %d-%b-%y %H:%M:%S GMT",
)  # fmt: skip
"""How the clock functions of languages write a time without being told how, in the letters of strftime."""
CLOCK_FORMS = (
    *USUAL_FORMS, "%Y-%m-%d", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p", "%a, %d-%b-%Y %H:%M:%S GMT", "%d %b %Y %H:%M:%S",
    "%A, %d %B %Y %H:%M:%S GMT", "%a, %d %B %Y %H:%M:%S GMT", "%A, %d %b %Y %H:%M:%S GMT", "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S",
    "%Y-%m-%d %H:%M:%S UTC", "%a, %d %b %Y", "%H:%M:%S", "%c", "%x %X", "%a, %d %b %Y %I:%M:%S %p GMT", "%a, %d %b %Y %I:%M:%S -0000",
)  # fmt: skip
"""These, and other forms that people ask them for."""


def unpadded(date: str) -> Iterator[str]:
    """The date with the leading zero of the day, of the hour, or of both left out."""
    day = re.sub(r", 0(\d)", r", \1", date)
    yield day
    yield re.sub(r" 0(\d):", r" \1:", date)
    yield re.sub(r" 0(\d):", r" \1:", day)


def iso_forms(sent: int) -> Iterator[tuple[str, float]]:
    """ISO 8601 and epoch renderings of an instant, and how rare each is."""
    plain = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(sent))
    yield plain + "Z", 0.0
    yield str(sent), 0.0
    yield str(sent * 1000), 0.0
    for zone in ("+00:00", "", ".000Z", "+0000"):
        yield plain + zone, SELDOM
    for zone in ("", "+00:00"):
        yield plain.replace("T", " ") + zone, SELDOM
    for zone in ("-00:00", ".000000+00:00", ".000000Z", ".000000", ".0000000Z"):
        yield plain + zone, ODD
    for zone in (".000Z", "+0000", "-00:00", ".000000+00:00", ".000000Z", ".000000", ".0000000Z"):
        yield plain.replace("T", " ") + zone, ODD
    yield time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(sent)), ODD
    yield f"{sent}.0", ODD
