"""Records that traced programs write: each request is recorded, and answered unless the real server does so.

Each line is a record. Its message is a whole request, or a piece of a stream (`node/preload/senders.cjs`).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.tracing.node.javascript import building_place
from paraph.tracing.records import load_record, record_of
from paraph.tracing.replying import is_signed, refuse, reply, say_malformed
from paraph.watching.wire import Wire

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from paraph.http.answering import Accepted
    from paraph.tracing.records import Mac, Record

WRITER = 36
"""Bytes at the start of a pipe's line that name the writer; the next byte is "+" if another line continues this one."""
END = b"\n"
"""The line that ends the reading of a pipe."""
MOST_SEEN = 64
_LEAVES_HTTP = re.compile(rb"\r\nupgrade:[ \t]*websocket", re.IGNORECASE)


def serve(connection: socket.socket, take: Callable[[Record], None], accepted: Accepted) -> None:
    """Answer the requests of one connection as the vendor would; `take` is called with each before it is answered.

    `accepted` answers the correctly signed ones.
    """
    wire = Wire()
    with suppress(OSError, ValueError), connection, connection.makefile("rb") as lines:  # ValueError: it is not HTTP/1
        for line in iter(lines.readline, b""):
            piece = load_record(line)
            for message in wire.feed(piece.message):
                record = piece._replace(message=message, macs=tuple(map(with_building_place, piece.macs)))
                if not is_signed(message, record.url_scheme):
                    refuse(record)
                    return
                take(record)
                connection.sendall(reply(record, accepted))
            if wire.refusal:
                say_malformed(piece.host, wire.refusal.detail)
                return
            if wire.waits_for_go:
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def follow(pipe: BinaryIO, take: Callable[[Record], None]) -> None:
    """Call `take` with the signed requests of all live processes, which share one pipe, until END comes."""
    writers: defaultdict[bytes, Writer] = defaultdict(Writer)
    for line in iter(pipe.readline, END):
        for record in writers[line[:WRITER]].take(line[WRITER + 1 : -1], more=line[WRITER:][:1] == b"+"):
            take(record)


class Writer:
    """A thread of a live process: its incomplete line, its last HMACs, and its streams; None marks a stream not read further."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._macs: deque[Mac] = deque(maxlen=MOST_SEEN)
        self._wires: defaultdict[int, Wire | None] = defaultdict(Wire)

    def take(self, part: bytes, *, more: bool) -> Iterator[Record]:
        """Return the signed requests that are complete with this part of a line; each HMAC is returned once."""
        self._line += part
        if more:
            return
        value = json.loads(self._line)
        self._line.clear()
        piece, stream = record_of(value), value["stream"]
        self._macs.extend(map(with_building_place, piece.macs))
        wire = self._wires[stream]
        if wire is None:
            return
        for message in wire.feed(piece.message):
            if is_signed(message, piece.url_scheme):
                yield piece._replace(message=message, macs=tuple(self._macs))
            if _LEAVES_HTTP.search(message.partition(b"\r\n\r\n")[0]):
                self._wires[stream] = None
        if wire.refusal:
            self._wires[stream] = None


def with_building_place(mac: Mac) -> Mac:
    """Return the HMAC with the place that built its text before the place that signed it."""
    places = (building_place(mac.places[0]), *mac.places) if mac.places else ()
    return mac._replace(places=tuple(place for place in places if place is not None))
