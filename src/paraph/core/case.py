"""A request under question, with everything that is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic

from paraph.core.claims import C
from paraph.core.clues import Clues
from paraph.core.errors import BadKey, Malformed

if TYPE_CHECKING:
    from paraph.core.claims import Parsed
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Case(Generic[C]):
    """A request that somebody asks about, and everything else that is known; `now` is in Unix seconds."""

    request: Request
    credential: Credential
    scheme: Scheme[C]
    parsed: Parsed[C]
    clues: Clues = field(default_factory=Clues)
    now: int = 0

    @property
    def claims(self) -> C:
        """The likeliest reading of the request."""
        return self.parsed.readings[0]

    def holds(self, claims: C) -> bool:
        """Return whether a signature of the request is right under a reading; False if this key cannot derive one."""
        try:
            return any(
                self.scheme.holds(self.request, claims, self.credential, received)
                for received in self.parsed.signatures
            )
        except (BadKey, Malformed):
            return False

    def verified_claims(self) -> C | None:
        """Return the first reading under which a signature is right; None if there is none."""
        return next(filter(self.holds, self.parsed.readings), None)

    def derive(self, claims: C, step: Any) -> str:
        """Derive the signature of the request under a reading by `step`; raises Malformed as the scheme does."""
        return self.scheme.derive(self.request, claims, self.credential, step)
