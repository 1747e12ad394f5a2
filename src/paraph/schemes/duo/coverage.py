"""What a Duo signature covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.message import wire_text
from paraph.core.policy import BODY, CONTENT_TYPE, HEADERS, PORT, QUERY, REPEATED_NAMES, Coverage
from paraph.core.wellformed import foreign_port
from paraph.schemes.duo.signing import QUERY_METHODS, duo_headers

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.schemes.duo.signing import DuoClaims


def coverage(request: Request, claims: DuoClaims) -> Coverage:
    """Return what a signature of that version covers; no version covers the query of a POST, or the port."""
    version, in_query = claims.version, request.method.upper() in QUERY_METHODS
    own = tuple(name for name, _ in duo_headers(request))
    signed_headers = own if version == 5 else (claims.date_header.lower(),) if version > 1 else ()
    exposed: list[str] = []
    if in_query:
        if request.body:
            exposed.append(BODY)
    elif request.query:
        exposed.append(QUERY)
    if request.body and request.query and shared_names(request):
        exposed.append(REPEATED_NAMES)
    if version >= 4 and request.body and request.media_type == FORM_TYPE:
        exposed.append(CONTENT_TYPE)
    if ":" in request.host and foreign_port(request):
        exposed.append(PORT)
    if own and any(name not in signed_headers and name != "x-duo-date" for name in own):
        exposed.append(HEADERS)
    return Coverage(True, True, True, in_query, not in_query, version >= 4, version > 1, signed_headers, tuple(exposed))


def shared_names(request: Request) -> bool:
    """Return whether a name occurs both in the query and in the form body."""
    if request.media_type != FORM_TYPE:
        return False
    names = {name for name, _ in parse_form(request.query)}
    return any(name in names for name, _ in parse_form(wire_text(request.body)))
