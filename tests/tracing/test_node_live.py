"""``paraph trace --live`` of Node programs: the real server answers, and gets what it gets without a watcher."""

import os
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from paraph.watching.wire import Wire
from tests.codegen.test_programs import need
from tests.tracing.test_tracing import PROGRAMS, explained, trace

PROGRAM = str(PROGRAMS / "node_live.js")
BODY = '{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL", "from": "afar"}'
ANSWER = f"HTTP/1.1 401 Unauthorized\r\nContent-Length: {len(BODY)}\r\nConnection: close\r\n\r\n{BODY}".encode()


@pytest.fixture(autouse=True)
def _node() -> None:
    need("node", "apt-get install nodejs", "tracing Node programs")


class Afar(socketserver.ThreadingTCPServer):
    """The real server: what it got, one entry a connection, and the protocols agreed on over TLS."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, certified: Path | None) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.got: list[bytes] = []
        self.agreed: list[str | None] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certified else None
        if self.context and certified:
            self.context.load_cert_chain(certified)
            self.context.set_alpn_protocols(["h2", "http/1.1"])

    def finish_request(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as it is called
        with suppress(OSError):  # a client that does not trust the certificate breaks off
            if self.context is None:
                self.answer(request)
                return
            with self.context.wrap_socket(request, server_side=True) as opened:
                self.agreed.append(opened.selected_alpn_protocol())
                self.answer(opened)

    def answer(self, connection: socket.socket) -> None:
        wire, got = Wire(), b""
        while data := connection.recv(65536):
            got += data
            if wire.feed(data):
                self.got.append(got)
                connection.sendall(ANSWER)
                return


@contextmanager
def afar(certified: Path | None) -> Iterator[Afar]:
    """The real server while the block runs, over TLS when there is a certificate."""
    with Afar(certified) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def traced(server: Afar, *words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    return trace("--json", "--live", *words, cwd=cwd, REAL_PORT=str(server.server_address[1]), **more)


@pytest.mark.parametrize(
    ("way", "sent"), [("http", ("posted", 26)), ("https", ("posted", 26)), ("fetch", ("fetched", 35))]
)
def test_the_real_server_gets_the_same_bytes_and_answers(way: str, sent: tuple[str, int], certified: Path) -> None:
    trusted = str(certified)
    with afar(None if way == "http" else certified) as server:
        words = ["node", "--no-warnings", PROGRAM, way]
        env = {**os.environ, "NODE_EXTRA_CA_CERTS": trusted, "REAL_PORT": str(server.server_address[1])}
        plain = subprocess.run(words, capture_output=True, text=True, env=env, timeout=60)
        done = traced(server, *words, NODE_EXTRA_CA_CERTS=trusted)
    (answer,) = explained(done)
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["method-lowercase"]
    assert answer["search"]["candidates"] == 0
    places = [(place["what"], place["function"], place["line"]) for place in answer["source"]]
    assert places == [("built", "headers", 17), ("signed", "headers", 18), ("sent", *sent)]
    assert (plain.stdout, plain.stderr) == (f"401 {BODY}\n", "")
    assert done.stderr == plain.stdout
    assert done.returncode == 1
    assert len(server.got) == 2
    assert server.got[0] == server.got[1]


@pytest.mark.parametrize("way", ["exit", "kill"])
def test_an_end_right_after_the_answer_loses_nothing(way: str, certified: Path) -> None:
    with afar(certified) as server:
        done = trace("--live", "node", "--no-warnings", PROGRAM, way, REAL_PORT=str(server.server_address[1]))
    assert "method-lowercase" in done.stdout
    assert done.returncode == 1


def test_many_processes_at_once(certified: Path, tmp_path: Path) -> None:
    job = tmp_path / "job.js"
    job.write_text(
        "const { spawn } = require('child_process'); const { Worker } = require('worker_threads');"
        f"for (let n = 0; n < 3; n++) spawn(process.execPath, ['{PROGRAM}', 'http', '8'], {{ stdio: 'ignore' }});"
        f"new Worker('{PROGRAM}', {{ argv: ['http', '8'] }});"
    )
    with afar(None) as server:
        answers = explained(traced(server, "sh", "-c", f"node {job}"))
    assert [answer["mistakes"][0]["id"] for answer in answers] == ["method-lowercase"] * 32
    assert {answer["search"]["candidates"] for answer in answers} == {0}


def test_only_http_1_is_offered_where_the_program_would_take_either(certified: Path) -> None:
    with afar(certified) as server:
        answers = explained(traced(server, "node", "--no-warnings", PROGRAM, "alpn"))
    assert len(answers) == 1
    assert server.agreed == ["http/1.1"]


def test_a_certificate_that_the_program_does_not_trust(certified: Path) -> None:
    with afar(certified) as server:
        done = traced(server, "node", PROGRAM, "trusted")
    assert done.stdout == ""
    assert done.stderr == "DEPTH_ZERO_SELF_SIGNED_CERT\nparaph: the program made no signed request\n"
    assert not server.got


def test_a_server_that_is_not_there() -> None:
    with afar(None) as server:
        pass
    done = traced(server, "node", PROGRAM, "http")
    assert done.stderr == "ECONNREFUSED\nparaph: the program made no signed request\n"
    assert done.returncode == 0


def test_what_is_not_signed_is_sent_and_this_machine_is_not_watched(tmp_path: Path) -> None:
    (tmp_path / "job.js").write_text(
        """
        const net = require("net");
        require("dns").lookup = (_host, options, done) => done(null, [{ address: "127.0.0.1", family: 4 }]);
        (async () => {
          for (const host of ["127.0.0.1", "localhost", "example.org"]) {
            console.log((await fetch(`http://${host}:${process.env.REAL_PORT}/`)).status);
          }
          net.connect(process.env.REAL_PORT, "example.org").end("\\0\\0 no HTTP");
        })();
        """
    )
    with afar(None) as server:
        done = traced(server, "node", "job.js", cwd=tmp_path, PYTHONPATH=str(Path("src").absolute()))
    assert done.stderr == "401\n401\n401\nparaph: the program made no signed request\n"
    assert len(server.got) == 3


def test_a_pipe_that_nobody_reads_holds_up_no_program(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    preload = Path("src/paraph/tracing/node/preload/preload.cjs").absolute()
    env = {**os.environ, "PARAPH_TRACE_PIPE": str(pipe), "NODE_OPTIONS": f"--require {preload}"}
    with afar(None) as server:
        more = {"REAL_PORT": str(server.server_address[1])}
        done = subprocess.run(
            ["node", PROGRAM, "http"], capture_output=True, text=True, env={**env, **more}, timeout=60
        )
    assert done.stdout == f"401 {BODY}\n"
