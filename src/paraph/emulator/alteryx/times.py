"""Times as the server writes and reads them; it keeps them in Unix milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from paraph.emulator.alteryx.calls import Refused

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Call


def text(time: int) -> str:
    """As most records have it: ``2016-08-11T16:49:40.732Z``."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{time % 1000:03d}Z"


def text_or_null(time: int | None) -> str | None:
    """The same of a time that may not have come yet."""
    return None if time is None else text(time)


def long_text(time: int) -> str:
    """As jobs have it, with seven digits of a second's fraction."""
    return text(time)[:-1] + "0000Z"


def read(written: str, parameter: str) -> int:
    """The time that a text holds, taken as UTC where it does not say; raises Refused (400) for any other text."""
    try:
        found = datetime.fromisoformat(written)
        return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError, TypeError):
        raise Refused(400, f"{parameter} must be a time such as 2026-02-03T10:20:30Z.", parameter) from None


def within(call: Call, time: int, after: str, before: str) -> bool:
    """Whether a time lies between those of two parameters, either of which may be missing; both ends count."""
    least, most = call.get(after), call.get(before)
    return (least is None or time >= read(least, after)) and (most is None or time <= read(most, before))
