"""HAR 1.2 as Chrome, Edge, Firefox and Safari export it, and proxies that write it too.

The target is that of `request.url`, as it stands; `queryString`, which some tools decode, is not looked at. Members
that begin with ``_`` are the tools' own and are left alone, but for `_encoding` of a body.

Source: http://www.softwareishard.com/blog/har-12-spec/
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from paraph.core.encoding import base64_bytes, parse_form, percent_safe
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, ServerResponse, request_for, wire_bytes
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.json_text import rows_in, table_in, text_in

FORM_TYPE = "application/x-www-form-urlencoded"
FORM_SAFE = "*-._"  # what browsers leave alone in a form (WHATWG URL, section 5.2)
NO_ENTRIES = "this HAR holds no entries: record the request with the network panel open, and export again"
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BLACKED_OUT = re.compile(r"(?i).*(?:redacted|removed|sanitized).*|(?:\S+ )?(?:\*{3,}|x{6,}|<[^>]*>)")


def is_har(table: dict[str, Any]) -> bool:
    """Whether the object is a HAR."""
    log = table.get("log")
    return isinstance(log, dict) and "entries" in log


def read_har(table: dict[str, Any]) -> tuple[Entry, ...]:
    """The entries of a HAR, in order."""
    rows = rows_in(table["log"], "entries", "log")
    if not rows:
        raise Unreadable(NO_ENTRIES)
    return tuple(entry(row, number) for number, row in enumerate(rows, 1))


def entry(row: dict[str, Any], number: int) -> Entry:
    """One entry; what cannot be read in it is kept for who asks for this one."""
    return with_answer(request_entry(row, number), row)


def request_entry(row: dict[str, Any], number: int) -> Entry:
    """One entry without its answer and notes."""
    request = row.get("request")
    asked: dict[str, Any] = request if isinstance(request, dict) else {}
    content = attempt(partial(sent, asked, f"entry {number}"))
    name = f"{asked.get('method', '')} {str(asked.get('url', '')).partition('?')[0].partition('#')[0]}".strip()
    return Entry(number, name or "(no request)", content)


def with_answer(entry: Entry, row: dict[str, Any]) -> Entry:
    """The entry with the answer in its row, and with notes."""
    response = response_of(row.get("response"))
    notes = () if isinstance(entry.content, Unreadable) else remarks(entry.content)
    return entry._replace(status=response.status if response else None, response=response, notes=notes)


def sent(asked: dict[str, Any], where: str) -> Request:
    """The request of an entry."""
    method, url = text_in(asked, "method", where), text_in(asked, "url", where)
    if not _METHOD.fullmatch(method):
        raise Unreadable(f"{where}: method {method[:20]!r} is no HTTP method")
    headers = headers_of(asked, where)
    try:
        return request_for(method, url, headers, body_of(asked, headers, where))
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None


def headers_of(message: dict[str, Any], where: str) -> Pairs:
    """Headers in order; of HTTP/2's pseudo headers `:authority` is the Host, and the others stand in the target."""
    pairs = tuple(
        (text_in(row, "name", f"a header of {where}"), text_in(row, "value", f"a header of {where}", ""))
        for row in rows_in(message, "headers", where)
    )
    named = any(name.lower() == "host" for name, _ in pairs)
    host = () if named else tuple(("Host", value) for name, value in pairs if name == ":authority")[:1]
    return (*host, *((name, value) for name, value in pairs if name and not name.startswith(":")))


def header(headers: Pairs, name: str) -> str:
    """The value of a header; empty when there is none."""
    return next((value for key, value in headers if key.lower() == name), "")


def body_of(asked: dict[str, Any], headers: Pairs, where: str) -> bytes:
    """The body: the text byte for byte, or from base64; from the fields of a form where there is no text."""
    data = table_in(asked, "postData", where)
    text = text_in(data, "text", f"postData of {where}", "")
    length = header(headers, "content-length").strip()
    if text and "base64" in (data.get("encoding"), data.get("_encoding")):
        raw = base64_bytes("".join(text.split()))
        if raw is None:
            raise Unreadable(f"{where}: the body is said to be base64, and is not")
        return raw
    if text:
        return of_length(length, wire_bytes(text), octets(text))
    fields = [
        (text_in(row, "name", f"a field of {where}"), text_in(row, "value", f"a field of {where}", ""))
        for row in rows_in(data, "params", f"postData of {where}")
    ]
    if not fields:
        return b""
    media_type = (text_in(data, "mimeType", where, "") or header(headers, "content-type")).partition(";")[0].strip()
    if media_type.lower() != FORM_TYPE:
        raise Unreadable(f"{where}: of the body only the fields were recorded, and not how a {media_type} joined them")
    encoded = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in fields)
    plain = "&".join(f"{name}={value}" for name, value in fields)  # Chrome keeps the fields as they were sent
    return of_length(length, wire_bytes(encoded), wire_bytes(plain))


def octets(text: str) -> bytes:
    """A text of which each character is one byte, as a body that is no UTF-8 is recorded; empty when it is not one."""
    return text.encode("latin-1") if all(char <= "\xff" for char in text) else b""


def escaped(text: str) -> str:
    """As browsers write it in a form."""
    return percent_safe(text, FORM_SAFE, space="+")


def of_length(length: str, *bodies: bytes) -> bytes:
    """The first of the bodies that has the announced length; the first one when none has."""
    return next((body for body in bodies if str(len(body)) == length), bodies[0])


def response_of(value: Any) -> ServerResponse | None:
    """The answer; None when there was none, which browsers write as status 0, or when it cannot be read."""
    if not isinstance(value, dict) or type(value.get("status")) is not int or not 100 <= value["status"] <= 999:
        return None
    try:
        content = table_in(value, "content", "a response")
        text = text_in(content, "text", "a response", "")
        headers = headers_of(value, "a response")
    except Unreadable:
        return ServerResponse(value["status"], (), b"")
    raw = base64_bytes(text) if content.get("encoding") == "base64" else None
    return ServerResponse(value["status"], headers, wire_bytes(text) if raw is None else raw)


def remarks(request: Request) -> tuple[str, ...]:
    """What the recording left out."""
    notes = []
    authorization = request.header("authorization")
    named = {name for name, _ in parse_form(request.query)}
    in_form = request.media_type == FORM_TYPE and b"oauth_signature" in request.body
    if authorization is None and "oauth_signature" not in named and not in_form:
        notes.append(
            "there is no Authorization header in this recording; browsers take it out of a sanitised HAR: "
            "export it with sensitive data"
        )
    elif authorization is not None and _BLACKED_OUT.fullmatch(authorization.strip()):
        notes.append("the Authorization header was blacked out in this recording: export it with sensitive data")
    length = request.header("content-length")
    if (
        length is not None
        and length.isascii()
        and length.isdigit()
        and length.lstrip("0") != str(len(request.body)).lstrip("0")
    ):
        notes.append(
            f"the body in this recording has {len(request.body)} bytes, and Content-Length says {length[:20]}: "
            "it is not the one that was sent, byte for byte"
        )
    return tuple(notes)
