"""The client that signs, sends, repeats what was rate-limited, and reads answers.

Kept on purpose, because programs see it: a repeated request keeps its first date and signature; after the last
wait the answer 429 is returned like any other; paging writes ``limit`` and ``offset`` into the caller's dict; each
call opens a connection; errors are a bare RuntimeError with `status`, `reason` and `data`.
"""

from __future__ import annotations

import email.utils
import hashlib
import http.client
import json
import random
import socket
import ssl
import urllib.parse
from datetime import datetime
from time import sleep
from typing import TYPE_CHECKING, Any, NoReturn

from paraph.compat.duo_client.https_wrapper import DEFAULT_CA_CERTS as DEFAULT_CA_CERTS
from paraph.compat.duo_client.https_wrapper import CertValidatingHTTPSConnection as CertValidatingHTTPSConnection
from paraph.compat.duo_client.signatures import canon_params as canon_params
from paraph.compat.duo_client.signatures import canon_x_duo_headers as canon_x_duo_headers
from paraph.compat.duo_client.signatures import canonicalize as canonicalize
from paraph.compat.duo_client.signatures import normalize_params as normalize_params
from paraph.compat.duo_client.signatures import sign as sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

__version__ = "5.7.0"
CA_BUNDLE_VERSION = "1.0"
BODY_METHODS = ("POST", "PUT", "PATCH")
DEFAULT_TIMEOUT: Any = socket._GLOBAL_DEFAULT_TIMEOUT  # type: ignore[attr-defined]  # noqa: SLF001  # it is the default of http.client


