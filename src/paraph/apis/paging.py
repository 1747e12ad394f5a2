"""How lists go on: from a request and its answer to the records in it and the next request, style by style.

Each style is a function from a :class:`Step` to a :class:`Page`; none sends anything. The styles are those that the
catalogues name. What a page has to know of the ones before it, it hands on in `Page.memory`, which can be written as JSON.

Source: duo_client_python 5.7.0 and duo_api_golang for Duo; Alteryx Gallery API documentation, 2021.4
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.apis.lazy import LazyRecords
from paraph.core.encoding import form_text, parse_form, unpercent
from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.apis.catalogue import Catalogue, Endpoint
    from paraph.core.message import Request

DAY, LATE = 86_400, 120
"""Seconds: how far back a log is read where nothing is said, and how late Duo's events appear (two minutes)."""
MOST = {"v2-log": "1000", "trust-monitor": "200"}
"""The largest pages that Duo gives."""
FULL = 1000
"""Records in a full page of a log of version 1."""
PAGE_SIZE = "100"


Records = list[Any] | LazyRecords


class Stuck(ParaphError):
    """A list cannot be followed further: the cursor does not change, or the answer has an unexpected form."""


class Step(NamedTuple):
    """A request for a page, the decoded answer to it, and what the pages before handed on."""

    request: Request
    answer: Any
    memory: Any = None


class Page(NamedTuple):
    """The records of a page, and the request for the next one.

    `reached` is the time that a log has come to, in Unix seconds, `memory` what is to be handed on, `note` what there is
    to tell.
    """

    records: Records
    next: Request | None
    reached: float | None = None
    memory: Any = None
    note: str = ""


def endpoint_of(catalogue: Catalogue, method: str, path: str) -> Endpoint | None:
    """The endpoint that a path leads to; what stands before ``/api`` or ``/webapi`` is the server's own."""
    for start in ("/webapi/", "/api/"):
        if start in path:
            path = "/" + path.rpartition(start)[2]
            break
    found = catalogue.find(method, path)
    return found.endpoint if found else None


def first_page_request(style: str, request: Request, now: float) -> Request:
    """Return the request for the first page, with the parameters that the style needs.

    Logs of version 2 begin a day ago and end two minutes ago, since newer events are still coming in.
    """
    names = {name for name, _ in parse_form(request.query)}
    if style in ("v2-log", "trust-monitor"):
        until = int((now - LATE) * 1000)
        if "maxtime" in names and "mintime" not in names:
            given = dict(parse_form(request.query))["maxtime"]
            until = int(given) if given.isascii() and given.isdigit() else until
        wanted = {"mintime": str(until - DAY * 1000), "maxtime": str(until), "limit": MOST[style]}
    elif style == "page/pageSize":
        wanted = {"page": "0", "pageSize": PAGE_SIZE}
    else:
        wanted = {}
    return with_parameters(request, {name: value for name, value in wanted.items() if name not in names})


def read_page(style: str, step: Step) -> Page:
    """Return the records of an answer and the next request; raise Stuck if the list cannot be followed."""
    if style not in STYLES:
        raise ValueError(f"no paging style {style!r}: choose one of {', '.join(STYLES)}")
    made = STYLES[style](step)
    if made.next is not None and made.next.target == step.request.target:
        raise Stuck("the server's cursor does not change: the same page would come again and again")
    return made


def duo_offset(step: Step) -> Page:
    """Lists of Duo: ``metadata.next_offset`` beside ``response``, or within it where that is no list (device caches)."""
    table = object_in(step.answer)
    inner = table.get("response")
    records = list_in(inner)
    metadata = table.get("metadata") or (inner if isinstance(inner, dict) else {})
    offset = metadata.get("next_offset") if isinstance(metadata, dict) else None
    if offset is None or offset == "":
        return Page(records, None)
    if not str(offset).isascii() or not str(offset).isdigit():
        raise Stuck(f"next_offset is {short_text(offset)}, which is no number")
    if int(offset) <= counter(step.request, "offset"):
        raise Stuck(f"the server's cursor does not go on: next_offset is {short_text(offset)}")
    return Page(records, with_parameters(step.request, {"offset": str(offset)}))


