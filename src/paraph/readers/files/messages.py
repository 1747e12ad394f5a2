"""Raw messages as people paste them: one or several, with the answers below, and lines of dashes between them.

Proxies write them so: the request, an empty line, its answer (``HTTP/1.1 401 ...``), and a line of dashes (Fiddler). How
long a body is, Content-Length says (RFC 9112, section 6.3) if what follows that many bytes is the end, line ends, or another
message. If not, the text lost or gained bytes when it was pasted; then the body goes on to the next message. A request
without Content-Length has no body on the wire, so a text below its empty line was written by hand: it is the body, without
the line ends that follow it. Documents about signatures fold long header lines with a backslash (RFC 8792).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import NoRequest, Unreadable
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.raw import FORMS, join_chunks, read_head
from paraph.readers.files.response import read_response

if TYPE_CHECKING:
    from paraph.core.message import Request

_REQUEST = rb"[A-Z]{3,20} (?=[/*]|https?://|[^\s/]{1,300}:[0-9])\S+ HTTP/[0-9.]+[ \t]*\r?(?:\n|\Z)"
_ANSWER = rb"HTTP/[0-9.]+ [1-9][0-9]{2}(?: [^\r\n]*)?\r?(?:\n|\Z)"
_DASHES = rb"[-=]{40,}[ \t]*\r?(?:\n|\Z)"
_NEXT = re.compile(rb"^(?:" + _REQUEST + rb"|" + _ANSWER + rb"|" + _DASHES + rb")", re.MULTILINE)
_NOTE = rb"NOTE: '\\\\?' line wrapping per RFC 8792[ \t]*\r?\n"
_BETWEEN = re.compile(rb"(?:[ \t]*\r?\n|" + _DASHES + rb"|" + _NOTE + rb")*+")
_FOLD = re.compile(rb"\\[ \t]*\r?\n[ \t]*")
_FOLLOWS = re.compile(rb"[\r\n]*+(?:\Z|" + _REQUEST + rb"|" + _ANSWER + rb"|" + _DASHES + rb")")
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_IS_ANSWER = re.compile(_ANSWER)
LINE_ENDS = b"\r\n"
BY_HAND = (
    "there is no Content-Length: the text below the empty line is taken as the body, without the line end after it"
)
TRAILERS = (
    "the fields below the last chunk (trailers) are not among the headers here: a signature over them is not explained"
)
FOLDED = "lines that end in a backslash were joined with the next one, as RFC 8792 has it"


class Piece(NamedTuple):
    """A body with where it ends in the text, and what is to be said about it."""

    body: bytes
    end: int
    note: str = ""


def read_messages(data: bytes, scheme: str) -> tuple[Entry, ...]:
    """The requests in order, with their answers; tunnels (CONNECT) are left out if there are other requests.

    Raises Unreadable when there is only one, and it cannot be read.
    """
    found: list[Entry] = []
    position, line = 0, 1
    while (start := past_blank(data, position)) < len(data):
        line += data.count(b"\n", position, start)
        if _IS_ANSWER.match(data, start) and found:
            position, found[-1] = answered(data, start, found[-1])
        else:
            position, entry = message(data, start, line, scheme)
            found.append(entry)
            if isinstance(entry.content, NoRequest) and len(found) == 1:
                raise entry.content
        line += data.count(b"\n", start, position)
    if not found:
        raise NoRequest(FORMS)
    if len(found) == 1:
        _ = found[0].request
    useful = [entry for entry in found if isinstance(entry.content, Unreadable) or entry.content.method != "CONNECT"]
    return tuple(entry._replace(number=number) for number, entry in enumerate(useful or found, 1))


def past_blank(data: bytes, position: int) -> int:
    """Where the next message begins, past empty lines and lines of dashes."""
    found = _BETWEEN.match(data, position)
    return found.end() if found else position


def message(data: bytes, position: int, line: int, scheme: str) -> tuple[int, Entry]:
    """Where the request that begins here, in that line, ends, and its entry."""
    start = head_end(data, position)
    unfolded = _FOLD.sub(b"", data[position:start])
    folded = len(unfolded) < start - position
    head = attempt(partial(read_head, unfolded, line, scheme))
    if isinstance(head, Unreadable):
        return next_start(data, start), Entry(0, "", head)
    try:
        piece = body_of(data, start, head, line + data.count(b"\n", position, start) - 1)
    except Unreadable as error:
        return next_start(data, start), Entry(0, "", error.with_traceback(None))
    whole = with_own_scheme(head._replace(body=piece.body))
    return piece.end, Entry(0, "", whole, notes=tuple(filter(None, (FOLDED if folded else "", piece.note))))


def answered(data: bytes, position: int, entry: Entry) -> tuple[int, Entry]:
    """Where the answer that begins here ends, and the entry with it."""
    start = head_end(data, position)
    end = next_start(data, start)
    try:
        response = read_response(data[position:end].rstrip(LINE_ENDS) + b"\r\n")
        length = announced_length(
            next((value for name, value in response.headers if name.lower() == "content-length"), "")
        )
        if length is not None and _FOLLOWS.match(data, start + length):
            end = start + length
        response = response._replace(
            body=data[start:end] if end == start + (length or 0) else response.body.rstrip(LINE_ENDS)
        )
    except Unreadable as error:
        note = f"the answer below the request cannot be read: {error.reason}"
        return end, entry._replace(notes=(*entry.notes, note))
    return end, entry._replace(status=response.status, response=response)


def head_end(data: bytes, position: int) -> int:
    """Where the head that begins here ends: past its empty line, before the next message, or at the end of the text."""
    following = _NEXT.search(data, data.find(b"\n", position) + 1 or len(data))
    end = following.start() if following else len(data)
    empty = _EMPTY_LINE.search(data, position, end)
    return empty.end() if empty else end


def next_start(data: bytes, position: int) -> int:
    """Where the next message or line of dashes begins; the end if there is none."""
    found = _NEXT.search(data, position)
    return found.start() if found else len(data)


def with_own_scheme(request: Request) -> Request:
    """The request with the scheme that an absolute target states."""
    scheme, mark, _ = request.target.partition("://")
    return request._replace(scheme=scheme.lower()) if mark and scheme.lower() in ("http", "https") else request


def announced_length(text: str) -> int | None:
    """The number in a Content-Length header; None if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def body_of(data: bytes, start: int, head: Request, line: int) -> Piece:
    """The body that begins at `start`, below that line; raises Unreadable if it is chunked and cannot be put together."""
    if (head.header("transfer-encoding") or "").lower().endswith("chunked"):
        body, end = join_chunks(data, start, line)
        trailers = data[end - 1 : end] == b"\n" and b":" in data[data.rfind(b"\n", start, end - 1) + 1 : end]
        return Piece(body, end, TRAILERS if trailers else "")
    length = announced_length(head.header("content-length") or "")
    if length is not None and start + length <= len(data) and _FOLLOWS.match(data, start + length):
        return Piece(data[start : start + length], start + length)
    end = next_start(data, start)
    body = data[start:end].rstrip(LINE_ENDS)
    if length is None:
        return Piece(body, end, BY_HAND if body else "")
    if not body:
        return Piece(body, end, f"Content-Length says {length}, and the body is missing: copy it too")
    return pasted(body, length, end)


def pasted(body: bytes, length: int, end: int) -> Piece:
    """A body that has not the announced length: its line ends may have been changed on the way."""
    plain = body.replace(b"\r\n", b"\n")
    for line_end, name in ((b"\r\n", "CRLF"), (b"\n", "LF")):
        form = plain.replace(b"\n", line_end)
        for whole in (form, form + line_end):
            if len(whole) == length:
                return Piece(
                    whole, end, f"with {name} as its line end the body has the announced length, so it was put in"
                )
    note = (
        f"Content-Length says {length}, and the body here has {len(body)} bytes: it is not what was sent, byte for byte"
    )
    return Piece(body, end, note)
