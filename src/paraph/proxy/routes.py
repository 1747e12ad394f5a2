"""Where requests go and with which credential they are signed: only what was configured, never what a request names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.message import DEFAULT_PORTS, Request, wire_bytes
from paraph.http.guard import LOOPBACK, named_host, split_authority
from paraph.http.network import context_with_file, parse_base_url
from paraph.proxy.stripping import remove_signature
from paraph.schemes import scheme_named
from paraph.signing import sign

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from paraph.core.credential import Credential

Change = Callable[[Request], Request]


class Address(NamedTuple):
    """Where to connect to; `tls` is the context that checks the certificate of `host`, None for plain HTTP."""

    host: str
    port: int
    tls: ssl.SSLContext | None


class Route(NamedTuple):
    """A server, and how requests to it are signed.

    `authority` is its Host, `url_scheme` the one that is signed for. `signed_prefix` is put before the path and signed,
    `prefix` is put before it afterwards. `clean` removes an old signature.
    """

    authority: str
    url_scheme: str
    address: Address
    sign: Change
    clean: Change
    credential: Credential
    scheme: str
    signed_prefix: str = ""
    prefix: bytes = b""


class NoRoute(NamedTuple):
    """Why a request has no route: one line for the client."""

    detail: str


class Routes:
    """Finds the route of a request by its Host; loopback names stand for the route if there is only one."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.all = tuple(routes)
        self._by_host: dict[str, Route] = {}
        self.find: Callable[[str], Route | NoRoute] = lru_cache(maxsize=64)(self._find)
        for route in self.all:
            name = named_host(route.authority)[0]
            self._by_host[name] = self._by_host[f"{name}.localhost"] = route

    @property
    def names(self) -> tuple[str, ...]:
        """The names of upstreams by which clients may call the proxy, with any usual port; loopback needs the proxy's own."""
        names = [name for name in self._by_host if ":" not in name and name not in LOOPBACK]
        return tuple(f"{name}{port}" for name in names for port in ("", ":80", ":443"))

    def _find(self, host: str) -> Route | NoRoute:
        """Return the route of a Host header."""
        name = split_authority(host)[0]
        route = self._by_host.get(name)
        if route is not None:
            return route
        if name in LOOPBACK and len(self.all) == 1:
            return self.all[0]
        hosts = ", ".join(route.authority for route in self.all)
        if name in LOOPBACK:
            return NoRoute(f"several servers are configured: name one as Host, or as HOST.localhost: {hosts}")
        return NoRoute(f"no route is configured for this Host; configured: {hosts}")


def parse_address(url: str, ca: str | None) -> tuple[Address, str]:
    """Return where a URL leads to, and its path without a slash at the end; raises ValueError if it is not a URL."""
    origin, prefix = parse_base_url(url)
    url_scheme, _, authority = origin.partition("://")
    name, port = named_host(authority)
    if not name:
        raise ValueError(f"expected a URL with a plain host name, got {url[:60]!r}")
    return Address(
        name, int(port or DEFAULT_PORTS[url_scheme]), tls_context(ca) if url_scheme == "https" else None
    ), prefix


def tls_context(ca: str | None) -> ssl.SSLContext:
    """Return a context that checks certificates, against those of a file too."""
    import ssl

    return context_with_file(ca) if ca else ssl.create_default_context()


def make_route(
    upstream: str, credential: Credential, scheme: str, options: dict[str, Any], to: str = "", ca: str | None = None
) -> Route:
    """Return the route to an upstream URL, or to `to` while signing for the upstream.

    Raises ValueError for a wrong URL, or if requests cannot be signed with these options and this credential.
    """
    origin, signed_prefix = parse_base_url(upstream)
    url_scheme, _, authority = origin.partition("://")
    address, prefix = parse_address(to or origin, ca)
    chosen = scheme_named(scheme)
    route = Route(
        authority, url_scheme, address, partial(sign, credential=credential, scheme=chosen, **options),
        partial(remove_signature, chosen), credential, scheme, signed_prefix, wire_bytes(prefix),
    )  # fmt: skip
    route.sign(Request("GET", f"{signed_prefix}/", (("Host", authority),), b"", url_scheme))
    return route
