"""What Postman's console copies: method and URL of each request, and below them a JSON object of what was sent and answered.

Header names and values, their order and the body are those that were sent. A form is an object of its fields: it is
encoded here as Postman does it, and its boundary is in the Content-Type. The status of the answer is not in the text.
For example::

    GET https://h.example/a?b=1: {
      "Request Headers": {"user-agent": "PostmanRuntime/7.32.3", "host": "h.example"},
      "Response Body": "..."
    }
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from paraph.core.encoding import form_text
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, ServerResponse, request_for, wire_bytes
from paraph.readers.entry import Entry
from paraph.readers.files.postman.body import together
from paraph.readers.multipart import MULTIPART, Part, multipart
from paraph.readers.variables import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = re.compile(r"(?m)^[ \t]*([A-Z]{3,10}) (https?://\S{1,60000}): (?=\{)")
_SIGN = re.compile(r'"Request Headers"\s*:')
_BOUNDARY = re.compile(r"boundary=\"?([^\";]+)")
_DECODER = json.JSONDecoder(strict=False)


def is_console(text: str) -> bool:
    """Whether the text holds what Postman's console copies."""
    return _HEAD.search(text) is not None and _SIGN.search(text) is not None


def read_console(text: str) -> tuple[Entry, ...]:
    """The requests in order, each with what is known of its answer."""
    found: list[Entry] = []
    position, line = 0, 1
    while head := _HEAD.search(text, position):
        line += text.count("\n", position, head.end())
        content: Request | Unreadable
        notes: tuple[str, ...] = ()
        response = None
        position = head.end()
        try:
            table, position = _DECODER.raw_decode(text, head.end())
            content, notes = sent(head[1], head[2], table, line)
            response = answer(table)
        except (ValueError, RecursionError):
            content = Unreadable("the object after this URL is no whole JSON: copy the log again", line)
        except Unreadable as error:
            content = error.with_traceback(None)
        line += text.count("\n", head.end(), position)
        found.append(Entry(len(found) + 1, "", content, response=response, notes=notes))
    return tuple(found)


def sent(method: str, url: str, table: dict[str, Any], line: int) -> tuple[Request, tuple[str, ...]]:
    """The request of one object, and what is not as it was sent; Unreadable when it cannot be known."""
    headers = headers_in(table, "Request Headers")
    body = body_of(table.get("Request Body"), headers, line)
    try:
        request = request_for(method, url, headers, body)
    except ValueError as error:
        raise Unreadable(str(error), line) from None
    length = request.header("content-length") or ""
    if length.isascii() and length.isdigit() and length.lstrip("0") != str(len(body)).lstrip("0"):
        return request, (
            (
                f"the body in this log has {len(body)} bytes, and content-length says {length[:20]}: it is not the one that was "
                "sent, byte for byte"
            ),
        )
    return request, ()


def headers_in(table: dict[str, Any], name: str) -> Pairs:
    """The headers of an object, a list of values as several headers."""
    rows = table.get(name)
    return tuple(pairs_in(rows)) if isinstance(rows, dict) else ()


def pairs_in(rows: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and texts of an object; a list gives its name several times."""
    for name, value in rows.items():
        for one in value if isinstance(value, list) else [value]:
            text = plain_text(one)
            if text is not None:
                yield name, text


def body_of(value: Any, headers: Pairs, line: int) -> bytes:
    """The body: a text as it is, or the fields of a form."""
    if value is None or value == "":
        return b""
    if isinstance(value, str):
        return wire_bytes(value)
    if not isinstance(value, dict):
        raise Unreadable("the body in this log is no text: paste the raw request instead", line)
    kind = next((text for name, text in headers if name.lower() == "content-type"), "")
    boundary = _BOUNDARY.search(kind)
    fields = tuple(pairs_in(value))
    if kind.lower().startswith(MULTIPART) and boundary:
        return multipart((Part(name, wire_bytes(text)) for name, text in fields), boundary[1], escape=str)
    return form_text(together(fields)).encode()


def answer(table: dict[str, Any]) -> ServerResponse | None:
    """What is known of the answer; None where there was none. Its status is not in the log."""
    body = table.get("Response Body")
    headers = headers_in(table, "Response Headers")
    if not headers and body is None:
        return None
    return ServerResponse(0, headers, wire_bytes(body) if isinstance(body, str) else b"")
