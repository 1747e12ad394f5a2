"""Other ways in which a request may have been signed with OAuth 1.0a, and how to read back a base string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.claims import Reading
from paraph.core.credential import Credential, Secret
from paraph.core.encoding import base64_bytes, parse_form, unpercent
from paraph.core.message import wire_text
from paraph.schemes.oauth1.names import REQUIRED, misspelt_name
from paraph.schemes.oauth1.signing import (
    METHODS,
    OAuthClaims,
    form_parameters,
    header_parameters,
    query_parameters,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.claims import Parsed
    from paraph.core.message import Pairs, Request

SMALLEST_RSA_SIGNATURE = 128
"""Bytes of a signature by an RSA key of 1024 bits; an HMAC has 64 at most."""


def other_readings(_request: Request, parsed: Parsed[OAuthClaims]) -> Iterator[Reading[OAuthClaims]]:
    """Yield readings by another signature method than the announced one."""
    claims = parsed.readings[0]
    own_stage = {"query": query_parameters, "body": form_parameters}.get(claims.placement)
    for other in METHODS:
        if other == claims.method:
            continue
        if other == "PLAINTEXT" or claims.method == "PLAINTEXT":
            said = f"oauth_signature_method says {claims.method}, the signature is {other}."
            renamed = claims._replace(protocol=with_method(claims.protocol, other))
            replacements = {header_parameters: lambda _, own=claims: header_parameters(own)}
            yield Reading(renamed, "plaintext-for-hmac", said, replacements)
        elif other.startswith("HMAC") and claims.method not in METHODS:
            said = f"It was signed with {other}, but the method announced is {claims.method[:24]!r}."
            renamed = claims._replace(protocol=with_method(claims.protocol, other))
            replacements = {header_parameters: lambda _, own=claims: header_parameters(own)}
            yield Reading(renamed, "hash-announced-differs", said, replacements)
        elif claims.method.startswith("RSA"):
            yield from readings_by_other_method("rsa-method-mismatch", claims, other, own_stage)
        elif other.startswith("RSA"):
            if is_rsa_size(parsed.signature):
                yield from readings_by_other_method("hash-announced-differs", claims, other, own_stage)
        elif other.startswith("HMAC") and claims.method.startswith("HMAC"):
            said = f"{other} was announced in what was signed, {claims.method} in what was sent."
            renamed = claims._replace(protocol=with_method(claims.protocol, other))
            yield Reading(renamed, "hash-announced-differs", said, announce_method(own_stage, other))


def is_rsa_size(signature: str) -> bool:
    """Return whether a signature is longer than any HMAC, as those of RSA keys of 1024 bits and more are."""
    return len(base64_bytes(signature) or b"") >= SMALLEST_RSA_SIGNATURE


def readings_by_other_method(
    mistake: str, claims: OAuthClaims, other: str, own_stage: Any
) -> Iterator[Reading[OAuthClaims]]:
    """Yield the readings of a request that announces a method and was signed by another one, RSA on one side.

    What was signed announces either the same method as the request, or the one that was used.
    """
    renamed = claims._replace(protocol=with_method(claims.protocol, other))
    said = f"oauth_signature_method says {claims.method}, and the signature was made with {other}."
    yield Reading(renamed, mistake, said, {header_parameters: lambda _: header_parameters(claims)})
    yield Reading(renamed, mistake, f"{said} The signed text says {other}, too.",
                  announce_method(own_stage, other))  # fmt: skip


def claims_as_meant(parsed: Parsed[OAuthClaims]) -> OAuthClaims | None:
    """Return the claims with the right names for misspelt ones; None if no name is misspelt, or one is missing.

    If the name of the signature alone is misspelt, the claims are right.
    """
    claims = parsed.readings[0]
    is_flawed = any(flaw.id == "place-oauth-name-typo" for flaw in parsed.flaws)
    if not (is_flawed and parsed.signature and claims.placement in ("header", "json")):
        return None
    sent = dict(claims.protocol)
    names = {misspelt_name(name, sent): name for name in REQUIRED if name not in sent}
    protocol = tuple((names.get(name, name), value) for name, value in claims.protocol)
    return claims._replace(protocol=protocol) if set(REQUIRED) <= set(dict(protocol)) else None


def announce_method(stage: Any, method: str) -> dict[Any, Any]:
    """Return a replacement for the stage that reads the ``oauth_`` parameters, so that they announce `method`."""
    return {stage: lambda request: with_method(stage(request), method)} if stage else {}


def with_method(protocol: Pairs, method: str) -> Pairs:
    """Return the parameters with another signature method, which is added if there is none."""
    renamed = tuple((name, method if name == "oauth_signature_method" else value) for name, value in protocol)
    return renamed if "oauth_signature_method" in dict(protocol) else (*protocol, ("oauth_signature_method", method))


def text_fields(text: str) -> Iterator[tuple[str, ...]]:
    """Split a base string into method, URI and parameters."""
    parts = text.split("&", 2)
    if len(parts) == 3:
        yield unpercent(parts[0]), parts[1], parts[2]


def text_parameters(parts: tuple[str, ...]) -> Pairs:
    """Return the parameters in the parts of a base string."""
    return parse_form(unpercent(parts[-1]).replace("+", "%2B"))


def text_host(parts: tuple[str, ...]) -> str:
    """Return the authority of the base string URI."""
    return unpercent(parts[1]).partition("://")[2].partition("/")[0] if len(parts) > 1 else ""


def credential_for_key(claims: OAuthClaims, key: bytes) -> Credential:
    """Return the credential whose secrets make this key, with the named client and token."""
    client, _, token_secret = wire_text(key).partition("&")
    token = claims.value("oauth_token")
    return Credential(claims.key_id, Secret(unpercent(client)), token, Secret(unpercent(token_secret)))
