"""How much memory the proxy needs for a long answer."""

import socket
import tempfile
from pathlib import Path

from tests.proxy.running import Upstream, running
from tests.proxy.stand import HOST
from tests.trust.servers import memory

MOST_MB = 8


def growth_by_long_answer(count: int) -> tuple[float, list[str]]:
    """Read an answer of so many MB through the proxy; return by how many MB its memory grew, and what is wrong."""
    piece = bytes(1024 * 1024)
    size = count * len(piece)
    upstream = Upstream(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size, piece, count)
    upstream.start()
    upstream.go.set()
    words = ("--credentials", "examples/duo.json", "--upstream", f"https://{HOST}", "--to", upstream.url)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), *words) as proxy:
        before = most = memory(proxy.process.pid)
        with socket.create_connection(("127.0.0.1", int(proxy.url.rpartition(":")[2])), timeout=30) as wire:
            wire.sendall(f"GET /a HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
            got, buffer = 0, bytearray(1 << 20)
            while more := wire.recv_into(buffer):
                got += more
                most = max(most, memory(proxy.process.pid))
        proxy.end()
    upstream.join()
    grown = (most - before) / 1e6
    faults = [] if size < got < size + 1000 else [f"{got} bytes came"]
    return grown, faults + ([f"{grown:.0f} MB grown"] if grown > MOST_MB else [])
