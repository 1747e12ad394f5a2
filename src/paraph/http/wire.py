"""HTTP/1.1 requests out of the bytes that a client writes, each exactly as it was written."""

from __future__ import annotations

import re

_LENGTH = re.compile(rb"\r?\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r?(?=\n)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r?\ntransfer-encoding:[ \t]*chunked", re.IGNORECASE)
_SIZE = re.compile(rb"[0-9a-fA-F]{1,12}")
_EXPECTS = re.compile(rb"\r?\nexpect:[ \t]*100-continue", re.IGNORECASE)


class Wire:
    """The bytes of one connection, as far as they have come."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._chunk = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The requests that are complete now, a chunked body in its chunks."""
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
        start = end + 4
        if _CHUNKED.search(self._held, 0, start):
            return self._next_chunked(start)
        found = _LENGTH.search(self._held, 0, start)
        return self._taken(start + (int(found[1]) if found else 0))

    def _next_chunked(self, start: int) -> bytes | None:
        """The same, going on at the chunk that was not complete, so that a long body is read once."""
        self._chunk = max(self._chunk, start)
        while (line := self._held.find(b"\r\n", self._chunk)) >= 0:
            found = _SIZE.match(self._held, self._chunk, line)
            size = int(found[0], 16) if found else 0
            stop = line + 2 + size + 2
            if not size:
                return self._taken(stop)
            if len(self._held) < stop:
                break
            self._chunk = stop
        return None

    def _taken(self, stop: int) -> bytes | None:
        """The bytes up to `stop`, once they are all there."""
        if len(self._held) < stop:
            return None
        message = bytes(self._held[:stop])
        del self._held[:stop]
        self._chunk = 0
        return message
