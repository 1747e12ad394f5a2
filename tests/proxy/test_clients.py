"""Clients that are slow, many, in a hurry, or only watched; and what the proxy answers by itself."""

import asyncio
import json
import tracemalloc

import pytest

from paraph import Credential, Request, sign
from paraph.http.patience import LIMITS
from paraph.proxy.client import ClientConnection
from paraph.proxy.log import log_line
from paraph.proxy.routes import Route
from paraph.proxy.upstream import UpstreamLimits
from tests.proxy.stand import (
    GET,
    HOST,
    KEY,
    OK,
    POST,
    always,
    client,
    message_bytes,
    proxying,
    read_all,
    read_answer,
    route_to,
    run,
)

SLOW = LIMITS._replace(idle=0.1, stalled=0.1)
HEALTH = b"GET /_paraph/health HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
HELD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab"


@pytest.mark.parametrize("start", [b"", GET[:20], GET[:-2], POST[:-1], POST + POST[:-1]])
def test_a_client_that_stops_sending_is_disconnected(start: bytes, loop: str) -> None:
    async def scenario() -> None:
        async with proxying(limits=SLOW) as stand:
            got = await stand.ask(start, to_end=True)
            assert got == (OK if start.startswith(POST) else b"")
            assert len(stand.upstream.messages) == (1 if got else 0)

    run(scenario(), loop)


def test_a_client_that_waits_is_not_disconnected(loop: str) -> None:
    waited = asyncio.Event()

    async def answer(_message: bytes, writer: asyncio.StreamWriter) -> None:
        asyncio.get_running_loop().call_later(0.4, waited.set)
        await waited.wait()
        writer.write(OK)

    async def scenario() -> None:
        async with proxying(answer, limits=SLOW) as stand:
            assert await stand.ask(GET) == OK

    run(scenario(), loop)


