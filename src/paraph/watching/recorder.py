"""Records any request over plain HTTP, byte for byte, passes it on, and answers it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.http.answering import response_bytes
from paraph.http.guard import FOREIGN, NOT_MEANT, Guard
from paraph.http.patience import LIMITS, Limits, Patience, Room
from paraph.http.refusing import CROWDED, LINGER, refusal_bytes
from paraph.readers.files.raw import read_raw
from paraph.watching.wire import Wire

if TYPE_CHECKING:
    from paraph.http.framing import Refusal

Taker = Callable[[bytes], bytes]
Note = Callable[[bytes, int, str], None]
"""Called with a message that is refused (empty if it is incomplete), the status of its answer, and the reason."""

MOST_READ = 65536
GRACE = 5
"""Seconds in which messages that arrived before the end may still be answered."""


class Recorder:
    """Serves connections: `take` returns the answer to a message; `refuse` is called with the reason if one is not taken.

    `names` are further names by which clients may call this server, such as that of the server that it replaces. `note`
    is called as `refuse` is, with the message.
    """

    def __init__(
        self,
        host: str,
        take: Taker,
        refuse: Callable[[str], None],
        limits: Limits = LIMITS,
        names: Iterable[str] = (),
        note: Note = lambda *_: None,
    ) -> None:
        self._host, self._guard = host, Guard((host, *names))
        self._take, self._tell, self._note, self.limits = take, refuse, note, limits
        self.room = Room()
        self._open: dict[asyncio.Task[None], Callable[[], None]] = {}

    async def start(self, port: int) -> int:
        """Listen; return the port."""
        self._server = await asyncio.start_server(self._serve, self._host, port, limit=MOST_READ, start_serving=False)
        self._guard.port = number = int(self._server.sockets[0].getsockname()[1])
        await self._server.start_serving()
        return number

    async def stop(self) -> None:
        """Accept no more requests, answer those in progress, and end."""
        self._server.close()
        for end in self._open.values():
            end()
        if self._open:
            _, late = await asyncio.wait(self._open, timeout=GRACE)
            for task in late:
                task.cancel()

    def reply(self, message: bytes) -> bytes:
        """Return the answer to a message; a message that was not meant for this server is refused."""
        if self._guard.admits(read_raw(message, scheme="http")):
            return self._take(message)
        self.refuse(message, FOREIGN.status, NOT_MEANT)
        return response_bytes(FOREIGN)

    def refuse(self, message: bytes, status: int, reason: str) -> None:
        """Tell that a message is refused; it is empty if it is incomplete."""
        self._note(message, status, reason)
        self._tell(reason)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def end() -> None:
            assert isinstance(writer.transport, asyncio.Transport)
            writer.transport.pause_reading()  # nothing may follow the end
            reader.feed_eof()

        task = asyncio.current_task()
        assert task is not None
        self._open[task] = end
        try:
            with suppress(asyncio.CancelledError):  # the server stops; asyncio would report this as an error
                is_crowded = len(self._open) > self.limits.connections
                await Connection(reader, writer, self).run(is_crowded=is_crowded)
        finally:
            del self._open[task]


class Connection:
    """A connection: its requests are handled one after the other, until the client is done, refused, or silent."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, recorder: Recorder) -> None:
        self._reader, self._writer, self._recorder = reader, writer, recorder
        self._wire, self._is_taking, self._size = Wire(), False, 0
        self._patience = Patience(recorder.limits, writer.transport.abort, lambda: self._is_taking)

    async def run(self, *, is_crowded: bool) -> None:
        """Serve the connection, and close it."""
        with suppress(ConnectionError):
            try:
                refusal = CROWDED if is_crowded else await self._take_all()
                if refusal is not None:
                    self._recorder.refuse(b"", refusal.status, refusal.detail)
                    await self._send_last(refusal_bytes(refusal))
            finally:
                self._recorder.room.give_back(self._size)
                self._patience.stop()
                self._writer.close()
                await self._writer.wait_closed()

    async def _take_all(self) -> Refusal | None:
        """Handle messages until there are no more, or one is refused."""
        wire, writer, patience = self._wire, self._writer, self._patience
        patience.wait_for_request()
        while not wire.framing.is_over and (data := await self._reader.read(MOST_READ)):
            messages = wire.feed(data)
            patience.note(wire.framing)
            if not self._has_room():
                return CROWDED
            for message in messages:
                self._is_taking = True
                writer.write(await asyncio.to_thread(self._recorder.reply, message))
                self._is_taking = False
            if wire.waits_for_go:
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if not wire.framing.unfinished:
                patience.wait_for_request()
            await writer.drain()
        return wire.refusal

    def _has_room(self) -> bool:
        """Count the bytes of an unfinished message among those of all connections."""
        more, self._size = self._wire.size - self._size, self._wire.size
        return self._recorder.room.take(more) or more <= 0

    async def _send_last(self, last: bytes) -> None:
        """Write a last answer, and let the client read it before the connection is closed."""
        self._patience.stop()
        self._writer.write(last)
        self._writer.write_eof()
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                while await self._reader.read(MOST_READ):
                    pass


async def record(
    host: str,
    port: int,
    take: Taker,
    ready: Callable[[str, int], None],
    refuse: Callable[[str], None],
    names: Iterable[str] = (),
    note: Note = lambda *_: None,
) -> None:
    """Serve until SIGTERM or SIGINT; `take` returns the answer to each message.

    `ready` is called with host and port once connections are accepted, `refuse` with the reason why a message is not given
    to `take`. Messages that arrived before the signal are answered. `names` are further names by which clients may call this server.
    `note` is called as `refuse` is, with the message.
    """
    stop, recorder = asyncio.Event(), Recorder(host, take, refuse, names=names, note=note)
    number = await recorder.start(port)
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    ready(host, number)
    await stop.wait()
    await recorder.stop()
