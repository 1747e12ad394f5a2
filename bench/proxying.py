"""The signing proxy beside a reverse proxy of aiohttp that signs nothing: requests a second, and CPU time for each request.

Run by ``python -m bench.proxying``. Upstream, proxies and the generator have a process each; the proxies take turns, so
that what else the machine does falls on both. A request of paraph is signed with Duo's version 5.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, cast

from paraph.proxy.server import run

if TYPE_CHECKING:
    from aiohttp import web

HOST = "127.0.0.1"
CONNECTIONS, SECONDS, ROUNDS = 32, 2.0, 7
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 256\r\n\r\n" + b"x" * 256
HOPS = {"connection", "keep-alive", "host", "transfer-encoding", "te", "trailer", "upgrade"}
LOADS = {
    "GET, 256 B": b"GET /admin/v1/users?limit=100&offset=0 HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n",
    "POST of 1 kB": b"POST /admin/v1/users HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 1024\r\n\r\n"
    b"[" + b"1" * 1022 + b"]",
}  # fmt: skip


class Upstream(asyncio.Protocol):
    """Answers each request with the same 256 bytes."""

    def __init__(self) -> None:
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._held += data
        if self._held == data and data.startswith(b"GET ") and data.endswith(b"\r\n\r\n"):
            self._held = b""
            self._transport.write(ANSWER)
        while (end := self._held.find(b"\r\n\r\n") + 4) >= 4:
            length = self._held[:end].lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            end += int(length or b"0")
            if len(self._held) < end:
                return
            self._held = self._held[end:]
            self._transport.write(ANSWER)


async def serve_upstream(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Upstream, HOST, port)
    await server.serve_forever()


async def serve_aiohttp(port: int, upstream: int) -> None:
    """Serve a reverse proxy as one would write it with aiohttp."""
    from aiohttp import ClientSession, TCPConnector, web

    async with ClientSession(connector=TCPConnector(limit=0), auto_decompress=False) as session:

        async def forward(request: web.BaseRequest) -> web.StreamResponse:
            headers = {name: value for name, value in request.headers.items() if name.lower() not in HOPS}
            data = await request.read() if request.body_exists else None
            url = f"http://{HOST}:{upstream}{request.raw_path}"
            async with session.request(request.method, url, headers=headers, data=data, allow_redirects=False) as got:
                kept = {name: value for name, value in got.headers.items() if name.lower() not in HOPS}
                answer = web.StreamResponse(status=got.status, headers=kept)
                await answer.prepare(request)
                async for piece in got.content.iter_any():
                    await answer.write(piece)
                await answer.write_eof()
                return answer

        runner = web.ServerRunner(web.Server(forward))
        await runner.setup()
        await web.TCPSite(runner, HOST, port).start()
        await asyncio.Event().wait()


class Load(asyncio.Protocol):
    """One connection that sends a request as soon as the last one is answered."""

    def __init__(self, message: bytes) -> None:
        self._message, self._left = message, 0
        self.count = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self._message)

    def data_received(self, data: bytes) -> None:
        if not self._left:
            head, _, _ = data.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), data
            self._left = len(head) + 4 + 256
        self._left -= len(data)
        if not self._left:
            self.count += 1
            self.transport.write(self._message)


async def count_requests(port: int, message: bytes, seconds: float) -> int:
    """Return how many requests were answered within so many seconds."""
    loop, loads = asyncio.get_running_loop(), []
    for _ in range(CONNECTIONS):
        _, load = await loop.create_connection(lambda: Load(message), HOST, port)
        loads.append(load)
    await asyncio.sleep(seconds)
    for load in loads:
        load.transport.abort()
    return sum(load.count for load in loads)


class Measured(NamedTuple):
    """One turn of one proxy."""

    rate: float
    cpu: float


class ProxyProcess(NamedTuple):
    """A running proxy."""

    name: str
    pid: int
    port: int

    def measure(self, message: bytes) -> Measured:
        """Return requests a second, and microseconds of CPU time of the proxy for each."""
        counted: list[int] = []

        async def count() -> None:
            counted.append(await count_requests(self.port, message % f"{HOST}:{self.port}".encode(), SECONDS))

        before, started = cpu_seconds(self.pid), time.perf_counter()
        run(count())
        seconds = time.perf_counter() - started
        return Measured(counted[0] / seconds, (cpu_seconds(self.pid) - before) / counted[0] * 1e6)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process, as Linux counts it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    import socket

    with socket.socket() as chosen:
        chosen.bind((HOST, 0))
        return int(chosen.getsockname()[1])


def start(ending: ExitStack, *words: str) -> int:
    """Start a Python process; return its id."""
    env = {**os.environ, "DUO_SKEY": "exampleSecretKey0123456789abcdefABCDEF00"}
    process = subprocess.Popen([sys.executable, *words], env=env, stderr=subprocess.DEVNULL)
    ending.callback(process.wait)
    ending.callback(process.terminate)
    return process.pid


def wait_until_open(port: int) -> None:
    import socket

    for _ in range(200):
        try:
            socket.create_connection((HOST, port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"nothing listens on port {port}")


def start_all(ending: ExitStack) -> list[ProxyProcess]:
    """Start the upstream and both proxies."""
    upstream, own, peer = free_port(), free_port(), free_port()
    start(ending, "-m", "bench.proxying", "upstream", str(upstream))
    words = (
        "--upstream",
        "http://api-example0.duosecurity.com",
        "--to",
        f"http://{HOST}:{upstream}",
        "--duo-version",
        "5",
    )
    key = ("--id", "DIEXAMPLE00000000000", "--secret-env", "DUO_SKEY")
    proxies = [
        ProxyProcess("paraph", start(ending, "-m", "paraph", "proxy", "--port", str(own), *words, *key), own),
        ProxyProcess("aiohttp", start(ending, "-m", "bench.proxying", "aiohttp", str(peer), str(upstream)), peer),
    ]
    for port in (upstream, own, peer):
        wait_until_open(port)
    return proxies


def rows() -> None:
    """Print a row for each load."""
    with ExitStack() as ending:
        own, peer = start_all(ending)
        for name, message in LOADS.items():
            for proxy in (own, peer):
                proxy.measure(message)
            turns = [(own.measure(message), peer.measure(message)) for _ in range(ROUNDS)]
            rates = [median(turn[index].rate for turn in turns) for index in (0, 1)]
            times = [median(turn[index].cpu for turn in turns) for index in (0, 1)]
            rate = median(first.rate / second.rate for first, second in turns)
            cpu = median(second.cpu / first.cpu for first, second in turns)
            print(
                f"proxy, {CONNECTIONS} connections, {name}: signing {rates[0]:,.0f} requests a second, {times[0]:.0f} us of CPU each; "
                f"aiohttp without signing {rates[1]:,.0f}, {times[1]:.0f} us: {rate:.2f}x the requests, {cpu:.2f}x the capacity of a core",
                flush=True,
            )


def main(words: list[str]) -> None:
    """Print the rows, or be one of the servers."""
    if words[:1] == ["upstream"]:
        run(serve_upstream(int(words[1])))
    elif words[:1] == ["aiohttp"]:
        run(serve_aiohttp(int(words[1]), int(words[2])))
    else:
        rows()


if __name__ == "__main__":
    main(sys.argv[1:])
