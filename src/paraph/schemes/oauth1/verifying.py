"""What a verifier of OAuth 1.0a needs: keys, coverage, body hash."""

from __future__ import annotations

import hmac

from paraph.core.credential import Credential, KeyKind
from paraph.core.encoding import FORM_TYPE, base64_bytes
from paraph.core.message import Pairs, Request, wire_bytes
from paraph.core.policy import HEADERS, NOTHING_COVERED, REPEATED_NAMES, Coverage
from paraph.core.scheme import SHARED_SECRETS, UNKNOWN_CREDENTIAL, OpenedSignature, is_same_text
from paraph.core.trace import Trace
from paraph.schemes.oauth1.names import PREFIX
from paraph.schemes.oauth1.signing import (
    DIGESTS,
    METHODS,
    RSA_SIGNATURES,
    OAuthClaims,
    form_parameters,
    hash_name,
    query_parameters,
    rsa_pss_signature,
)
from paraph.schemes.oauth1.wire import compute_body_hash, without_protocol


def open_signature(received: str, claims: OAuthClaims, credential: Credential) -> OpenedSignature | None:
    """Return what the public key shows inside an RSA signature; None for the other methods.

    Raises Malformed if the secret is not an RSA key.
    """
    stage = RSA_SIGNATURES.get(claims.method)
    if stage is None:
        return None
    signature = base64_bytes(received) or b""
    if stage is rsa_pss_signature:
        return checked_signature(signature, credential)
    digest = digest_inside(signature, claims.method, credential)
    return OpenedSignature(digest.hex(), Trace({stage: lambda digest, _: digest.hex()}), digest)


def digest_inside(signature: bytes, method: str, credential: Credential) -> bytes:
    """Return the digest inside an RSA signature, that of the announced method first; empty if there is none.

    A digest of another method never equals the right one, but shows with which method the signature was made.
    """
    from paraph.core.rsa import signed_digest

    names = dict.fromkeys((hash_name(method), *DIGESTS.values()))
    return next((found for name in names if (found := signed_digest(credential.secret, name, signature))), b"")


def checked_signature(signature: bytes, credential: Credential) -> OpenedSignature:
    """Return how an RSASSA-PSS signature is checked: it shows no digest, and fits the right one or not."""
    from paraph.core.rsa import load_key, verify_digest_pss

    load_key(credential.secret)
    return OpenedSignature("right", Trace({rsa_pss_signature: lambda digest, key: (
        "right" if verify_digest_pss(key, digest, signature) else "wrong")}), b"")  # fmt: skip


SAFE = frozenset(METHODS) - {"PLAINTEXT"}
RSA_KEYS = (KeyKind.PUBLIC, KeyKind.PRIVATE)
UNKNOWN_PUBLIC_KEY = Credential.of(
    "",
    """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlVYvVrEfjP8B9MNuq16l
31WsiY1IM/7uqmUjcE6hmUJp1KBzLCUhrT9zvdvqlM0pKOdyvzWOfz4AY68vaUIU
1GIE7HyADY47tsEI5J+JhOgwiYUftuPl38qHWhAcSqHp2Q/eyjK8fuaVOJuqjvmV
9E6IaReo0CLd/QVyG5noCpzmSR9newUqNHLtpF3qXqTD8YVTRZoF/F3WlQ+aUeJp
o/GEABhySrZc4aQCQ4NEkusNqCDDd3EpNDxwRhRs8ozoXySu/OJ/FXXAxDArYXGN
KqCBh3ZTElOVjiq7vPSrNRzWV0QaIvn0SHPJURR0f0Oey6vwAQUTmkAuqMz5KOnB
2QIDAQAB
-----END PUBLIC KEY-----
""",
)
"""A public key without a known private key, for equal work if no key is known."""


def key_kinds(claims: OAuthClaims) -> tuple[KeyKind, ...]:
    """Return RSA keys for the RSA methods, shared secrets for all others."""
    return RSA_KEYS if claims.method in RSA_SIGNATURES else SHARED_SECRETS


def unknown_credential(claims: OAuthClaims) -> Credential:
    """Return a key that nobody has, of the kind that the method needs."""
    return UNKNOWN_PUBLIC_KEY if claims.method in RSA_SIGNATURES else UNKNOWN_CREDENTIAL


def is_bound(claims: OAuthClaims, credential: Credential) -> bool:
    """Return whether the credential belongs to the named token; if none is named, to no token (RFC 5849 section 3.2)."""
    return is_same_text(claims.value("oauth_token"), credential.token)


WITHOUT_BODY = Coverage()


def coverage(request: Request, claims: OAuthClaims) -> Coverage:
    """Return what is covered: everything except a non-form body, which ``oauth_body_hash`` covers. PLAINTEXT covers nothing."""
    if claims.method == "PLAINTEXT":
        return NOTHING_COVERED
    unread = hides_parameters(request, claims)
    if not request.body and not unread:
        return WITHOUT_BODY
    exposed: tuple[str, ...] = (HEADERS,) if unread else ()
    if request.query and request.media_type == FORM_TYPE:
        in_query, in_form = parameters(request, claims)
        names = {name for name, _ in in_query}
        exposed += (REPEATED_NAMES,) if any(name in names for name, _ in in_form) else ()
    return Coverage(body=bool(claims.value("oauth_body_hash")), exposed=exposed)


def hides_parameters(request: Request, claims: OAuthClaims) -> bool:
    """Return whether Authorization has parameters that neither the protocol nor the application reads.

    They are signed like parameters of the query, so anybody could hide a query parameter there.
    """
    if claims.placement not in ("header", "json"):
        return request.header("authorization") is not None
    return bool([name for name, _ in claims.protocol if name[:6] != PREFIX])


def digest_fault(request: Request, claims: OAuthClaims) -> str:
    """Say what is wrong with ``oauth_body_hash``; empty if it is right or absent.

    Its hash is that of the signature method. SHA-1 is right too: the draft names no other hash, and oauthlib and Authlib
    use SHA-1 with every method.
    """
    hashes = [value for name, value in claims.protocol if name == "oauth_body_hash"]
    if not hashes:
        return ""
    stated = hashes[0]
    right = [compute_body_hash(request.body, method) for method in (claims.method, "HMAC-SHA1")]
    if any([hmac.compare_digest(wire_bytes(stated), each.encode()) for each in right]):  # noqa: C419, no early end
        return ""
    return "the body is not the one of oauth_body_hash, which was signed"


def parameters(request: Request, _claims: OAuthClaims) -> tuple[Pairs, Pairs]:
    """Return the parameters of query and form that do not belong to the protocol."""
    return without_protocol(query_parameters(request)), without_protocol(form_parameters(request))


def reveals_secret(claims: OAuthClaims) -> bool:
    """Return whether the signature is the secrets themselves, as with PLAINTEXT."""
    return claims.method == "PLAINTEXT"