def duo_v2_log(step: Step) -> Page:
    """Logs of version 2: ``response.metadata.next_offset`` is a list of two texts, or one text; it goes back joined by a comma."""
    return cursor_page(step, "next_offset")


def duo_trust_monitor(step: Step) -> Page:
    """Trust Monitor: the cursor within ``response.metadata`` goes back as `offset`."""
    return cursor_page(step, "offset")


def cursor_page(step: Step, name: str) -> Page:
    """A page whose cursor stands in ``response.metadata.next_offset`` and goes back as the parameter `name`."""
    inner = object_in(object_in(step.answer).get("response"))
    records = list_in({key: value for key, value in inner.items() if key != "metadata"})
    metadata = inner.get("metadata")
    offset = metadata.get("next_offset") if isinstance(metadata, dict) else None
    reached = next((time for record in reversed(records) if (time := time_of(record)) is not None), None)
    if not offset:
        return Page(records, None, reached)
    parts = offset if isinstance(offset, list) else [offset]
    if not all(isinstance(part, str | int) and part != "" for part in parts):
        raise Stuck(f"next_offset is {short_text(offset)}, which is no cursor")
    return Page(records, with_parameters(step.request, {name: ",".join(map(str, parts))}), reached)


def duo_mintime(step: Step) -> Page:
    """Logs of version 1: oldest first, no cursor; the next page begins at the second of the last record.

    The records of that second come again and are left out, each as often as it has been there. Where a full page has
    one second only, what is left of that second cannot be asked for, and it goes on with the next one.
    """
    raw = list_in(object_in(step.answer).get("response"))
    border, largest = step.memory or (Counter(), 0)
    left, records = Counter(border), []
    for record in raw:
        text = digest_of(record)
        if left[text] > 0:
            left[text] -= 1
        else:
            records.append(record)
    times = [time for record in raw if (time := seconds_of(record)) is not None]
    if not raw:
        return Page([], None)
    if not times:
        raise Stuck("no record of this log has a timestamp, by which it goes on")
    last, own = max(times), parameter(step.request, "mintime") or ""
    at_last: Counter[str] = Counter(digest_of(record) for record in raw if seconds_of(record) == last)
    largest = max(largest, len(raw))
    if not own.isascii() or not own.isdigit() or int(own) < last:
        return Page(records, with_parameters(step.request, {"mintime": str(last)}), last, (at_last, largest))
    if len(raw) < largest:
        return Page(records, None, last)
    note = f"a full page is of the second {last} alone: if there are more records of it, no request gets them"
    following = with_parameters(step.request, {"mintime": str(last + 1)})
    return Page(records, following, last, (Counter(), largest), note if len(raw) >= FULL else "")


class PreviousPage(NamedTuple):
    """A digest of the page before, and the size of the largest one so far, which is what the server gives at most."""

    text: str = ""
    largest: int = 0


def alteryx_offset(step: Step) -> Page:
    """Lists with `offset` and `limit`: bare arrays, to the first page that is empty or shorter than those before."""
    number = counter(step.request, "offset")
    size = parameter(step.request, "limit")
    return array_page(step, "offset", number + len(list_in(step.answer)), size, False)


def alteryx_page(step: Step) -> Page:
    """Lists with `page` and `pageSize`: bare arrays, to the first page that is empty or shorter than those before.

    Whether pages count from 0 or from 1 is not said anywhere: where pages 0 and 1 are the same, it is from 1.
    """
    number = counter(step.request, "page")
    return array_page(step, "page", number + 1, parameter(step.request, "pageSize"), number == 1)


