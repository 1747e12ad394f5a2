"""How far a call has come, so that another thread can end it."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any


class Progress:
    """The connections that a call is known to use, and whether its request may have been sent."""

    def __init__(self) -> None:
        self._sockets: set[socket.socket] = set()
        self.is_sent = False

    def __call__(self, event: str, details: dict[str, Any]) -> None:
        """Take note of an event of the HTTP engine; it reports those of this call only."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.add_connection(details["return_value"])
        elif event.endswith("send_request_headers.started"):
            self.is_sent = True

    def add_connection(self, stream: Any) -> None:
        """Take note of a connection, new or used before."""
        self._sockets.add(stream.get_extra_info("socket"))

    def end(self) -> None:
        """Close the connections: a thread that waits for a late server continues and finds them closed.

        One that was used before is known when the head of an answer has come; until then, the engine's own time-out
        ends the wait. Those of other calls stay open.
        """
        for each in tuple(self._sockets):
            with suppress(OSError):
                # not SSLSocket.shutdown, which would change an object that the other thread is using
                socket.socket.shutdown(each, socket.SHUT_RDWR)
        self._sockets.clear()
