"""OAuth 1.0a as Alteryx takes it: HMAC-SHA1 alone, in the query or in the Authorization header.

What stands in the request is checked first, then the key, the timestamp, the signature and the nonce, which only an
accepted request spends. On a real server no more is known than that the key comes before the signature.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paraph.core.claims import Flaw, Parsed, Reason
from paraph.core.trace import Trace
from paraph.emulator.alteryx import keys
from paraph.emulator.alteryx.answers import INVALID_SIGNATURE
from paraph.schemes.oauth1 import OAUTH1, wire
from paraph.schemes.oauth1 import signing as oauth1
from paraph.verifying.judge import judge

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.emulator.alteryx.calls import State
    from paraph.schemes.oauth1.signing import OAuthClaims
    from paraph.verifying.verdict import Verdict

METHOD = "HMAC-SHA1"
WORDS = {
    Reason.NO_CREDENTIALS: "The request has no oauth_ parameters in its query or its Authorization header.",
    Reason.UNKNOWN_KEY: "The provided key(oauth_consumer_key) is unknown, or does not open this API.",
    Reason.NO_TIME: "The oauth_timestamp is missing.",
    Reason.BAD_TIME: "The provided timestamp(oauth_timestamp) is not a number, too old or too far ahead.",
    Reason.REPLAYED: "The provided nonce(oauth_nonce) was used before.",
    Reason.BAD_SIGNATURE: INVALID_SIGNATURE,
}
"""The last are the vendor's words, the others are not."""


def parse(request: Request) -> Parsed[OAuthClaims]:
    """What OAuth 1.0a reads, with what Alteryx alone refuses."""
    parsed = wire.parse(request)
    claims, flaws = parsed.readings[0], parsed.flaws
    if claims.method not in ("", METHOD):
        flaws += (Flaw("hash-announced-differs", f"oauth_signature_method has to be {METHOD}."),)
    if claims.placement == "body":
        flaws += (Flaw("params-in-both-places", "The oauth_ parameters have to be in the query or the header."),)
    return parsed._replace(flaws=flaws)


def verdict_on(state: State, seen: Request, path: str) -> tuple[Verdict, Credential | None]:
    """The verdict on a request as the server sees it, and the credential of the key that it names, if the key is known."""

    def keys_of(key_id: str) -> Credential | None:
        return keys.credential_of(state.store, key_id, path)

    dialect = replace(OAUTH1, parse=parse, checks=replace(OAUTH1.checks, window=state.options.window))
    verdict = judge(seen, keys_of, dialect, now=int(state.clock()), nonces=state.nonces, policy=OAUTH1.checks.habits)
    return verdict, keys_of(verdict.claims.key_id) if verdict.claims else None


def words_for(verdict: Verdict) -> str:
    """What the answer to a refused request says."""
    return WORDS.get(verdict.reason, verdict.detail)


def base_string(seen: Request, verdict: Verdict, credential: Credential | None) -> Pairs:
    """The header that shows the base string that was expected, where a signature was compared."""
    if (
        verdict.reason is not Reason.BAD_SIGNATURE
        or credential is None
        or not isinstance(verdict.claims, oauth1.OAuthClaims)
    ):
        return ()
    trace = Trace()
    OAUTH1.derive(seen, verdict.claims, credential, trace)
    return (("X-Paraph-Base-String", dict(trace.values)[oauth1.base_string]),)
