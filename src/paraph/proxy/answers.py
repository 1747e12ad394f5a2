"""Finds where an answer ends in the bytes of an upstream, strictly by RFC 9112, and passes its bytes on unchanged.

Only the head of an answer is kept until it is complete. Of its lines those go that speak about the connection to the
upstream alone; chunks, trailers and bodies pass as they are. An answer that two readers could read differently is
malformed: the client must not get it.
"""

from __future__ import annotations

import re

from paraph.http.framing import FIELD_LINES, FORBIDDEN_TRAILER, MOST_CHUNK_LINE, MOST_HEAD, MOST_TRAILERS

_HEAD = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: [\t -~\x80-\xff]*+)?\r\n" + FIELD_LINES + rb"*+\r\n")
_FRAMING = re.compile(rb"\n(content-length|transfer-encoding|connection):([^\r]*)")
_BARE_LINE_FEED = re.compile(rb"(?<!\r)\n")
_TRAILER = re.compile(FIELD_LINES)
_LENGTH = re.compile(rb"[0-9]{1,18}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})(?:[\t ]*;[\t -~\x80-\xff]*)?\r\n")
_HOP_BY_HOP = frozenset((b"connection", b"keep-alive", b"upgrade", b"proxy-connection"))
CANNOT_BE_NAMED = (
    b"content-length",
    b"transfer-encoding",
    b"content-type",
    b"connection",
    b"close",
    b"keep-alive",
    b"",
)
CLOSE = b"Connection: close\r\n"
WITHOUT_BODY = (204, 304)
MOST_INTERIM = 32
"""Interim answers to one request: an upstream could send them for ever, and each has to be parsed."""


HEAD, SIZED, CHUNKED, UNTIL_CLOSE, NOTHING = range(5)
"""How the next bytes of an answer are read."""
SIZE, CHUNK_END, TRAILER = range(3)
"""What the next line of a chunked body is."""


class MalformedAnswerError(Exception):
    """The upstream's answer cannot be passed on; the argument says why in one line."""


