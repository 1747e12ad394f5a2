"""The recorder as the command line runs it, with real clients on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from paraph import Credential, request_for, sign
from paraph.core.message import Request, wire_bytes
from tests.trust.framing_forms import SMUGGLING
from tests.trust.servers import own_headers, refused_though_own, served_though_foreign, smuggled

DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")


class Watch:
    """A running recorder, and what it prints."""

    def __init__(self, folder: Path, *more: str) -> None:
        ready = folder / "ready.json"
        words = ["watch", "--json", "--ready-file", str(ready), "--credentials", "examples/duo.json", *more]
        self.process = subprocess.Popen([sys.executable, "-m", "paraph", *words], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)  # fmt: skip
        assert self.process.stderr is not None
        self.said = self.process.stderr.readline()
        while not ready.exists():
            os.sched_yield()
        self.url = json.loads(ready.read_text())["url"]
        self.port = int(self.url.rpartition(":")[2])

    def ended(self) -> list[dict[str, Any]]:
        """Stop it, and what it printed."""
        self.process.send_signal(signal.SIGTERM)
        out, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0
        assert "Traceback" not in said
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watching = Watch(tmp_path)
    yield watching
    if watching.process.poll() is None:
        watching.process.kill()
        watching.process.communicate()


def raw(request: Request) -> bytes:
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
    return wire_bytes("\r\n".join(lines)) + b"\r\n\r\n" + request.body


def test_each_request_is_shown_and_answered_as_the_vendor_would(watch: Watch) -> None:
    right = sign(request_for("GET", f"{watch.url}/admin/v1/users?limit=10"), DUO, now=int(time.time()))
    headers = dict(right.headers)
    assert requests.get(f"{watch.url}/admin/v1/users?limit=10", headers=headers, timeout=5).json()["stat"] == "OK"
    reply = requests.get(f"{watch.url}/admin/v1/users?limit=11", headers=headers, timeout=5)
    assert (reply.status_code, reply.json()["code"]) == (401, 40103)
    assert requests.get(f"{watch.url}/", timeout=5).status_code == 400
    shown = watch.ended()
    assert [answer["verdict"] for answer in shown] == ["valid", "unexplained"]
    assert shown[0]["received"]["url"].endswith("/admin/v1/users?limit=10")


def test_it_takes_bytes_as_they_come(watch: Watch) -> None:
    host, port = watch.url.removeprefix("http://").split(":")
    request = sign(request_for("GET", f"{watch.url}/a//b/../%7euser?q=%2f&Z&=&é"), DUO)
    odd = request._replace(headers=(*request.headers, ("x-oDD-cASE", "\t two  blanks")))
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(raw(odd))
        assert connection.recv(65536).startswith(b"HTTP/1.1 ")
    (answer,) = watch.ended()
    assert answer["received"]["url"].endswith("/a//b/../%7euser?q=%2f&Z&=&é")
    assert "x-oDD-cASE" in [name for name, _ in answer["received"]["headers"]]


def test_it_stops_quietly_with_connections_open(watch: Watch) -> None:
    host, port = watch.url.removeprefix("http://").split(":")
    message = raw(sign(request_for("GET", f"{watch.url}/admin/v1/users?limit=10"), DUO, now=int(time.time())))
    with ExitStack() as stack:
        connections = [stack.enter_context(socket.create_connection((host, int(port)))) for _ in range(20)]
        for connection in connections:
            connection.sendall(message)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        assert len(watch.ended()) == 20


def test_no_route_takes_what_is_foreign(watch: Watch) -> None:
    assert served_though_foreign(watch.url) == []
    assert refused_though_own(watch.url, "/auth/v2/ping") == [(headers, 400) for headers in own_headers(watch.port)]
    assert smuggled(watch.url, SMUGGLING) == []
    shown = watch.ended()  # of own headers those that name Duo's host
    assert all(".duosecurity.com" in answer["received"]["url"] for answer in shown)


def test_none_is_lost(watch: Watch) -> None:
    host, port = watch.url.removeprefix("http://").split(":")
    message = raw(sign(request_for("GET", f"{watch.url}/admin/v1/users?limit=1"), DUO, now=int(time.time())))
    count, answers = 2000, 0
    with socket.create_connection((host, int(port))) as connection:
        for _ in range(0, count, 50):
            connection.sendall(message * 50)
            got, data = b"", b"-"
            while data and got.count(b'"stat"') < 50:
                data = connection.recv(65536)
                got += data
            answers += got.count(b"HTTP/1.1 200")
    assert answers == count
    assert [answer["verdict"] for answer in watch.ended()] == ["valid"] * count


def test_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["watch", "--port", port, "--credentials", "examples/duo.json"]
        done = subprocess.run([sys.executable, "-m", "paraph", *words], capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


def watched_for_another_host(tmp_path: Path, *words: str) -> dict[str, Any]:
    """The explanation of a request that was signed for the real host and sent to the recorder."""
    watching = Watch(tmp_path, *words)
    try:
        real = sign(request_for("GET", "https://api-1234abcd.example.org/admin/v1/users?limit=10"), DUO)
        headers = {name: value for name, value in real.headers if name.lower() != "host"}
        requests.get(f"{watching.url}/admin/v1/users?limit=10", headers=headers, timeout=5)
        (answer,) = watching.ended()
    finally:
        watching.process.kill()
    return answer


def test_the_real_host_can_be_named(tmp_path: Path) -> None:
    answer = watched_for_another_host(tmp_path, "--host-alias", "api-1234abcd.example.org")
    assert answer["verdict"] == "explained"
    assert "host" in answer["mistakes"][0]["id"]


def test_the_option_for_the_real_host_is_suggested(tmp_path: Path) -> None:
    answer = watched_for_another_host(tmp_path)
    assert answer["verdict"] == "unexplained"
    assert any("--host-alias HOST, or `host` in the credentials" in hint for hint in answer["hints"])
