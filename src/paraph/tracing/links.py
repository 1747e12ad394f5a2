"""The connections of a traced Node program, which all lead here: each request is noted and answered.

What Node writes comes as lines, each a record whose message is a piece of the stream (`bootstrap_node/network.cjs`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.http.wire import Wire
from paraph.tracing.javascript import built
from paraph.tracing.records import loaded
from paraph.tracing.replying import reply

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from paraph.tracing.records import Mac, Record


def serve(connection: socket.socket, take: Callable[[Record], None]) -> None:
    """Answer the requests of one connection as the vendor would; `take` gets each before its answer is sent."""
    wire = Wire()
    with suppress(OSError, ValueError), connection, connection.makefile("rb") as lines:  # ValueError: it is not HTTP/1
        for line in iter(lines.readline, b""):
            piece = loaded(line)
            for message in wire.feed(piece.message):
                record = piece._replace(message=message, macs=tuple(map(with_built, piece.macs)))
                said = reply(record)
                if said is None:
                    return
                take(record)
                connection.sendall(said)
            if wire.waits_for_go:
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def with_built(mac: Mac) -> Mac:
    """The same HMAC, with the place that built its text before the one that signed it."""
    places = (built(mac.places[0]), *mac.places) if mac.places else ()
    return mac._replace(places=tuple(place for place in places if place is not None))
