"""The network as a function from `Request` to `Response`: sends exactly the given target, headers and body."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from weakref import finalize

from paraph.core.errors import Unconfigured, Unreachable
from paraph.core.message import Pairs, Request, wire_bytes, wire_text
from paraph.http.consistency import check_framing
from paraph.http.deadline import DeadlinePassed, until_deadline
from paraph.http.handler import Response
from paraph.http.progress import Progress
from paraph.http.receiving import failure, reason, timeout_error, unpack_pieces, whole_body
from paraph.schemes import usual_scheme
from paraph.signing import sign

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Generator
    from typing import Any, Self

    import httpx2

    from paraph.core.credential import Credential
    from paraph.http.receiving import Take

R = TypeVar("R")
CONNECT = 10.0
"""Seconds to wait for a connection."""
UNUSABLE_PROXY = "the proxy cannot be used: give it as http://HOST:PORT or https://HOST:PORT, with USER:PASSWORD@ before the host if need be (@, / and : in them as %40, %2F and %3A)"
PATIENCE = 90.0
"""Seconds to wait for a whole answer: Duo's Auth API holds a call for about a minute while a user decides."""
UNUSABLE_ENVIRONMENT = (
    "the environment's settings for proxies and certificates cannot be used: correct or unset HTTP_PROXY, HTTPS_PROXY, "
    "ALL_PROXY (http:// or https://), SSL_CERT_FILE, SSL_CERT_DIR and SSLKEYLOGFILE"
)
_PROXY = re.compile(
    r"(?:https?|socks5h?)://(?:[^/?#@\s]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^/?#@\[\]\s:]+)(?::([0-9]{1,5}))?/?", re.IGNORECASE
)
_ORIGIN = re.compile(r"(https?)://(\[[0-9A-Fa-f:.]+\]|[^/?#@\[\]\s:]+)(?::([0-9]{1,5}))?(/[^?#\s]*)?", re.IGNORECASE)


