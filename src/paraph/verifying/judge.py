"""Judging: read the signature, find the key, derive, compare, and return what is wrong as a value.

First the request must have only one reading (:mod:`paraph.core.wellformed`). The order of checks is that of Duo's own
mock server: credentials, time, key, freshness, signature. The :class:`~paraph.core.policy.Policy` decides about parts
that a right signature omits. The nonce is spent last, and only for a right signature, so that nobody else can spend it.

The time of a rejection reveals nothing: an unknown key, or one of another kind than the signature needs, is compared
with a key that nobody has, through as many readings as a known one.
"""

from __future__ import annotations

import time
from itertools import product
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Reason
from paraph.core.credential import Credential
from paraph.core.encoding import FORM_TYPE
from paraph.core.errors import BadKey, Malformed
from paraph.core.message import DEFAULT_PORTS, Request, new_tuple
from paraph.core.policy import DEFAULT, Coverage, Policy
from paraph.core.redaction import redact
from paraph.core.wellformed import refuse_ambiguous, refuse_too_large, without_default_port
from paraph.schemes import recognised, scheme_named
from paraph.schemes.clock import duration
from paraph.verifying.arguments import Keys, Policies, candidates, check_arguments, known_credentials, policy_for
from paraph.verifying.misplaced_secrets import secret_name
from paraph.verifying.verdict import Rejected, Verdict, Verified

if TYPE_CHECKING:
    from collections.abc import Collection

    from paraph.core.claims import Claims, Parsed
    from paraph.core.scheme import Scheme
    from paraph.nonces import NonceStore


def judge(
    request: Request,
    keys: Keys,
    scheme: str | Scheme[Any] | None = None,
    *,
    now: int | None = None,
    nonces: NonceStore | None = None,
    policy: Policies = DEFAULT,
) -> Verdict:
    """Return the verdict on any request; never raises for the content of the request.

    `now` is in Unix seconds. Without `nonces` a nonce is not remembered, and an OAuth request can be repeated within the
    window; Duo requests carry none. `policy` says what is accepted besides a right signature, for all keys or by key
    id. Raises TypeError or ValueError for arguments of a wrong kind, and StoreUnavailable if `nonces` cannot answer.
    """
    check_arguments(request, keys, policy, nonces, now)
    name = scheme if isinstance(scheme, str) else scheme.name if scheme else ""
    keys = keys if isinstance(keys, Credential) or callable(keys) else list(keys)
    verdict = judge_any(request, keys, scheme, name, now, nonces, policy)
    if verdict.valid:
        return verdict
    hidden: Verdict = redact(verdict, known_credentials(keys))
    return hidden


def judge_any(
    request: Request,
    keys: Keys,
    scheme: str | Scheme[Any] | None,
    name: str,
    now: int | None,
    nonces: NonceStore | None,
    policy: Policies,
) -> Verdict:
    """Return the verdict, which may still contain a secret of the request; `name` is the scheme's, if given."""
    try:
        refuse_ambiguous(request, policy if isinstance(policy, Policy) else DEFAULT)
        chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or recognised(request)
        name = chosen.name
        return judge_parsed(request, keys, chosen, int(time.time()) if now is None else now, nonces, policy)
    except Malformed as error:
        absent = error.id == "place-header-stripped"
        return Verdict(Reason.NO_CREDENTIALS if absent else Reason.MALFORMED, str(error), name)


def judge_parsed(
    request: Request, keys: Keys, scheme: Scheme[Any], now: int, nonces: NonceStore | None, policies: Policies
) -> Verdict:
    """Return the verdict of one scheme; raises Malformed if the request cannot be read."""
    parsed = scheme.parse(request)
    claims = parsed.readings[0]
    key_id = claims.key_id

    def verdict(reason: Reason, detail: str) -> Verdict:
        return Verdict(reason, detail, scheme.name, claims)

    if parsed.flaws:
        return verdict(Reason.MALFORMED, parsed.flaws[0].detail)
    policy = policy_for(key_id, policies)
    if policy is not policies:
        refuse_too_large(request, policy, sum(len(name) + len(value) for name, value in request.headers))
    if len(key_id) > policy.max_key_id_size:
        return verdict(Reason.MALFORMED, "the key id is longer than this verifier accepts")
    if wrong := policy_fault(request, parsed, scheme, allowed_variants(scheme, policy)):
        return verdict(Reason.NOT_ALLOWED, wrong)
    late = time_fault(claims, now, window_of(scheme, policy))
    if late and not claims.timed and not claims.timeless:
        return verdict(Reason.NO_TIME, "the request does not say when it was signed")
    checks = scheme.checks
    named = [each for each in candidates(keys, key_id) if each.key_id == key_id or not checks.names_key]
    known = [credential for credential in named if checks.bound(claims, credential)]
    broken: list[BadKey] = []
    own = None if late else fitting_reading(request, parsed, scheme, known, broken)
    if not known:
        return verdict(Reason.UNKNOWN_KEY, unknown_key(claims, bool(named), known_credentials(keys)))
    if late:
        return verdict(Reason.BAD_TIME, late)
    if own is None:
        return verdict(*mismatch(scheme, claims, known, broken))
    return judge_signature(request, scheme, own, policy, nonces, now)


