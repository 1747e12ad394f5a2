"""A call as its author meant it: what a request asks for, without what each signing makes afresh.

Example: ``GET /admin/v1/users?limit=5`` to ``api-example0.duosecurity.com``, signed last week, becomes a `Call` with
the method ``GET``, the path ``/admin/v1/users`` and the query ``(("limit", "5"),)``; date and Authorization are gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import FORM_TYPE, parse_form, percent_pairs
from paraph.core.errors import Malformed
from paraph.core.message import is_text

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request

NOT_REPEATED = frozenset(
    (
        "host",
        "authorization",
        "date",
        "content-length",
        "content-type",
        "connection",
        "keep-alive",
        "transfer-encoding",
        "te",
        "trailer",
        "accept-encoding",
        "expect",
        "upgrade",
        "user-agent",
        "cookie",
        "postman-token",
        "proxy-authorization",
        "proxy-connection",
    )
)
"""Headers that belong to one message or one client, not to the call."""
UNSAFE = re.compile(r"[^A-Za-z0-9:/._~%-]")
"""Characters that could end a comment in some language."""
DEFAULT_PORTS = {"https": "443", "http": "80"}


class Call(NamedTuple):
    """What to send, in plain values.

    `origin` is ``https://host`` without a default port; `address` is where to send the call, which is another server if
    `base_url` is set. A call has a `form` or a `body` or neither. `headers` are all to send except those that the
    signature adds. `lists` holds `query` and `form` with their names, unless they are empty.
    """

    method: str
    origin: str
    path: str
    query: Pairs = ()
    form: Pairs = ()
    body: str = ""
    content_type: str = ""
    other_headers: Pairs = ()
    base_url: str = ""

    @property
    def authority(self) -> str:
        """Host and port, as the Host header has them."""
        return self.origin.partition("://")[2]

    @property
    def address(self) -> str:
        """Where to send it: scheme, authority and path."""
        return (self.base_url.rstrip("/") or self.origin) + self.path

    @property
    def lists(self) -> tuple[tuple[str, Pairs], ...]:
        """The names and pairs of the parameter lists that are not empty."""
        return tuple((name, pairs) for name, pairs in (("query", self.query), ("form", self.form)) if pairs)

    @property
    def headers(self) -> Pairs:
        """The headers to send: Host if the address is another server, Content-Type, and the others."""
        host = (("Host", self.authority),) if self.base_url else ()
        kind = (("Content-Type", self.content_type),) if self.content_type else ()
        return (*host, *kind, *self.other_headers)

    @property
    def encoded_query(self) -> str:
        """The query, percent-encoded, sorted and joined, as it is signed and as it may be sent."""
        return sorted_text(self.query)

    @property
    def encoded_form(self) -> str:
        """The form, percent-encoded, sorted and joined."""
        return sorted_text(self.form)

    @property
    def comment(self) -> str:
        """Method and address, safe inside a comment of any language."""
        return f"{self.method} {UNSAFE.sub('.', self.origin + self.path)}"


def sorted_text(pairs: Pairs) -> str:
    """Percent-encode the pairs, sort them and join them."""
    return "&".join(f"{name}={value}" for name, value in sorted(percent_pairs(pairs)))


def call_of(request: Request, base_url: str = "") -> Call:
    """Return the call that `request` makes; raise Malformed if no code can repeat it."""
    method = request.method.upper()
    if request.body and method in ("GET", "HEAD"):
        raise Malformed(f"a {method} with a body: most clients cannot send it; put it into the query")
    if not re.fullmatch("[A-Za-z-]{1,32}", method):
        raise Malformed(f"no client sends a request with the method {method[:32]!r}")
    is_form = request.media_type == FORM_TYPE
    body = "" if is_form else text_body(request)
    call = Call(
        method=method,
        origin=f"{request.scheme.lower()}://{usual_authority(request)}",
        path=request.path or "/",
        query=parse_form(request.query),
        form=parse_form(request.body.decode("utf-8", "surrogateescape")) if is_form else (),
        body=body,
        content_type=FORM_TYPE if is_form else (request.header("content-type") or "") if body else "",
        other_headers=tuple(
            (name, value.strip(" \t")) for name, value in request.headers if name.lower() not in NOT_REPEATED
        ),
        base_url=base_url,
    )
    pairs = (*call.query, *call.form, *call.other_headers)
    require_text(call.path, *(text for pair in pairs for text in pair))
    return call


def text_body(request: Request) -> str:
    """Decode the body; raise Malformed if it is not UTF-8."""
    try:
        return request.body.decode()
    except UnicodeDecodeError:
        raise Malformed("the body is not UTF-8 text, which cannot be written as text in code") from None


def require_text(*texts: str) -> None:
    """Raise Malformed if one of the texts stands for bytes that are not UTF-8."""
    if not all(map(is_text, texts)):
        raise Malformed("the request holds bytes that are not UTF-8, which cannot be written as text in code")


def usual_authority(request: Request) -> str:
    """Return host and port in lower case, without the default port of the URL's scheme."""
    host = request.host.lower()
    name, colon, port = host.rpartition(":")
    return name if colon and port in ("", DEFAULT_PORTS.get(request.scheme.lower(), "")) else host
