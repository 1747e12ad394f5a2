"""A recorder: takes any request over plain HTTP, byte for byte, hands it on, and answers it."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.http.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    Taker = Callable[[bytes], bytes]

MOST_BYTES = 16 * 1024 * 1024


async def record(host: str, port: int, take: Taker, ready: Callable[[str, int], None]) -> None:
    """Serve until SIGTERM or SIGINT; each message is given to `take`, which says what to answer.

    `ready` is told host and port once connections are accepted. What had come before the signal is answered.
    """
    stop, open_now = asyncio.Event(), set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        try:
            with suppress(asyncio.CancelledError):  # the server stops; asyncio would tell of it as of an error
                await answered(reader, writer, take)
        finally:
            open_now.discard(task)

    server = await asyncio.start_server(serve, host, port, limit=MOST_BYTES)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    ready(host, server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()
    for task in open_now:
        task.cancel()
    await asyncio.gather(*open_now, return_exceptions=True)


async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, take: Taker) -> None:
    """Take the requests of one connection, one after the other."""
    wire = Wire()
    with suppress(ConnectionError):
        try:
            while wire.size <= MOST_BYTES and (data := await reader.read(65536)):
                for message in wire.feed(data):
                    writer.write(take(message))
                if wire.waits_for_go:
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                await writer.drain()
        finally:
            writer.close()
            await writer.wait_closed()
