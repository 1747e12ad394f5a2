"""The results of judging: a verdict, and the verified values of an accepted request."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.claims import Reason
from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from paraph.core.claims import Claims
    from paraph.core.message import Pairs
    from paraph.core.policy import Coverage


class Verdict(NamedTuple):
    """The result of judging a request: `reason`, a `detail` for the operator, and the claims of the request.

    `covers` says which parts of the request the signature covers; None unless the signature is right.
    """

    reason: Reason
    detail: str
    scheme: str
    claims: Claims | None = None
    covers: Coverage | None = None

    @property
    def valid(self) -> bool:
        """Whether the request is accepted."""
        return self.reason is Reason.VALID


class Verified(NamedTuple):
    """What an application may read from an accepted request: only the parts that its signature covers.

    `host` is in lower case, `path` as sent, `query` and `form` are decoded and without the scheme's own parameters,
    `headers` are the covered ones, names in lower case. A part that is not covered is empty, `body` is then None. The
    order of parameters is not signed, so they are sorted by name and value: a changed order changes nothing.
    """

    claims: Claims
    covers: Coverage
    method: str
    host: str
    path: str
    query: Pairs
    form: Pairs
    body: bytes | None
    headers: Pairs

    @property
    def parameters(self) -> Pairs:
        """The parameters of query and form, sorted; OAuth does not sign which of the two a parameter was in."""
        return tuple(sorted((*self.query, *self.form)))

    @property
    def key_id(self) -> str:
        """The public name of the key that signed."""
        return self.claims.key_id

    @property
    def variant(self) -> str:
        """The dialect in the scheme's own words, such as ``v2/sha1`` or ``HMAC-SHA1``."""
        return self.claims.variant

    @property
    def time(self) -> int | None:
        """When it was signed, in Unix seconds."""
        return self.claims.time

    @property
    def nonce(self) -> str:
        """The value that is never accepted twice; empty if the scheme has none."""
        return self.claims.nonce

    def value(self, name: str) -> str:
        """Return the signature's parameter of that name, such as ``oauth_token``; empty if there is none."""
        return self.claims.value(name)


class Rejected(ParaphError):
    """Raised by :func:`verify` for a request that is not accepted; carries the `verdict`."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"{verdict.reason.value}: {verdict.detail}")
        self.verdict = verdict