class Answer:
    """The answer to one request, read as its bytes arrive.

    `status` is 0 until its head is complete. `reusable` says whether the upstream's connection can carry another request
    afterwards, `closes` whether the client's connection has to be closed.
    """

    __slots__ = (
        "_expected", "_held", "_interim", "_is_head_request", "_left", "_line", "_mode", "_seen", "_trailer_size", "closes",
        "is_complete", "is_until_close", "reusable", "status",
    )  # fmt: skip

    def __init__(self, method: str, *, closes: bool = False) -> None:
        self.status = self._left = self._seen = self._interim = 0
        self.is_complete = self.is_until_close = False
        self.reusable, self.closes = True, closes
        self._is_head_request = method == "HEAD"
        self._held = self._line = b""
        self._mode = HEAD

    @property
    def has_begun(self) -> bool:
        """Whether any byte of it has come."""
        return bool(self.status or self._held or self._interim)

    def feed(self, data: bytes) -> bytes:
        """Return the bytes to pass on; raises MalformedAnswerError."""
        mode = self._mode
        if mode == SIZED:
            return self._pass_sized(data)
        if mode == HEAD:
            return self._pass_head(data)
        if mode == CHUNKED:
            return self._pass_chunks(data)
        if mode == UNTIL_CLOSE:
            return data
        self.reusable = False  # nobody asked for bytes after the end
        return b""

    def end(self) -> bool:
        """Note that the upstream closed the connection; return whether the answer is complete."""
        self.reusable = False
        self.is_complete = self.is_complete or self.is_until_close
        return self.is_complete

    def _pass_head(self, data: bytes) -> bytes:
        held = self._held + data if self._held else data
        passed = b""
        while not self.status:
            end = held.find(b"\r\n\r\n", max(self._seen - 3, 0)) + 4
            if end < 4 or end > MOST_HEAD:
                self._keep_unfinished(held)
                return passed
            passed += self._read_head(held[:end])
            held, self._seen = held[end:], 0
        self._held = b""
        return passed + self.feed(held) if held else passed

    def _keep_unfinished(self, held: bytes) -> None:
        """Keep the beginning of a head; refuse it if it is too long or wrong already."""
        if len(held) > MOST_HEAD:
            raise MalformedAnswerError(f"its head is longer than {MOST_HEAD // 1024} KB")
        if _BARE_LINE_FEED.search(held, max(self._seen - 1, 0)):
            raise MalformedAnswerError("its head has a bare line feed")
        self._held, self._seen = held, len(held)

    def _read_head(self, head: bytes) -> bytes:
        """Set how the body is read; return the head as the client gets it, nothing for 100 Continue."""
        found = _HEAD.fullmatch(head)
        if found is None:
            raise MalformedAnswerError("its head is not a status line and header lines")
        status, is_old = int(found[2]), found[1] == b"0"
        fields: dict[bytes, list[bytes]] = {}
        lower = head.lower()
        for name, value in _FRAMING.findall(lower):
            fields.setdefault(name, []).append(value.strip(b" \t"))
        if status < 200:
            return self._pass_interim(head, status, fields)
        self.status = status
        self._set_body(fields.get(b"content-length", []), fields.get(b"transfer-encoding", []), is_old=is_old)
        self.closes = self.closes or self.is_until_close
        self.reusable = not (is_old or self.is_until_close)
        if b"connection" in lower or b"keep-alive" in lower or b"upgrade" in lower:
            head = self._without_connection(head, fields.get(b"connection", []))
        if is_old:
            head = b"HTTP/1.1" + head[8:]
        return head[:-2] + CLOSE + b"\r\n" if self.closes else head

    def _pass_interim(self, head: bytes, status: int, fields: dict[bytes, list[bytes]]) -> bytes:
        """Return an interim answer, except 100, which the proxy has sent itself."""
        if status == 101 or b"transfer-encoding" in fields or b"content-length" in fields:
            raise MalformedAnswerError(f"it is an interim answer, {status}, that no request asked for")
        self._interim += 1
        if self._interim > MOST_INTERIM:
            raise MalformedAnswerError(f"it has more than {MOST_INTERIM} interim answers")
        return b"" if status == 100 else head

    def _without_connection(self, head: bytes, values: list[bytes]) -> bytes:
        """Return the head without lines about the upstream's connection, and note if that is closed."""
        options = set(b",".join(values).replace(b" ", b"").replace(b"\t", b"").split(b","))
        self.reusable = self.reusable and b"close" not in options
        dropped = options.difference(CANNOT_BE_NAMED) | _HOP_BY_HOP
        return b"\r\n".join(line for line in head.split(b"\r\n") if line.partition(b":")[0].lower() not in dropped)

    def _set_body(self, lengths: list[bytes], codings: list[bytes], *, is_old: bool) -> None:
        """Set how the body is read; refuse two lengths, and any coding except plain chunked."""
        if codings and (codings != [b"chunked"] or lengths or is_old or self.status == 204):
            raise MalformedAnswerError("its Transfer-Encoding is not exactly `chunked`, once, without Content-Length")
        if lengths and (len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0])):
            raise MalformedAnswerError("its Content-Length is not one number of digits alone")
        if self._is_head_request or self.status in WITHOUT_BODY:
            self.is_complete, self._mode = True, NOTHING
        elif codings:
            self._mode, self._expected, self._trailer_size = CHUNKED, SIZE, 0
        elif lengths:
            self._left = int(lengths[0])
            self.is_complete, self._mode = not self._left, SIZED
        else:
            self.is_until_close, self._mode = True, UNTIL_CLOSE

    def _pass_sized(self, data: bytes) -> bytes:
        if len(data) > self._left:
            self.reusable = False
            data = data[: self._left]
        self._left -= len(data)
        self.is_complete = not self._left
        return data

    def _pass_chunks(self, data: bytes) -> bytes:
        at, size = 0, len(data)
        while at < size and not self.is_complete:
            if self._left:
                step = min(self._left, size - at)
                at += step
                self._left -= step
                continue
            end = data.find(b"\n", at) + 1 or size
            self._line += data[at:end]
            at = end
            if self._line[-1:] == b"\n":
                line, self._line = self._line, b""
                self._take_line(line)
            elif len(self._line) > MOST_TRAILERS:
                raise MalformedAnswerError(f"a line between its chunks is longer than {MOST_TRAILERS} bytes")
        if at < size:
            self.reusable = False
        return data[:at]

    def _take_line(self, line: bytes) -> None:
        """Read a whole line between or after the chunks."""
        if self._expected == SIZE:
            self._take_chunk_size(line)
        elif self._expected == CHUNK_END:
            self._take_chunk_end(line)
        else:
            self._take_trailer(line)

    def _take_chunk_size(self, line: bytes) -> None:
        found = _CHUNK.fullmatch(line) if len(line) <= MOST_CHUNK_LINE else None
        if found is None:
            raise MalformedAnswerError("the size of a chunk is not hexadecimal digits")
        self._left = int(found[1], 16)
        self._expected = CHUNK_END if self._left else TRAILER

    def _take_chunk_end(self, line: bytes) -> None:
        if line != b"\r\n":
            raise MalformedAnswerError("a chunk is longer than its size says, or not ended by CR LF")
        self._expected = SIZE

    def _take_trailer(self, line: bytes) -> None:
        self._trailer_size += len(line)
        if line == b"\r\n":
            self.is_complete = True
        elif self._trailer_size > MOST_TRAILERS or not _TRAILER.fullmatch(line) or FORBIDDEN_TRAILER.search(line):
            raise MalformedAnswerError("the text after its last chunk is not header lines that are allowed there")
