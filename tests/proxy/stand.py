"""A proxy, a raw upstream that records what arrives byte for byte, and clients, all in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import uvloop

from paraph import Credential, Request
from paraph.core.message import wire_bytes
from paraph.http.patience import LIMITS, Limits
from paraph.proxy.routes import Route, Routes, make_route
from paraph.proxy.server import Server
from paraph.proxy.state import Proxy
from paraph.proxy.upstream import UPSTREAM_LIMITS, UpstreamLimits
from paraph.watching.wire import Wire
from tests.trust.servers import is_whole

KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
HOST = "api-example0.duosecurity.com"
NOW = 1773739805
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
GET = b"GET /admin/v1/users?limit=1 HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n\r\n"
POST = b"POST /admin/v1/users HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nContent-Length: 2\r\n\r\n{}"

if TYPE_CHECKING:
    from paraph.http.listing import Listing
    from paraph.proxy.state import Observe

T = TypeVar("T")
LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop,
}  # fmt: skip
Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


def always(data: bytes, *, closes: bool = False) -> Answer:
    """Answer each request with the same bytes."""

    async def answer(_message: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        if closes:
            writer.close()

    return answer


@dataclass
class Upstream:
    """What arrived at the upstream."""

    answer: Answer
    messages: list[bytes] = field(default_factory=list)
    connections: int = 0
    open: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.connections += 1
        self.open.append(writer)
        wire = Wire()
        try:
            with suppress(ConnectionError, asyncio.CancelledError):
                while data := await reader.read(65536):
                    for message in wire.feed(data):
                        self.messages.append(message)
                        await self.answer(message, writer)
        finally:
            writer.close()


@dataclass
class Stand:
    """A running proxy with its upstream."""

    proxy: Proxy
    server: Server
    port: int
    upstream: Upstream
    log: list[tuple[int, str]]

    async def ask(self, data: bytes, *, to_end: bool = False) -> bytes:
        """Send bytes over a new connection; return the answer, or all bytes until the connection ends."""
        async with client(self.port) as (reader, writer):
            writer.write(data)
            return await (read_all(reader) if to_end else read_answer(reader))


@asynccontextmanager
async def client(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Open a connection to the proxy, and close it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def read_answer(reader: asyncio.StreamReader) -> bytes:
    """Return one answer with a length, or what came of it."""
    got = b""
    while not is_whole(got) and (data := await reader.read(65536)):
        got += data
    return got


async def read_all(reader: asyncio.StreamReader) -> bytes:
    """Return all that comes until the connection ends; a reset ends it too."""
    got = b""
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            got += data
    return got


def route_to(port: int, *, upstream: str = f"https://{HOST}", ca: str | None = None, url_scheme: str = "http") -> Route:
    """Return a route to a port of this machine."""
    return make_route(upstream, KEY, "duo", {"now": NOW}, f"{url_scheme}://localhost:{port}", ca)


@asynccontextmanager
async def proxying(
    answer: Answer | None = None,
    *,
    limits: Limits = LIMITS,
    upstream_limits: UpstreamLimits = UPSTREAM_LIMITS,
    observe: Observe | None = None,
    listing: Listing | None = None,
    tls: Any = None,
    make: Callable[[int], list[Route]] = lambda port: [route_to(port)],
) -> AsyncIterator[Stand]:
    """Run a proxy and its upstream."""
    upstream, log = Upstream(answer or always(OK)), list[tuple[int, str]]()
    listening = await asyncio.start_server(upstream.serve, "127.0.0.1", 0, ssl=tls)
    routes = Routes(make(listening.sockets[0].getsockname()[1]))
    proxy = Proxy(
        routes, observe=observe, log=lambda _request, status, _seconds, detail: log.append((status, detail)), limits=limits,
        upstream_limits=upstream_limits, listing=listing,
    )  # fmt: skip
    server = Server(proxy)
    port = await server.start_listening("127.0.0.1", 0)
    try:
        yield Stand(proxy, server, port, upstream, log)
    finally:
        await server.stop(0)
        listening.close()
        for writer in upstream.open:
            writer.close()
        await listening.wait_closed()


def run(scenario: Coroutine[Any, Any, T], loop: str = "asyncio") -> T:
    """Run a scenario, which may take 20 seconds at most, in asyncio's loop or in that of uvloop."""

    async def bounded() -> T:
        async with asyncio.timeout(20):
            return await scenario

    with asyncio.Runner(loop_factory=LOOPS[loop]) as runner:
        return runner.run(bounded())


def message_bytes(request: Request) -> bytes:
    """Return a request as on the wire."""
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
    return wire_bytes("\r\n".join(lines)) + b"\r\n\r\n" + request.body
