"""Code shared by all adapters: signing a request before it is sent, and its signature after redirects.

A signature goes to one origin (scheme, host and port) only. A redirect within it gets a new signature. One that leaves
it loses Authorization and ``oauth_`` parameters, even if the server wrote them into the Location, and so does every
redirect after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from paraph.core.encoding import FORM_TYPE, unpercent
from paraph.core.message import DEFAULT_PORTS, wire_bytes, wire_text
from paraph.schemes import all_schemes, scheme_named, usual_scheme
from paraph.signing import sign

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request

Origin = tuple[str, str, str]


class Signer:
    """Signs with one credential; by default with the usual scheme of host and key id."""

    def __init__(self, credential: Credential, scheme: str | None = None, **options: Any) -> None:
        if scheme is not None:
            scheme_named(scheme)
        self._credential, self._scheme, self._options = credential, scheme, options

    def signed(self, request: Request) -> Request:
        """Return the request with a new signature in place of any old one."""
        plain = remove_signature(request)
        scheme = self._scheme or usual_scheme(plain.host, self._credential.key_id)
        options = self._options
        if options.get("placement") == "body" and not plain.body and plain.method in ("GET", "HEAD"):
            options = {**options, "placement": "header"}  # a redirect removed the body
        return sign(plain, self._credential, scheme, **options)


class Trip:
    """One call with the redirects that follow it; its origin is that of the connection, whatever the Host header says."""

    def __init__(self, signer: Signer, origin: Origin) -> None:
        self._signer, self._origin, self._left = signer, origin, False

    def sign_redirect(self, request: Request, origin: Origin) -> Request:
        """Return the redirect with a new signature within the origin, and without any signature once it has left the origin."""
        self._left = self._left or origin != self._origin
        return remove_signature(request) if self._left else self._signer.signed(request)


def origin_in(url: str) -> Origin:
    """Return scheme, host and port of a URL; empty texts if it is not a URL, which match no origin."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", "", ""
    return parts.scheme, parts.hostname or "", str(port or DEFAULT_PORTS.get(parts.scheme, ""))


def remove_signature(request: Request) -> Request:
    """Return the request without signature, and without the parameters of any scheme in its query or form."""
    plain = request
    for scheme in all_schemes():
        plain = without_prefix(scheme.wire.detach(plain), scheme.wire.own_prefix)
    return plain


def without_prefix(request: Request, prefix: str) -> Request:
    """Return the request without the parameters of query and form whose names have that prefix."""
    if not prefix:
        return request
    path, mark, query = request.target.partition("?")
    kept = without_pairs(query, prefix)
    if kept != query:
        request = request._replace(target=path + (mark if kept else "") + kept)
    if request.body and request.media_type == FORM_TYPE:
        request = request._replace(body=wire_bytes(without_pairs(wire_text(request.body), prefix)))
    return request


def without_pairs(query: str, prefix: str) -> str:
    """Return encoded pairs without those whose names have that prefix; the others stay byte for byte."""
    if prefix[:-1] not in unpercent(query):
        return query
    return "&".join(pair for pair in query.split("&") if not unpercent(pair).startswith(prefix))


def changed_headers(before: Request, after: Request) -> list[tuple[str, str]]:
    """Return the headers that signing changed."""
    had = {name.lower(): value for name, value in before.headers}
    return [(name, value) for name, value in after.headers if had.get(name.lower()) != value]