def judge_signature(
    request: Request, scheme: Scheme[Any], own: Claims, policy: Policy, nonces: NonceStore | None, now: int
) -> Verdict:
    """Return the verdict on a request whose signature is right under the reading `own`."""

    def verdict(reason: Reason, detail: str, covers: Coverage | None = None) -> Verdict:
        return new_tuple(Verdict, (reason, detail, scheme.name, own, covers))

    if own.variant not in allowed_variants(scheme, policy):
        return verdict(Reason.NOT_ALLOWED, f"the signature is of {own.variant}, which is not accepted here")
    if wrong := scheme.checks.digest_fault(request, own):
        return verdict(Reason.BAD_SIGNATURE, wrong)
    covers = scheme.checks.coverage(request, own)
    if wrong := uncovered_part(request, covers, policy, own):
        return verdict(Reason.UNCOVERED, wrong, covers)
    if nonces is not None and own.time is not None and (nonce := own.nonce):
        if len(nonce) > policy.max_nonce_size:
            return verdict(Reason.MALFORMED, "the nonce is longer than this verifier accepts")
        spent = f"{scheme.name} {len(own.key_id)} {own.key_id} {nonce}"
        if not is_spent_now(nonces, spent, own.time + window_of(scheme, policy), now):
            return verdict(Reason.REPLAYED, "the nonce was used before")
    return verdict(Reason.VALID, "the signature holds", covers)


def is_spent_now(nonces: NonceStore, nonce: str, expires: int, now: int) -> bool:
    """Spend the nonce and return whether the store accepted it; raises TypeError for an answer that must be awaited."""
    spent: Any = nonces.spend(nonce, expires, now)
    if not isinstance(spent, bool):
        getattr(spent, "close", bool)()  # a coroutine would never be awaited
        raise TypeError("spend() of a store returns True or False at once: asynchronous stores are not supported")
    return spent


def allowed_variants(scheme: Scheme[Any], policy: Policy) -> Collection[str]:
    """Return the variants of a scheme that a policy allows."""
    return scheme.checks.safe if policy.variants is None else policy.variants


def window_of(scheme: Scheme[Any], policy: Policy) -> int:
    """Return how far a request's time may lie from now, in seconds."""
    return scheme.checks.window if policy.window is None else policy.window


def time_fault(claims: Claims, now: int, window: int) -> str:
    """Say what is wrong with the time of a request; empty if it lies within the window or is not needed."""
    signed_at = claims.time
    if signed_at is None:
        return "" if claims.timeless else "the time of the request cannot be read"
    skew = now - signed_at
    return f"the request is {duration(abs(skew))} {'old' if skew > 0 else 'ahead'}" if abs(skew) > window else ""


def policy_fault(request: Request, parsed: Parsed[Any], scheme: Scheme[Any], allowed: Collection[str]) -> str:
    """Say why no reading of the request may be accepted, whatever its signature; empty if one may."""
    first: str = parsed.readings[0].variant
    if first not in allowed and not any(reading.variant in allowed for reading in parsed.readings):
        return f"a signature of {first[:40] or 'no method'} is not accepted here; accepted: {', '.join(sorted(allowed)) or 'none'}"
    if request.scheme != "https" and first in scheme.checks.https_only:
        return f"{first} is accepted only over https"
    return ""


