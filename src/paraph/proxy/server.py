"""Listens on loopback for a proxy, and ends cleanly on SIGTERM and SIGINT."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from paraph.proxy.client import ClientConnection

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from paraph.proxy.state import Proxy

GRACE = 30
"""Seconds that requests in progress may take when the proxy stops."""


class Server:
    """Accepts the connections of a proxy."""

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy

    async def start_listening(self, host: str, port: int) -> int:
        """Listen; return the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: ClientConnection(self.proxy), host, port, start_serving=False)
        self.proxy.guard.port = number = int(self._server.sockets[0].getsockname()[1])
        await self._server.start_serving()
        return number

    async def stop(self, grace: float = GRACE) -> None:
        """Accept no more requests, answer those in progress, and end."""
        self._server.close()
        self.proxy.is_draining = True
        for client in tuple(self.proxy.clients):
            client.drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                while self.proxy.clients:
                    self.proxy.is_empty.clear()
                    await self.proxy.is_empty.wait()
        for client in tuple(self.proxy.clients):
            client.abort()
        self.proxy.pool.close()
        for task in tuple(self.proxy.tasks):
            task.cancel()


async def serve(make: Callable[[], Proxy], host: str, port: int, ready: Callable[[str, int], None]) -> None:
    """Serve until SIGTERM or SIGINT; a second one ends the requests in progress too.

    `make` makes the proxy in the running event loop. `ready` is called with host and port once connections are accepted.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    server = Server(make())
    number = await server.start_listening(host, port)
    for each in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(each, stop.set)
    gc.collect()
    gc.freeze()  # what exists now stays: the collector need not look at it again
    ready(host, number)
    await stop.wait()
    ending = loop.create_task(server.stop())
    stop.clear()
    again = loop.create_task(stop.wait())
    await asyncio.wait((ending, again), return_when=asyncio.FIRST_COMPLETED)
    if not ending.done():
        await server.stop(0)
    again.cancel()


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine with uvloop if it is installed, else with asyncio's own loop."""
    try:
        from uvloop import new_event_loop
    except ModuleNotFoundError:
        asyncio.run(main)
        return
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(main)
