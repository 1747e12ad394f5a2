"""Mistakes about the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.dates import date_seconds, date_text, day_text, zone_seconds
from paraph.deviations.rarity import UNUSUAL
from paraph.scheme import Deviations, Way
from paraph.schemes import duo

if TYPE_CHECKING:
    from collections.abc import Iterator


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family

WINDOW, HOUR, DAY = 300, 3600, 86400
ZONES = (("-0000", 0), ("+0000", 0), ("GMT", 0))


NEARBY, IN_WINDOW, IN_HOUR, IN_DAY, FAR = 0.0, 14.0, 17.0, 27.5, 29.0
"""How rare it is to be off by up to 5 seconds; within the window; earlier by up to an hour or a day; in any other way."""


def offsets(limit: int) -> Iterator[int]:
    """-1, 1, -2, 2 ... up to `limit` seconds either way."""
    for far in range(1, limit + 1):
        yield -far
        yield far


def own_zone(date: str) -> tuple[str, int]:
    """The zone that a date ends with, and its distance from UTC in seconds."""
    return date.rpartition(" ")[2], zone_seconds(date)


def renderings_of_day(zone: str, offset: int) -> Any:
    """A fast :func:`~paraph.dates.date_text` for one zone."""
    days: dict[int, str] = {}

    def render(seconds: int) -> str:
        day, second = divmod(seconds + offset, DAY)
        text = days.get(day) or days.setdefault(day, day_text(day))
        return f"{text} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} {zone}"

    return render


def off_by(seconds: int) -> str:
    """The detail of a date that is that many seconds away from the one sent."""
    side = "earlier" if seconds < 0 else "later"
    unit = "second" if abs(seconds) == 1 else "seconds"
    return f"The date that was signed is {abs(seconds)} {unit} {side} than the one sent."


@family(duo.date, "date-signed-differs-from-sent", lazy=True)
def other_instant(date: str) -> Iterator[Way[str]]:
    """The clock was read twice: the date signed is another instant than the date sent."""
    sent = date_seconds(date)
    if sent is None:
        return
    own = own_zone(date)
    render = renderings_of_day(*own)
    others = [renderings_of_day(*zone) for zone in ZONES if zone != own]
    for off in offsets(WINDOW):
        yield Way(render(sent + off), off_by(off), NEARBY if abs(off) <= 5 else IN_WINDOW)
    for off in offsets(5):
        for other in others:
            yield Way(other(sent + off), off_by(off), IN_WINDOW)
    for off in range(WINDOW + 1, DAY + 1):
        yield Way(render(sent - off), off_by(-off), IN_HOUR if off <= HOUR else IN_DAY)
    suffixes = [zone for zone, offset in ZONES if offset == own[1] and zone != own[0]]
    elsewhere = [] if own[1] == 0 else others
    for off in offsets(DAY):
        text, said = render(sent + off), off_by(off)
        yield Way(text, said, FAR)
        for zone in suffixes:
            yield Way(text[:26] + zone, said, FAR)
        for other in elsewhere:
            yield Way(other(sent + off), said, FAR)


@family(duo.date, "date-reused-across-calls", lazy=True)
def earlier_instant(date: str) -> Iterator[Way[str]]:
    """The date of an earlier request was signed again."""
    sent = date_seconds(date)
    if sent is None:
        return
    render = renderings_of_day(*own_zone(date))
    for off in range(1, DAY + 1):
        rarity = NEARBY if off <= 5 else IN_WINDOW if off <= WINDOW else IN_HOUR if off <= HOUR else IN_DAY
        yield Way(render(sent - off), off_by(-off), rarity + 0.5)


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
    """Another rendering of the same instant was signed."""
    sent = date_seconds(date)
    if sent is None:
        return
    usual = (*ZONES, own_zone(date))
    for zone, offset in (*usual, ("UTC", 0), ("+00:00", 0), ("Z", 0)):
        rarity = 0.0 if (zone, offset) in usual else UNUSUAL
        text = date_text(sent, zone, offset)
        yield Way(text, f"The date was signed as {text!r}.", rarity)
        for short in unpadded(text):
            yield Way(short, f"The date was signed as {short!r}.", rarity)
        yield Way(text[5:], f"The date was signed without the day's name, as {text[5:]!r}.", UNUSUAL)
    for place, text in enumerate(iso_forms(sent)):
        yield Way(text, f"The date was signed as {text!r}.", 0.0 if place < 3 else UNUSUAL)


def unpadded(date: str) -> Iterator[str]:
    """The date with the leading zero of the day, of the hour, or of both left out."""
    day = re.sub(r", 0(\d)", r", \1", date)
    yield day
    yield re.sub(r" 0(\d):", r" \1:", date)
    yield re.sub(r" 0(\d):", r" \1:", day)


def iso_forms(sent: int) -> Iterator[str]:
    """ISO 8601 and epoch renderings of an instant."""
    import time

    plain = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(sent))
    yield plain + "Z"
    yield str(sent)
    yield str(sent * 1000)
    for zone in ("+00:00", "", ".000Z", "+0000", "-00:00", ".000000+00:00", ".000000Z", ".000000", ".0000000Z"):
        yield plain + zone
        yield plain.replace("T", " ") + zone
    yield time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(sent))
    yield f"{sent}.0"
