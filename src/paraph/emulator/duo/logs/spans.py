"""The requested part of a log: span of time, order, limit, and position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.emulator.duo.calls import DuoError

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import DuoCall

DAYS_KEPT = 180
LATE = 2_000
"""Milliseconds of tolerance: clients request 180 days before the time at which they compute the span."""
IN_MILLISECONDS = ("/admin/v2/logs/", "/admin/v1/trust_monitor/")
"""Prefixes of the paths whose times are in milliseconds; all others take seconds."""
MIN_MILLISECONDS = 10**12
"""A smaller number is a time in seconds."""
DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
SORTS = {"ts:asc": False, "ts:desc": True}
"""Whether an order begins with the newest record."""


class Cursor(NamedTuple):
    """A position in a log: after the record of that time in milliseconds and that id."""

    time: int
    id: str


def read_integer(call: DuoCall, name: str, otherwise: int) -> int:
    """Read a parameter that is an integer from 0 on; raises DuoError (40002) for any other."""
    value = call.get(name)
    if value is None:
        return otherwise
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise DuoError(40002, name)
    return int(text)


def read_span(call: DuoCall) -> tuple[int, int]:
    """Return the start and end in milliseconds; raises DuoError (40002) for a span that Duo refuses.

    Real servers omit records newer than about two minutes: `DuoOptions.log_delay`.
    """
    since, until = read_milliseconds(call, "mintime"), read_milliseconds(call, "maxtime")
    now = call.state.milliseconds()
    if since < now - DAYS_KEPT * 86_400_000 - LATE:
        raise DuoError(40002, f"mintime must be within the past {DAYS_KEPT} days")
    if since >= until:
        raise DuoError(40002, "maxtime")
    if call.state.options.log_delay:
        until = min(until, now - call.state.options.log_delay * 1000)
    return since, until + 1  # maxtime is inclusive


def read_milliseconds(call: DuoCall, name: str) -> int:
    """Read a time that must be in milliseconds."""
    value = read_integer(call, name, 0)
    if value < MIN_MILLISECONDS:
        raise DuoError(40002, parameter_detail(IN_MILLISECONDS[0], name))
    return value


def parameter_detail(path: str, name: str) -> str:
    """Return Duo's detail for an invalid parameter: its name, or a sentence for times in milliseconds."""
    if name in ("mintime", "maxtime") and path.startswith(IN_MILLISECONDS):
        return f"'{name}' must be a timestamp in milliseconds"
    return name


def read_limit(call: DuoCall, otherwise: int = DEFAULT_LIMIT, most: int = MAX_LIMIT) -> int:
    """Return the number of records of a page, reduced to the maximum."""
    value = min(read_integer(call, "limit", otherwise), most)
    if value < 1:
        raise DuoError(40002, "limit")
    return value


def is_descending(call: DuoCall) -> bool:
    """Return whether the newest record comes first, which is the default."""
    sort = call.get("sort", "ts:desc")
    if sort not in SORTS:
        raise DuoError(40002, "sort")
    return SORTS[sort]


def read_cursor(call: DuoCall) -> Cursor | None:
    """Return the end of the page before: ``next_offset`` twice, as time and id, or once, joined by a comma."""
    values: Any = call.get("next_offset")
    if not values:
        return None
    time, _, key = (values if isinstance(values, str) else ",".join(map(str, values))).partition(",")
    if not (time.isascii() and time.isdigit() and len(time) < 19 and key):
        raise DuoError(40002, "next_offset")
    return Cursor(int(time), key)
