"""`paraph proxy` as users run it: real processes, curl, signals."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paraph import Credential, request_for, sign
from paraph.testing import DuoServer
from tests.proxy.long_answers import growth_by_long_answer
from tests.proxy.running import Upstream, running
from tests.proxy.stand import HOST, message_bytes
from tests.trust.servers import exchange, status_of

CREDENTIALS = "examples/duo.json"
CURL = shutil.which("curl") or "curl"


def curl(*words: str) -> tuple[int, Any]:
    """Return status and JSON of what curl gets."""
    done = subprocess.run(
        [CURL, "-s", "-w", "\n%{http_code}", *words], capture_output=True, text=True, check=True, timeout=60
    )
    body, _, status = done.stdout.rpartition("\n")
    return int(status), json.loads(body)


def key_options(server: DuoServer) -> tuple[tuple[str, ...], dict[str, str]]:
    words = ("--upstream", f"https://{HOST}", "--to", server.url, "--id", server.ikey, "--secret-env", "DUO_SKEY")
    return words, {"DUO_SKEY": server.skey}


def test_curl_needs_no_signature(paraph_duo: DuoServer, tmp_path: Path) -> None:
    paraph_duo.add_user("ada", phone="+15555550100")
    words, env = key_options(paraph_duo)
    with running(tmp_path, *words, "--verbose", **env) as proxy:
        status, answer = curl(f"{proxy.url}/admin/v1/users?limit=5&username=ada")
        assert (status, answer["stat"]) == (200, "OK")
        status, answer = curl("-d", "username=ada", f"{proxy.url}/auth/v2/preauth")
        assert (status, answer["response"]["result"]) == (200, "auth")
        health = curl(f"{proxy.url}/_paraph/health")[1]
        assert (health["status"], health["signs"], health["hosts"], health["requests"]) == ("ok", True, [HOST], 2)
        out, said = proxy.end()
    assert out == ""
    assert f"signs for {HOST} (duo)" in said
    assert re.search(r"GET 127\.0\.0\.1:\d+ /admin/v1/users\?limit=&username= 200 [\d.]+ ms", said)
    assert "ada" not in said
    assert paraph_duo.skey not in said
    assert not paraph_duo.refused


def test_explain_signs_nothing(paraph_duo: DuoServer, tmp_path: Path) -> None:
    words, env = key_options(paraph_duo)
    key = Credential.of(paraph_duo.ikey, paraph_duo.skey)
    right = sign(request_for("GET", f"https://{HOST}/auth/v2/check?b=%2f"), key)
    wrong = sign(request_for("GET", f"https://{HOST}/auth/v2/check?b=%2f&a=1"), key)._replace(
        target="/auth/v2/check?a=1&b=%2f&c=1"
    )
    with running(tmp_path, *words, "--explain", "--json", **env) as proxy:
        assert status_of(exchange(proxy.url, message_bytes(right))) == 200
        assert status_of(exchange(proxy.url, message_bytes(wrong))) == 401
        assert status_of(exchange(proxy.url, message_bytes(request_for("GET", f"https://{HOST}/auth/v2/ping")))) == 200
        assert curl(f"{proxy.url}/_paraph/health")[1]["signs"] is False
        out, said = proxy.end()
    shown = [json.loads(line) for line in out.splitlines()]
    assert [each["verdict"] for each in shown] == ["valid", "explained", "unexplained"]
    assert shown[0]["received"]["url"] == f"https://{HOST}/auth/v2/check?b=%2f"
    assert f"explains requests to {HOST}" in said
    headers = {name.title(): value for name, value in paraph_duo.requests[0].request.headers}
    assert headers == {name.title(): value for name, value in right.headers}


def test_a_request_in_progress_is_answered_after_sigterm(tmp_path: Path) -> None:
    upstream = Upstream(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab", b"cd")
    upstream.start()
    with running(
        tmp_path, "--credentials", CREDENTIALS, "--upstream", f"https://{HOST}", "--to", upstream.url
    ) as proxy:
        port = int(proxy.url.rpartition(":")[2])
        with (
            socket.create_connection(("127.0.0.1", port), timeout=30) as wire,
            socket.create_connection(("127.0.0.1", port)) as unused,
        ):
            wire.sendall(f"GET /a HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            got = b""
            while not got.endswith(b"ab"):
                got += wire.recv(100)
            proxy.process.send_signal(signal.SIGTERM)
            assert unused.recv(1) == b""  # drained
            upstream.go.set()
            while data := wire.recv(100):
                got += data
        assert got.endswith(b"\r\n\r\nabcd")
        proxy.wait()
    upstream.join()


def test_a_long_answer_needs_no_memory() -> None:
    grown, faults = growth_by_long_answer(64)
    assert faults == []
    assert 0 <= grown < 8


@pytest.mark.parametrize(("words", "code", "text"), [
    ((), 78, "no credentials"),
    (("--credentials", CREDENTIALS, "--host", "0.0.0.0"), 2, "whoever reaches the proxy can sign with your secret"),  # noqa: S104
    (("--credentials", CREDENTIALS, "--upstream", "ftp://a"), 2, "expected https://HOST or http://HOST"),
    (("--credentials", CREDENTIALS, "--upstream", f"https://{HOST}", "--to", "here"), 2, "expected https://HOST or http://HOST"),
    (("--credentials", CREDENTIALS, "--upstream", f"https://{HOST}", "--ca", "missing.pem"), 78, "no certificates can be read from missing.pem"),
    (("--route", "gallery.example.com"), 2, "expected HOST=PROFILE"),
    (("--route", "http://a=prod"), 2, "expected HOST=PROFILE"),
    (("--route", "a.example=x", "--route", "A.example=y"), 2, "two routes have the same host"),
    (("--route", "a.example=x", "--upstream", "https://a.example"), 2, "omit --upstream"),
    (("--route", "a.example=missing"), 78, "config.toml"),
    (("--credentials", "examples/alteryx.json"), 2, "no server is named"),
])  # fmt: skip
def test_what_cannot_be_configured(words: tuple[str, ...], code: int, text: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "paraph", "proxy", *words], capture_output=True, text=True, timeout=30,
                          env={**os.environ, "PARAPH_CONFIG": str(tmp_path / "config.toml")}, stdin=subprocess.DEVNULL)  # fmt: skip
    assert (done.returncode, done.stdout) == (code, "")
    assert text in done.stderr
    assert "Traceback" not in done.stderr


def test_routes_take_their_profiles(paraph_duo: DuoServer, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[profile.one]\nid = "{paraph_duo.ikey}"\nsecret = "{paraph_duo.skey}"\n[profile.two]\nid = "{paraph_duo.ikey}"\nsecret = "wrong"\n'
    )
    config.chmod(0o600)
    words = ("--route", "one.example=one", "--route", "two.example=two", "--to", paraph_duo.url, "--scheme", "duo")
    with running(tmp_path, *words, PARAPH_CONFIG=str(config)) as proxy:
        port = proxy.url.rpartition(":")[2]
        resolve = ("--resolve", f"one.example:{port}:127.0.0.1", "--resolve", f"two.example.localhost:{port}:127.0.0.1")
        assert curl(*resolve, f"http://one.example:{port}/auth/v2/check")[0] == 200
        assert curl(*resolve, f"http://two.example.localhost:{port}/auth/v2/check")[0] == 401
        proxy.end()


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        words = ["proxy", "--port", port, "--credentials", CREDENTIALS, "--upstream", f"https://{HOST}"]
        done = subprocess.run([sys.executable, "-m", "paraph", *words], capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
