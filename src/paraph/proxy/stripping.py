"""Takes off a request what must not go further: headers for this connection alone, and an old signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.scheme import without_authorization
from paraph.http.adapters.signer import without_prefix

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request
    from paraph.core.scheme import Scheme

HOP_BY_HOP = frozenset((
    "connection", "keep-alive", "proxy-connection", "proxy-authorization", "proxy-authenticate", "te", "trailer",
    "transfer-encoding", "upgrade", "http2-settings", "expect",
))  # fmt: skip
"""Headers that speak about one connection (RFC 9110 section 7.6.1), and Expect, which the proxy answers itself."""
OWN_AUTHENTICATION = frozenset(("authorization", "date", "x-duo-date"))
"""Headers of an old signature; a server may prefer an old date to the one that is signed now."""
CANNOT_BE_NAMED = frozenset(("host", "content-length", "content-type"))
"""Headers that Connection cannot take off: the meaning of the request hangs on them."""


NOT_SIGNED = HOP_BY_HOP | OWN_AUTHENTICATION


def end_to_end(headers: Pairs, dropped: frozenset[str]) -> Pairs:
    """Return the headers that go further: neither among the dropped ones nor named by Connection."""
    kept = [pair for pair in headers if pair[0].lower() not in dropped]
    if len(kept) == len(headers):
        return headers
    for name, value in headers:
        if (
            len(name) == 10
            and name.lower() == "connection"
            and value.strip(" \t").lower() not in ("keep-alive", "close")
        ):
            named = {option.strip(" \t").lower() for option in value.split(",")} - CANNOT_BE_NAMED
            kept = [pair for pair in kept if pair[0].lower() not in named]
    return tuple(kept)


def remove_signature(scheme: Scheme[Any], request: Request) -> Request:
    """Return the request without an old signature and the scheme's other parameters, outside the headers of `NOT_SIGNED`."""
    wire = scheme.wire
    plain = request if wire.detach is without_authorization else wire.detach(request)
    return without_prefix(plain, wire.own_prefix) if wire.own_prefix else plain
