"""Cursors: the place of a page in its list as text, to go on from there at another time.

A cursor comes back from a file or from other people, so it is held against the call that it is given to: it only sets the
parameters by which that list goes on, and it must be of the same call with the same other arguments. Where to send, and
for whom, is never read from it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from paraph.apis.paging import with_parameters
from paraph.core.encoding import parse_form
from paraph.core.errors import InvalidParameter

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.core.message import Request

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "offset": ("offset",),
    "v2-log": ("next_offset", "mintime", "maxtime"),
    "trust-monitor": ("offset", "mintime", "maxtime"),
    "mintime-seconds": ("mintime",),
    "offset/limit": ("offset", "limit"),
    "page/pageSize": ("page", "pageSize"),
}
"""For each style of paging, the parameters that say where a page is."""
CHANGING = frozenset(("offset", "next_offset", "mintime", "maxtime", "limit", "page", "pageSize"))
"""Parameters that may differ between the pages of a list, or between the calls that read it."""
MEMORIES: Final[dict[str, Any]] = {
    "mintime-seconds": tuple[dict[str, int], int],
    "offset/limit": tuple[str, int],
    "page/pageSize": tuple[str, int],
}
"""What a style of paging remembers of the pages before; the others nothing."""


class Place(NamedTuple):
    """The place of a page: its request, what is remembered of the pages before, and how many of its records to leave out."""

    request: Request
    memory: Any = None
    skip: int = 0


class State(msgspec.Struct, forbid_unknown_fields=True):
    """What a cursor holds."""

    of: str
    at: dict[str, str] = msgspec.field(default_factory=dict)
    memory: Any = None
    skip: int = 0


def cursor_text(endpoint: Endpoint, place: Place) -> str:
    """Return a place as text."""
    query = parse_form(place.request.query)
    at = {name: value for name, value in query if name in PLACES[endpoint.paging]}
    state = {"of": digest(endpoint, place.request), "at": at, "memory": place.memory, "skip": place.skip}
    return json.dumps({name: value for name, value in state.items() if value}, separators=(",", ":"))


def digest(endpoint: Endpoint, request: Request) -> str:
    """Return a short text that differs for another call, another account or other filters."""
    others = sorted(pair for pair in parse_form(request.query) if pair[0] not in CHANGING)
    text = json.dumps([endpoint.method, request.path, others])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def place_at(endpoint: Endpoint, request: Request, cursor: str) -> Place:
    """Return the place that a cursor names in the list that a request begins; raises InvalidParameter if it is none of that list."""
    try:
        state = msgspec.json.decode(cursor, type=State)
        memory = (
            msgspec.convert(state.memory, MEMORIES.get(endpoint.paging, None) or type(None)) if state.memory else None
        )
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
        raise InvalidParameter("cursor", "this is no cursor: give the `cursor` of a page as it is") from None
    if state.of != digest(endpoint, request) or not state.at.keys() <= set(PLACES[endpoint.paging]) or state.skip < 0:
        raise InvalidParameter("cursor", "it is of another call: repeat that one, with the same filters and account")
    return Place(with_parameters(request, state.at), memory, state.skip)
