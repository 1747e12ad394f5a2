"""200 requests that must not be signed: of other origins, for other hosts, or readable in two ways."""

import asyncio

from tests.proxy.stand import GET, HOST, OK, proxying, run
from tests.trust.framing_forms import SMUGGLING
from tests.trust.servers import Headers, foreign_headers, message

RESERVED = (
    "attacker.test",
    "attacker.example",
    "attacker.localhost",
    "evil.duosecurity.com",
    "duosecurity.com",
    "www.example.org",
)
"""Names that other local servers answer to, since nobody can own them; this one has no route for them."""


def trap_requests(trap: str, port: int) -> list[bytes]:
    """Return requests that try to choose the upstream."""
    own = f"127.0.0.1:{port}"
    heads = [
        f"GET http://{trap}/ HTTP/1.1\r\nHost: {own}", f"GET http://{trap}/ HTTP/1.1\r\nHost: {trap}",
        f"GET https://{trap}/ HTTP/1.1\r\nHost: {HOST}", f"GET http://{HOST}@{trap}/ HTTP/1.1\r\nHost: {HOST}",
        f"GET http://{HOST}#@{trap}/ HTTP/1.1\r\nHost: {HOST}", f"GET {trap} HTTP/1.1\r\nHost: {HOST}",
        f"GET @{trap}/ HTTP/1.1\r\nHost: {HOST}", f"CONNECT {trap} HTTP/1.1\r\nHost: {trap}",
        f"CONNECT {trap} HTTP/1.1\r\nHost: {own}", f"CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443",
        f"GET / HTTP/1.1\r\nHost: {trap}", f"GET / HTTP/1.1\r\nHost: {HOST}@{trap}", f"GET / HTTP/1.1\r\nHost: {trap}#{HOST}",
        f"GET / HTTP/1.1\r\nHost: {HOST}, {trap}", f"GET / HTTP/1.1\r\nHost: {trap}\r\nHost: {HOST}",
        f"GET /#@{trap}/ HTTP/1.1\r\nHost: {HOST}", f"GET / HTTP/1.0\r\nHost: {HOST}", "OPTIONS * HTTP/1.1\r\nHost: " + HOST,
        f"GET / HTTP/1.1\r\nHost: {HOST}\r\nUpgrade: websocket\r\nConnection: Upgrade",
        f"GET / HTTP/1.1\r\nHost: {HOST}\r\nOrigin: http://{trap}", f"GET / HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: cross-site",
        f"GET / HTTP/1.1\r\nHost: {HOST}.attacker.org", f"GET / HTTP/1.1\r\nHost: {HOST}.localhost.attacker.org",
    ]  # fmt: skip
    return [f"{head}\r\n\r\n".encode() for head in heads]


def oversized() -> list[bytes]:
    """Return requests that are too large."""
    return [
        GET[:-2] + b"X: " + b"a" * 70_000 + b"\r\n\r\n", GET[:-2] + b"X: a\r\n" * 300 + b"\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", GET[:-2] + b"Content-Length: 16777217\r\n\r\n",
    ]  # fmt: skip


def hostile_requests(trap: str, port: int) -> list[bytes]:
    """Return all of them."""
    own = f"127.0.0.1:{port}".encode()
    foreign: list[Headers] = [*foreign_headers(port), *((("Host", name),) for name in RESERVED)]
    smuggling = [form.replace(b"localhost", own) for form in SMUGGLING.values()]
    return [
        *(message("GET", "/a", headers) for headers in foreign),
        *trap_requests(trap, port),
        *oversized(),
        *smuggling,
    ]


async def answers_to_hostile() -> tuple[int, list[str]]:
    trapped: list[str] = []

    async def trap(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        trapped.append("a connection to the trap")
        writer.close()

    listening = await asyncio.start_server(trap, "127.0.0.1", 0)
    address = f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    faults: list[str] = []
    async with proxying() as stand:
        requests = hostile_requests(address, stand.port)
        for data in requests:
            got = await stand.ask(data, to_end=True)
            status = got[9:12]
            if got.count(b"HTTP/1.1 ") != 1 or status[:1] not in (b"4", b"5") or b"Basic" in got:
                faults.append(f"{data[:120]!r} was answered with {got[:60]!r}")
        faults += [f"signed: {arrived[:120]!r}" for arrived in stand.upstream.messages]
        faults += [f"{stand.upstream.connections} connections to the upstream"] if stand.upstream.connections else []
        assert await stand.ask(GET) == OK
    listening.close()
    await listening.wait_closed()
    return len(requests), faults + trapped


def send_hostile(loop: str = "asyncio") -> tuple[int, list[str]]:
    """Return how many hostile requests were sent, and what was wrong with the answers."""
    return run(answers_to_hostile(), loop)
