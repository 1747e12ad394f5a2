"""``paraph trace --live``: the real server answers, and what is sent to it is explained all the same."""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

from tests.tracing.conftest import HOST

PROGRAMS = Path("tests/tracing/programs").absolute()
BODY = b'{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL", "from": "afar"}'


def traced_at(port: int, certified: Path, *options: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "paraph", "trace", *options, str(PROGRAMS / "by_live.py")]
    more = {"REAL_PORT": str(port), "REAL_CA": str(certified)}
    return subprocess.run(words, capture_output=True, text=True, env={**os.environ, **more}, timeout=60)


def test_the_real_server_answers(certified: Path) -> None:
    got: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with context.wrap_socket(connection, server_side=True) as tls:
                got.append(tls.recv(65536))
                length = f"Content-Length: {len(BODY)}\r\n\r\n".encode()
                tls.sendall(b"HTTP/1.1 401 Unauthorized\r\n" + length + BODY)

        thread = threading.Thread(target=serve)
        thread.start()
        done = traced_at(server.getsockname()[1], certified, "--json", "--live")
        thread.join()
    (answer,) = (json.loads(line) for line in done.stdout.splitlines())
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["ord-unsorted"]
    assert answer["search"]["candidates"] == 0
    assert f"401 {BODY.decode()}" in done.stderr
    assert got[0].startswith(b"GET /admin/v1/users?username=lena%20okafor&limit=5 HTTP/1.1\r\n")


def test_a_server_that_is_not_there(certified: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    done = traced_at(closed, certified, "--live")
    assert f"paraph: {HOST} cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr.partition("paraph:")[0]
