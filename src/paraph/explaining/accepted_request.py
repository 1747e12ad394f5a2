"""What an accepted request reveals about the secret: it settles whether that is the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.case import Case
from paraph.core.errors import ParaphError
from paraph.schemes import recognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request


class KeyCheck(NamedTuple):
    """A signed request: its scheme, the key ids that it can be read with, and whether the secret gives its signature."""

    scheme: str
    key_ids: frozenset[str]
    is_right: bool


def accepted_advice(
    rejected: Request, accepted: Iterable[tuple[str, Request]], credential: Credential
) -> Iterator[str]:
    """Return advice about a `rejected` request, from named requests that the server `accepted`.

    Requests that no scheme recognises, or of another key, reveal nothing. One right signature confirms the secret.
    """
    accepted = tuple(accepted)
    own = check_key(rejected, credential) if accepted else None
    if own is None:
        return
    wrong = ""
    for name, request in accepted:
        other = check_key(request, credential)
        if other is None or other.scheme != own.scheme or own.key_ids.isdisjoint(other.key_ids):
            continue
        if other.is_right:
            yield f"The secret is right: it reproduces the signature of {name}, which the server accepted."
            return
        wrong = wrong or name
    if wrong:
        yield (
            f"The server accepted {wrong}, and the secret given here does not reproduce its signature: "
            "the client signs with another secret than this one."
        )


def check_key(request: Request, credential: Credential) -> KeyCheck | None:
    """Check a signed request against the credential; None if no scheme recognises it."""
    try:
        scheme = recognised(request)
        case = Case(request, credential, scheme, scheme.parse(request))
    except ParaphError:
        return None
    key_ids = frozenset(claims.key_id for claims in case.parsed.readings)
    return KeyCheck(scheme.name, key_ids, case.verified_claims() is not None)
