"""Requests that no local server may serve: values of Host, Origin and Sec-Fetch-Site, for every route."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

Headers = tuple[tuple[str, str], ...]
ROUTES = (
    "/", "/auth/v2/ping", "/auth/v2/check", "/auth/v2/auth", "/admin/v1/users", "/admin/v2/logs/authentication",
    "/accounts/v1/account/list", "/rest/v1/ping", "/device/v1/management_systems/devices", "/gallery/api/v1/workflows",
    "/webapi/v3/users", "/_paraph/health", "/_paraph/openapi/duo.json", "/_paraph/requests", "/_paraph/faults",
)  # fmt: skip


def foreign_headers(port: int) -> list[Headers]:
    """Return headers that must be refused by a server that listens on loopback at `port`."""
    own = f"127.0.0.1:{port}"
    hosts = (
        "", "attacker.org", f"attacker.org:{port}", f"localhost.attacker.org:{port}", f"127.0.0.1.attacker.org:{port}",
        "duosecurity.com.attacker.org", "xduosecurity.com", "10.0.0.1", f"10.0.0.1:{port}", "localhost", "127.0.0.1",
        f"localhost:{port + 1}", f"127.0.0.1:{port - 1}", "[::1]", f"[::1]:{port + 1}", f"localhost:{port}/",
        f"a@localhost:{port}", f"localhost:{port}@attacker.org", f"http://localhost:{port}", f"localhost:{port}:1",
        f"localhost:+{port}", f"localhost:{port}x", f"[localhost]:{port}", f"localhost,{own}", "[", f"2130706433:{port}",
        f"loc\u0430lhost:{port}", "api-\u212a.duosecurity.com", f"localhost:0x{port:x}", f"localhost.:{port}",
    )  # fmt: skip
    origins = (
        "http://attacker.org", f"http://attacker.org:{port}", "null", "", f"http://localhost.attacker.org:{port}",
        "http://[", "http://localhost", "http://127.0.0.1", f"http://localhost:{port + 1}", f"https://localhost:{port}",
        "https://api-deadbeef.duosecurity.com", f"http://api-deadbeef.duosecurity.com:{port}", "http://a.localhost",
        f"http://a.test:{port}", f"HTTP://localhost:{port}", f"localhost:{port}", f"http://localhost:{port}/",
        f"http://a@localhost:{port}", f"http://{own} http://{own}", "file://",
    )  # fmt: skip
    sites = ("cross-site", "same-site", "Cross-Site", "CROSS-SITE", "", "same-origin, none", "sameorigin", "unknown")
    good = ("Host", own)
    return [
        *((("Host", host),) for host in hosts),
        *((good, ("Origin", origin)) for origin in origins),
        *((good, ("Sec-Fetch-Site", site)) for site in sites),
        (), (good, good), (good, ("host", f"localhost:{port}")), (good, ("Host", "attacker.org")),
        (good, ("Origin", f"http://{own}"), ("origin", f"http://{own}")),
        (good, ("Sec-Fetch-Site", "none"), ("sec-fetch-site", "same-origin")),
        (good, ("Origin", f"http://{own}"), ("Sec-Fetch-Site", "cross-site")),
    ]  # fmt: skip


def own_headers(port: int) -> list[Headers]:
    """Return headers that such a server must serve."""
    own = f"127.0.0.1:{port}"
    hosts = (
        own, f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}", "api-deadbeef.duosecurity.com",
        f"api-deadbeef.duosecurity.com:{port}", "api-deadbeef.duosecurity.com:443", "gallery.example.com", "a.test:1",
    )  # fmt: skip
    sites = ("same-origin", "none", "None", "Same-Origin")
    return [
        *((("Host", host),) for host in hosts),
        *((("Host", own), ("Origin", f"http://{host}")) for host in (own, f"localhost:{port}", f"[::1]:{port}")),
        *((("Host", own), ("Sec-Fetch-Site", site)) for site in sites),
    ]


def message(method: str, target: str, headers: Headers, body: bytes = b"") -> bytes:
    """Write a request with exactly these headers."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def exchange(url: str, data: bytes, seconds: float = 10) -> bytes:
    """Send bytes and return all that comes back until the server closes or falls silent after a whole response."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=seconds) as connection:
        connection.sendall(data)
        return read_response(connection)


def read_response(connection: socket.socket) -> bytes:
    """Return one response, or what came of it before the connection was closed."""
    got = b""
    while not is_whole(got):
        try:
            data = connection.recv(65536)
        except ConnectionError:
            break
        if not data:
            break
        got += data
    return got


def is_whole(response: bytes) -> bool:
    """Say whether a response has come with all of its body."""
    head, end, body = response.partition(b"\r\n\r\n")
    length = head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]
    return bool(end) and len(body) >= int(length or b"0")


def status_of(response: bytes) -> int:
    """Return the status of a response; 0 if the connection was closed without one."""
    return int(response.split(b" ")[1]) if response.startswith(b"HTTP/1.") else 0


def served_though_foreign(url: str, routes: Iterable[str] = ROUTES) -> list[tuple[str, Headers, int]]:
    """Send all foreign headers to all routes; return what was answered with anything else than 400 or 403."""
    port = urlsplit(url).port or 0
    return [
        (route, headers, status)
        for route in routes
        for headers in foreign_headers(port)
        if (status := status_of(exchange(url, message("GET", route, headers)))) not in (400, 403)
    ]


def refused_though_own(url: str, route: str) -> list[tuple[Headers, int]]:
    """Send all own headers to a route; return what was answered with 400 or 403."""
    port = urlsplit(url).port or 0
    return [
        (headers, status)
        for headers in own_headers(port)
        if (status := status_of(exchange(url, message("GET", route, headers)))) in (0, 400, 403)
    ]


def hang(ending: ExitStack, url: str, count: int, data: bytes) -> list[socket.socket]:
    """Open so many connections that send `data` and nothing more."""
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or 0)
    connections = [ending.enter_context(socket.create_connection(address, timeout=30)) for _ in range(count)]
    for connection in connections:
        connection.sendall(data)
    return connections


def read_to_end(connection: socket.socket) -> bytes:
    """Return all that comes until the server closes the connection."""
    got = b""
    try:
        while data := connection.recv(65536):
            got += data
    except ConnectionError:
        pass
    return got


def smuggled(url: str, forms: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """Send each form; return what was answered with anything but one refusal before the connection was closed."""
    port = urlsplit(url).port or 0
    wrong = []
    for name, form in forms.items():
        with ExitStack() as ending:
            (connection,) = hang(ending, url, 1, form.replace(b"localhost", f"localhost:{port}".encode()))
            got = read_to_end(connection)
        if got.count(b"HTTP/1.1 ") != 1 or status_of(got) not in (400, 413, 414, 431):
            wrong.append((name, got[:100]))
    return wrong


def memory(process: int) -> int:
    """Return how much memory a process has, in bytes, by what Linux says."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def growth_by_bodies(url: str, process: int, count: int = 40, size: int = 15_000_000) -> int:
    """Send so many bodies of that size; return by how many bytes the memory of the server has grown since the first one.

    What one body takes while it is read is not returned to the system at once, and so is no growth.
    """
    headers = (("Host", f"localhost:{urlsplit(url).port}"), ("Content-Length", str(size)))
    data = message("POST", "/admin/v1/users", headers, bytes(size))
    exchange(url, data)
    before = memory(process)
    for _ in range(count):
        exchange(url, data)
    return memory(process) - before
