"""The proxy: listens on loopback, signs what was meant for it, and ends cleanly on SIGTERM and SIGINT."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from paraph.http.guard import Guard
from paraph.http.patience import LIMITS, Limits, Room
from paraph.proxy.client import ClientConnection
from paraph.proxy.upstream import Pool, UpstreamLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from paraph.core.message import Request
    from paraph.proxy.routes import Route, Routes

    Observe = Callable[[Request, str, Route], None]
    Log = Callable[[Request | None, int, float, str], None]

GRACE = 30
"""Seconds that requests in progress may take when the proxy stops."""
WRITE_BUFFER = 128 * 1024
"""Bytes of an answer that wait for a client before no more are read from the upstream."""


class Proxy:
    """Signs requests and passes them on. With `observe`, it signs nothing: it gives each request, its Host and route to it.

    `log` is called with each request (None if it could not be read), the status of its answer, the seconds that it took,
    and what went wrong, if anything.
    """

    def __init__(
        self,
        routes: Routes,
        *,
        observe: Observe | None = None,
        log: Log | None = None,
        limits: Limits = LIMITS,
        upstream_limits: UpstreamLimits = UpstreamLimits(),  # noqa: B008
    ) -> None:
        self.routes, self.observe, self.limits = routes, observe, limits
        self.guard = Guard(routes.names)
        self.pool = Pool(upstream_limits)
        self.room = Room()
        self.clients: set[ClientConnection] = set()
        self.now = time.monotonic
        self.is_draining = False
        self._log, self._count, self._failed = log, 0, 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_empty = asyncio.Event()

    async def start_listening(self, host: str, port: int) -> int:
        """Listen; return the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._accept, host, port, start_serving=False)
        self.guard.port = number = int(self._server.sockets[0].getsockname()[1])
        await self._server.start_serving()
        return number

    async def stop(self, grace: float = GRACE) -> None:
        """Accept no more requests, answer those in progress, and end."""
        self._server.close()
        self.is_draining = True
        for client in tuple(self.clients):
            client.drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                while self.clients:
                    self._is_empty.clear()
                    await self._is_empty.wait()
        for client in tuple(self.clients):
            client.transport.abort()
        self.pool.close()
        for task in tuple(self._tasks):
            task.cancel()

    def remove(self, client: ClientConnection) -> None:
        """Forget a connection that is closed."""
        self.clients.discard(client)
        if not self.clients:
            self._is_empty.set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the background."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def note(self, request: Request | None, status: int, started: float, detail: str = "") -> None:
        """Count an answer, and log it."""
        self._count += 1
        if detail:
            self._failed += 1
        if self._log is not None:
            self._log(request, status, self.now() - started, detail)

    def health(self) -> dict[str, Any]:
        """Return what the health page says."""
        return {
            "schema": "paraph.proxy-health/1", "status": "draining" if self.is_draining else "ok",
            "signs": self.observe is None, "hosts": [route.authority for route in self.routes.all],
            "requests": self._count, "failed": self._failed,
        }  # fmt: skip

    def _accept(self) -> ClientConnection:
        return ClientConnection(self)


async def serve(make: Callable[[], Proxy], host: str, port: int, ready: Callable[[str, int], None]) -> None:
    """Serve until SIGTERM or SIGINT; a second one ends the requests in progress too.

    `make` makes the proxy in the running event loop. `ready` is called with host and port once connections are accepted.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    proxy = make()
    number = await proxy.start_listening(host, port)
    for each in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(each, stop.set)
    ready(host, number)
    await stop.wait()
    ending = loop.create_task(proxy.stop())
    stop.clear()
    again = loop.create_task(stop.wait())
    await asyncio.wait((ending, again), return_when=asyncio.FIRST_COMPLETED)
    if not ending.done():
        await proxy.stop(0)
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