def fitting_reading(
    request: Request, parsed: Parsed[Any], scheme: Scheme[Any], known: list[Credential], broken: list[BadKey]
) -> Claims | None:
    """Return the first reading under which a known key makes the signature; a wrong signature is tried under every reading.

    Only a good signature is answered sooner. If no key is known, or none of the right kind, a key that nobody has takes
    the same time. Errors of broken keys are added to `broken`.
    """
    for reading in parsed.readings:
        kinds = scheme.checks.key_kinds(reading)
        usable = [each for each in known if each.secret and each.secret.kind in kinds]
        for credential, received in product(usable or [scheme.checks.unknown_credential(reading)], parsed.signatures):
            try:
                holds = scheme.holds(request, reading, credential, received)
            except BadKey as error:
                broken.append(error)
                holds = False
            if holds and usable:  # a key that nobody has is public, and never accepted
                own: Claims = reading
                return own
    return None


def unknown_key(claims: Claims, is_named: bool, known: tuple[Credential, ...]) -> str:
    """Say what is unknown: the key id or its token. A secret in their place is named, not quoted.

    If not all credentials are known, no key id is quoted either: it may be another credential's secret.
    """
    wrong = secret_name(claims.value("oauth_token") if is_named else claims.key_id, known)
    if wrong:
        return f"{wrong} was sent where the {'token' if is_named else 'key id'} belongs"
    if is_named:
        return "this key id is known, but no credential of it has the token that the request names"
    return f"unknown key id {claims.key_id!r}" if known else "the key id that was sent is unknown"


def mismatch(scheme: Scheme[Any], claims: Claims, known: list[Credential], broken: list[BadKey]) -> tuple[Reason, str]:
    """Say why no known key makes the signature: it is wrong, or the keys are broken or of another kind."""
    if broken:
        return Reason.NOT_ALLOWED, f"the known key cannot be used: {broken[0]}"
    if not any(credential.secret for credential in known):
        return Reason.NOT_ALLOWED, "the known secret for this key is empty"
    kinds = scheme.checks.key_kinds(claims)
    if not any(credential.secret.kind in kinds for credential in known):
        return Reason.NOT_ALLOWED, f"{claims.variant} does not fit the known key, {known[0].secret.kind.value}"
    return Reason.BAD_SIGNATURE, "the signature is not that of this request under this key"


def uncovered_part(request: Request, covers: Coverage, policy: Policy, claims: Claims) -> str:
    """Return the part of the request that is neither covered nor allowed to be uncovered; empty if there is none."""
    for part in covers.exposed:
        if part not in policy.allow:
            return f"a signature of {claims.variant} does not cover this: {part}"
    if policy.require_body and not is_body_covered(request, covers):
        return "the body is not covered by the signature"
    return ""


def is_body_covered(request: Request, covers: Coverage) -> bool:
    """Return whether the body, if there is one, is covered byte by byte or as a form."""
    return not request.body or covers.body or (covers.form and request.media_type == FORM_TYPE)


def verify(
    request: Request,
    keys: Keys,
    scheme: str | Scheme[Any] | None = None,
    *,
    now: int | None = None,
    nonces: NonceStore | None = None,
    policy: Policies = DEFAULT,
) -> Verified:
    """Return the verified values of an accepted request; raises :class:`Rejected`, which carries the verdict, for any other.

    An application that reads only these values, and not the request itself, acts on what was signed.
    """
    verdict = judge(request, keys, scheme, now=now, nonces=nonces, policy=policy)
    if not verdict.valid or verdict.claims is None or verdict.covers is None:
        raise Rejected(verdict)
    return verified_values(request, scheme_named(verdict.scheme), verdict.claims, verdict.covers)


def verified_values(request: Request, scheme: Scheme[Any], claims: Claims, covers: Coverage) -> Verified:
    """Return the covered parts of a request."""
    query, form = scheme.checks.parameters(request, claims)
    wanted = set(covers.headers)
    return Verified(
        claims=claims,
        covers=covers,
        method=request.method.upper() if covers.method else "",
        host=without_default_port(request.host, DEFAULT_PORTS.get(request.scheme, "")) if covers.host else "",
        path=(request.path or "/") if covers.path else "",
        query=tuple(sorted(query)) if covers.query else (),
        form=tuple(sorted(form)) if covers.form else (),
        body=request.body if covers.body else None,
        headers=tuple((name.lower(), value.strip(" \t")) for name, value in request.headers if name.lower() in wanted),
    )
