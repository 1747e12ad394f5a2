"""Local servers as real processes, under clients that ask too much of them."""

import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.trust.servers import exchange, hang, memory, message, read_response, read_to_end, status_of

WORDS = {"serve": ("serve", "--users", "20", "--events", "100"), "watch": ("watch", "--json")}
SECRET = "campaignSecretKey0123456789abcdefABCDEF0"


@contextmanager
def real_server(verb: str) -> Iterator[tuple[str, int]]:
    """The URL and the process id of ``paraph serve``, ``watch`` or ``proxy``; what it prints is thrown away."""
    if verb != "proxy":
        with started(*WORDS[verb]) as server:
            yield server
        return
    with started(*WORDS["serve"]) as (upstream, _), started("proxy", "--upstream", upstream) as server:
        yield server


@contextmanager
def started(*verb: str) -> Iterator[tuple[str, int]]:
    """The URL and the process id of a command that serves."""
    with tempfile.TemporaryDirectory() as name:
        ready, credentials = Path(name) / "ready.json", Path(name) / "credentials.json"
        credentials.write_text(json.dumps({"id": "DIEXAMPLE00000000000", "secret": SECRET}))
        credentials.chmod(0o600)
        words = [sys.executable, "-m", "paraph", *verb, "--port", "0", "--ready-file", str(ready)]
        process = subprocess.Popen(
            [*words, "--credentials", str(credentials)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while not ready.exists() and process.poll() is None:
                time.sleep(0.02)
            yield json.loads(ready.read_text())["url"], process.pid
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def memory_mb(pid: int) -> float:
    """How much memory a process holds, in MB."""
    return memory(pid) / 1e6


def own_host(url: str) -> tuple[str, str]:
    """The Host header that a server at this URL takes for its own."""
    return ("Host", url.removeprefix("http://"))


def half_sent(verb: str, connections: int, idle: float) -> tuple[float, list[str]]:
    """Leave requests half sent; the seconds until the last was closed, and what went wrong meanwhile."""
    faults = []
    with real_server(verb) as (url, _), ExitStack() as ending:
        own = message("GET", "/auth/v2/ping", (own_host(url),))
        started = time.monotonic()
        left = hang(ending, url, connections // 2, own[:-2])
        body = message("POST", "/auth/v2/auth", (own_host(url), ("Content-Length", "10"))) + b"abc"
        left += hang(ending, url, connections - connections // 2, body)
        for number in range(20):
            if not status_of(exchange(url, own)):
                faults.append(f"request {number} was not answered while others hang")
        for connection in left:
            connection.settimeout(idle + 30)
            read_to_end(connection)
        seconds = time.monotonic() - started
    if seconds > idle + 15:
        faults.append(f"the last half-sent request was closed after {seconds:.0f} s")
    return seconds, faults


def large_bodies(verb: str, count: int, size: int) -> tuple[float, list[str]]:
    """Send bodies of `size` bytes; by how many MB the server has grown."""
    with real_server(verb) as (url, pid):
        exchange(url, message("GET", "/auth/v2/ping", (own_host(url),)))
        before = memory_mb(pid)
        headers = (own_host(url), ("Content-Type", "application/octet-stream"), ("Content-Length", str(size)))
        for _ in range(count):
            exchange(url, message("POST", "/auth/v2/auth", headers, b"x" * size), 60)
        grown = memory_mb(pid) - before
    return grown, [] if grown <= 100 else [f"{count} bodies of {size:,} bytes grew {verb} by {grown:.0f} MB"]


def many_requests(verb: str, count: int) -> tuple[float, list[str]]:
    """Send so many requests on two connections; by how many MB the server grew in the second half."""
    with real_server(verb) as (url, pid):
        send_requests(url, count // 2)
        before = memory_mb(pid)
        send_requests(url, count - count // 2)
        grown = memory_mb(pid) - before
    return grown, [] if grown <= 20 else [f"{verb} grew by {grown:.0f} MB in the second {count // 2:,} requests"]


def send_requests(url: str, count: int) -> None:
    """Send requests over two connections that stay open."""
    ping = message("GET", "/auth/v2/ping", (own_host(url),))

    def ask(number: int) -> None:
        with ExitStack() as ending:
            (connection,) = hang(ending, url, 1, b"")
            for _ in range(number):
                connection.sendall(ping)
                assert status_of(read_response(connection)) in (200, 400)

    threads = [threading.Thread(target=ask, args=(count // 2,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
