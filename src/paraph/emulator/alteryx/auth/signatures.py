"""OAuth 1.0a as Alteryx uses it: HMAC-SHA1 only, in the query or the Authorization header.

The form of the request is checked first, then the key, the timestamp, the signature and the nonce; only an accepted
request uses up its nonce. Of real servers it is only known that they check the key before the signature.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paraph.core.claims import Flaw, Parsed, Reason
from paraph.core.trace import Trace
from paraph.emulator.alteryx.auth import keys
from paraph.emulator.alteryx.responses import INVALID_SIGNATURE
from paraph.schemes.oauth1 import OAUTH1, wire
from paraph.schemes.oauth1 import signing as oauth1
from paraph.verifying.judge import judge

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.emulator.alteryx.calls import AlteryxState
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
"""Only the last message is the vendor's."""


def parse(request: Request) -> Parsed[OAuthClaims]:
    """Parse a request as OAuth 1.0a, and refuse what only Alteryx refuses."""
    parsed = wire.parse(request)
    claims, flaws = parsed.readings[0], parsed.flaws
    if claims.method not in ("", METHOD):
        flaws += (Flaw("hash-announced-differs", f"oauth_signature_method has to be {METHOD}."),)
    if claims.placement == "body":
        flaws += (Flaw("params-in-both-places", "The oauth_ parameters have to be in the query or the header."),)
    return parsed._replace(flaws=flaws)


def judge_signature(state: AlteryxState, server_view: Request, path: str) -> tuple[Verdict, Credential | None]:
    """Judge a request as the server sees it; return the credential of its key as well, if the key is known."""

    def keys_of(key_id: str) -> Credential | None:
        return keys.find_credential(state.store, key_id, path)

    dialect = replace(OAUTH1, parse=parse, checks=replace(OAUTH1.checks, window=state.options.window))
    verdict = judge(
        server_view, keys_of, dialect, now=int(state.clock()), nonces=state.nonces, policy=OAUTH1.checks.habits
    )
    return verdict, keys_of(verdict.claims.key_id) if verdict.claims else None


def error_message(verdict: Verdict) -> str:
    """Return the message of the answer to a rejected request."""
    return WORDS.get(verdict.reason, verdict.detail)


def base_string_header(server_view: Request, verdict: Verdict, credential: Credential | None) -> Pairs:
    """Return the header with the expected base string, if a signature was compared."""
    if (
        verdict.reason is not Reason.BAD_SIGNATURE
        or credential is None
        or not isinstance(verdict.claims, oauth1.OAuthClaims)
    ):
        return ()
    trace = Trace()
    OAUTH1.derive(server_view, verdict.claims, credential, trace)
    return (("X-Paraph-Base-String", dict(trace.values)[oauth1.base_string]),)
