"""The network as a function from `Request` to `Response`: sends exactly the target, headers and body that it is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar
from weakref import finalize

from paraph.errors import Unconfigured, Unreachable, Untrusted
from paraph.http.handler import Response
from paraph.message import Request, wire_bytes, wire_text
from paraph.schemes import usual_scheme
from paraph.signing import sign

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from typing import Any, Self

    import httpx2

    from paraph.credential import Credential

R = TypeVar("R")
PATIENCE = 90.0
"""Seconds to wait for the server: Duo's Auth API holds a call for about a minute while a person decides."""
_ORIGIN = re.compile(r"(https?)://(\[[0-9A-Fa-f:.]+\]|[^/?#@\[\]\s:]+)(?::([0-9]{1,5}))?(/[^?#\s]*)?", re.IGNORECASE)


class Network:
    """Sends a request to the host that it names, or to the address `to` in its stead, and gives the answer.

    `to` may have a path, which goes before that of the request. Certificates are checked against those that the system
    trusts, and the ones in the file `ca` besides. No redirect is followed, no cookie kept, and no header is added but
    Host and Content-Length where they are missing. A compressed body is unpacked. Calling it raises Unreachable when no
    answer comes, and ValueError for an address that is none. Connections are kept until it is closed or forgotten.
    """

    def __init__(self, *, to: str = "", ca: str | None = None, timeout: float = PATIENCE) -> None:
        import httpx2

        self._to, self._timeout = to, timeout
        self._client = httpx2.Client(verify=trusted(ca) if ca else True, timeout=timeout, follow_redirects=False)
        self.close = finalize(self, self._client.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, request: Request) -> Response:
        """The answer to a request."""
        import httpx2

        base, prefix = address(self._to or f"{request.scheme}://{request.host}")
        headers = [(wire_bytes(name), wire_bytes(value.strip(" \t"))) for name, value in with_host(request)]
        target = {"target": wire_bytes(prefix + origin_form(request))}
        try:
            made = httpx2.Request(
                request.method, base, headers=headers, content=request.body or None, extensions=target
            )
            answer = self._client.send(made, auth=httpx2.Auth(), follow_redirects=False)
        except httpx2.TransportError as error:
            raise failure(error, base, self._timeout) from None
        except httpx2.DecodingError:
            raise Unreachable(f"the answer of {base} cannot be unpacked", sent=True) from None
        except (httpx2.InvalidURL, UnicodeError):  # a host that no name server could be asked for
            raise ValueError(f"there can be no host of the name in {base[:60]}") from None
        told = tuple((wire_text(name), wire_text(value)) for name, value in answer.headers.raw)
        return Response(answer.status_code, told, answer.content)


def signed(
    handler: Callable[[Request], R], credential: Credential, scheme: str | None = None, **options: Any
) -> Callable[[Request], R]:
    """The handler, before which each request is signed: with a new date and nonce at each call.

    `options` are those of :func:`paraph.sign`.
    """

    def send(request: Request) -> R:
        chosen = scheme or usual_scheme(request.host, credential.key_id)
        return handler(sign(request, credential, chosen, **options))

    return send


def address(url: str) -> tuple[str, str]:
    """The origin that a URL names, and its path without a slash at the end; raises ValueError for anything else."""
    found = _ORIGIN.fullmatch(url)
    if found is None or int(found[3] or 1) > 65535:
        raise ValueError(f"expected https://HOST or http://HOST, with a port if need be, got {url[:60]!r}")
    port = f":{found[3]}" if found[3] else ""
    return f"{found[1].lower()}://{found[2]}{port}", (found[4] or "").rstrip("/")


def origin_form(request: Request) -> str:
    """Path and query as they stand in a request line that goes to a server itself."""
    if request.target.startswith("/"):
        return request.target.partition("#")[0]
    return (request.path or "/") + (f"?{request.query}" if "?" in request.target else "")


def with_host(request: Request) -> tuple[tuple[str, str], ...]:
    """The headers, Host before them where there is none."""
    named = request.header("host") is not None
    return request.headers if named else (("Host", request.host), *request.headers)


def trusted(ca: str) -> ssl.SSLContext:
    """What the system trusts, and the certificates in a file."""
    import ssl

    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise Unconfigured(f"no certificates can be read from {ca}: {error.strerror or error}") from None
    return context


def failure(error: httpx2.TransportError, base: str, timeout: float) -> Unreachable:
    """What to say of a request without an answer."""
    import httpx2

    connected = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)
    if isinstance(error, httpx2.TimeoutException):
        return Unreachable(f"no {'answer' if connected else 'connection'} from {base} within {timeout:g} s", connected)
    if isinstance(error, httpx2.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Untrusted(f"the certificate of {base} is not trusted ({error}); a self-made CA goes with --ca FILE")
    return Unreachable(f"no answer from {base}: {str(error) or type(error).__name__}", connected)
