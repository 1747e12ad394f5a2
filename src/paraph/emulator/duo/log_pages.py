"""Reading the logs, each with its own way of going from page to page.

A page is put together out of records as they are stored, so that what a record holds costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Raw

from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.log_faults import doubled, punctual
from paraph.emulator.duo.log_filters import conditions
from paraph.emulator.duo.log_spans import cursor, descending, limit, span, whole
from paraph.emulator.duo.log_views import authentication, telephony

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Event

ROUTES = Routes()
MOST_OLD = 1000
"""How many records an answer of the older logs has at most."""
END = 2**62
"""Later than any record."""
SUSPICIONS = {"auth": "auth", "bypass_status_enabled": "bypass_status", "device_registration": "device_registration"}
"""The types of Trust Monitor events, by what callers call them."""
MOST_SUSPICIONS, SOME_SUSPICIONS = 200, 50
TOGETHER = 10**5
"""More than the Trust Monitor events of one millisecond; a cursor is that many times its time, and how many of it were seen."""


@ROUTES.at("GET /admin/v2/logs/authentication")
def authentications(call: Call) -> Answer:
    """Authentications; where the next page begins is a list of time and id."""
    records, last, total = paged(call, "authentication", *conditions(call))
    offset = [str(last.time), last.id] if last else None
    return {"authlogs": records, "metadata": {"next_offset": offset, "total_objects": total}}


@ROUTES.at("GET /admin/v2/logs/activity")
def activities(call: Call) -> Answer:
    """Activity; where the next page begins is one text, and the total says how it is meant."""
    records, last, total = paged(call, "activity")
    said = {"next_offset": joined(last), "total_objects": {"relation": "eq", "value": total}}
    return {"items": records, "metadata": said}


@ROUTES.at("GET /admin/v2/logs/telephony")
def telephonies(call: Call) -> Answer:
    """Messages and calls."""
    records, last, total = paged(call, "telephony")
    return {"items": records, "metadata": {"next_offset": joined(last), "total_objects": total}}


def paged(call: Call, log: str, where: str = "", values: Sequence[Any] = ()) -> tuple[list[Raw], Event | None, int]:
    """The records of a page, the last of them where more follow, and how many there are in all."""
    (since, until), most = span(call), limit(call)
    order, after = descending(call), cursor(call)
    where, values = punctual(call, where, values)
    again = after is not None and call.repeats(most)
    found = call.store.events(
        log, since, until, limit=most + 1, after=after, again=again, descending=order, where=where, values=values
    )
    page = doubled(call, found[:most], once=after.id if after else "")[:most]
    total = call.store.event_count(log, since, until, where, values)
    return [Raw(each.body) for each in page], page[-1] if page and page[-1] != found[-1] else None, total


def joined(last: Event | None) -> str | None:
    """Where the next page begins, as one text."""
    return f"{last.time},{last.id}" if last else None


@ROUTES.at("GET /admin/v1/logs/administrator")
def administrators(call: Call) -> Answer:
    """What administrators did."""
    return [Raw(each.body) for each in oldest(call, "administrator")]


@ROUTES.at("GET /admin/v1/logs/offline_enrollment")
def offline_enrollments(call: Call) -> Answer:
    """Who was given access without a connection."""
    return [Raw(each.body) for each in oldest(call, "offline_enrollment")]


@ROUTES.at("GET /admin/v1/logs/authentication")
def authentications_v1(call: Call) -> Answer:
    """Authentications in their older form."""
    return [authentication(each.record) for each in oldest(call, "authentication")]


@ROUTES.at("GET /admin/v1/logs/telephony")
def telephonies_v1(call: Call) -> Answer:
    """Messages and calls in their older form."""
    return [telephony(each) for each in oldest(call, "telephony")]


def oldest(call: Call, log: str) -> list[Event]:
    """The first records from ``mintime`` on, which is in seconds."""
    where, values = punctual(call)
    since = min(whole(call, "mintime", 0) * 1000, END - 1)
    return doubled(call, call.store.events(log, since, END, limit=MOST_OLD, where=where, values=values))[:MOST_OLD]


@ROUTES.at("GET /admin/v1/trust_monitor/events")
def suspicions(call: Call) -> Answer:
    """Trust Monitor events, oldest first, gone through by a cursor of digits."""
    (since, until), most = span(call), limit(call, SOME_SUSPICIONS, MOST_SUSPICIONS)
    time, seen = divmod(whole(call, "offset", since * TOGETHER), TOGETHER)
    again = seen > 0 and call.repeats(most)
    seen -= again
    where, values = punctual(call, *suspected(call))
    found = call.store.events(
        "trust_monitor", max(since, time), until, limit=seen + most + 1, where=where, values=values
    )[seen:]
    page = doubled(call, found[:most], once=found[0].id if again and found else "")[:most]
    metadata: dict[str, Any] = {"next_offset": None}
    if page and page[-1] != found[-1]:
        last = page[-1].time
        together = len({each.id for each in page if each.time == last}) + (seen if last == time else 0)
        metadata["next_offset"] = str(last * TOGETHER + together)
    return {"events": [Raw(each.body) for each in page], "metadata": metadata}


def suspected(call: Call) -> tuple[str, list[str]]:
    """The condition for events of the asked type."""
    kind = call.get("type")
    if kind is None:
        return "", []
    if kind not in SUSPICIONS:
        raise Refused(40002, "type")
    return "json_extract(CAST(body AS TEXT), '$.type') = ?", [SUSPICIONS[kind]]