def array_page(step: Step, name: str, following: int, size: str, may_repeat: bool) -> Page:
    """A page of a bare array, and the parameter `name` set to `following` for the next one.

    A first page that is shorter than the size asked for need not be the last: the server may have a limit of its own.
    One that comes again is the whole list of a server that does not page, unless it is full.
    """
    records, before = list_in(step.answer), PreviousPage(*(step.memory or ()))
    text = digest_of(records)
    repeated = text == before.text
    if not records or size == "0" or len(records) < before.largest:
        return Page(records, None)
    if repeated and not may_repeat:
        if size.isdigit() and len(records) >= int(size):
            raise Stuck("the server's cursor does not go on: the same page came twice")
        return Page([], None)
    memory = PreviousPage(text, max(before.largest, len(records)))
    return Page([] if repeated else records, with_parameters(step.request, {name: str(following)}), memory=memory)


def counter(request: Request, name: str) -> int:
    """Return a numeric parameter, 0 if it is missing; raise Stuck if it is not a number."""
    text = parameter(request, name) or "0"
    if not text.isascii() or not text.isdigit():
        raise Stuck(f"{name} is {short_text(text)}, which is no number")
    return int(text)


STYLES: dict[str, Callable[[Step], Page]] = {
    "offset": duo_offset,
    "v2-log": duo_v2_log,
    "mintime-seconds": duo_mintime,
    "trust-monitor": duo_trust_monitor,
    "offset/limit": alteryx_offset,
    "page/pageSize": alteryx_page,
}


def decoded_body(body: bytes) -> Any:
    """The value of a JSON body, which Alteryx begins with a byte order mark; raises Stuck for any other."""
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        kind = "looks like HTML or XML" if body.lstrip()[:1] == b"<" else f"has {len(body)} bytes"
        raise Stuck(f"the server's answer is no JSON: it {kind}") from None


def object_in(value: Any) -> dict[str, Any]:
    """Return a JSON object, or a description of the problem."""
    if not isinstance(value, dict):
        raise Stuck(f"expected a JSON object in the server's answer, got {kind_of(value)}")
    return value


def list_in(value: Any) -> Records:
    """The list itself, or the one list among the members of an object."""
    found = list(value.values()) if isinstance(value, dict) else [value]
    lists = [each for each in found if isinstance(each, list | LazyRecords)]
    if len(lists) != 1:
        raise Stuck(f"expected one list of records in the server's answer, got {kind_of(value)}")
    return lists[0]


def parameter(request: Request, name: str) -> str:
    """The last value of a parameter of the query; empty when there is none."""
    return dict(parse_form(request.query)).get(name, "")


def with_parameters(request: Request, values: dict[str, str]) -> Request:
    """The request with these parameters in its query instead of any of the same names; the others stay as they are."""
    if not values:
        return request
    kept = [part for part in request.query.split("&") if part and encoded_name(part) not in values]
    query = "&".join([*kept, form_text(values.items())])
    return request._replace(target=f"{request.target.partition('?')[0]}?{query}")


def encoded_name(part: str) -> str:
    """Return the name in an encoded pair."""
    return unpercent(part.partition("=")[0].replace("+", " "))


def digest_of(value: Any) -> str:
    """Return a short text that is the same for equal values only, so that a cursor that remembers them stays short."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def seconds_of(record: Any) -> int | None:
    """The time of a record of a log of version 1."""
    value = record.get("timestamp") if isinstance(record, dict) else None
    return value if type(value) is int else None


def time_of(record: Any) -> float | None:
    """The time of an event in Unix seconds, from whichever field has it; None when none does."""
    if not isinstance(record, dict):
        return None
    for name in ("isotimestamp", "ts", "timestamp", "surfaced_timestamp"):
        value = record.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return value / 1000 if value > 1e11 else float(value)
        if isinstance(value, str) and (seconds := iso_seconds(value)) is not None:
            return seconds
    return None


def iso_seconds(text: str) -> float | None:
    """Unix seconds of a time in ISO 8601 that names its zone."""
    from datetime import datetime

    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.timestamp() if when.tzinfo else None


def kind_of(value: Any) -> str:
    """Describe the kind of a value without its content, which may be secret."""
    if isinstance(value, dict):
        return f"an object with {len(value)} members"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    kinds = {str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")


def short_text(value: Any) -> str:
    """Return a cursor or a count, shortened."""
    return repr(value)[:60]
