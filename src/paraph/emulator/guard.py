"""Who may talk to a local server: programs of this machine, and no page that a browser happens to show.

A page of another origin can send requests to 127.0.0.1, and a name under an attacker's control can be made to point
there. So the Host has to be a name that nobody else can own, and an Origin has to be this server's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from paraph.http.handler import Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.http.handler import Handler, Reply
    from paraph.message import Request

LOOPBACK = ("localhost", "127.0.0.1", "::1")
VENDORS = (".duosecurity.com",)
RESERVED = (".localhost", ".test", ".example", ".invalid", ".example.com", ".example.net", ".example.org")
"""Nobody can register such a name (RFC 2606, RFC 6761)."""
FOREIGN = Response(403, (("Content-Type", "text/plain"),), b"Not for this host or origin.\n")


def guarded(handler: Handler, names: Iterable[str] = ()) -> Handler:
    """The same Handler for requests to this machine's own names, to the vendors', to reserved ones, and to `names`."""
    own = {*LOOPBACK, *(name.lower() for name in names)}

    def serve(request: Request) -> Reply:
        return handler(request) if admitted(request, own) else FOREIGN

    return serve


def admitted(request: Request, own: set[str]) -> bool:
    """Whether a request was meant for this server, by a program or by a page of its own."""
    if request.header_count("host") > 1 or not owned(f"//{request.host}", own):
        return False
    origin = request.header("origin")
    if origin is not None and not owned(origin, own):
        return False
    return request.header("sec-fetch-site") not in ("cross-site", "same-site")


def owned(url: str, own: set[str]) -> bool:
    """Whether the host of a URL is a name that nobody else can own."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host in own or f".{host}".endswith((*VENDORS, *RESERVED))
