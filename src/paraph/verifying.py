"""Judging: read a request back, look its key up, derive, compare, and tell what is wrong as a value.

The order is that of Duo's own mock server: credentials, time, key, freshness, signature. The nonce is spent last,
and only for a right signature, so that nobody else can burn it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.credential import Credential, Secret
from paraph.errors import Malformed, ParaphError
from paraph.scheme import Reason
from paraph.schemes import recognised, scheme_named

if TYPE_CHECKING:
    from paraph.message import Request
    from paraph.nonces import NonceStore
    from paraph.scheme import Claims, Scheme

Keys = Credential | Iterable[Credential] | Callable[[str], Credential | Iterable[Credential] | None]
"""One credential, several (rotation: each is tried), or a function from key id to them."""

MOST_HEADERS, MOST_TARGET, MOST_PARAMETERS = 256, 65_536, 4_096
_NOBODY = Credential("", Secret(b"a key that nobody has, for equal work"))


class Verdict(NamedTuple):
    """What came of judging a request: `reason`, a `detail` for the operator, and what the request claims."""

    reason: Reason
    detail: str
    scheme: str
    claims: Claims | None = None

    @property
    def valid(self) -> bool:
        """Whether the request is accepted."""
        return self.reason is Reason.VALID


class Rejected(ParaphError):
    """Raised by :func:`verify` for a request that is not accepted; carries the `verdict`."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"{verdict.reason.value}: {verdict.detail}")
        self.verdict = verdict


def judge(
    request: Request,
    keys: Keys,
    scheme: str | Scheme[Any] | None = None,
    *,
    now: int | None = None,
    nonces: NonceStore | None = None,
) -> Verdict:
    """The verdict on any request whatsoever; never raises for what is in the request.

    `now` is in Unix seconds. Without `nonces` a nonce is not remembered. Duo requests carry none.
    """
    name = scheme if isinstance(scheme, str) else scheme.name if scheme else ""
    try:
        chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or recognised(request)
        name = chosen.name
        refuse_oversized(request)
        return judged(request, keys, chosen, int(time.time()) if now is None else now, nonces)
    except Malformed as error:
        absent = error.id == "place-header-stripped" or not name
        return Verdict(Reason.NO_CREDENTIALS if absent else Reason.MALFORMED, str(error), name)


def judged(request: Request, keys: Keys, scheme: Scheme[Any], now: int, nonces: NonceStore | None) -> Verdict:
    """The verdict of one scheme; raises Malformed for what cannot be read."""
    parsed = scheme.parse(request)
    claims = parsed.readings[0]

    def verdict(reason: Reason, detail: str, of: Claims = claims) -> Verdict:
        return Verdict(reason, detail, scheme.name, of)

    if parsed.flaws:
        return verdict(Reason.MALFORMED, parsed.flaws[0].detail)
    if not claims.timed and not claims.timeless:
        return verdict(Reason.NO_TIME, "the request does not say when it was signed")
    known = [credential for credential in candidates(keys, claims.key_id) if credential.key_id == claims.key_id]
    if not known:
        same_work(request, claims, scheme, parsed.signature)
        return verdict(Reason.UNKNOWN_KEY, f"nobody has the key id {claims.key_id[:40]!r}")
    signed_at = claims.time
    if signed_at is None and not claims.timeless:
        return verdict(Reason.BAD_TIME, "the time of the request cannot be read")
    skew = 0 if signed_at is None else now - signed_at
    if abs(skew) > scheme.window:
        return verdict(Reason.BAD_TIME, f"the request is {abs(skew)} s {'old' if skew > 0 else 'ahead'}")
    # Only who has a good signature is answered sooner: for a wrong one every reading is tried.
    own = next(
        (
            reading
            for reading in parsed.readings
            for credential in known
            if scheme.holds(request, reading, credential, parsed.signature)
        ),
        None,
    )
    if own is None:
        return verdict(Reason.BAD_SIGNATURE, "the signature is not that of this request under this key")
    if nonces is not None and own.nonce and own.time is not None:
        spent = f"{scheme.name} {own.key_id} {own.nonce}"
        if not nonces.spend(spent, own.time + scheme.window, now):
            return verdict(Reason.REPLAYED, "the nonce was used before", own)
    return verdict(Reason.VALID, "the signature holds", own)


def same_work(request: Request, claims: Claims, scheme: Scheme[Any], received: str) -> None:
    """Do what a known key would have cost, so that the time taken does not tell which keys exist."""
    try:
        scheme.holds(request, claims, _NOBODY, received)
    except Malformed:
        return


def verify(
    request: Request,
    keys: Keys,
    scheme: str | Scheme[Any] | None = None,
    *,
    now: int | None = None,
    nonces: NonceStore | None = None,
) -> Claims:
    """What an accepted request claims; raises :class:`Rejected`, which carries the verdict, for any other."""
    verdict = judge(request, keys, scheme, now=now, nonces=nonces)
    if not verdict.valid or verdict.claims is None:
        raise Rejected(verdict)
    return verdict.claims


def candidates(keys: Keys, key_id: str) -> list[Credential]:
    """The credentials to try for a key id."""
    found = keys if isinstance(keys, Credential) else keys(key_id) if callable(keys) else keys
    if found is None:
        return []
    return [found] if isinstance(found, Credential) else list(found)


def refuse_oversized(request: Request) -> None:
    """Raise Malformed before any hashing when the request is larger than any honest one."""
    if len(request.headers) > MOST_HEADERS or len(request.target) > MOST_TARGET:
        raise Malformed("the request has more headers or a longer target than any honest one")
    if request.target.count("&") + request.body.count(b"&") > MOST_PARAMETERS and b"{" not in request.body[:1]:
        raise Malformed("the request has more parameters than any honest one")
