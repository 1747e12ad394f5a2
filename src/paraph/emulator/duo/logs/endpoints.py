"""Endpoints of the logs, each with its own paging.

A page is joined from records as they are stored, without decoding them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Raw

from paraph.emulator.database import hash_percent
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.filters import filter_condition
from paraph.emulator.duo.logs.older_views import authentication_view, telephony_view
from paraph.emulator.duo.logs.spans import is_descending, read_cursor, read_integer, read_limit, read_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Event


ROUTES = Routes()
MAX_OLDER = 1000
"""The maximal number of records in an answer of the older logs."""
END = 2**62
"""A time after all records."""
SUSPICIONS = {"auth": "auth", "bypass_status_enabled": "bypass_status", "device_registration": "device_registration"}
"""Types of Trust Monitor events, by their names in calls."""
MAX_TRUST_EVENTS, DEFAULT_TRUST_EVENTS = 200, 50
TOGETHER = 10**5
"""More than the Trust Monitor events of one millisecond. A cursor is the time multiplied by this, plus the number of
events of that millisecond already returned."""


@ROUTES.at("GET /admin/v2/logs/authentication")
def list_authentications(call: DuoCall) -> Answer:
    """List authentications; the next offset is a list of time and id."""
    records, last, total = read_page(call, "authentication", *filter_condition(call))
    offset = [str(last.time), last.id] if last else None
    return {"authlogs": records, "metadata": {"next_offset": offset, "total_objects": total}}


@ROUTES.at("GET /admin/v2/logs/activity")
def list_activity(call: DuoCall) -> Answer:
    """List activity; the next offset is a text, and the total says its relation."""
    records, last, total = read_page(call, "activity")
    content = {"next_offset": offset_text(last), "total_objects": {"relation": "eq", "value": total}}
    return {"items": records, "metadata": content}


@ROUTES.at("GET /admin/v2/logs/telephony")
def list_telephony(call: DuoCall) -> Answer:
    """List messages and calls."""
    records, last, total = read_page(call, "telephony")
    return {"items": records, "metadata": {"next_offset": offset_text(last), "total_objects": total}}


def read_page(
    call: DuoCall, log: str, where: str = "", values: Sequence[Any] = ()
) -> tuple[list[Raw], Event | None, int]:
    """Return the records of a page, its last record if more follow, and the total."""
    (since, until), most = read_span(call), read_limit(call)
    order, after = is_descending(call), read_cursor(call)
    where, values = exclude_late(call, where, values)
    again = after is not None and call.repeats_last(most)
    result = call.store.events(
        log, since, until, limit=most + 1, after=after, again=again, descending=order, where=where, values=values
    )
    page = repeat_records(call, result[:most], once=after.id if after else "")[:most]
    total = call.store.event_count(log, since, until, where, values)
    return [Raw(each.body) for each in page], page[-1] if page and page[-1] != result[-1] else None, total


def offset_text(last: Event | None) -> str | None:
    """Return the start of the next page as one text."""
    return f"{last.time},{last.id}" if last else None


@ROUTES.at("GET /admin/v1/logs/administrator")
def list_admin_actions(call: DuoCall) -> Answer:
    """List actions of administrators."""
    return [Raw(each.body) for each in oldest_events(call, "administrator")]


@ROUTES.at("GET /admin/v1/logs/offline_enrollment")
def list_offline_enrollments(call: DuoCall) -> Answer:
    """List grants of offline access."""
    return [Raw(each.body) for each in oldest_events(call, "offline_enrollment")]


@ROUTES.at("GET /admin/v1/logs/authentication")
def list_authentications_v1(call: DuoCall) -> Answer:
    """List authentications in their older form."""
    return [authentication_view(each.record) for each in oldest_events(call, "authentication")]


@ROUTES.at("GET /admin/v1/logs/telephony")
def list_telephony_v1(call: DuoCall) -> Answer:
    """List messages and calls in their older form."""
    return [telephony_view(each) for each in oldest_events(call, "telephony")]


def oldest_events(call: DuoCall, log: str) -> list[Event]:
    """Return the first records from ``mintime`` (seconds) on."""
    where, values = exclude_late(call)
    since = min(read_integer(call, "mintime", 0) * 1000, END - 1)
    return repeat_records(call, call.store.events(log, since, END, limit=MAX_OLDER, where=where, values=values))[
        :MAX_OLDER
    ]


@ROUTES.at("GET /admin/v1/trust_monitor/events")
def list_trust_events(call: DuoCall) -> Answer:
    """List Trust Monitor events, oldest first, paged by a numeric cursor."""
    (since, until), most = read_span(call), read_limit(call, DEFAULT_TRUST_EVENTS, MAX_TRUST_EVENTS)
    time, entry = divmod(read_integer(call, "offset", since * TOGETHER), TOGETHER)
    again = entry > 0 and call.repeats_last(most)
    entry -= again
    where, values = exclude_late(call, *type_condition(call))
    result = call.store.events(
        "trust_monitor", max(since, time), until, limit=entry + most + 1, where=where, values=values
    )[entry:]
    page = repeat_records(call, result[:most], once=result[0].id if again and result else "")[:most]
    metadata: dict[str, Any] = {"next_offset": None}
    if page and page[-1] != result[-1]:
        last = page[-1].time
        together = len({each.id for each in page if each.time == last}) + (entry if last == time else 0)
        metadata["next_offset"] = str(last * TOGETHER + together)
    return {"events": [Raw(each.body) for each in page], "metadata": metadata}


def type_condition(call: DuoCall) -> tuple[str, list[str]]:
    """Return the SQL condition for events of the requested type."""
    kind = call.get("type")
    if kind is None:
        return "", []
    if kind not in SUSPICIONS:
        raise DuoError(40002, "type")
    return "json_extract(CAST(body AS TEXT), '$.type') = ?", [SUSPICIONS[kind]]


DEFAULT_DELAY = 300
"""Seconds of delay if the fault ``late`` has no value."""
ALL = 100


def exclude_late(call: DuoCall, where: str = "", values: Sequence[Any] = ()) -> tuple[str, Sequence[Any]]:
    """Extend the condition `where` to exclude records that are to appear later."""
    fault = call.state.faults.find_lasting("late", call.endpoint.path)
    if fault is None:
        return where, values
    appeared = call.state.milliseconds() - int(fault.amount(DEFAULT_DELAY) * 1000)
    share = ALL if fault.share is None else fault.share
    condition = "(time <= ? OR hash_percent('late' || id) >= ?)"
    return f"({where}) AND {condition}" if where else condition, [*values, appeared, share]


def repeat_records(call: DuoCall, events: list[Event], once: str = "") -> list[Event]:
    """Repeat some of the records; never the record with the id `once`, at which the page before ended."""
    fault = call.state.faults.find_lasting("double", call.endpoint.path)
    if fault is None:
        return events
    share = ALL if fault.share is None else fault.share
    twice = {each.id for each in events if hash_percent(f"double{each.id}") < share} - {once}
    return [each for event in events for each in [event] * (1 + (event.id in twice))]
