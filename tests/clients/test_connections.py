"""Proxies with passwords, authorities of one's own, and servers that hang up: the client over real sockets."""

import base64
import hashlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from paraph.clients.duo import Admin, certificates, pinned
from paraph.clients.errors import Unreachable, Untrusted
from tests.http.servers import DUO, Server, serving, told_json

PASSWORD = "p@ss:w/rd-canary"
IKEY, SKEY = DUO.key_id, DUO.secret


class Proxy:
    """A proxy on loopback that asks for a password; it connects every host to one server."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target, self.heads = target, list[bytes]()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.connect, args=(client,), daemon=True).start()

    def connect(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (piece := client.recv(4096)):
            head += piece
        self.heads.append(head)
        expected = base64.b64encode(f"ada:{PASSWORD}".encode())
        if b"Proxy-Authorization: Basic " + expected not in head:
            client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            client.close()
            return
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        server = socket.create_connection(self.target)
        threading.Thread(target=copy, args=(client, server), daemon=True).start()
        copy(server, client)


def copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(65536):
            target.sendall(piece)
    except OSError:
        pass
    for each in (source, target):
        each.close()


@contextmanager
def secure_server(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A server with a certificate of an authority of its own, and the file of that authority."""
    ca, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1", "api-example0.duosecurity.com").configure_cert(context)
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    with serving(lambda _: told_json(200, {"stat": "OK", "response": {"user_id": "DU1"}})) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server, str(tmp_path / "ca.pem")


@contextmanager
def running_proxy(port: int) -> Iterator[Proxy]:
    proxy = Proxy(("127.0.0.1", port))
    threading.Thread(target=proxy.serve, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.listener.close()


ESCAPED = "p%40ss%3Aw%2Frd-canary"
HOST = "api-example0.duosecurity.com"


@pytest.mark.parametrize("by_environment", [False, True])
def test_a_proxy_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, by_environment: bool) -> None:
    with secure_server(tmp_path) as (server, ca), running_proxy(server.server_port) as proxy:
        url = f"http://ada:{ESCAPED}@127.0.0.1:{proxy.port}"
        if by_environment:
            monkeypatch.setenv("HTTPS_PROXY", url)
        with Admin(IKEY, SKEY, HOST, ca=ca, proxy=None if by_environment else url) as admin:
            assert admin.users.get("DU1")["user_id"] == "DU1"
        assert proxy.heads[0].startswith(b"CONNECT api-example0.duosecurity.com:443 HTTP/1.1\r\n")
        assert b"Authorization: Basic " + base64.b64encode(f"{IKEY}:".encode())[:20] not in proxy.heads[0]
        ((request, verdict),) = server.seen
        assert verdict.valid
        assert request.header("Proxy-Authorization") is None


def test_a_proxy_that_refuses_the_password_does_not_show_it() -> None:
    with running_proxy(9) as proxy:
        wrong = f"http://ada:wrong-canary@127.0.0.1:{proxy.port}"
        admin = Admin(IKEY, SKEY, HOST, proxy=wrong)
        with pytest.raises(Unreachable, match="the proxy does not connect to .*: 407 Proxy Auth") as caught:
            admin.users.create(username="a")
        assert len(proxy.heads) == 1
    assert "canary" not in f"{caught.value}{vars(caught.value)}{vars(admin)}"
    assert not caught.value.sent


def test_authorities_of_the_system_of_a_file_and_of_duo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with secure_server(tmp_path) as (server, ca):
        url = server.url.replace("http:", "https:")
        with pytest.raises(Untrusted):
            Admin(IKEY, SKEY, HOST, base_url=url).users.get("DU1")
        assert Admin(IKEY, SKEY, HOST, base_url=url, ca=ca).users.get("DU1")
        with Path(ca).open() as file:
            known = ssl.PEM_cert_to_DER_cert(file.read())
        monkeypatch.setattr(certificates, "system_certificates", lambda: [known])
        monkeypatch.setattr(certificates, "FINGERPRINTS", {hashlib.sha256(known).hexdigest(): "one of Duo's"})
        assert Admin(IKEY, SKEY, HOST, base_url=url, context=pinned()).users.get("DU1")
        other = trustme.CA()
        other.cert_pem.write_to_path(tmp_path / "other.pem")
        monkeypatch.setattr(certificates, "system_certificates", lambda: [known, b"another"])
        monkeypatch.setattr(certificates, "FINGERPRINTS", {hashlib.sha256(b"another").hexdigest(): "x"})
        with pytest.raises(ssl.SSLError):  # the fingerprint chooses, and this is no certificate
            pinned()


HALVES = (
    b"", b"HTTP/1.1", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}", b"SSH-2.0-x\r\n", b"\x15\x03\x01\x00\x02\x02\x16",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
)  # fmt: skip


@pytest.mark.parametrize("answer", HALVES, ids=range(len(HALVES)))
def test_half_an_answer_is_an_unreachable_server_and_what_was_sent_is_not_sent_again(answer: bytes) -> None:
    accepted: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                accepted.append(1)
                with client:
                    client.recv(65536)
                    client.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with Admin(IKEY, SKEY, HOST, base_url=url) as admin, pytest.raises(Unreachable) as caught:
            admin.users.create(username="a")
        listener.shutdown(socket.SHUT_RDWR)
    assert str(caught.value).isprintable()
    assert caught.value.sent
    assert len(accepted) == 1


def test_nothing_listens() -> None:
    with pytest.raises(Unreachable, match="nothing listens on") as caught:
        Admin(IKEY, SKEY, HOST, base_url="http://127.0.0.1:9").users.create(username="a")
    assert not caught.value.sent
