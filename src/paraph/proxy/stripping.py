"""Takes off a request what must not go further: headers for this connection alone, and an old signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def end_to_end(headers: Pairs) -> Pairs:
    """Return the headers that go further: neither hop-by-hop nor named by Connection."""
    dropped = HOP_BY_HOP
    for name, value in headers:
        if (
            len(name) == 10
            and name.lower() == "connection"
            and value.strip(" \t").lower() not in ("keep-alive", "close")
        ):
            named = {option.strip(" \t").lower() for option in value.split(",")}
            dropped = dropped | (named - CANNOT_BE_NAMED)
    return tuple([pair for pair in headers if pair[0].lower() not in dropped])


def remove_signature(scheme: Scheme[Any], request: Request) -> Request:
    """Return the request without the client's own authentication: no old signature, none of its dates and parameters."""
    headers = tuple([pair for pair in request.headers if pair[0].lower() not in OWN_AUTHENTICATION])
    plain = scheme.wire.detach(request if len(headers) == len(request.headers) else request._replace(headers=headers))
    return without_prefix(plain, scheme.wire.own_prefix)
