"""Finds secrets that were sent, as the key id or in clear text anywhere else, by comparing, without a search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw
from paraph.core.credential import Secret
from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.errors import Malformed
from paraph.core.message import wire_bytes, wire_text
from paraph.core.redaction import Forms
from paraph.schemes import all_schemes, recognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme

SHORTEST = 12
"""Characters: a shorter secret may occur in a request by chance."""
NAMES = {"secret": "the secret", "token_secret": "the token secret"}
EXPOSED = "Whoever saw the request has it now: have a new one made."


def secret_name(text: str, credentials: Iterable[Credential]) -> str:
    """Return in words which secret of the credentials a text is; empty if it is none of them."""
    sent = wire_bytes(text).strip()
    if not sent:
        return ""
    own = Secret(sent)
    for credential in credentials:
        if text not in (credential.key_id, credential.token):
            for name, secret in credential.secrets().items():
                if own == Secret(secret.value.strip()):
                    return NAMES.get(name, name)
    return ""


def sent_secrets(claims: Any, credential: Credential) -> dict[str, str]:
    """Return in words which secrets were sent as the key id or as the token, by that place."""
    places = {"key id": claims.key_id, "token": claims.value("oauth_token")}
    return {place: name for place, sent in places.items() if (name := secret_name(sent, (credential,)))}


def scheme_of(request: Request, credential: Credential) -> Scheme[Any]:
    """Return the scheme of a request, even if a secret is its key id; raises Malformed if the scheme is unknown."""
    try:
        return recognised(request)
    except Malformed:
        for scheme in all_schemes():
            if secret_name(sent_key_id(request, scheme), (credential,)):
                return scheme
        raise


def sent_key_id(request: Request, scheme: Scheme[Any]) -> str:
    """Return the key id of a request, read by a scheme; empty if it cannot be read."""
    try:
        return str(scheme.parse(request).readings[0].key_id)
    except Malformed:
        return ""


def find_misplaced(case: Case[Any], claims: Any) -> Iterator[Flaw]:
    """Yield the secrets that travel with a request, each with its place."""
    found = sent_secrets(claims, case.credential)
    if found:
        said = ", and ".join(f"{name} was sent where the {place} belongs" for place, name in found.items())
        yield Flaw("key-wrong-field", f"{said[:1].upper()}{said[1:]}. {EXPOSED}")
    texts = clear_texts(case, claims, bool(found))
    places = [place for place, text in texts if contains_secret(text, case.credential)]
    if places:
        yield Flaw("secret-sent", f"A secret of the credential stands in {' and in '.join(places)}. {EXPOSED}")


def contains_secret(text: str | bytes, credential: Credential) -> bool:
    """Return whether a secret of the credential occurs in the text, in any form."""
    forms = Forms(secret for secret in credential.secrets().values() if len(secret.value) >= SHORTEST)
    if isinstance(text, bytes):
        return forms.may_begin_in(text) and forms.occur_in(wire_text(text))
    return forms.occur_in(text)


def clear_texts(case: Case[Any], claims: Any, already: bool) -> Iterator[tuple[str, str | bytes]]:
    """Yield the parts of a request with their names, without a signature that consists of the secrets themselves.

    With `already`, the scheme's own parameters are omitted, since they were already reported.
    """
    scheme = case.scheme
    reveals = scheme.output.reveals_secret(claims)
    request = scheme.wire.detach(case.request) if reveals else case.request
    own = scheme.wire.own_prefix if already else ""
    yield "the path", request.path
    yield "the query", without_prefix(request.query, own)
    for name, value in request.headers:
        if name.lower() != "authorization" or not (already or reveals):
            yield f"the header {name[:40]!r}", value
    is_form = request.media_type == FORM_TYPE and own
    yield "the body", without_prefix(wire_text(request.body), own) if is_form else request.body


def without_prefix(text: str, start: str) -> str:
    """Return a query or form without the parameters whose names have that prefix."""
    if not start or start not in text:
        return text
    return "&".join(f"{name}={value}" for name, value in parse_form(text) if not name.startswith(start))


def corrected_claims(claims: Any, credential: Credential) -> Any:
    """Return the claims with the credential's own key id and token in place of secrets that were sent."""
    found = sent_secrets(claims, credential)
    if not found:
        return claims
    key_id = credential.key_id if "key id" in found else claims.key_id
    return claims.with_identity(key_id, credential.token if "token" in found else claims.value("oauth_token"))


def swapped_credentials(credential: Credential) -> Iterator[tuple[Credential, str]]:
    """Yield the credential, then those with swapped values, each with what was done."""
    name, token = Secret(credential.key_id), Secret(credential.token)
    yield credential, "The signature itself was made with the right secret."
    if name:
        yield replace(credential, secret=name), "The key id was used as the secret."
    if token:
        yield replace(credential, token_secret=token), "The token was used as the token secret."
        yield replace(credential, secret=name, token_secret=token), "Key id and token were used as the secrets."
    if credential.token_secret:
        swapped = replace(credential, secret=credential.token_secret, token_secret=credential.secret)
        yield swapped, "Secret and token secret were used the one for the other."


def find_used_credential(case: Case[Any]) -> tuple[Any, Credential, str] | None:
    """Return the reading, the credential that makes the signature, and what was done; None if no swap of values makes it."""
    for claims in case.parsed.readings:
        for used, said in swapped_credentials(case.credential):
            is_usable = used.secret.kind in case.scheme.checks.key_kinds(claims)
            if is_usable and replace(case, credential=used).holds(claims):
                return claims, used, said
    return None