class Client:
    """A client for one integration of Duo; subclasses name the calls of an API.

    `ca_certs` is a file of certificates in PEM, ``HTTP`` for connections without TLS, or ``DISABLE`` for TLS that
    verifies nothing; by default only authorities that Duo's servers use are trusted. `disable_ca_pinning` trusts
    all authorities of the system. `digestmod` counts for signature versions 1 and 2. `timeout` is in seconds.
    """

    sig_version = 5

    def __init__(
        self,
        ikey: Any,
        skey: Any,
        host: Any,
        ca_certs: Any = DEFAULT_CA_CERTS,
        sig_timezone: Any = "UTC",
        user_agent: Any = "Duo API Python/" + __version__,
        timeout: Any = DEFAULT_TIMEOUT,
        paging_limit: Any = 100,
        digestmod: Any = hashlib.sha512,
        sig_version: Any = None,
        port: Any = None,
        disable_ca_pinning: Any = False,
    ) -> None:
        if disable_ca_pinning and ca_certs not in (None, DEFAULT_CA_CERTS):
            raise ValueError("Cannot both disable CA pinning and provide custom CA certificates")
        self.ikey, self.skey, self.host, self.port = ikey, skey, host, port
        self.sig_timezone, self.digestmod, self.paging_limit = sig_timezone, digestmod, paging_limit
        self.ca_certs = DEFAULT_CA_CERTS if ca_certs is None else ca_certs
        self.disable_ca_pinning = disable_ca_pinning
        pinning = "disabled" if disable_ca_pinning else "enabled"
        bundle = f" ca_bundle/{CA_BUNDLE_VERSION} (ca_pinning={pinning})"
        self.user_agent = f"{user_agent}{bundle}" if user_agent else user_agent
        self.set_proxy(None, proxy_type=None)
        if sig_version is not None:
            self.sig_version = sig_version
        self._MAX_BACKOFF_WAIT_SECS = 32
        self._INITIAL_BACKOFF_WAIT_SECS = 1
        self._BACKOFF_FACTOR = 2
        self._RATE_LIMITED_RESP_CODE = 429
        self.timeout = timeout if timeout is DEFAULT_TIMEOUT else float(timeout)
        if sig_version == 3:
            raise ValueError("sig_version 3 not supported")

    def set_proxy(self, host: Any, port: Any = None, headers: Any = None, proxy_type: Any = "CONNECT") -> None:
        """Send requests through an HTTP proxy; `proxy_type` is ``CONNECT``, or None for no proxy."""
        if proxy_type not in ("CONNECT", None):
            raise NotImplementedError(f"proxy_type={proxy_type}")
        self.proxy_host, self.proxy_port, self.proxy_headers, self.proxy_type = host, port, headers, proxy_type

    def api_call(
        self, method: Any, path: Any, params: Any, additional_headers: Any = None, sig_version: Any = None
    ) -> tuple[Any, Any]:
        """Sign and send a request; return the response and its body.

        `params` become the query, or with POST, PUT and PATCH the body: JSON in signature versions 4 and 5.
        """
        version = self.sig_version if sig_version is None else sig_version
        extra = {} if additional_headers is None else additional_headers
        if version not in (1, 2, 4, 5):
            raise ValueError(f"unsupported sig_version {version}")
        has_body, has_json = method in BODY_METHODS, version >= 4
        signed_body: Any = None
        if has_json:
            signed_body = self.canon_json(params) if has_body else ""
        signed_params = {} if has_body and has_json else normalize_params(params)
        digest = hashlib.sha512 if has_json else self.digestmod
        now = self._date()
        authorization = sign(
            self.ikey, self.skey, method, self.host, path, now, version, signed_params, signed_body, digest, extra
        )
        headers = {"Authorization": authorization, "Date": now, **(extra if version == 5 else {})}
        if self.user_agent:
            headers["User-Agent"] = self.user_agent
        form = urllib.parse.urlencode(signed_params, doseq=True)
        if has_body:
            headers["Content-type"] = "application/json" if has_json else "application/x-www-form-urlencoded"
        uri, body = (path, signed_body if has_json else form) if has_body else (f"{path}?{form}", None)
        return self._make_request(method, uri, body, {_ascii(k): _ascii(v) for k, v in headers.items()})

    def _date(self) -> str:
        """Return the time in the form of RFC 2822, in the client's time zone."""
        if self.sig_timezone == "UTC":
            return email.utils.formatdate()
        return datetime.now(_time_zone(self.sig_timezone)).strftime("%a, %d %b %Y %H:%M:%S %z")

    def _connect(self) -> http.client.HTTPConnection:
        """Return a new connection, which connects when the request is sent."""
        api_port = self.port if self.port is not None else 80 if self.ca_certs == "HTTP" else 443
        if self.proxy_type not in ("CONNECT", None):
            raise NotImplementedError(f"proxy_type={self.proxy_type}")
        host, port = (self.host, api_port) if self.proxy_type is None else (self.proxy_host, self.proxy_port)
        connection = self._connection(host, port)
        connection.timeout = self.timeout
        if self.proxy_type == "CONNECT":
            connection.set_tunnel(self.host, api_port, self.proxy_headers)
        return connection

    def _connection(self, host: Any, port: Any) -> http.client.HTTPConnection:
        """Return a connection to a server or proxy that verifies certificates as `ca_certs` says."""
        if self.disable_ca_pinning:
            return http.client.HTTPSConnection(host, port, context=ssl.create_default_context())
        if self.ca_certs == "HTTP":
            return http.client.HTTPConnection(host, port)
        if self.ca_certs == "DISABLE":
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            return http.client.HTTPSConnection(host, port, context=context)
        return CertValidatingHTTPSConnection(host, port, ca_certs=self.ca_certs)

    def _make_request(self, method: Any, uri: Any, body: Any, headers: Any) -> tuple[Any, Any]:
        """Send a signed request, again after each 429, for at most 63 seconds of waiting."""
        if self.proxy_type == "CONNECT":
            scheme = "http" if self.ca_certs == "HTTP" else "https"
            uri = f"{scheme}://{self.host}{uri}"
        connection = self._connect()
        wait = self._INITIAL_BACKOFF_WAIT_SECS
        response, data = self._attempt_single_request(connection, method, uri, body, headers)
        while response.status == self._RATE_LIMITED_RESP_CODE and wait <= self._MAX_BACKOFF_WAIT_SECS:
            sleep(wait + random.uniform(0.0, 1.0))  # noqa: S311
            wait *= self._BACKOFF_FACTOR
            response, data = self._attempt_single_request(connection, method, uri, body, headers)
        self._disconnect(connection)
        return response, data

    def _attempt_single_request(self, conn: Any, method: Any, uri: Any, body: Any, headers: Any) -> tuple[Any, Any]:
        """Send the request once; return the response and its body."""
        conn.request(method, uri, body, headers)
        response = conn.getresponse()
        return response, response.read()

    def _disconnect(self, conn: Any) -> None:
        """Close the connection."""
        conn.close()

    def normalize_paging_args(self, limit: Any = None, offset: Any = 0) -> tuple[Any, str]:
        """Return limit and offset as text; a limit of None or 0 stays as it is."""
        return f"{limit}" if limit else limit, f"{offset}"

    def json_api_call(self, method: Any, path: Any, params: Any) -> Any:
        """Send a request; return the ``response`` member of the answer, or raise RuntimeError."""
        return self.parse_json_response(*self.api_call(method, path, params))

    def _page(self, method: Any, path: Any, params: Any) -> tuple[Any, Any]:
        """Send a request for one page; return it with its metadata."""
        return self.parse_json_response_and_metadata(*self.api_call(method, path, params))

    def json_paging_api_call(self, method: Any, path: Any, params: Any) -> Iterator[Any]:
        """Yield the objects of all pages, from offset 0 on; raise RuntimeError for a page that is refused."""
        self._limit_pages(params)
        offset: Any = 0
        while offset is not None:
            params["offset"] = f"{offset}"
            objects, metadata = self._page(method, path, params)
            offset = metadata.get("next_offset")
            yield from objects

    def json_cursor_api_call(
        self, method: Any, path: Any, params: Any, get_records_func: Callable[[Any], Any]
    ) -> Iterator[Any]:
        """Yield the records that `get_records_func` finds in each page; the first page has no offset."""
        self._limit_pages(params)
        while True:
            page, metadata = self._page(method, path, params)
            yield from get_records_func(page)
            offset = metadata.get("next_offset")
            if offset is None:
                return
            params["offset"] = f"{offset}"

    def _limit_pages(self, params: Any) -> None:
        """Write the client's limit into the parameters if they have none."""
        if "limit" not in params and self.paging_limit:
            params["limit"] = f"{self.paging_limit}"

    def parse_json_response(self, response: Any, data: Any) -> Any:
        """Return the ``response`` member of an answer; raise RuntimeError if it is not OK."""
        return self.parse_json_response_and_metadata(response, data)[0]

    def parse_json_response_and_metadata(self, response: Any, data: Any) -> tuple[Any, Any]:
        """Return the members ``response`` and ``metadata`` of an answer; raise RuntimeError if it is not OK."""
        body = data if isinstance(data, str) else data.decode("utf-8")
        if response.status != 200:
            _raise_refused(response, body)
        try:
            body = json.loads(body)
            if body["stat"] != "OK":
                _raise(response, f"Received error response: {body}", body)
            members = body["response"]
            metadata = body.get("metadata", {})
        except (ValueError, KeyError, TypeError):
            _raise(response, f"Received bad response: {body}", body)
        if not metadata and isinstance(members, dict):
            metadata = members.get("metadata", {})
        return members, metadata

    def _image(self, path: str) -> Any:
        """Return an image as bytes; raise RuntimeError if the answer is an error."""
        response, data = self.api_call("GET", path, {})
        if (response.getheader("Content-Type") or "").startswith("image/"):
            return data
        return self.parse_json_response(response, data)

    @classmethod
    def canon_json(cls, params: Any) -> str:
        """Return the body for `params`: JSON with sorted keys, without blanks, in ASCII."""
        if not isinstance(params, dict):
            raise ValueError("JSON request must be an object.")
        return json.dumps(params, sort_keys=True, separators=(",", ":"))


def _ascii(value: Any) -> Any:
    """Return text as ASCII bytes, anything else as it is."""
    return value.encode("ascii") if isinstance(value, str) else value


def _time_zone(name: str) -> tzinfo:
    """Return a time zone by its name, from pytz if it is installed, as its errors and data may be relied upon."""
    try:
        import pytz
    except ImportError:
        from zoneinfo import ZoneInfo

        return ZoneInfo(name)
    zone: tzinfo = pytz.timezone(name)
    return zone


def _raise(response: Any, message: str, data: Any) -> NoReturn:
    """Raise a RuntimeError that carries the response's status, reason and data."""
    error = RuntimeError(message)
    error.__dict__.update(status=response.status, reason=response.reason, data=data)
    raise error


def _raise_refused(response: Any, body: Any) -> NoReturn:
    """Raise RuntimeError for an answer with an error status; the message is Duo's own if there is one."""
    reason = response.reason
    try:
        body = json.loads(body)
        if body["stat"] == "FAIL":
            reason = body["message"]
            if "message_detail" in body:
                reason = f"{reason} ({body['message_detail']})"
    except (ValueError, KeyError, TypeError):
        reason = response.reason
    _raise(response, f"Received {response.status} {reason}", body)
