"""A recorder: takes any request over plain HTTP, byte for byte, hands it on, and answers it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from paraph.http.wire import Wire

Taker = Callable[[bytes], bytes]

MOST_BYTES = 16 * 1024 * 1024
GRACE = 5
"""For how many seconds what came before the end may still be answered."""


async def record(host: str, port: int, take: Taker, ready: Callable[[str, int], None]) -> None:
    """Serve until SIGTERM or SIGINT; each message is given to `take`, which says what to answer.

    `ready` is told host and port once connections are accepted. What had come before the signal is answered.
    """
    stop, open_now = asyncio.Event(), dict[asyncio.Task[None], Callable[[], None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def end() -> None:
            assert isinstance(writer.transport, asyncio.Transport)
            writer.transport.pause_reading()  # nothing may come behind the end
            reader.feed_eof()

        task = asyncio.current_task()
        assert task is not None
        open_now[task] = end
        try:
            with suppress(asyncio.CancelledError):  # the server stops; asyncio would tell of it as of an error
                await answered(reader, writer, take)
        finally:
            del open_now[task]

    server = await asyncio.start_server(serve, host, port, limit=MOST_BYTES)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    ready(host, server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()
    for end in open_now.values():
        end()
    if open_now:
        _, late = await asyncio.wait(open_now, timeout=GRACE)
        for task in late:
            task.cancel()


async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, take: Taker) -> None:
    """Take the requests of one connection, one after the other."""
    wire = Wire()
    with suppress(ConnectionError):
        try:
            while wire.size <= MOST_BYTES and (data := await reader.read(65536)):
                for message in wire.feed(data):
                    writer.write(await asyncio.to_thread(take, message))
                if wire.waits_for_go:
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                await writer.drain()
        finally:
            writer.close()
            await writer.wait_closed()
