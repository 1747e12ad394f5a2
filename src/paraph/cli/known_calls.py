"""What the catalogues say about the parameters of a call that ``paraph send`` makes."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.apis.catalogue import catalogue
from paraph.apis.openapi import pattern_of
from paraph.apis.paging import endpoint_of
from paraph.cli.calls.words import dashed
from paraph.cli.suggesting import LONGEST_WORD, nearest
from paraph.clients.names import FIRST_PAGE
from paraph.core.encoding import FORM_TYPE, parse_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from paraph.apis.catalogue import Endpoint, Place
    from paraph.core.message import Request

PLACES: tuple[Place, ...] = ("query", "body")
SEPARATORS = {"query": "==", "body": "="}


class KnownCall(NamedTuple):
    """An endpoint of a catalogue and the names of the parameters that a request has, by place."""

    vendor: str
    endpoint: Endpoint
    sent: dict[Place, tuple[str, ...]]


def parameter_note(request: Request, vendor: str, *, follows_pages: bool) -> str:
    """Return one sentence about unknown and missing parameters of a known call; empty if all is well.

    `follows_pages` means that the parameters of the first page are added later.
    """
    call = known_call(request, vendor)
    if call is None:
        return ""
    problems = [*unknown_parameters(call), *missing_parameters(call, FIRST_PAGE if follows_pages else ())]
    return f"{call.endpoint.name}: {'; '.join(problems)} (as a command: `{command_of(call)}`)" if problems else ""


def known_call(request: Request, vendor: str) -> KnownCall | None:
    """Return the call that a request makes; None if it is unknown, or if its parameters are."""
    endpoint = endpoint_of(catalogue(vendor), request.method, request.path)
    if endpoint is None or endpoint.body is not None or "parameters" in endpoint.unconfirmed:
        return None
    members = body_names(request)
    if members is None:
        return None
    return KnownCall(vendor, endpoint, {"query": tuple(name for name, _ in parse_form(request.query)), "body": members})


def body_names(request: Request) -> tuple[str, ...] | None:
    """Return the names in a form or a JSON object; None for any other body."""
    text = request.body.decode("utf-8", "surrogateescape")
    if not text:
        return ()
    if request.media_type == FORM_TYPE:
        return tuple(name for name, _ in parse_form(text))
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tuple(value) if isinstance(value, dict) else None


def unknown_parameters(call: KnownCall) -> Iterator[str]:
    """Yield a sentence for each parameter that the endpoint does not take in that place."""
    for place, names in call.sent.items():
        known = {each.name for each in call.endpoint.placed(place)}
        patterns = [re.compile(pattern_of(name)) for name in known if "{" in name]
        for name in dict.fromkeys(names):
            if name not in known and not any(pattern.match(name) for pattern in patterns):
                yield unknown_parameter(call.endpoint, place, name[:LONGEST_WORD])


def unknown_parameter(endpoint: Endpoint, place: Place, name: str) -> str:
    """Say that a parameter is unknown; name the place that it belongs to, or the nearest parameter."""
    other = next((each for each in PLACES if each != place and name in names_at(endpoint, each)), None)
    if other is not None:
        return f"{name} goes into the {other}: {name}{SEPARATORS[other]}VALUE"
    near = nearest(name, chain.from_iterable(names_at(endpoint, each) for each in PLACES))
    return f"unknown parameter {name}{f', did you mean {near}?' if near else ''}"


def names_at(endpoint: Endpoint, place: Place) -> set[str]:
    """Return the names of the parameters in that place."""
    return {each.name for each in endpoint.placed(place)}


def missing_parameters(call: KnownCall, later: Collection[str]) -> Iterator[str]:
    """Yield a sentence if required parameters are missing; those in `later` are added later."""
    sent = set(chain.from_iterable(call.sent.values())) | set(later)
    required = (each.name for each in call.endpoint.parameters if each.required and each.place != "path")
    missing = [name for name in required if name not in sent]
    if missing:
        yield f"missing parameter{'s' if len(missing) > 1 else ''} {', '.join(missing)}"


def command_of(call: KnownCall) -> str:
    """Return the command that makes the call, such as ``paraph duo users list``."""
    group, _, action = call.endpoint.call.partition(".")
    return f"paraph {call.vendor} {dashed(group)} {dashed(action)}"
