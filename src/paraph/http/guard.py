"""Decides whether a request was meant for this server: it refuses pages of other origins and foreign host names.

A page of another origin can send requests to 127.0.0.1, and an attacker can point their own name there (DNS
rebinding). A browser states the source and destination of a request in three headers. Their allowed values, if the
server listens on port 8080:

* Host: ``localhost:8080``, ``127.0.0.1:8080``, ``[::1]:8080`` or a given name with that port, or with a port that is given
  with the name. The port may be omitted if it is the default of the scheme. Names of the vendors and reserved names are
  allowed with any port: clients sign for them while they are pointed here, and nobody else can own them.
* Origin, if present: exactly one of this server's own origins, such as ``http://localhost:8080``.
* Sec-Fetch-Site, if present: ``same-origin`` or ``none``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from paraph.core.message import DEFAULT_PORTS
from paraph.http.handler import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.core.message import Request
    from paraph.http.handler import Handler, Reply

LOOPBACK = ("localhost", "127.0.0.1", "::1")
VENDORS = (".duosecurity.com",)
RESERVED = (".localhost", ".test", ".example", ".invalid", ".example.com", ".example.net", ".example.org")
"""Names that nobody can register (RFC 2606, RFC 6761)."""
FOREIGN = Response(
    403,
    (("Content-Type", "text/plain"),),
    b"Host or Origin names another server: send Host with this server's port, or start it with --host-alias NAME.\n",
)
NOT_MEANT = "its Host, Origin or Sec-Fetch-Site header shows that it was not meant for this server"
"""Why a foreign request is refused, for the operator."""
SITES = ("same-origin", "none")
_AUTHORITY = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9A-Za-z._-]+))(?::([0-9]{1,5}))?")
_ORIGIN = re.compile(r"(https?)://(.+)")


class Guard:
    """The names of a server, its scheme, and the port it listens on; None without a socket, then any port is allowed.

    With `own_only`, names of the vendors and reserved names are foreign too.
    """

    def __init__(
        self, names: Iterable[str] = (), scheme: str = "http", port: int | None = None, *, own_only: bool = False
    ) -> None:
        given = [named_host(name) for name in names]
        self._own = {*LOOPBACK, *(name for name, own_port in given if not own_port)}
        self._with_port = {(name, int(own_port)) for name, own_port in given if own_port}
        self._scheme, self.port, self._own_only = scheme, port, own_only
        self._knows_host: Callable[[str], bool] = lru_cache(maxsize=64)(self._is_host)

    def before(self, handler: Handler, refused: Callable[[Request], object] = lambda _: None) -> Handler:
        """Wrap a Handler: foreign requests are answered with 403, and `refused` is called with each."""

        def serve(request: Request) -> Reply:
            if self.admits(request):
                return handler(request)
            refused(request)
            return FOREIGN

        return serve

    def admits(self, request: Request) -> bool:
        """Return whether a request was meant for this server, by a program or by a page of its own."""
        hosts, origins, sites = [], [], []
        for name, value in request.headers:
            size = len(name)
            if size == 4 and name.lower() == "host":
                hosts.append(value.strip(" \t"))
            elif size == 6 and name.lower() == "origin":
                origins.append(value.strip(" \t"))
            elif size == 14 and name.lower() == "sec-fetch-site":
                sites.append(value.strip(" \t").lower())
        if len(hosts) != 1 or len(origins) > 1 or len(sites) > 1 or not self._knows_host(hosts[0]):
            return False
        if not origins and not sites:  # a program, and no browser
            return True
        return all(map(self._is_origin, origins)) and all(site in SITES for site in sites)

    def _is_host(self, host: str) -> bool:
        """Return whether a Host header names this server, a vendor, or a reserved name."""
        name, port = split_authority(host)
        if (name, int(port or DEFAULT_PORTS[self._scheme])) in self._with_port:
            return True
        if name in self._own:
            return self._is_port(port, self._scheme)
        return not self._own_only and f".{name}".endswith((*VENDORS, *RESERVED))

    def _is_origin(self, origin: str) -> bool:
        """Return whether an Origin header is this server's own: scheme, host and port are the same."""
        found = _ORIGIN.fullmatch(origin)
        if found is None or found[1] != self._scheme:
            return False
        name, port = split_authority(found[2])
        return name in self._own and self._is_port(port, found[1])

    def _is_port(self, port: str, scheme: str) -> bool:
        return self.port is None or int(port or DEFAULT_PORTS[scheme]) == self.port


def named_host(text: str) -> tuple[str, str]:
    """Return name and port of a further name of a server; a bare IPv6 address has no port. The name is empty if invalid."""
    return (text.lower(), "") if text.count(":") > 1 and text[:1] != "[" else split_authority(text)


def split_authority(text: str) -> tuple[str, str]:
    """Return name and port of an authority, the name in lower case; both are empty if it is not plain ASCII ``name:port``."""
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return "", ""
    return (found[1] or found[2]).lower(), found[3] or ""
