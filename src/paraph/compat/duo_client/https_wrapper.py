"""TLS connections that accept the certificate authorities of one file, or those that Duo's servers use.

duo_client brings a file with 15 root certificates. Here :data:`DEFAULT_CA_CERTS` names the system's file, and a
connection that is given this name trusts those of the system's authorities whose SHA-256 is in
:data:`PINNED_SHA256`, the same 15. If the system has none of them, no connection succeeds.
"""

from __future__ import annotations

import hashlib
import http.client
import re
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

DEFAULT_CA_CERTS = ssl.get_default_verify_paths().openssl_cafile
HOSTNAME_MISMATCH = 62  # X509_V_ERR_HOSTNAME_MISMATCH of OpenSSL
PEM_BLOCK = re.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")
PINNED_SHA256 = frozenset((
    "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",  # Amazon Root CA 1
    "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",  # Amazon Root CA 2
    "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",  # Amazon Root CA 3
    "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",  # Amazon Root CA 4
    "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",  # Starfield Services Root G2
    "2ce1cb0bf9d2f9e102993fbe215152c3b2dd0cabde1c68e5319b839154dbb7f5",  # Starfield Root G2
    "7431e5f4c3c1ce4690774f0b61e05440883ba9a01ed00ba6abd7806ed3b118cf",  # DigiCert High Assurance EV
    "018e13f0772532cf809bd1b17281867283fc48c6e13be9c69812854a490c1b05",  # DigiCert TLS ECC P384 G5
    "371a00dc0533b3721a7eeb40e8419e70799d2b0a0f2c1d80693165f7cec4ad75",  # DigiCert TLS RSA4096 G5
    "4fa3126d8d3a11d1c4855a4f807cbad6cf919d3a5a88b03bea2c6372d93c40c9",  # GlobalSign R46
    "cbb9c44d84b8043e1050ea31a69f514955d7bfd2e2c6b49301019ad61d9f5058",  # GlobalSign E46
    "8d25cd97229dbf70356bda4eb3cc734031e24cf00fafcfd32dc76eb5841c7ea8",  # GTS Root R2
    "349dfa4058c5e263123b398ae795573c4e1313c83fe68f93556cd5e8031b3c7d",  # GTS Root R4
    "5d56499be4d2e08bcfcad08a3e38723d50503bde706948e42f55603019e528ae",  # IdenTrust Commercial Root CA 1
    "983d826ba9c87f653ff9e8384c5413e1d59acf19ddc9c98cecae5fdea2ac229c",  # IdenTrust Commercial Root TLS ECC CA 2
))  # fmt: skip


class InvalidCertificateException(http.client.HTTPException):
    """The server's certificate is not for the host that was called."""

    def __init__(self, host: Any, cert: Any, reason: Any) -> None:
        super().__init__()
        self.host, self.cert, self.reason = host, cert, reason

    def __str__(self) -> str:
        return f"Host {self.host} returned an invalid certificate ({self.reason}): {self.cert}"


def system_authorities() -> list[bytes]:
    """Return the certificates that the system trusts, in DER: from OpenSSL's file or folder, else from Windows."""
    paths = ssl.get_default_verify_paths()
    folder = sorted(Path(paths.capath).glob("*.0")) if paths.capath else []
    files = [Path(paths.cafile)] if paths.cafile else folder
    texts = [file.read_text("ascii", "replace") for file in files]  # ten times as fast as to let OpenSSL read them
    found = [ssl.PEM_cert_to_DER_cert(block) for text in texts for block in PEM_BLOCK.findall(text)]
    return found or ssl.create_default_context().get_ca_certs(binary_form=True)


def pinned_authorities() -> bytes:
    """Return those of the system's certificates that Duo's servers may use, in DER, one after the other."""
    return b"".join(der for der in system_authorities() if hashlib.sha256(der).hexdigest() in PINNED_SHA256)


def client_context(ca_certs: Any) -> ssl.SSLContext:
    """Return a TLS context that trusts the file `ca_certs`; without one it verifies nothing, as in duo_client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.options |= ssl.OP_NO_SSLv2 | ssl.OP_NO_SSLv3
    if not ca_certs:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif ca_certs != DEFAULT_CA_CERTS:
        context.load_verify_locations(cafile=ca_certs)
    elif pinned := pinned_authorities():
        context.load_verify_locations(cadata=pinned)
    return context


class CertValidatingHTTPSConnection(http.client.HTTPConnection):
    """An HTTPS connection that verifies the server by the file `ca_certs`."""

    default_port = http.client.HTTPS_PORT

    def __init__(
        self,
        host: str,
        port: int | None = None,
        key_file: Any = None,
        cert_file: Any = None,
        ca_certs: Any = None,
        strict: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(host, port, **{"timeout": strict, **kwargs})  # duo_client has no timeout of its own either
        self.default_ssl_context = client_context(ca_certs)
        if cert_file:
            self.default_ssl_context.load_cert_chain(cert_file, key_file)

    def connect(self) -> None:
        """Connect and verify the certificate; raise InvalidCertificateException if it names another host."""
        super().connect()
        host: str = getattr(self, "_tunnel_host", None) or self.host
        try:
            self.sock = self.default_ssl_context.wrap_socket(self.sock, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            if error.verify_code == HOSTNAME_MISMATCH:
                raise InvalidCertificateException(host, "", "hostname mismatch") from error
            raise


class CertValidatingHTTPSHandler(urllib.request.HTTPSHandler):
    """Opens https addresses for :mod:`urllib.request` over :class:`CertValidatingHTTPSConnection`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__()
        self._connection_args = kwargs

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open the address; raise InvalidCertificateException if the certificate is not accepted."""

        def connection(host: str, **kwargs: Any) -> CertValidatingHTTPSConnection:
            return CertValidatingHTTPSConnection(host, **{**self._connection_args, **kwargs})

        try:
            return self.do_open(connection, req)
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLError):
                raise InvalidCertificateException(req.host, "", error.reason.args[1]) from error
            raise
