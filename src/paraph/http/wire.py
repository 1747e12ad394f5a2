"""HTTP/1.1 requests out of the bytes that a client writes, each exactly as it was written."""

from __future__ import annotations

import re

_LENGTH = re.compile(rb"\r?\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r?(?=\n)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r?\ntransfer-encoding:[ \t]*chunked", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r?\nexpect:[ \t]*100-continue", re.IGNORECASE)


class Wire:
    """The bytes of one connection, as far as they have come."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The requests that are complete now, with chunked bodies put together."""
        self._held += data
        complete = []
        while (message := self._next()) is not None:
            complete.append(message)
        return complete

    @property
    def size(self) -> int:
        """How many bytes are held of a request that is not complete."""
        return len(self._held)

    @property
    def waits_for_go(self) -> bool:
        """Whether a client wants to be told to send its body."""
        head, end, rest = self._held.partition(b"\r\n\r\n")
        return bool(end and not rest and _EXPECTS.search(head))

    def _next(self) -> bytes | None:
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return None
        head, start = self._held[: end + 4], end + 4
        if _CHUNKED.search(head):
            return self._next_chunked(head, start)
        found = _LENGTH.search(head)
        stop = start + (int(found[1]) if found else 0)
        if len(self._held) < stop:
            return None
        message, self._held = self._held[:stop], self._held[stop:]
        return message

    def _next_chunked(self, head: bytes, at: int) -> bytes | None:
        body = b""
        while True:
            line = self._held.find(b"\r\n", at)
            if line < 0:
                return None
            try:
                size = int(self._held[at:line].partition(b";")[0], 16)
            except ValueError:
                size = 0
            stop = line + 2 + size + 2
            if len(self._held) < stop:
                return None
            if not size:
                self._held = self._held[stop:]
                return head + body
            body += self._held[line + 2 : stop - 2]
            at = stop
