"""Trace files of Charles: fields of one line, and headers and bodies between marks, as ``Request-Body:<<--EOF-17-``."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import Pairs, Request, ServerResponse, request_for, wire_text
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.raw import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

Fields = dict[str, bytes]
_FIELD = re.compile(rb"([A-Za-z-]+):(?:<<(--EOF-[^\r\n]*)|[ \t]*([^\r\n]*))\r?(?:\n|\Z)")
_STATUS = re.compile(rb"HTTP/[0-9.]+ ([1-9][0-9]{2})")


def read_trace(data: bytes) -> tuple[Entry, ...]:
    """The requests with their answers, in order."""
    found = tuple(entry(fields, number) for number, fields in enumerate(transactions(data), 1))
    if not found:
        raise NoRequest(FORMS)
    return found


def transactions(data: bytes) -> Iterator[Fields]:
    """The fields of each transaction, which begins with its method; raises Unreadable at a value without an end."""
    fields: Fields = {}
    position = 0
    while position < len(data):
        found = _FIELD.match(data, position)
        if found is None:
            position = data.find(b"\n", position) + 1 or len(data)
            continue
        name, mark, value = found.groups()
        position = found.end()
        if mark:
            end = data.find(b"\n" + mark, position - 1)
            if end < 0:
                line = data.count(b"\n", 0, position)
                raise Unreadable(f"the end of {wire_text(name)} is missing: the trace is cut off", line)
            value = data[position:end]
            position = end + 1 + len(mark)
        if name == b"Method" and fields.get("Method"):
            yield fields
            fields = {}
        fields[wire_text(name)] = value
    if fields.get("Method"):
        yield fields


def entry(fields: Fields, number: int) -> Entry:
    """The entry of a transaction."""
    content = attempt(partial(sent, fields))
    response = answer(fields)
    notes: tuple[str, ...] = ()
    if isinstance(content, Request):
        length = content.header("content-length")
        if length is not None and length != str(len(content.body)):
            notes = (f"Content-Length says {length[:20]}, and the trace has {len(content.body)} bytes of the body",)
    return Entry(number, "", content, response.status if response else None, response, notes)


def sent(fields: Fields) -> Request:
    """The request of a transaction."""
    method, scheme, host, target = (
        wire_text(fields.get(name, b"")).strip() for name in ("Method", "Protocol", "Host", "File")
    )
    headers = headers_in(fields.get("Request-Header", b""))
    try:
        request = request_for(method, f"{scheme}://{host}{target}", headers)
    except ValueError as error:
        raise Unreadable(f"a transaction of this trace has no whole URL: {error}") from None
    return request._replace(body=body_of(fields.get("Request-Body", b""), headers))


def answer(fields: Fields) -> ServerResponse | None:
    """The answer of a transaction; None if there was none."""
    head = fields.get("Response-Header", b"")
    status = _STATUS.match(head)
    if status is None:
        return None
    headers = headers_in(head)
    return ServerResponse(int(status[1]), headers, body_of(fields.get("Response-Body", b""), headers))


def headers_in(head: bytes) -> Pairs:
    """The headers, without a request line, a status line, and the pseudo headers of HTTP/2."""
    found: list[tuple[str, str]] = []
    for line in head.split(b"\n"):
        name, colon, value = wire_text(line.rstrip(b"\r")).partition(":")
        if colon and name and " " not in name:
            found.append((name, value.strip(" \t")))
    return tuple(found)


def body_of(body: bytes, headers: Pairs) -> bytes:
    """The body without the CR of the line end before its mark, unless Content-Length counts it."""
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    return body if length == str(len(body)) else body.removesuffix(b"\r")
