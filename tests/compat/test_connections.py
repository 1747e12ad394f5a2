"""Whom connections go to, and which certificates they accept."""

import hashlib
import http.client
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from paraph.clients.duo import certificates
from paraph.compat.duo_client import Auth, https_wrapper
from paraph.compat.duo_client.https_wrapper import CertValidatingHTTPSConnection, InvalidCertificateException
from tests.exactly import Exactly, Loopback

PONG = b'{"stat": "OK", "response": "pong"}'


class Ponging(Exactly):
    """Answers every request alike."""

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(PONG)))
        self.end_headers()
        self.wfile.write(PONG)

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    """A certificate authority, and the file with its certificate."""
    made, file = trustme.CA(), tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(str(file))
    return made, str(file)


def serving(authority: trustme.CA, name: str) -> Iterator[int]:
    """Serve over TLS with a certificate for a name; yield the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    server = Loopback(Ponging)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def port(authority: tuple[trustme.CA, str]) -> Iterator[int]:
    """A server whose certificate names this machine."""
    yield from serving(authority[0], "localhost")


@pytest.fixture(scope="module")
def other_port(authority: tuple[trustme.CA, str]) -> Iterator[int]:
    """A server whose certificate names another machine."""
    yield from serving(authority[0], "api-1.duosecurity.com")


def ping(port: int, **options: Any) -> Any:
    return Auth("DI", "secret", "localhost", port=port, timeout=5, **options).ping()


def test_a_file_of_authorities_is_enough(port: int, authority: tuple[trustme.CA, str]) -> None:
    assert ping(port, ca_certs=authority[1]) == "pong"


def test_nothing_is_verified_on_demand(port: int, other_port: int) -> None:
    assert ping(port, ca_certs="DISABLE") == ping(other_port, ca_certs="DISABLE") == "pong"


def test_other_authorities_are_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for options in ({}, {"disable_ca_pinning": True}, {"ca_certs": None}):
        with pytest.raises(ssl.SSLCertVerificationError):
            ping(port, **options)


def test_an_authority_of_the_system_is_trusted_if_pinning_is_disabled(
    port: int, authority: tuple[trustme.CA, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", authority[1])
    assert ping(port, disable_ca_pinning=True) == "pong"
    with pytest.raises(ssl.SSLCertVerificationError):
        ping(port)


@pytest.mark.parametrize("in_folder", [False, True])
def test_a_pinned_authority_of_the_system_is_trusted(
    port: int, authority: tuple[trustme.CA, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_folder: bool
) -> None:
    pem = Path(authority[1]).read_text("ascii")
    (tmp_path / "0a1b2c3d.0").write_text(pem, "ascii")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem") if in_folder else authority[1])
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path if in_folder else tmp_path / "missing"))
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    monkeypatch.setattr(certificates, "FINGERPRINTS", {digest: "a test"})
    assert ping(port) == "pong"


def test_the_pinned_authorities_are_those_of_duo_client() -> None:
    import duo_client.client

    text = Path(duo_client.client.DEFAULT_CA_CERTS).read_text("utf-8")
    ends = "-----END CERTIFICATE-----"
    blocks = [part[part.index("-----BEGIN") :] + ends for part in text.split(ends)[:-1]]
    pins = {hashlib.sha256(ssl.PEM_cert_to_DER_cert(block)).hexdigest() for block in blocks}
    assert pins == certificates.FINGERPRINTS.keys()


def test_a_certificate_for_another_host_is_refused(other_port: int, authority: tuple[trustme.CA, str]) -> None:
    with pytest.raises(InvalidCertificateException, match="hostname mismatch") as caught:
        ping(other_port, ca_certs=authority[1])
    assert isinstance(caught.value, http.client.HTTPException)


def test_urllib_can_use_the_connection(port: int, other_port: int, authority: tuple[trustme.CA, str]) -> None:
    opener = urllib.request.build_opener(https_wrapper.CertValidatingHTTPSHandler(ca_certs=authority[1]))
    with opener.open(f"https://localhost:{port}/") as answer:
        assert answer.read() == PONG
    with pytest.raises(InvalidCertificateException):
        opener.open(f"https://localhost:{other_port}/")
    pinned = urllib.request.build_opener(
        https_wrapper.CertValidatingHTTPSHandler(ca_certs=https_wrapper.DEFAULT_CA_CERTS)
    )
    with pytest.raises(InvalidCertificateException):
        pinned.open(f"https://localhost:{port}/")


def address(**options: Any) -> tuple[Any, ...]:
    """Where a client connects to."""
    proxy = options.pop("proxy", None)
    client = Auth("DI", "secret", "api-1.duosecurity.com", **options)
    if proxy:
        client.set_proxy(*proxy)
    connection: Any = client._connect()
    tunnel = connection._tunnel_host, connection._tunnel_port
    return type(connection), connection.host, connection.port, *tunnel, connection.timeout


def test_connections_go_to_the_host_or_through_the_proxy() -> None:
    plain, tls, pinning = http.client.HTTPConnection, http.client.HTTPSConnection, CertValidatingHTTPSConnection
    host = "api-1.duosecurity.com"
    assert address(timeout=7)[:-1] == (pinning, host, 443, None, None)
    assert address(timeout=7)[-1] == 7.0
    assert address(port=8443)[:3] == (pinning, host, 8443)
    assert address(ca_certs="HTTP")[:3] == (plain, host, 80)
    assert address(ca_certs="DISABLE")[:3] == (tls, host, 443)
    assert address(disable_ca_pinning=True)[:3] == (tls, host, 443)
    assert address(proxy=("proxy.example", 3128))[:5] == (pinning, "proxy.example", 3128, host, 443)
    client = Auth("DI", "secret", host)
    client.proxy_type = "SOCKS"
    with pytest.raises(NotImplementedError, match="proxy_type=SOCKS"):
        client._connect()
