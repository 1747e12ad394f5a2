"""Formats and parses times, which the server stores in Unix milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from paraph.emulator.alteryx.calls import AlteryxError

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall


def format_time(time: int) -> str:
    """Format a time as most records have it: ``2016-08-11T16:49:40.732Z``."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{time % 1000:03d}Z"


def format_optional_time(time: int | None) -> str | None:
    """Format a time that may be None."""
    return None if time is None else format_time(time)


def format_long_time(time: int) -> str:
    """Format a time as jobs have it, with seven digits of a second's fraction."""
    return format_time(time)[:-1] + "0000Z"


def parse_time(text: str, parameter: str) -> int:
    """Parse a time, by default in UTC; raises AlteryxError (400) for any other text."""
    try:
        result = datetime.fromisoformat(text)
        return int((result if result.tzinfo else result.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError, TypeError):
        raise AlteryxError(400, f"{parameter} must be a time such as 2026-02-03T10:20:30Z.", parameter) from None


def is_between(call: AlteryxCall, time: int, after: str, before: str) -> bool:
    """Return whether a time lies between two parameters, inclusive; either may be missing."""
    least, most = call.get(after), call.get(before)
    return (least is None or time >= parse_time(least, after)) and (most is None or time <= parse_time(most, before))