class Network:
    """Sends a request to its host, or to the address `to` instead, and returns the response.

    `to` may have a path, which is put before that of the request. Certificates are checked against those of the system
    and of the file `ca`. No redirect is followed and no cookie stored. Only Host and Content-Length are added, if they
    are missing. A compressed body is unpacked.

    `proxy` is the URL of a proxy, with user and password if it asks for them; without it, those of the environment are
    used. `context` is a TLS context in place of the usual one.

    `timeout` is in seconds, from the call to the last byte of the answer; a call may have its own. `take` receives the body in pieces; without it
    the response has the whole body, up to 64 MiB. A call raises Unreachable if no complete response comes, and
    ValueError for an invalid address or for headers that contradict the body. Connections stay open until the network
    is closed or garbage-collected, or until the response on them is late.
    """

    def __init__(
        self,
        *,
        to: str = "",
        ca: str | None = None,
        timeout: float = PATIENCE,
        take: Take = whole_body,
        proxy: str | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        import httpx2

        self._to, self._timeout, self._take = to, timeout, take
        verify = context or tls_context(to, ca)
        with engine_errors(proxy):
            self._client = httpx2.Client(verify=verify, timeout=timeout, follow_redirects=False, proxy=proxy)
        self.close = finalize(self, self._client.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, request: Request, timeout: float | None = None) -> Response:
        """Send a request; return the response."""
        wait = self._timeout if timeout is None else timeout
        progress = Progress()
        base, made = engine_request(request, self._to, wait, progress)
        with closing(self._receive(made, base, wait, progress)) as parts:
            status, received = next(parts)
            body = self._take(status, received, parts)
        return Response(status, received, body)

    def _receive(
        self, made: Callable[[], httpx2.Request], base: str, timeout: float, progress: Progress
    ) -> Generator[Any]:
        """Yield status and headers, then the pieces of the body; raises Unreachable if they do not come."""
        source = self._exchange(made(), progress)
        try:
            with answer_errors(base, timeout):
                yield from until_deadline(joined(source) if self._take is whole_body else source, timeout)
        except DeadlinePassed:
            progress.end()
            raise timeout_error(base, timeout, progress.is_sent) from None

    def _exchange(self, made: httpx2.Request, progress: Progress) -> Generator[Any]:
        """Yield the same, directly from the HTTP engine."""
        import httpx2

        answer = self._client.send(made, auth=httpx2.Auth(), follow_redirects=False, stream=True)
        progress.add_connection(answer.extensions["network_stream"])
        try:
            yield answer.status_code, received_headers(answer)
            yield from unpack_pieces(answer)
        finally:
            answer.close()


def engine_request(
    request: Request, to: str, timeout: float, trace: Any = None
) -> tuple[str, Callable[[], httpx2.Request]]:
    """Return the origin that a request goes to, and a function that makes the request of the HTTP engine.

    `to` is an address in the place of the request's host, `trace` a function that the engine tells about connections.
    Raises ValueError for an invalid address or for headers that contradict the body.
    """
    import httpx2

    check_framing(request)
    base, prefix = parse_base_url(to or f"{request.scheme}://{request.host}")
    headers = [(wire_bytes(name), wire_bytes(value.strip(" \t"))) for name, value in with_host(request)]
    waits = httpx2.Timeout(timeout, connect=min(timeout, CONNECT)).as_dict()
    extensions = {"target": wire_bytes(prefix + origin_form(request)), "timeout": waits}
    if trace is not None:
        extensions["trace"] = trace
    return base, partial(
        httpx2.Request, request.method, base, headers=headers, content=request.body or None, extensions=extensions
    )


@contextmanager
def answer_errors(base: str, timeout: float) -> Generator[None]:
    """Turn the errors of the HTTP engine into Unreachable, or into ValueError if the request cannot be sent at all."""
    import httpx2

    try:
        yield
    except httpx2.LocalProtocolError as error:
        raise ValueError(f"this request cannot be sent: {reason(error)}") from None
    except httpx2.TransportError as error:
        raise failure(error, base, timeout) from None
    except httpx2.DecodingError:
        raise Unreachable(f"the answer of {base} cannot be unpacked", sent=True) from None
    except (httpx2.InvalidURL, UnicodeError):  # a host that cannot be looked up
        raise ValueError(f"there is an invalid host name in {base[:60]}") from None


@contextmanager
def engine_errors(proxy: str | None) -> Generator[None]:
    """Turn errors about proxies and certificates into Unconfigured; nothing is quoted, as a proxy may have a password."""
    import httpx2

    found = _PROXY.fullmatch(proxy) if proxy else None
    if proxy and (found is None or int(found[1] or 1) > 65535):
        raise Unconfigured(UNUSABLE_PROXY)
    try:
        yield
    except (OSError, ValueError, ImportError, httpx2.InvalidURL):
        raise Unconfigured(UNUSABLE_PROXY if proxy else UNUSABLE_ENVIRONMENT) from None


def joined(source: Generator[Any]) -> Generator[Any]:
    """Yield the head, then the whole body: it comes from another thread, and each piece would cost a switch to it and back."""
    with closing(source):
        yield next(source)
        yield whole_body(0, (), source)


def received_headers(answer: httpx2.Response) -> Pairs:
    """Return the headers of a response as they came."""
    return tuple((wire_text(name), wire_text(value)) for name, value in answer.headers.raw)


def signed(
    handler: Callable[[Request], R], credential: Credential, scheme: str | None = None, **options: Any
) -> Callable[[Request], R]:
    """Wrap a handler so that each request is signed, with a new date and nonce at each call.

    `options` are those of :func:`paraph.sign`.
    """

    def send(request: Request) -> R:
        chosen = scheme or usual_scheme(request.host, credential.key_id)
        return handler(sign(request, credential, chosen, **options))

    return send


def parse_base_url(url: str) -> tuple[str, str]:
    """Return the origin of a URL, and its path without a slash at the end; raises ValueError if it is not a URL."""
    found = _ORIGIN.fullmatch(url)
    if found is None or int(found[3] or 1) > 65535:
        raise ValueError(f"expected https://HOST or http://HOST, with a port if need be, got {url[:60]!r}")
    port = f":{found[3]}" if found[3] else ""
    return f"{found[1].lower()}://{found[2]}{port}", (found[4] or "").rstrip("/")


def origin_form(request: Request) -> str:
    """Return path and query as in a request line that goes to a server itself."""
    if request.target.startswith("/"):
        return request.target.partition("#")[0]
    return (request.path or "/") + (f"?{request.query}" if "?" in request.target else "")


def with_host(request: Request) -> tuple[tuple[str, str], ...]:
    """Return the headers, with Host first if it was missing."""
    named = request.header("host") is not None
    return request.headers if named else (("Host", request.host), *request.headers)


def tls_context(to: str, ca: str | None) -> ssl.SSLContext | bool:
    """Return what checks certificates: those of the system, with those of the file `ca`; nothing for plain HTTP."""
    if ca:
        return context_with_file(ca)
    return context_without_certificates() if to.lower().startswith("http://") else True


def context_without_certificates() -> ssl.SSLContext:
    """Return a TLS context without certificates: plain HTTP needs none, and loading the system's takes time."""
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def context_with_file(ca: str) -> ssl.SSLContext:
    """Return a TLS context with the certificates of the system and of a file."""
    import ssl

    context = ssl.create_default_context()
    add_file(context, ca)
    return context


def add_file(context: ssl.SSLContext, ca: str) -> None:
    """Make a TLS context trust the certificates of a file; raises Unconfigured if there are none."""
    import ssl

    try:
        context.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise Unconfigured(f"no certificates can be read from {ca}: {error.strerror or error}") from None
