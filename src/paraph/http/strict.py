"""uvicorn's protocol behind the strict framing: the parser of httptools only sees unambiguous requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from paraph.http.framing import BODY, HEAD, Framing
from paraph.http.patience import LIMITS, Patience, Untaken
from paraph.http.refusing import CROWDED, LINGER, refusal_bytes

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from paraph.http.framing import Refusal
    from paraph.http.patience import Limits


_UPGRADE = re.compile(rb"(?<=\n)upgrade:[^\n]*\n", re.IGNORECASE)


class StrictProtocol(HttpToolsProtocol):
    """A connection that is refused if its bytes are not plain HTTP/1.1, and closed if the client stops sending or reading."""

    limits = LIMITS

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._framing = Framing()
        self._late: Refusal | None = None  # to be sent once the previous requests are answered
        self._is_over = False
        self._answered: RequestResponseCycle | None = None  # the request whose answer is in the making; others may wait

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept the connection, unless there are too many."""
        super().connection_made(transport)
        self._patience = Patience(self.limits, self.transport.close, self._is_waited_for)
        self._untaken = Untaken(self.limits.idle, self.transport.get_write_buffer_size, self.transport.abort)
        if self.scheme == "http":  # over TLS, what waits is not counted byte for byte
            transport.set_write_buffer_limits(high=0)  # anything that is not taken pauses writing
        if len(self.connections) > self.limits.connections:
            self._refuse(CROWDED)
        else:
            self._patience.wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers, too; nobody waits for the answer in the making any more."""
        self._patience.stop()
        self._untaken.stop()
        if self._answered is not None:
            self._answered.disconnected = True
            self._answered.message_event.set()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Start the timer of what waits to be sent."""
        super().pause_writing()
        if self.scheme == "http":
            self._untaken.start()

    def resume_writing(self) -> None:
        """Stop it: all was taken."""
        super().resume_writing()
        self._untaken.stop()

    def data_received(self, data: bytes) -> None:
        """Pass on well-formed bytes, without trailers, which are not headers."""
        if self._is_over:
            return
        framing = self._framing
        self._unset_keepalive_if_required()
        request: list[bytes] = []
        for part in framing.feed(data):
            request.append(
                without_upgrade(part.data) if part.kind == HEAD else part.data if part.kind == BODY else b"\r\n"
            )
            if part.ends:
                super().data_received(b"".join(request))
                request.clear()
        if request:
            super().data_received(b"".join(request))
        self._patience.note(framing)
        if framing.refusal is not None and self._late is None:
            self._refuse_in_turn(framing.refusal)

    def on_headers_complete(self) -> None:
        """Begin with a request, or let it wait for the one before."""
        super().on_headers_complete()
        if not self.pipeline:
            self._answered = self.cycle

    def on_response_complete(self) -> None:
        """Continue with the next request, or refuse what came after this one."""
        if self.pipeline:
            self._answered = self.pipeline[-1][0]
        if self._late is not None and (not self.pipeline or self.pipeline[-1][0].more_body):
            self._refuse(self._late)
        else:
            super().on_response_complete()

    @property
    def _pending(self) -> RequestResponseCycle | None:
        """Return the last request if it is not answered yet."""
        cycle: RequestResponseCycle | None = self.cycle
        return None if cycle is None or cycle.response_complete else cycle

    def _is_waited_for(self) -> bool:
        """Return whether the client waits for an answer, or is not read from until it has one."""
        pending = self._pending
        return self.flow.read_paused or (pending is not None and not pending.more_body)

    def _refuse_in_turn(self, refusal: Refusal) -> None:
        """Refuse now if the client waits for nothing else, else after that response."""
        pending = self._pending
        if pending is None or (pending.more_body and not self.pipeline):
            self._refuse(refusal)
        else:
            self._late = refusal

    def _refuse(self, refusal: Refusal) -> None:
        """Answer with the refusal, unless an answer has begun, and close the connection."""
        self._is_over = True
        self._patience.stop()
        pending = self._pending
        if pending is None or not pending.response_started:
            self.transport.write(refusal_bytes(refusal))
        if pending is not None:
            pending.disconnected = True  # its body will not be complete, so it gets no answer
            pending.message_event.set()
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
            self.loop.call_later(LINGER, self.transport.close)
        else:
            self.transport.close()


def without_upgrade(head: bytes) -> bytes:
    """Return a head without Upgrade, which a server may ignore (RFC 9110 section 7.8).

    After a request that has it, httptools stops reading; Java's client offers HTTP/2 in this way and continues in HTTP/1.1.
    """
    return _UPGRADE.sub(b"", head) if b"upgrade" in head.lower() else head


def protocol(allowed: Limits) -> type[StrictProtocol]:
    """Return the class of connections with these limits."""

    class LimitedProtocol(StrictProtocol):
        limits = allowed

    return LimitedProtocol
