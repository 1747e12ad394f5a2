"""HTTP/1.1 requests out of the bytes that a client writes, each exactly as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.http.framing import Framing

if TYPE_CHECKING:
    from paraph.http.framing import Refusal


class Wire:
    """The bytes of one connection, as far as they have come; `size` counts those of a message that is not complete."""

    def __init__(self) -> None:
        self.framing = Framing(exact=True)
        self._parts: list[bytes] = []
        self.size = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Return the requests that are complete now, a chunked body in its chunks; see `refusal` afterwards."""
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
        """Whether a client wants to be told to send its body."""
        return self.framing.expects and len(self._parts) == 1
