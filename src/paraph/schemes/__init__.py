"""The schemes; this folder is their list."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Malformed

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme

NAMES = ("duo", "oauth1")
"""In the order in which a request is held against them."""


@cache
def scheme_named(name: str) -> Scheme[Any]:
    """The scheme of that name; raises ValueError for any other."""
    if name not in NAMES:
        raise ValueError(f"unknown scheme {name!r}: choose one of {', '.join(NAMES)}")
    found: Scheme[Any] = getattr(import_module(f"paraph.schemes.{name}"), name.upper())
    return found


def recognised(request: Request) -> Scheme[Any]:
    """The scheme that a request seems to be signed with; raises Malformed when it is none that we know."""
    for name in NAMES:
        scheme = scheme_named(name)
        if scheme.recognises(request):
            return scheme
    raise Malformed(
        "no signature of a known scheme in this request: expected Authorization: Basic (Duo) or oauth_ parameters "
        "(OAuth 1.0a); name the scheme with --scheme, or sign the request first with `paraph sign`",
        "place-header-stripped",
    )


def usual_scheme(host: str, key_id: str) -> str:
    """The name of the scheme that is meant where none is named: Duo for its hosts and integration keys, else OAuth 1.0a."""
    name = host.lower().partition(":")[0]
    return "duo" if name.endswith((".duosecurity.com", ".duofederal.com")) or key_id.startswith("DI") else "oauth1"
