"""TLS connections that accept the certificate authorities of one file, or those that Duo's servers use.

duo_client brings a file with 15 root certificates. Here :data:`DEFAULT_CA_CERTS` names the system's file, and a
connection that is given this name trusts those of the system's authorities that are among the same 15, by their
fingerprints. If the system has none of them, no connection succeeds.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from typing import Any

from paraph.clients.duo.certificates import pinned_certificates

DEFAULT_CA_CERTS = ssl.get_default_verify_paths().openssl_cafile
HOSTNAME_MISMATCH = 62  # X509_V_ERR_HOSTNAME_MISMATCH of OpenSSL


class InvalidCertificateException(http.client.HTTPException):
    """The server's certificate is not for the host that was called."""

    def __init__(self, host: Any, cert: Any, reason: Any) -> None:
        super().__init__()
        self.host, self.cert, self.reason = host, cert, reason

    def __str__(self) -> str:
        return f"Host {self.host} returned an invalid certificate ({self.reason}): {self.cert}"


def client_context(ca_certs: Any) -> ssl.SSLContext:
    """Return a TLS context that trusts the file `ca_certs`; without one it verifies nothing, as in duo_client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.options |= ssl.OP_NO_SSLv2 | ssl.OP_NO_SSLv3
    if not ca_certs:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif ca_certs != DEFAULT_CA_CERTS:
        context.load_verify_locations(cafile=ca_certs)
    elif known := pinned_certificates():
        context.load_verify_locations(cadata=known)
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
