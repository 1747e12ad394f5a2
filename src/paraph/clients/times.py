"""Times as people have them, in the units of the APIs.

A time is a datetime with a zone, a timedelta or a text such as ``2h`` (so long ago), an ISO 8601 text, or a number in the
API's own unit. A number that is evidently in another unit is refused: a server would silently take it for a far time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Literal

Time = datetime | timedelta | str | int | float
Unit = Literal["s", "ms", "iso"]
"""Unix seconds, Unix milliseconds, or a text such as ``2026-02-03T10:20:30Z``."""

_SPAN = re.compile(r"(\d{1,9})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
FIRST_MS = 100_000_000_000
"""The smallest number that is taken for milliseconds: 1973 in milliseconds, the year 5138 in seconds."""


def in_unit(value: Time, unit: Unit, now: float) -> str:
    """Return a time in the unit of an API, as text; `now` is in Unix seconds. Raises ValueError if it is not a time."""
    if isinstance(value, bool):
        raise ValueError("expected a time, got true or false")
    if isinstance(value, str) and re.fullmatch(r"\d+", value):
        value = int(value)
    if isinstance(value, int | float):
        return number_in_unit(value, unit)
    seconds = unix_seconds(value, now)
    if unit == "iso":
        return iso_text(seconds)
    return str(int(seconds * 1000) if unit == "ms" else int(seconds))


def number_in_unit(value: float, unit: Unit) -> str:
    """Return a number that is already in the unit of the API; raises ValueError if it is evidently in another one."""
    if unit == "iso":
        return iso_text(value / 1000 if value >= FIRST_MS else value)
    if unit == "ms" and 0 < value < FIRST_MS:
        raise ValueError(f"{value} looks like seconds, and this call takes milliseconds: {int(value * 1000)}")
    if unit == "s" and value >= FIRST_MS:
        raise ValueError(f"{value} looks like milliseconds, and this call takes seconds: {int(value // 1000)}")
    return str(int(value))


def unix_seconds(value: datetime | timedelta | str, now: float) -> float:
    """Return a time in Unix seconds; raises ValueError for a text that is no time, or a datetime without a zone."""
    if isinstance(value, timedelta):
        return now - value.total_seconds()
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("this datetime has no time zone: add one, such as tzinfo=timezone.utc")
        return value.timestamp()
    text = value.strip()
    span = _SPAN.fullmatch(text)
    if span:
        return now - int(span[1]) * _SECONDS[span[2][0]]
    if text == "now":
        return now
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"expected a time such as 2h, 7d, 2026-02-03 or 2026-02-03T10:20:30Z, got {text[:40]!r}"
        ) from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def iso_text(seconds: float) -> str:
    """Return a time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
