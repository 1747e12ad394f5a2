"""Problems that do not change a signature but get the request rejected: secrets, clock, nonce, placement, form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw
from paraph.schemes import diagnosis_of
from paraph.verifying.misplaced_secrets import find_misplaced, secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case


def find_problems(case: Case[Any], claims: Any) -> list[Flaw]:
    """Return the problems of a request read as `claims`, each once; secrets that were sent come first."""
    found = [
        *find_misplaced(case, claims),
        *case.parsed.flaws,
        *foreign_key(case, claims),
        *diagnosis_of(case.scheme).problems(case, claims),
    ]
    return list({flaw.id: flaw for flaw in reversed(found)}.values())[::-1]


def foreign_key(case: Case[Any], claims: Any) -> Iterator[Flaw]:
    """Report a request with another key id than the credential's."""
    if is_foreign(case, claims):
        sent, own = claims.key_id[:40], case.credential.key_id[:40]
        yield Flaw("secret-other-environment", f"The request names the key id {sent!r}; the credential is for {own!r}.")


def is_foreign(case: Case[Any], claims: Any) -> bool:
    """Return whether a request has another key id than the credential's; a secret in its place does not count."""
    sent, own = claims.key_id, case.credential.key_id
    return bool(sent and own and sent != own and not secret_name(sent, (case.credential,)))
