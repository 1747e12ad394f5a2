"""Splits the bytes that a client writes into HTTP/1.1 requests, each exactly as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.http.framing import Framing

if TYPE_CHECKING:
    from paraph.http.framing import Refusal


class Wire:
    """The bytes of one connection that have arrived; `size` counts those of an incomplete message."""

    def __init__(self) -> None:
        self.framing = Framing(exact=True)
        self._parts: list[bytes] = []
        self.size = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Return the requests that are complete now, with chunked bodies in their chunks; see `refusal` afterwards."""
        complete = []
        for part in self.framing.feed(data):
            self._parts.append(part.data)
            self.size += len(part.data)
            if part.ends:
                self.size = 0
                complete.append(b"".join(self._parts))
                self._parts.clear()
        return complete

    @property
    def refusal(self) -> Refusal | None:
        """What was wrong with a request, after which nothing more is read."""
        return self.framing.refusal

    @property
    def waits_for_go(self) -> bool:
        """Whether a client waits for permission to send its body."""
        return self.framing.expects and len(self._parts) == 1
