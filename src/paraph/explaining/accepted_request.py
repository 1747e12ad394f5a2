"""What a request that the server accepted tells about the secret: it settles whether that is the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import ParaphError
from paraph.explaining.explain import holds
from paraph.schemes import recognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request


class Signed(NamedTuple):
    """A signed request with its scheme, the key ids that it can be read with, and whether the secret gives its signature."""

    scheme: str
    key_ids: frozenset[str]
    right: bool


def told_by_accepted(
    rejected: Request, accepted: Iterable[tuple[str, Request]], credential: Credential
) -> Iterator[str]:
    """What to say to someone whose request was `rejected`, given others by name that the server `accepted`.

    Those that no scheme recognises, or of another key, tell nothing. One right signature settles it.
    """
    own = signed(rejected, credential)
    if own is None:
        return
    wrong = ""
    for name, request in accepted:
        other = signed(request, credential)
        if other is None or other.scheme != own.scheme or own.key_ids.isdisjoint(other.key_ids):
            continue
        if other.right:
            yield f"The secret is right: with it, the signature of {name}, which the server accepted, comes out the same."
            return
        wrong = wrong or name
    if wrong:
        yield (
            f"The server accepted {wrong}, and the secret given here does not lead to its signature: "
            "the client signs with another secret than this one."
        )


def signed(request: Request, credential: Credential) -> Signed | None:
    """What there is to know of a signed request; None for one that no scheme recognises."""
    try:
        scheme = recognised(request)
        parsed = scheme.parse(request)
    except ParaphError:
        return None
    right = any(holds(scheme, request, claims, credential, parsed) for claims in parsed.readings)
    return Signed(scheme.name, frozenset(claims.key_id for claims in parsed.readings), right)
