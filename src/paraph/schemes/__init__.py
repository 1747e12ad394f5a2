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
"""The folders with schemes, in the order in which they are asked about a request or host."""


@cache
def schemes_in(room: str) -> tuple[Scheme[Any], ...]:
    """Return the schemes that a folder holds."""
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
    """Return the scheme of that name; raises ValueError for an unknown name."""
    for scheme in schemes_in(name) if name in ROOMS else all_schemes():
        if scheme.name == name:
            return scheme
    raise ValueError(f"unknown scheme {name!r}: choose one of {', '.join(scheme_names())}")


def diagnosis_of(scheme: Scheme[Any]) -> Diagnosis[Any]:
    """Return what a scheme knows about its mistakes and servers; imported on first use."""
    found: Diagnosis[Any] = import_module(f"paraph.schemes.{scheme.home}.vendor").DIAGNOSIS
    return found


def code_of(scheme: Scheme[Any]) -> Callable[[Request, Scheme[Any]], CodeFacts]:
    """Return the function that describes code for a request of this scheme; imported on first use."""
    function: Callable[[Request, Scheme[Any]], CodeFacts] = import_module(
        f"paraph.schemes.{scheme.home}.code"
    ).code_facts
    return function


def is_recognised(request: Request) -> bool:
    """Return whether the request seems to be signed with a known scheme."""
    return any(scheme.wire.recognises(request) for scheme in all_schemes())


def recognised(request: Request) -> Scheme[Any]:
    """Return the scheme that a request seems to be signed with; raises Malformed if no known scheme recognises it."""
    for scheme in all_schemes():
        if scheme.wire.recognises(request):
            return scheme
    for scheme in all_schemes():
        if other := scheme.wire.other_signature(request):
            raise Malformed(other)
    places = " or ".join(dict.fromkeys(scheme.wire.place for scheme in all_schemes()))
    raise Malformed(
        f"this request is not signed: expected {places}; if it is signed elsewhere, name the scheme",
        "place-header-stripped",
    )


def usual_scheme(host: str, key_id: str) -> str:
    """Return the name of the scheme that a host and key id usually use."""
    name = host.lower().partition(":")[0]
    return next(scheme.name for scheme in all_schemes() if scheme.wire.usual_for(name, key_id))
