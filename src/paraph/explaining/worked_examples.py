"""The worked examples of all schemes, signed as wrongly as each says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.case import Case
from paraph.core.claims import Parsed
from paraph.core.trace import Trace
from paraph.explaining.planting import Planting, merged
from paraph.schemes import ROOMS, diagnosis_of, scheme_named, schemes_in

if TYPE_CHECKING:
    from paraph.core.diagnosis import WorkedExample
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme


class SignedExample(NamedTuple):
    """A worked example with its id and scheme, and the request as the person has it."""

    id: str
    scheme: Scheme[Any]
    example: WorkedExample
    request: Request


@cache
def signed_examples() -> tuple[SignedExample, ...]:
    """Return every worked example, in the order of the rooms of schemes; ids are the room and a number."""
    return tuple(
        SignedExample(f"{room}-{number}", scheme_named(example.scheme), example, signed_wrongly(example))
        for room in ROOMS
        for number, example in enumerate(diagnosis_of(schemes_in(room)[0]).worked_examples(), 1)
    )


def signed_wrongly(example: WorkedExample) -> Request:
    """Return the request of an example with its wrong signature; raises ValueError for a mistake that changes nothing there."""
    scheme = scheme_named(example.scheme)
    at_signing, claims = prepared(scheme, example, example.signed_at)
    replaced: dict[Any, Any] = {}
    if not example.sent_at:
        case = Case(at_signing, example.credential, scheme, Parsed((claims,), ""), example.clues, example.now)
        effects, problems = Planting(case).plant(example.mistakes, {})
        if problems:
            raise ValueError(" ".join(problems))
        replaced = merged({}, effects)
    signature = scheme.derive(at_signing, claims, example.credential, Trace(replaced))
    sent, own = prepared(scheme, example, example.sent_at or example.signed_at)
    return scheme.attach(sent, own, signature)


def prepared(scheme: Scheme[Any], example: WorkedExample, at: int) -> tuple[Request, Any]:
    """Return the request as it is signed at a time, and its claims."""
    return scheme.prepare(example.request, example.credential, now=at, nonce=example.nonce, **example.options)
