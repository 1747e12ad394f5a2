"""``paraph trace --live``: the real server answers, and what is sent to it is explained all the same."""

import datetime as dt
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PROGRAMS = Path("tests/tracing/programs").absolute()
HOST = "api-example0.duosecurity.com"
BODY = b'{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL", "from": "afar"}'


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """A file with a key and a certificate for HOST that it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certified.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


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


def test_node_is_not_watched_live() -> None:
    words = [sys.executable, "-m", "paraph", "trace", "--live", "node", "program.js"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 65
    assert done.stderr.startswith("paraph: error: --live watches Python programs only")
