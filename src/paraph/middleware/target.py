"""The target as the client sent it, made of what a server passes on.

An application routes by the decoded path, and a signature covers the path as sent. If the server passes both, they have
to agree; if it passes only the decoded path, the path is encoded again in one way, which many clients use::

    sent /a%20b       decoded /a b     encoded again /a%20b      accepted
    sent /a%2Fb       decoded /a/b     encoded again /a/b        rejected: the signature is of /a%2Fb

No request is accepted that way whose decoded path is not the signed one.
"""

from __future__ import annotations

from urllib.parse import unquote

from paraph.core.encoding import decode_escapes, percent_safe
from paraph.core.errors import Malformed
from paraph.core.message import Request, wire_bytes

UNESCAPED = "-._~!$&'()*+,;=:@/"
"""What RFC 3986 allows in a path without an escape, besides letters and digits."""
DISAGREE = "the path as sent and the path that the application reads differ"


def sent_path(raw: str | None, prefix: bytes, path: bytes) -> str:
    """Return the path as sent; `raw` is what the server says about it, the other two are decoded.

    `prefix` is where the application is mounted. A proxy may have removed it from `raw`. Raises Malformed if `raw` is of
    another path, or if the target is not a path.
    """
    if path[:1] not in (b"", b"/"):
        raise Malformed("the path that the application reads does not begin with a slash")
    whole = prefix + path
    if raw is None:
        return encode_path(whole)
    readings = (decode_escapes(wire_bytes(raw)), unquote(raw).encode("utf-8", "surrogateescape"))
    if whole in readings:
        return raw
    if path in readings:
        return encode_path(prefix) + raw
    raise Malformed(DISAGREE)


def encode_path(path: bytes) -> str:
    """Return a decoded path with escapes for everything that a path must not have."""
    return percent_safe(path.decode("utf-8", "surrogateescape"), UNESCAPED)


def sent_target(raw: str | None, prefix: bytes, path: bytes, query: str) -> str:
    """Return the target as sent; `raw` may have a query, which has to be the one that the application reads."""
    if raw is None:
        return with_query(sent_path(None, prefix, path), query)
    read = Request("GET", raw)
    if read.query != query:
        raise Malformed("the query as sent and the query that the application reads differ")
    own = sent_path(read.path, prefix, path)
    return raw if own == read.path else with_query(own, query)


def with_query(path: str, query: str) -> str:
    """Return path and query as one target."""
    return f"{path}?{query}" if query else path
