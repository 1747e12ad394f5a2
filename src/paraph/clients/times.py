"""Times as people have them, in the units of the APIs.

A time is a datetime with a zone, a date, a timedelta or a text such as ``2h`` (so long ago), an ISO 8601 text, or a
number in the API's own unit. A number that is evidently in another unit is refused: a server would silently take it for a far time.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Literal

Time = datetime | date | timedelta | str | int | float
Unit = Literal["s", "ms", "iso"]
"""Unix seconds, Unix milliseconds, or a text such as ``2026-02-03T10:20:30Z``."""

_NUMBER = re.compile(r"0|[0-9]{9,19}")
"""Numbers in a text; one with fewer digits is rather a date, or a mistake."""
_SPAN = re.compile(r"([0-9]{1,9})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
FIRST_MS = 100_000_000_000
"""The smallest number that is taken for milliseconds: 1973 in milliseconds, the year 5138 in seconds."""
FIRST, LAST = 0, 253_402_300_799
"""Unix seconds of the first and the last time that an API takes."""
EXPECTED = "expected a time such as 2h, 7d, 2026-02-03 or 2026-02-03T10:20:30Z"


def in_unit(value: Time, unit: Unit, now: float) -> str:
    """Return a time in the unit of an API, as text; `now` is in Unix seconds. Raises ValueError if it is not a time."""
    if isinstance(value, bool):
        raise ValueError("expected a time, got true or false")
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, int | float):
        return number_in_unit(value, unit)
    seconds = unix_seconds(value, now)
    if not FIRST <= seconds <= LAST:
        raise ValueError("this time is before 1970 or after 9999")
    if unit == "iso":
        return iso_text(seconds)
    return str(int(seconds * 1000) if unit == "ms" else int(seconds))


def number_in_unit(value: float, unit: Unit) -> str:
    """Return a number that is already in the unit of the API; raises ValueError if it is evidently in another one."""
    if not FIRST <= value <= LAST * 1000:  # nor if it is not a number (NaN)
        raise ValueError("this number is no time between 1970 and 9999")
    if unit == "iso":
        return iso_text(value / 1000 if value >= FIRST_MS else value)
    if unit == "ms" and 0 < value < FIRST_MS:
        raise ValueError(f"{value} looks like seconds, and this call takes milliseconds: {int(value * 1000)}")
    if unit == "s" and value >= FIRST_MS:
        raise ValueError(f"{value} looks like milliseconds, and this call takes seconds: {int(value // 1000)}")
    return str(int(value))


def unix_seconds(value: object, now: float) -> float:
    """Return a time in Unix seconds; raises ValueError for what is no time, or a datetime without a zone."""
    if isinstance(value, timedelta):
        return now - value.total_seconds()
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("this datetime has no time zone: add one, such as tzinfo=timezone.utc")
        return value.timestamp()
    if isinstance(value, date):  # a day begins at midnight in UTC, as one in a text does
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp()
    if not isinstance(value, str):
        raise ValueError(f"{EXPECTED}, got a value of type {type(value).__name__}")
    return text_seconds(value.strip(), now)


def text_seconds(text: str, now: float) -> float:
    """Return the time that a text names, in Unix seconds; raises ValueError if it names none."""
    span = _SPAN.fullmatch(text)
    if span:
        return now - int(span[1]) * _SECONDS[span[2][0]]
    if text == "now":
        return now
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{EXPECTED}, got {text[:40]!r}") from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def iso_text(seconds: float) -> str:
    """Return a time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
