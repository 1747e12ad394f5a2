"""A secret that was sent: in the place of the key id, or in the clear anywhere else. Seen by comparing, without a search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret
from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.errors import Malformed
from paraph.core.message import wire_bytes, wire_text
from paraph.core.redaction import Forms
from paraph.core.scheme import Flaw
from paraph.schemes import recognised
from paraph.schemes.duo import DUO, basic_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Parsed, Scheme

SHORTEST = 12
"""Characters: a shorter secret may stand in a request by chance."""
SIGNATURE = "oauth_signature"
NAMES = {"secret": "the secret", "token_secret": "the token secret"}
EXPOSED = "Whoever saw the request has it now: have a new one made."


def held_as(text: str, credentials: Iterable[Credential]) -> str:
    """Which secret of the credentials a text is, in words; empty when it is none."""
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
    """Which secrets were sent in the place of the key id and of the token: by that place, in words."""
    places = {"key id": claims.key_id, "token": claims.value("oauth_token")}
    return {place: name for place, sent in places.items() if (name := held_as(sent, (credential,)))}


def scheme_of(request: Request, credential: Credential) -> Scheme[Any]:
    """The scheme of a request, which is Duo's too where the secret travels as the integration key; raises Malformed."""
    try:
        return recognised(request)
    except Malformed:
        if held_as(basic_pair(request.header("authorization") or "")[0], (credential,)):
            return DUO
        raise


def misplaced(request: Request, claims: Any, credential: Credential) -> Iterator[Flaw]:
    """The secrets that travel with a request, each with its place."""
    found = sent_secrets(claims, credential)
    if found:
        said = ", and ".join(f"{name} was sent where the {place} belongs" for place, name in found.items())
        yield Flaw("key-wrong-field", f"{said[:1].upper()}{said[1:]}. {EXPOSED}")
    where = [place for place, text in clear_texts(request, claims, bool(found)) if stands_in(text, credential)]
    if where:
        yield Flaw("secret-sent", f"A secret of the credential stands in {' and in '.join(where)}. {EXPOSED}")


def stands_in(text: str | bytes, credential: Credential) -> bool:
    """Whether a secret of the credential stands in the text, in whatever form."""
    forms = Forms(secret for secret in credential.secrets().values() if len(secret.value) >= SHORTEST)
    if isinstance(text, bytes):
        return forms.may_stand_in(text) and forms.stand_in(wire_text(text))
    return forms.stand_in(text)


def clear_texts(request: Request, claims: Any, already: bool) -> Iterator[tuple[str, str | bytes]]:
    """The parts of a request with their names, without the signature, which PLAINTEXT makes of the secrets.

    With `already`, the protocol's own parameters are left out: what is wrong with them was said.
    """
    is_plain = claims.variant == "PLAINTEXT"
    skipped = "oauth_" if already else SIGNATURE if is_plain else ""
    yield "the path", request.path
    yield "the query", without_own(request.query, skipped)
    for name, value in request.headers:
        if name.lower() != "authorization" or not (already or is_plain):
            yield f"the header {name[:40]!r}", value
    is_form = request.media_type == FORM_TYPE and skipped
    yield "the body", without_own(wire_text(request.body), skipped) if is_form else request.body


def without_own(text: str, start: str) -> str:
    """A query or form without the parameters whose names begin so."""
    if not start or start not in text:
        return text
    return "&".join(f"{name}={value}" for name, value in parse_form(text) if not name.startswith(start))


def mended_claims(claims: Any, credential: Credential) -> Any:
    """The claims with the credential's own key id and token in the place of the secrets that were sent."""
    found = sent_secrets(claims, credential)
    if not hasattr(claims, "protocol"):
        return claims._replace(key_id=credential.key_id) if found else claims
    right = {"oauth_consumer_key": credential.key_id} if "key id" in found else {}
    right |= {"oauth_token": credential.token} if "token" in found else {}
    return claims._replace(protocol=tuple((name, right.get(name, value)) for name, value in claims.protocol))


def mixed_up(credential: Credential) -> Iterator[tuple[Credential, str]]:
    """The keys that people sign with who mix up the values of a credential, with what was done; the right one first."""
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


def signed_with(
    request: Request, parsed: Parsed[Any], credential: Credential, scheme: Scheme[Any]
) -> tuple[Any, Credential, str] | None:
    """The reading, the values that give the signature, and what was done; None when no mixing up gives it."""
    for claims in parsed.readings:
        for used, said in mixed_up(credential):
            if used.secret.kind in scheme.key_kinds(claims) and gives(request, parsed, claims, used, scheme):
                return claims, used, said
    return None


def gives(request: Request, parsed: Parsed[Any], claims: Any, used: Credential, scheme: Scheme[Any]) -> bool:
    """Whether the credential gives the signature that was sent."""
    try:
        return scheme.holds(request, claims, used, parsed.signature)
    except Malformed:
        return False
