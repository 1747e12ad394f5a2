"""The grammar of a webhook's time and id: which moment, which header, and how it is written."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.dates import date_text
from paraph.core.deviation import Deviation, Way
from paraph.deviations.grammar import Dimension, Option, grammar_deviations
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import ODD, SELDOM
from paraph.schemes.webhooks.signing import WebhookClaims, message_id, timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Request

    Form = Callable[[int], str]

NEAR = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, *range(6, 31), *range(-30, -5))
"""Seconds by which two readings of the clock may differ, likeliest first."""
HOUR = 3600
OTHER_ZONES = (1, 2, -5, -4, -8, -7, 3, 8, 9, -6, -3, 5, 10, 11)
"""Hours by which a local time often differs from UTC."""
UNIT = "timestamp-unit"


def date_form(pattern: str, seconds: int) -> str:
    """Return a time in UTC, written in a pattern of strftime."""
    return time.strftime(pattern, time.gmtime(seconds))


def surround(before: str, after: str, seconds: int) -> str:
    """Return Unix seconds with something around them."""
    return f"{before}{seconds}{after}"


def milliseconds_to_seconds(seconds: int) -> str:
    """Return a time that was sent in milliseconds, in seconds."""
    return str(seconds // 1000)


PATTERNS = {
    "%Y-%m-%dT%H:%M:%SZ": 0.0, "%Y-%m-%dT%H:%M:%S.000Z": 0.5, "%Y-%m-%dT%H:%M:%S+00:00": 0.5, "%Y-%m-%d %H:%M:%S": 0.5,
    "%Y-%m-%dT%H:%M:%S": 0.5, "%Y-%m-%d %H:%M:%S+00:00": 1.0, "%Y%m%dT%H%M%SZ": 1.0, "%Y-%m-%d %H:%M:%S UTC": 1.0,
    "%Y-%m-%dT%H:%M:%S.000000Z": 1.0, "%Y-%m-%dT%H:%M:%S.000+00:00": 1.0, "%Y-%m-%dT%H:%M:%S+0000": 1.0,
    "%Y%m%d%H%M%S": SELDOM, "%Y-%m-%d": SELDOM,
}  # fmt: skip
"""The dates that people sign instead of Unix seconds, and how rare each is."""
SURROUNDINGS = {
    ("t=", ""): 0.0, ("t:", ""): 1.0, ("ts=", ""): 1.0, ("timestamp=", ""): 0.5, ("time=", ""): 1.0, (" ", ""): 0.5, ("v0=", ""): SELDOM,
    ("", " "): 0.5, ("", "\n"): 0.5, ("", "s"): ODD, ("", ","): SELDOM, ("", "L"): ODD, ('"', '"'): 0.5, ("'", "'"): SELDOM,
}  # fmt: skip
"""What stands before and after the seconds, and how rare that is."""


def forms() -> Iterator[Option[Form]]:
    """Yield the ways to write a time instead of as Unix seconds."""
    yield Option(UNIT, "The time was signed in milliseconds.", partial(surround, "", "000"))
    yield Option(UNIT, "The time was signed in seconds, and sent in milliseconds.", milliseconds_to_seconds, 0.5)
    yield Option(UNIT, "The time was signed as a decimal number.", partial(surround, "", ".0"), 0.5)
    yield Option(UNIT, "The time was signed with three decimals.", partial(surround, "", ".000"), SELDOM)
    yield Option(UNIT, "The time was signed in microseconds.", partial(surround, "", "000000"), SELDOM)
    yield Option(UNIT, "The time was signed in nanoseconds.", partial(surround, "", "000000000"), SELDOM)
    for pattern, rarity in PATTERNS.items():
        said = f"The time was signed as a date in the form {date_form(pattern, 0)!r}."
        yield Option(UNIT, said, partial(date_form, pattern), rarity)
    yield Option(UNIT, "The time was signed as a date of HTTP.", partial(date_text, zone="GMT"), 0.5)
    yield Option(UNIT, "The time was signed as a date of e-mail.", partial(date_text, zone="+0000"), 1.0)
    for (before, after), rarity in SURROUNDINGS.items():
        said = f"The time was signed with {before or after!r} {'around' if before and after else 'before' if before else 'after'} it."
        yield Option("", said, partial(surround, before, after), rarity)


def shifts() -> Iterator[Option[int]]:
    """Yield the seconds by which the time that was signed differs from the one that was sent."""
    for position, seconds in enumerate(NEAR):
        said = f"The time that was signed is {abs(seconds)} s {'after' if seconds > 0 else 'before'} the one that was sent."
        yield Option(
            "date-signed-differs-from-sent", said, seconds, 0.0 if position < 4 else 1.0 if position < 10 else ODD
        )
    for hours in OTHER_ZONES:
        said = f"The time that was signed is {abs(hours)} h {'after' if hours > 0 else 'before'} the one that was sent."
        yield Option("timestamp-local-time", said, hours * HOUR, SELDOM)


DIMENSIONS: tuple[Dimension[Any], ...] = (Dimension(str, tuple(forms()), True), Dimension(0, tuple(shifts()), True))


def write_time(claims: WebhookClaims, form: Form, shift: int) -> str:
    """Return the time in another form; raises ValueError if the one that was sent is no number."""
    text = claims.timestamp
    if not (text.isascii() and text.isdigit()):
        raise ValueError("the time is not a number")
    return form(int(text) + shift)


def time_deviations(request: Request) -> Iterator[Deviation]:
    """Yield the mistakes about the time."""
    yield from grammar_deviations(timestamp, DIMENSIONS, write_time, second=SELDOM, highest_in_pairs=1)
    yield Deviation("timestamp-field-omitted", timestamp, lambda _: (Way("", "The time was empty."),), constant=True)
    yield Deviation("", timestamp, lambda _: nonempty_placeholders("The time", "timestamp"), {}, 1.0, constant=True)
    yield Deviation("", timestamp, partial(other_headers, request), {}, 1.0, constant=True)


def id_deviations(request: Request) -> Iterator[Deviation]:
    """Yield the mistakes about the message id."""
    yield Deviation(
        "timestamp-field-omitted", message_id, lambda _: (Way("", "The message id was empty."),), constant=True
    )
    yield Deviation("", message_id, lambda _: nonempty_placeholders("The message id", "id"), {}, 1.0, constant=True)
    yield Deviation("", message_id, partial(other_headers, request), {}, 1.0, constant=True)
    yield Deviation("", message_id, id_forms)


def nonempty_placeholders(what: str, word: str) -> Iterator[Way[str]]:
    """Yield what stands instead of a value that was not filled in, if it is not empty."""
    return (way for way in placeholders(what, word) if way.value)


def other_headers(request: Request, _claims: WebhookClaims) -> Iterator[Way[str]]:
    """Yield the values of other headers."""
    for name, value in request.headers:
        yield Way(value, f"The value of the header {name} was signed instead.")


def id_forms(claims: WebhookClaims) -> Iterator[Way[str]]:
    """Yield other forms of the message id."""
    text = claims.message_id
    for value, words in (
        (text.partition("_")[2], "without what stands before _"),
        (text.lower(), "in lower case"),
        (text.upper(), "in upper case"),
        (f'"{text}"', "in double quotes"),
        (f"id={text}", "with 'id=' before it"),
        (text.replace("-", ""), "without dashes"),
        (text + " ", "with a blank after it"),
        (text + "\n", "with a line feed after it"),
    ):
        if value:
            yield Way(value, f"The message id was signed {words}.", 1.0)
