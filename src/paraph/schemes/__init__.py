"""The schemes, each in a folder of its own; this file is their list."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.code_facts import CodeFacts
    from paraph.core.diagnosis import Diagnosis
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme

ROOMS = ("duo", "oauth1", "webhooks")
"""The folders with schemes. A request is held against them in this order; a host without a named scheme, too."""


@cache
def schemes_in(room: str) -> tuple[Scheme[Any], ...]:
    """The schemes that a folder holds."""
    found: tuple[Scheme[Any], ...] = import_module(f"paraph.schemes.{room}").SCHEMES
    return found


def all_schemes() -> Iterator[Scheme[Any]]:
    """Yield every scheme, in the order of the rooms."""
    for room in ROOMS:
        yield from schemes_in(room)


def scheme_names() -> tuple[str, ...]:
    """The names of all schemes."""
    return tuple(scheme.name for scheme in all_schemes())


@cache
def scheme_named(name: str) -> Scheme[Any]:
    """The scheme of that name; raises ValueError for any other."""
    for scheme in schemes_in(name) if name in ROOMS else all_schemes():
        if scheme.name == name:
            return scheme
    raise ValueError(f"unknown scheme {name!r}: choose one of {', '.join(scheme_names())}")


def diagnosis_of(scheme: Scheme[Any]) -> Diagnosis[Any]:
    """What a scheme knows of its mistakes and its servers, imported when it is first asked for."""
    found: Diagnosis[Any] = import_module(f"paraph.schemes.{scheme.home}.vendor").DIAGNOSIS
    return found


def code_of(scheme: Scheme[Any]) -> Callable[[Request, Scheme[Any]], CodeFacts]:
    """Return the function that tells what code for a request of this scheme needs; imported when first asked for."""
    function: Callable[[Request, Scheme[Any]], CodeFacts] = import_module(
        f"paraph.schemes.{scheme.home}.code"
    ).code_facts
    return function


def recognised(request: Request) -> Scheme[Any]:
    """The scheme that a request seems to be signed with; raises Malformed when it is none that we know."""
    for scheme in all_schemes():
        if scheme.wire.recognises(request):
            return scheme
    places = " or ".join(dict.fromkeys(scheme.wire.place for scheme in all_schemes()))
    raise Malformed(
        f"this request is not signed: expected {places}; if it is signed elsewhere, name the scheme",
        "place-header-stripped",
    )


def usual_scheme(host: str, key_id: str) -> str:
    """The name of the scheme that is meant where none is named, by host and key id."""
    name = host.lower().partition(":")[0]
    return next(scheme.name for scheme in all_schemes() if scheme.wire.usual_for(name, key_id))
