"""How many signed requests a second the local server answers, beside the same HTTP server with nothing to do.

Each server has a process of its own, pinned to one core where the system can do that; the client has another.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from paraph import Credential, request_for, sign

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS, REQUESTS, ROUNDS = 16, 4_000, 5
BARE = """
import sys
from paraph.http.handler import Response
from paraph.http.serving import Server
import json, os
answer = Response(200, body=b'{"stat":"OK","response":{"time":1773739805}}')
def ready(port): os.write(1, json.dumps({"url": f"http://127.0.0.1:{port}"}).encode() + b"\\n")
Server(lambda request: answer, "127.0.0.1", 0, ready).run()
"""


def started(ending: ExitStack, *words: str) -> subprocess.Popen[str]:
    """A server on a core of its own."""
    pin = ["taskset", "-c", "0"] if (os.cpu_count() or 1) > 1 and os.path.exists("/usr/bin/taskset") else []  # noqa: PTH110
    process = subprocess.Popen(
        [*pin, sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    ending.callback(process.communicate)
    ending.callback(process.terminate)
    return process


def local(ending: ExitStack, *words: str) -> tuple[str, Credential]:
    """The local Duo: its URL, and a key."""
    ready = Path(ending.enter_context(tempfile.TemporaryDirectory())) / "ready.json"
    started(ending, "-m", "paraph", "serve", "duo", "--ready-file", str(ready), *words)
    while not ready.exists():
        os.sched_yield()
    told: dict[str, Any] = json.loads(ready.read_text())
    duo = told["providers"]["duo"]
    return told["url"], Credential.of(duo["ikey"], duo["skey"])


def bare(ending: ExitStack) -> str:
    """The URL of the same HTTP server with a constant answer."""
    process = started(ending, "-c", BARE)
    assert process.stdout is not None
    url: str = json.loads(process.stdout.readline())["url"]
    return url


def rate(url: str, target: str, key: Credential) -> float:
    """Requests a second, signed once, over some connections that are written and read in turns."""
    request = sign(request_for("GET", f"{url}{target}"), key)
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
    message = ("\r\n".join(lines) + "\r\n\r\n").encode()
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or 0)
    with ExitStack() as open_now:
        connections = [open_now.enter_context(socket.create_connection(address)) for _ in range(CONNECTIONS)]
        answers = [answered(connection) for connection in connections]
        began = time.perf_counter()
        for _ in range(REQUESTS // CONNECTIONS):
            for connection in connections:
                connection.sendall(message)
            for answer in answers:
                assert next(answer) == b"200"
        return REQUESTS / (time.perf_counter() - began)


def answered(connection: socket.socket) -> Iterator[bytes]:
    """The status of each response that comes."""
    held = b""
    while True:
        while b"\r\n\r\n" not in held:
            held += connection.recv(65536)
        head, _, held = held.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(held) < length:
            held += connection.recv(65536)
        held = held[length:]
        yield head.split(b" ")[1]


def rows() -> None:
    """Print a row for each request."""
    with ExitStack() as ending:
        url, key = local(ending)
        floor = bare(ending)
        for name, target in (("check", "/auth/v2/check"), ("five users", "/admin/v1/users?limit=5&offset=0")):
            own, other = [], []
            for _ in range(ROUNDS):
                own.append(rate(url, target, key))
                other.append(rate(floor, target, key))
            print(
                f"local Duo, one core, {name}: {median(own):,.0f} signed requests a second; "
                f"the HTTP server alone {median(other):,.0f}",
                flush=True,
            )


if __name__ == "__main__":
    rows()
