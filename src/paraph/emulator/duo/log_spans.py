"""What part of a log a call asks for: a span of time, an order, a limit, and where the last page ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.emulator.duo.calls import Refused

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call

DAYS_KEPT = 180
LATE = 2_000
"""By how many milliseconds a call may reach back further: clients ask for 180 days before the moment of asking."""
IN_MILLISECONDS = ("/admin/v2/logs/", "/admin/v1/trust_monitor/")
"""How the paths begin whose times are in milliseconds; the others take seconds."""
LEAST_MILLISECONDS = 10**12
"""What is below is no time in milliseconds, but one in seconds."""
DEFAULT_LIMIT = 100
MOST = 1000
SORTS = {"ts:asc": False, "ts:desc": True}
"""Whether an order runs from the newest back."""


class Cursor(NamedTuple):
    """A place in a log: after the record of that time in milliseconds and that id."""

    time: int
    id: str


def whole(call: Call, name: str, otherwise: int) -> int:
    """A parameter that is a whole number, from 0 on; raises Refused (40002) for any other."""
    value = call.get(name)
    if value is None:
        return otherwise
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Refused(40002, name)
    return int(text)


def span(call: Call) -> tuple[int, int]:
    """From when, and before when, in milliseconds; raises Refused (40002) where Duo would not have it.

    Real servers leave out what is newer than about two minutes: `Options.log_delay`.
    """
    since, until = milliseconds(call, "mintime"), milliseconds(call, "maxtime")
    now = call.state.milliseconds()
    if since < now - DAYS_KEPT * 86_400_000 - LATE:
        raise Refused(40002, f"mintime must be within the past {DAYS_KEPT} days")
    if since >= until:
        raise Refused(40002, "maxtime")
    if call.state.options.log_delay:
        until = min(until, now - call.state.options.log_delay * 1000)
    return since, until + 1  # maxtime belongs to the span


def milliseconds(call: Call, name: str) -> int:
    """A time that has to be given in milliseconds."""
    value = whole(call, name, 0)
    if value < LEAST_MILLISECONDS:
        raise Refused(40002, worded(IN_MILLISECONDS[0], name))
    return value


def worded(path: str, name: str) -> str:
    """How Duo names a parameter that is invalid: by its name, and for times in milliseconds by a sentence."""
    if name in ("mintime", "maxtime") and path.startswith(IN_MILLISECONDS):
        return f"'{name}' must be a timestamp in milliseconds"
    return name


def limit(call: Call, otherwise: int = DEFAULT_LIMIT, most: int = MOST) -> int:
    """How many records a page may have; what is too many is brought down to the most."""
    value = min(whole(call, "limit", otherwise), most)
    if value < 1:
        raise Refused(40002, "limit")
    return value


def descending(call: Call) -> bool:
    """Whether the newest record comes first, which is so unless the call says otherwise."""
    sort = call.get("sort", "ts:desc")
    if sort not in SORTS:
        raise Refused(40002, "sort")
    return SORTS[sort]


def cursor(call: Call) -> Cursor | None:
    """Where the last page ended: ``next_offset`` given twice, time and id, or once, joined by a comma."""
    given: Any = call.get("next_offset")
    if not given:
        return None
    time, _, key = (given if isinstance(given, str) else ",".join(map(str, given))).partition(",")
    if not (time.isascii() and time.isdigit() and len(time) < 19 and key):
        raise Refused(40002, "next_offset")
    return Cursor(int(time), key)
