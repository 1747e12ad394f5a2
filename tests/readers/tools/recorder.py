"""A recorder on loopback: each input of a batch gets an address of its own, so that what was sent can be told apart."""

import asyncio
import re
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import NamedTuple, Self

from paraph.core.message import Pairs, Request, wire_text

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
OWN = frozenset(
    (
        "user-agent",
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "sec-fetch-mode",
        "te",
    )
)
"""Headers that tools add by themselves: compared only where the reader states them."""


class Received(NamedTuple):
    """A request as it came: names and values of headers as written, the body without its transfer coding."""

    method: str
    target: str
    headers: Pairs
    body: bytes


class Recorder:
    """Listens on `count` loopback addresses at one port, for as long as it is entered, and answers everything with 200."""

    def __init__(self, count: int, answer: bytes = OK) -> None:
        self.count = count
        self.answer = answer
        self._taken: dict[str, list[bytes]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []
        self.port = 0

    def address(self, number: int) -> str:
        """The address of an input, counted from 0."""
        return f"127.77.{number // 250}.{number % 250 + 1}"

    def host(self, number: int) -> str:
        """Address and port of an input."""
        return f"{self.address(number)}:{self.port}"

    def taken(self, number: int) -> list[bytes]:
        """The requests that came to the address of an input, in order, byte for byte."""
        return self._taken.get(self.address(number), [])

    def received(self, number: int) -> list[Received]:
        """The same, taken apart."""
        return [parsed(raw) for raw in self.taken(number)]

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    async def _listen(self) -> None:
        first = await asyncio.start_server(self._record, self.address(0), 0)
        self.port = first.sockets[0].getsockname()[1]
        others = [self.address(number) for number in range(1, self.count)]
        rest = [await asyncio.start_server(self._record, others, self.port)] if others else []
        self._servers = [first, *rest]

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _record(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("sockname")[0]
        try:
            raw = await whole_request(reader)
            if raw:
                self._taken.setdefault(address, []).append(raw)
                writer.write(self.answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def whole_request(reader: asyncio.StreamReader) -> bytes:
    """The bytes of one request: up to its announced length or its last chunk."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *([0-9]+)\r\n", head, re.IGNORECASE)
    if re.search(rb"\r\ntransfer-encoding: *chunked\r\n", head, re.IGNORECASE):
        parts = [head]
        while True:
            line = await reader.readuntil(b"\r\n")
            size = int(line, 16)
            parts += [line, await reader.readexactly(size + 2)]
            if size == 0:
                return b"".join(parts)
    return head + await reader.readexactly(int(length[1]) if length else 0)


def parsed(raw: bytes) -> Received:
    """A request taken apart, its chunks put together."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = wire_text(head).split("\r\n")
    method, _, rest = first.partition(" ")
    headers = tuple((name, value.strip(" \t")) for name, _, value in (line.partition(":") for line in lines))
    if any(name.lower() == "transfer-encoding" and value == "chunked" for name, value in headers):
        body = joined(body)
    return Received(method, rest.rpartition(" ")[0], headers, body)


def joined(body: bytes) -> bytes:
    """The chunks of a body put together."""
    parts: list[bytes] = []
    place = 0
    while True:
        line, _, _ = body[place : place + 20].partition(b"\r\n")
        size = int(line, 16)
        if size == 0:
            return b"".join(parts)
        start = place + len(line) + 2
        parts.append(body[start : start + size])
        place = start + size + 2


def differences(got: Received, request: Request, own: Iterable[str] = OWN) -> list[str]:
    """What the reader says otherwise than it was sent: method, target, body, and headers in order.

    Headers of `own` count only where the reader states them; the target of an absolute form is compared as it is.
    """
    found = []
    for name, sent, said in (
        ("method", got.method, request.method),
        ("target", got.target, request.target),
        ("body", got.body, request.body),
    ):
        if sent != said:
            found.append(f"{name}: sent {str(sent)[:200]!r}, read {str(said)[:200]!r}")
    stated = {name.lower() for name, _ in request.headers}
    unsaid = {name for name in own if name not in stated}
    sent_headers = [(name, value) for name, value in got.headers if name.lower() not in unsaid]
    said_headers = [(name, value.strip(" \t")) for name, value in request.headers]
    if sent_headers != said_headers:
        found.append(f"headers: sent {sent_headers}, read {said_headers}")
    return found
