"""The samples of all schemes, and cases made of them, as tests want them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.case import Case
from paraph.core.claims import Parsed
from paraph.core.clues import Clues
from paraph.core.errors import BadKey
from paraph.core.trace import Trace
from paraph.explaining.examples import NOW
from paraph.schemes import all_schemes, diagnosis_of, scheme_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request


class SchemeSample(NamedTuple):
    """A sample with the name of its scheme."""

    scheme: str
    request: Request
    credential: Credential
    options: dict[str, Any]


def samples() -> Iterator[SchemeSample]:
    """Yield every sample of every scheme."""
    for scheme in all_schemes():
        for sample in diagnosis_of(scheme).samples():
            yield SchemeSample(scheme.name, *sample)


def case_for(
    scheme: str, request: Request, claims: Any, credential: Credential, clues: Clues | None = None
) -> Case[Any]:
    """A request read as `claims`, as a case."""
    return Case(request, credential, scheme_named(scheme), Parsed((claims,), ""), clues or Clues(), NOW)


def derive(scheme: str, request: Request, claims: Any, credential: Credential, exchanged: dict[Any, Any]) -> str | None:
    """The signature with other functions in the place of stages; None if they leave no key or no text."""
    try:
        return scheme_named(scheme).derive(request, claims, credential, Trace(exchanged))
    except BadKey:
        return None
