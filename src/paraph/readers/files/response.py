"""A server's answer as a person has it: a whole HTTP response, or its body alone."""

from __future__ import annotations

import re

from paraph.core.errors import Unreadable
from paraph.core.message import ServerResponse, wire_text
from paraph.readers.files.raw import split_head

_REQUEST = re.compile(rb"[A-Z]{3,10} [^\r\n ]+ HTTP/[0-9.]+\r?\n")
_STATUS = re.compile(rb"HTTP/[0-9.]+ ([1-9][0-9]{2})(?: [^\r\n]*)?\r?\n")


def read_response(data: bytes) -> ServerResponse:
    """The answer in `data`; status 0 and no headers where only a body is there.

    Of several responses one after the other, as ``curl -i -L`` prints them, the last one counts. Raises Unreadable
    when there is nothing, or a header that is none.
    """
    if not data.strip():
        raise Unreadable("the response is empty: expected `HTTP/1.1 401 ...`, headers and body, or the body alone")
    starts = [found.start() for found in _STATUS.finditer(data)]
    if not starts and _REQUEST.match(data):
        raise Unreadable("this is a request, not a response: expected `HTTP/1.1 401 ...`, or the body of a response")
    if not starts:
        return ServerResponse(0, (), data)
    message = data[starts[-1] :] if data[: starts[-1]].strip() == b"" or len(starts) > 1 else data[starts[0] :]
    head, body = split_head(message)
    status, *lines = head.split(b"\n")
    headers = []
    for number, line in enumerate(lines, 2):
        name, colon, value = wire_text(line.rstrip(b"\r")).partition(":")
        if not colon:
            raise Unreadable("expected a header of the form `Name: value` in the response", number)
        headers.append((name.strip(), value.strip()))
    return ServerResponse(int(status.split(b" ")[1][:3]), tuple(headers), body)
