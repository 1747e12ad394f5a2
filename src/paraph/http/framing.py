"""Finds where HTTP/1.1 requests begin and end in the bytes of a connection, strictly by RFC 9112.

If two readers disagree about the end of a request, an attacker can make them read different requests (request
smuggling). So everything ambiguous is refused, never repaired and never passed on, and a refused connection is not
read any further. A request with a chunked body is returned in these parts, the last of which ends it::

    POST /a HTTP/1.1 CRLF Host: localhost CRLF Transfer-Encoding: chunked CRLF CRLF      HEAD
    3 CRLF abc CRLF                                                                     BODY
    0 CRLF                                                                              BODY
    Checked: yes CRLF CRLF                                                              TRAILERS

Each byte is inspected once, however the bytes arrive, except the last three of an unfinished head.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD, BODY, TRAILERS = range(3)
MOST_HEAD = 64 * 1024
MOST_FIELDS = 256
MOST_BODY = 16 * 1024 * 1024
"""Bytes of the body as sent, including the sizes of chunks."""
MOST_TRAILERS = 16 * 1024
MOST_CHUNK_LINE = 1024

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
FIELD_LINES = rb"(?:" + _TOKEN + rb":[\t -~\x80-\xff]*+\r\n)"
_REQUEST_LINE = re.compile(rb"(" + _TOKEN + rb") ([!-~\x80-\xff]++) HTTP/1\.([01])\r\n")
_HEAD = re.compile(_REQUEST_LINE.pattern + FIELD_LINES + rb"*+\r\n")
_TRAILERS = re.compile(FIELD_LINES + rb"*+\r\n")
_BROKEN = re.compile(rb"(?<!\r)\n|\r[^\n]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FRAMING = re.compile(rb"\n(host|content-length|transfer-encoding|connection|expect):([^\r]*)")
FORBIDDEN_TRAILER = re.compile(
    rb"(?:^|\n)(?:host|content-length|transfer-encoding|authorization|trailer):", re.IGNORECASE
)
_LENGTH = re.compile(rb"[0-9]{1,20}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[\t -~\x80-\xff]*)?\r\n")
_ABSOLUTE = re.compile(rb"https?://([^/?#]+)[^#]*", re.IGNORECASE)


class Part(NamedTuple):
    """Bytes of a request, their kind, and whether the request ends with them."""

    data: bytes
    kind: int
    ends: bool


class Refusal(NamedTuple):
    """Why a connection is not read further: the status to answer with, and one line on what is wrong."""

    status: int
    detail: str


class RefusedError(Exception):
    """Ends the reading of a part; its arguments are those of the refusal."""


class Framing:
    """Splits the bytes of one connection into parts of requests.

    `refusal` is what was wrong, if anything; `closing` whether the client asked to close the connection after the last
    request; both end the reading. `heads` and `passed` count the returned heads and bytes. With `exact`, targets may
    contain a fragment and non-ASCII bytes, as a signer's mistakes do: they do not change the framing.
    """

    def __init__(self, *, exact: bool = False) -> None:
        self.refusal: Refusal | None = None
        self.closing = self.expects = False
        self.heads = self.passed = 0
        self._exact, self._held = exact, bytearray()
        self._seen = self._left = self._size = 0
        self._is_line_checked = False
        self._read: Callable[[], Part | None] = self._read_head

    @property
    def unfinished(self) -> bool:
        """Whether a request has begun and not ended."""
        return bool(self._held) or self._read != self._read_head

    @property
    def is_over(self) -> bool:
        """Whether nothing more is read."""
        return self.refusal is not None or (self.closing and not self.unfinished)

    def feed(self, data: bytes) -> list[Part]:
        """Return the parts that are complete now; see `refusal` afterwards."""
        parts: list[Part] = []
        if self.is_over:
            return parts
        self._held += data
        try:
            while self._held and (part := self._read()) is not None:
                parts.append(part)
                self.passed += len(part.data)
                if part.ends and self.closing:
                    self._held.clear()
        except RefusedError as error:
            self.refusal = Refusal(*error.args)
            self._held.clear()
        return parts

    def _read_head(self) -> Part | None:
        held = self._held
        end = held.find(b"\r\n\r\n", max(self._seen - 3, 0)) + 4
        if end < 4 or end > MOST_HEAD:
            self._check_unfinished_head(min(len(held), MOST_HEAD + 1))
            return None
        head = self._take(end)
        self.heads += 1
        self._is_line_checked = False
        found = _HEAD.fullmatch(head)
        if found is None:
            raise RefusedError(400, why_malformed(head))
        if head.count(b"\n") - 2 > MOST_FIELDS:
            raise RefusedError(431, f"the request has more than {MOST_FIELDS} header lines")
        host = self._read_fields(head.lower(), is_old=found[3] == b"0")
        check_target(found[1], found[2], host, exact=self._exact)
        return Part(head, HEAD, self._read == self._read_head)

    def _check_unfinished_head(self, end: int) -> None:
        """Refuse a head that is too long or wrong already, so that nobody waits for its end."""
        held = self._held
        if _BROKEN.search(held, max(self._seen - 1, 0), end):
            raise RefusedError(400, "the head of the request has a control character, or a single CR or LF")
        line = held.find(b"\r\n", max(self._seen - 1, 0), end) + 2
        if line >= 2 and not self._is_line_checked:
            self._is_line_checked = True
            if not _REQUEST_LINE.fullmatch(held, 0, line):
                raise RefusedError(400, why_malformed(bytes(held[:line])))
        if end > MOST_HEAD:
            is_line = held.find(b"\r\n", 0, end) < 0
            what = (414, "the request line") if is_line else (431, "the head of the request")
            raise RefusedError(what[0], f"{what[1]} is longer than {MOST_HEAD // 1024} KB")
        self._seen = end

    def _read_fields(self, head: bytes, *, is_old: bool) -> bytes:
        """Set how the body is read, by the header lines that say so; return the Host."""
        values: dict[bytes, list[bytes]] = {}
        for name, value in _FRAMING.findall(head):
            values.setdefault(name, []).append(value.strip(b" \t"))
        hosts = values.get(b"host", [])
        if len(hosts) > 1 or not (hosts or is_old):
            raise RefusedError(400, "the request has two Host headers" if hosts else "the request has no Host header")
        named = values.get(b"connection")
        options = b",".join(named).replace(b" ", b"").replace(b"\t", b"").split(b",") if named else ()
        self.closing = b"close" in options or (is_old and b"keep-alive" not in options)
        self.expects = not is_old and values.get(b"expect") == [b"100-continue"]
        self._set_body(values.get(b"content-length", []), values.get(b"transfer-encoding", []), is_old=is_old)
        return hosts[0] if hosts else b""

    def _set_body(self, lengths: list[bytes], codings: list[bytes], *, is_old: bool) -> None:
        """Set how the body is read; refuse two lengths, and any coding except plain chunked."""
        self._size = 0
        if codings:
            if codings != [b"chunked"] or lengths or is_old:
                raise RefusedError(
                    400, "Transfer-Encoding is not exactly `chunked`, once, without Content-Length, in HTTP/1.1"
                )
            self._read = self._read_chunk_size
        elif lengths:
            if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
                raise RefusedError(400, "Content-Length is not one number of digits alone")
            self._left = int(lengths[0])
            self._check_size(self._left)
            self._read = self._read_sized if self._left else self._read_head

    def _check_size(self, more: int) -> None:
        self._size += more
        if self._size > MOST_BODY:
            raise RefusedError(413, f"the body is longer than {MOST_BODY // 1024 // 1024} MiB")

    def _read_sized(self) -> Part:
        data = self._take(min(self._left, len(self._held)))
        self._left -= len(data)
        if not self._left:
            self._read = self._read_head
        return Part(data, BODY, not self._left)

    def _read_chunk_size(self) -> Part | None:
        end = self._held.find(b"\n", self._seen, MOST_CHUNK_LINE) + 1
        if not end:
            self._seen = len(self._held)
            if self._seen >= MOST_CHUNK_LINE:
                raise RefusedError(400, f"the line with the size of a chunk is longer than {MOST_CHUNK_LINE} bytes")
            return None
        line = self._take(end)
        found = _CHUNK.fullmatch(line)
        if found is None:
            raise RefusedError(
                400, "the size of a chunk is not hexadecimal digits, which `;` and an extension may follow"
            )
        self._left = int(found[1], 16)
        self._check_size(self._left + len(line) + 2)
        self._read = self._read_chunk if self._left else self._read_trailers
        return Part(line, BODY, ends=False)

    def _read_chunk(self) -> Part:
        data = self._take(min(self._left, len(self._held)))
        self._left -= len(data)
        if not self._left:
            self._read = self._read_chunk_end
        return Part(data, BODY, ends=False)

    def _read_chunk_end(self) -> Part | None:
        if not b"\r\n".startswith(bytes(self._held[:2])):
            raise RefusedError(400, "a chunk is longer than its size says, or not ended by CR LF")
        if len(self._held) < 2:
            return None
        self._read = self._read_chunk_size
        return Part(self._take(2), BODY, ends=False)

    def _read_trailers(self) -> Part | None:
        held = self._held
        end = 2 if held[:2] == b"\r\n" else held.find(b"\r\n\r\n", max(self._seen - 3, 0), MOST_TRAILERS) + 4
        if end < 4 and end != 2:
            if _BROKEN.search(held, max(self._seen - 1, 0)) or len(held) >= MOST_TRAILERS:
                raise RefusedError(
                    400, f"the text after the last chunk is not header lines, or longer than {MOST_TRAILERS} bytes"
                )
            self._seen = len(held)
            return None
        lines = self._take(end)
        if not _TRAILERS.fullmatch(lines) or FORBIDDEN_TRAILER.search(lines):
            raise RefusedError(
                400,
                "the text after the last chunk is not header lines, or has headers that are only allowed in the head",
            )
        self._read = self._read_head
        return Part(lines, TRAILERS, ends=True)

    def _take(self, size: int) -> bytes:
        """Remove so many bytes from the buffer."""
        data = bytes(self._held[:size])
        del self._held[:size]
        self._seen = 0
        return data


def check_target(method: bytes, target: bytes, host: bytes, *, exact: bool) -> None:
    """Refuse a target that names another host than `host` (in lower case), or has no form for requests to a server."""
    if target[:1] != b"/":
        if method == b"CONNECT":
            raise RefusedError(400, "CONNECT is refused: this server is not a tunnel; send it plain http:// requests")
        found = _ABSOLUTE.fullmatch(target)
        if found is None and (method, target) != (b"OPTIONS", b"*"):
            raise RefusedError(
                400, "the target of the request is neither a path that begins with / nor an absolute URL"
            )
        if found is not None and found[1].lower() != host:
            raise RefusedError(400, "the target of the request names another host than its Host header")
    if not exact and (b"#" in target or not target.isascii()):
        raise RefusedError(400, "the target of the request has a fragment, or bytes that must be percent-encoded")


def why_malformed(head: bytes) -> str:
    """Say in one line what is wrong with a head, or with a request line alone."""
    lines = head.split(b"\r\n")
    if _BROKEN.search(head):
        return "the head of the request has a control character, or a single CR or LF"
    if not _REQUEST_LINE.fullmatch(lines[0] + b"\r\n"):
        return "the request line is not `METHOD TARGET HTTP/1.1` with one blank between; in a target a blank is %20"
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t"):
            return "a header line is folded: it begins with a blank"
        if line and not re.match(_TOKEN + rb":", line):
            return "a header line is not of the form `Name: value`, without a blank before the colon"
    return "the head of the request is malformed"