def test_too_many_clients(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(limits=LIMITS._replace(connections=1)) as stand, client(stand.port) as (_, writer):
            writer.write(GET[:5])
            while not stand.proxy.clients:
                await asyncio.sleep(0)
            assert (await stand.ask(b"", to_end=True)).startswith(b"HTTP/1.1 503 ")

    run(scenario(), loop)


def test_long_bodies_together_have_a_limit(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            stand.proxy.room.take(256 * 1024 * 1024 - 1)
            assert (await stand.ask(POST, to_end=True)).startswith(b"HTTP/1.1 503 ")
            assert stand.proxy.room.take(1)
            assert stand.upstream.messages == []

    run(scenario(), loop)


def test_a_body_takes_room_until_its_request_is_answered(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(HELD)) as stand, client(stand.port) as (reader, writer):
            stand.proxy.room.take(256 * 1024 * 1024 - 3)
            writer.write(POST)
            assert await reader.readexactly(len(HELD)) == HELD
            assert (await stand.ask(POST, to_end=True)).startswith(b"HTTP/1.1 503 ")
            stand.upstream.open[0].write(b"cd")
            assert await reader.readexactly(2) == b"cd"
            writer.write(POST)
            assert await reader.readexactly(len(HELD)) == HELD

    run(scenario(), loop)


def test_small_chunks_take_no_more_room_than_others(loop: str) -> None:
    head = POST.replace(b"Content-Length: 2\r\n\r\n{}", b"Transfer-Encoding: chunked\r\n\r\n")

    async def scenario() -> None:
        async with proxying() as stand, client(stand.port) as (reader, writer):
            tracemalloc.start()
            writer.write(head + b"1\r\na\r\n" * 20_000)
            await writer.drain()
            while not stand.proxy.clients or next(iter(stand.proxy.clients))._size < 120_000:  # type: ignore[attr-defined]
                await asyncio.sleep(0)
            held = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            assert held < 1_000_000
            writer.write(b"0\r\n\r\n")
            assert await read_answer(reader) == OK
            assert stand.upstream.messages[0].endswith(b"\r\n\r\n" + b"a" * 20_000)

    run(scenario(), loop)


class Slow(asyncio.Transport):
    """The connection of a client that reads a little, and then nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.unsent = iter((300, 200, 100, 100))
        self.is_aborted = asyncio.Event()

    def get_write_buffer_size(self) -> int:
        return next(self.unsent)

    def close(self) -> None:
        """Wait until all is sent."""

    def abort(self) -> None:
        self.is_aborted.set()


def test_a_client_that_reads_slowly_is_not_disconnected(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(limits=LIMITS._replace(idle=0.01)) as stand:
            slow, connection = Slow(), ClientConnection(stand.proxy)
            connection.connection_made(slow)
            connection.drain()
            await slow.is_aborted.wait()
            assert list(slow.unsent) == []
            connection.connection_lost(None)

    run(scenario(), loop)


@pytest.mark.parametrize("request_", [GET, GET.replace(b"GET", b"BAD GET")])
def test_a_client_that_never_reads_is_disconnected(request_: bytes, loop: str) -> None:
    """Each of these ends its connection: one asks for that, and the other is malformed after answers that fill all buffers."""
    body = bytes(24 * 1024 * 1024)
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    async def scenario() -> None:
        limits = LIMITS._replace(idle=0.3)
        async with proxying(always(answer), limits=limits) as stand, client(stand.port) as (_, writer):
            while not stand.proxy.clients:
                await asyncio.sleep(0)
            (connection,) = stand.proxy.clients
            connection.transport.set_write_buffer_limits(64 * 1024 * 1024)  # type: ignore[attr-defined]
            closes = request_.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
            writer.write(closes if request_ is GET else GET + request_)
            while stand.proxy.clients:
                await asyncio.sleep(0.01)

    run(scenario(), loop)


def test_health(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand, client(stand.port) as (reader, writer):
            writer.write((HEALTH % stand.port).replace(b"GET", b"HEAD"))
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(HEALTH % stand.port)
            assert await reader.readuntil(b"\r\n\r\n") == head
            assert json.loads(await reader.readuntil(b"}")) == {
                "schema": "paraph.proxy-health/1", "status": "ok", "signs": True, "hosts": [HOST], "requests": 0, "failed": 0,
            }  # fmt: skip
            assert stand.upstream.messages == []

    run(scenario(), loop)


def test_an_error_to_head_has_no_body(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(make=lambda _port: [route_to(1)]) as stand, client(stand.port) as (reader, writer):
            for _ in range(2):
                writer.write(GET.replace(b"GET", b"HEAD"))
                assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 502 ")
            writer.write_eof()
            assert await read_all(reader) == b""

    run(scenario(), loop)


def test_a_request_that_cannot_be_signed_is_answered(loop: str) -> None:
    def make(port: int) -> list[Route]:
        def refuse(_request: Request) -> Request:
            raise ValueError("no reason")

        return [route_to(port)._replace(sign=refuse)]

    async def scenario() -> None:
        async with proxying(make=make) as stand, client(stand.port) as (reader, writer):
            writer.write(GET * 2)
            writer.write_eof()
            got = await read_all(reader)
            assert got.count(b"HTTP/1.1 400 ") == 2
            assert b"cannot be signed: no reason" in got
            assert stand.upstream.messages == []

    run(scenario(), loop)


def test_a_stop_waits_for_requests_in_progress(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(HELD)) as stand:
            async with client(stand.port) as (reader, writer), client(stand.port) as (unused, _):
                writer.write(GET)
                assert await reader.readexactly(len(HELD)) == HELD
                stopping = asyncio.create_task(stand.server.stop())
                assert await unused.read() == b""
                assert not stopping.done()
                stand.upstream.open[0].write(b"cd")
                assert await reader.read() == b"cd"
                await stopping
            with pytest.raises(ConnectionRefusedError):
                await stand.ask(GET)

    run(scenario(), loop)


def test_a_stop_does_not_wait_for_ever(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(HELD)) as stand, client(stand.port) as (reader, writer):
            writer.write(GET)
            assert await reader.readexactly(len(HELD)) == HELD
            await stand.server.stop(0.01)
            assert await read_all(reader) == b""

    run(scenario(), loop)


def test_without_signing_all_but_host_and_hop_by_hop_headers_pass(loop: str) -> None:
    seen: list[tuple[Request, str]] = []
    signed = sign(
        Request("POST", "/a//%7e#b", (("hOST", HOST), ("Content-Length", "2"), ("X-Odd", "é")), b"{}"), KEY, now=1
    )
    own = signed._replace(headers=(*signed.headers, ("Connection", "keep-alive")))

    def observe(request: Request, host: str, _route: Route) -> int:
        seen.append((request, host))
        return 0

    async def scenario() -> None:
        async with proxying(observe=observe) as stand:
            assert await stand.ask(message_bytes(own)) == OK
            local = own.with_header("Host", f"localhost:{stand.port}")
            assert await stand.ask(message_bytes(local)) == OK
            assert stand.upstream.messages == [message_bytes(signed)] * 2
            assert [host for _, host in seen] == [HOST, f"localhost:{stand.port}"]
            assert [request for request, _ in seen] == [signed, signed]

    run(scenario(), loop)


def test_a_repeated_request_is_signed_anew(loop: str) -> None:
    moments = iter(range(1_700_000_000, 1_800_000_000))
    seen: list[bytes] = []

    def make(port: int) -> list[Route]:
        route = route_to(port)
        return [route._replace(sign=lambda request: sign(request, KEY, now=next(moments)))]

    async def answer(message: bytes, writer: asyncio.StreamWriter) -> None:
        seen.append(message)
        if len(seen) == 2:
            writer.close()
        else:
            writer.write(OK)

    async def scenario() -> None:
        async with proxying(answer, make=make, upstream_limits=UpstreamLimits()) as stand:
            assert [await stand.ask(GET), await stand.ask(GET)] == [OK, OK]

    run(scenario(), loop)
    assert len(set(seen)) == 3


@pytest.mark.parametrize(("request_", "line"), [
    (Request("GET", "/a?user=ada&x&y=", (("Host", "h:1"),)), "GET h:1 /a?user=&[value]&y= 200 1.5 ms: why"),
    (Request("GET", "/\x1b[0m\n?", (("Host", "h"),)), "GET h /␛[0m⏎? 200 1.5 ms: why"),
    (Request("GET", "http://ada:pw@h/a#t=1?u", (("Host", "ada:pw@h"),)), "GET h http://h/a 200 1.5 ms: why"),
    (Request("A" * 300, "/" + "b" * 300, (("Host", "h" * 300),)), f"{'A' * 200} {'h' * 200} /{'b' * 199} 200 1.5 ms: why"),
    (None, "unreadable request 200 1.5 ms: why"),
])  # fmt: skip
def test_a_line_has_no_values(request_: Request | None, line: str) -> None:
    assert log_line(request_, 200, 0.0015, "why") == line


def test_no_secret_is_in_a_route() -> None:
    assert KEY.secret.text not in repr(route_to(1))
    assert isinstance(route_to(1).credential, Credential)
