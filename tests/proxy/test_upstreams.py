"""Upstreams that fail, are slow, or answer what nobody may pass on."""

import asyncio
import os
import socket
import ssl
import struct
from pathlib import Path
from typing import cast

import pytest
import trustme

from paraph.proxy.upstream import MOST_UNUSED, Connection, Failure, Pool, UpstreamLimits
from tests.proxy.stand import GET, OK, POST, always, client, proxying, read_all, read_answer, route_to, run
from tests.proxy.test_answers import MALFORMED

SHORT = UpstreamLimits(connect=0.1, first=0.1, idle=0.1, keep=0.1)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_answer_ends_in_502_or_a_cut_connection(name: str, loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(MALFORMED[name], closes=True)) as stand:
            closes = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
            got = await stand.ask(closes, to_end=True)
            if got.startswith(b"HTTP/1.1 502 "):
                assert b"malformed" in got
            else:  # a part had passed before the rest came
                assert "chunk" in name or "trailer" in name
                assert not got.endswith(b"\r\n0\r\n\r\n")
            assert [status for status, _ in stand.log] == [502]
            assert stand.proxy.pool.take(stand.proxy.routes.all[0].address) is None

    run(scenario(), loop)


def test_bytes_that_nobody_asked_for_are_answers_to_nothing(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(OK + b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled")) as stand:
            async with client(stand.port) as (reader, writer):
                for _ in range(3):
                    writer.write(GET)
                    assert await read_answer(reader) == OK
            assert stand.upstream.connections == 3

    run(scenario(), loop)


def test_a_connection_that_died_unused_is_replaced(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            assert await stand.ask(POST) == OK
            stand.upstream.open[0].close()
            await stand.upstream.open[0].wait_closed()
            assert await stand.ask(POST) == OK
            assert stand.upstream.connections == 2

    run(scenario(), loop)


@pytest.mark.parametrize(("request_", "count"), [(GET, 3), (POST, 2)])
def test_only_what_may_be_repeated_is_sent_again(request_: bytes, count: int, loop: str) -> None:
    """The upstream reads the second request, and closes the connection without an answer."""
    seen: list[bytes] = []

    async def answer(message: bytes, writer: asyncio.StreamWriter) -> None:
        seen.append(message)
        if len(seen) == 2:
            writer.close()
        else:
            writer.write(OK)

    async def scenario() -> None:
        async with proxying(answer) as stand:
            assert await stand.ask(GET) == OK
            got = await stand.ask(request_)
        assert got == OK if count == 3 else got.startswith(b"HTTP/1.1 502 ")

    run(scenario(), loop)
    assert len(seen) == count


def test_a_first_connection_that_is_closed_is_not_tried_again(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(b"", closes=True)) as stand:
            assert (await stand.ask(GET)).startswith(b"HTTP/1.1 502 ")
            assert len(stand.upstream.messages) == 1

    run(scenario(), loop)


def test_silence_ends_in_504(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(b""), upstream_limits=SHORT) as stand:
            got = await stand.ask(GET)
            assert got.startswith(b"HTTP/1.1 504 ")
            assert got.partition(b"\r\n\r\n")[2].startswith(b'{"error":"localhost:')

    run(scenario(), loop)


def test_a_head_that_comes_byte_by_byte_ends_in_504(loop: str) -> None:
    async def answer(_message: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD[:20])
        while not writer.is_closing():
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def scenario() -> None:
        async with proxying(answer, upstream_limits=SHORT) as stand:
            assert (await stand.ask(GET)).startswith(b"HTTP/1.1 504 ")

    run(scenario(), loop)


def test_silence_within_an_answer_cuts_it(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(HEAD + b"half"), upstream_limits=SHORT) as stand:
            assert await stand.ask(GET, to_end=True) in (HEAD + b"half", HEAD, b"")
            assert [status for status, _ in stand.log] == [504]

    run(scenario(), loop)


def test_an_unused_connection_is_closed_after_a_while(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(upstream_limits=SHORT) as stand:
            assert await stand.ask(GET) == OK
            await stand.upstream.open[0].wait_closed()

    run(scenario(), loop)


def test_nothing_listens(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(make=lambda _port: [route_to(1)]) as stand:
            got = await stand.ask(GET)
            assert got.startswith(b"HTTP/1.1 502 ")
            assert b"localhost:1" in got

    run(scenario(), loop)


def test_an_upstream_that_does_not_answer_the_handshake(loop: str) -> None:
    async def scenario() -> None:
        limits = SHORT._replace(first=60, idle=60, keep=60)
        async with proxying(upstream_limits=limits, make=lambda port: [route_to(port, url_scheme="https")]) as stand:
            assert (await stand.ask(GET)).startswith(b"HTTP/1.1 504 ")

    run(scenario(), loop)


def certificate(name: str) -> tuple[trustme.CA, ssl.SSLContext]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return authority, context


def test_a_trusted_upstream_is_reached_by_tls(tmp_path: Path, loop: str) -> None:
    authority, context = certificate("localhost")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")

    async def scenario() -> None:
        ca = str(tmp_path / "ca.pem")
        async with proxying(tls=context, make=lambda port: [route_to(port, url_scheme="https", ca=ca)]) as stand:
            assert [await stand.ask(GET), await stand.ask(POST)] == [OK, OK]
            assert stand.upstream.connections == 1

    run(scenario(), loop)


@pytest.mark.parametrize("name", ["localhost", "other.example"])
def test_no_byte_goes_to_an_upstream_that_is_not_trusted(name: str, tmp_path: Path, loop: str) -> None:
    authority, context = certificate(name)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    ca = None if name == "localhost" else str(tmp_path / "ca.pem")

    async def scenario() -> None:
        async with proxying(tls=context, make=lambda port: [route_to(port, url_scheme="https", ca=ca)]) as stand:
            got = await stand.ask(GET)
        assert got.startswith(b"HTTP/1.1 502 ")
        assert b"is not trusted" in got
        assert stand.upstream.messages == []

    run(scenario(), loop)


class Deaf(asyncio.Protocol):
    """An upstream that answers as soon as a request begins, and reads no more of it until it is asked to."""

    def __init__(self) -> None:
        self.received = 0
        self.is_over = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's has the methods, not the base class

    def data_received(self, data: bytes) -> None:
        if not self.received:
            self.transport.pause_reading()
            self.transport.write(OK)
        self.received += len(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        self.is_over.set()


def test_a_request_is_forgotten_once_it_is_answered_early(loop: str) -> None:
    size = 15 * 1024 * 1024

    async def scenario() -> None:
        deaf = Deaf()
        listening = await asyncio.get_running_loop().create_server(lambda: deaf, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        async with proxying(make=lambda _: [route_to(port)]) as stand:
            long = POST.replace(b"Length: 2\r\n\r\n{}", b"Length: %d\r\n\r\n" % size) + bytes(size)
            assert await stand.ask(long) == OK
            deaf.transport.resume_reading()
            await deaf.is_over.wait()
        listening.close()
        assert deaf.received < size

    run(scenario(), loop)


@pytest.mark.parametrize("late", [b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad", b""])
def test_bytes_that_arrive_late_are_no_answer_to_the_next_request(late: bytes, loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            address = stand.proxy.routes.all[0].address
            assert await stand.ask(GET) == OK
            wire = stand.upstream.open[0].get_extra_info("socket").fileno()
            if late:
                assert os.write(wire, late) == len(late)
            else:
                with socket.socket(fileno=os.dup(wire)) as own:
                    own.shutdown(socket.SHUT_WR)
            assert stand.proxy.pool.take(address) is None
            assert await stand.ask(POST) == OK
            assert stand.upstream.connections == 2

    run(scenario(), loop)


def test_unused_connections_have_a_limit(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            pool, address = Pool(), stand.proxy.routes.all[0].address
            made = [await pool.connect(address) for _ in range(MOST_UNUSED + 1)]
            for connection in made:
                assert isinstance(connection, Connection)
                pool.give_back(connection)
            assert sum(1 for _ in iter(lambda: pool.take(address), None)) == MOST_UNUSED
            for connection in made:
                assert isinstance(connection, Connection)
                connection.abort()

    run(scenario(), loop)


def test_a_connection_that_is_lost_before_it_is_used_is_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(self: Connection, transport: asyncio.BaseTransport) -> None:
        transport.abort()  # type: ignore[attr-defined]
        self.is_lost = True

    async def scenario() -> None:
        async with proxying() as stand:
            monkeypatch.setattr(Connection, "connection_made", lose)
            assert isinstance(await stand.proxy.pool.connect(stand.proxy.routes.all[0].address), Failure)
            assert b"closed the connection at once" in await stand.ask(GET)

    run(scenario())


def test_a_slow_client_slows_the_upstream(loop: str) -> None:
    piece, count = bytes(65536), 400
    written: list[int] = []

    async def answer(_message: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(piece) * count))
        for _ in range(count):
            writer.write(piece)
            await writer.drain()
            written.append(len(piece))

    async def scenario() -> None:
        async with proxying(answer) as stand, client(stand.port) as (reader, writer):
            writer.write(GET)
            await reader.readexactly(10)
            (connection,) = stand.proxy.clients
            while not connection.is_client_slow:  # type: ignore[attr-defined]
                await asyncio.sleep(0)
            for _ in range(50):
                await asyncio.sleep(0)
            assert connection.transport.get_write_buffer_size() <= 512 * 1024  # type: ignore[attr-defined]
            assert len(written) < count
            got = 10
            while data := await reader.read(65536):
                got += len(data)
                if got > len(piece) * count:
                    break
        assert len(written) == count

    run(scenario(), loop)


def test_an_answer_without_a_length_ends_with_the_connection(loop: str) -> None:
    async def scenario() -> None:
        async with (
            proxying(always(b"HTTP/1.1 200 OK\r\n\r\nabc", closes=True)) as stand,
            client(stand.port) as (reader, writer),
        ):
            writer.write(GET)
            assert await read_all(reader) == b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc"

    run(scenario(), loop)


def test_a_client_that_resets_its_connection_ends_its_request(loop: str) -> None:
    async def scenario() -> None:
        async with proxying(always(HEAD)) as stand:
            async with client(stand.port) as (reader, writer):
                writer.write(GET)
                await reader.readexactly(len(HEAD))
                wire = writer.get_extra_info("socket")
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            await stand.upstream.open[0].wait_closed()
            assert not stand.proxy.clients

    run(scenario(), loop)


def test_a_client_may_stop_writing_before_it_reads(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand, client(stand.port) as (reader, writer):
            writer.write(GET)
            writer.write_eof()
            assert await read_all(reader) == OK

    run(scenario(), loop)
