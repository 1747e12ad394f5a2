"""The place of a Duo signature: the Authorization header, beside the date."""

from __future__ import annotations

from paraph.core.claims import Flaw, Parsed
from paraph.core.encoding import FORM_TYPE, base64_bytes, base64_text
from paraph.core.errors import Malformed
from paraph.core.message import Request, wire_bytes, wire_text
from paraph.schemes.duo.signing import QUERY_METHODS, DuoClaims, without_port


def attach(request: Request, claims: DuoClaims, signature: str) -> Request:
    """Put integration key and signature into the Authorization header."""
    pair = base64_text(wire_bytes(f"{claims.key_id}:{signature}"))
    return request.with_header("Authorization", f"Basic {pair}")


def parse(request: Request) -> Parsed[DuoClaims]:
    """Read integration key, signature and date; raise Malformed if there is no Authorization header."""
    own = own_headers(request)
    if not own["authorization"]:
        raise Malformed("no Authorization header: the request carries no credentials", "place-header-stripped")
    key_id, signature, flaws = basic_pair(own["authorization"][0])
    if len(own["authorization"]) > 1:
        flaws = (*flaws, Flaw("basic-pair-malformed", "There is more than one Authorization header."))
    dated = own["x-duo-date"]
    name, dates = ("X-Duo-Date", dated) if dated and dated[0] else ("Date", own["date"])
    text = (dates[0] or None) if dates else None
    if len(dates) > 1:
        flaws = (*flaws, Flaw("date-signed-differs-from-sent", f"There is more than one {name} header."))
    readings = tuple(
        DuoClaims(key_id, text, *variant, name) for variant in matching_variants(variants(request), signature)
    )
    return Parsed(readings, signature, flaws)


def own_headers(request: Request) -> dict[str, list[str]]:
    """Return the values of the headers for credentials and date, by name in lower case, without blanks around them."""
    own: dict[str, list[str]] = {"authorization": [], "date": [], "x-duo-date": []}
    for name, value in request.headers:
        lower = name.lower()
        if lower in own:
            own[lower].append(value.strip(" \t"))
    return own


def matching_variants(variants: tuple[tuple[int, str], ...], signature: str) -> list[tuple[int, str]]:
    """Return the variants whose digest has the length of the signature; those of other digests come last."""
    shown = {40: "sha1", 128: "sha512"}.get(len(signature))
    if shown is None:
        return list(variants)
    fit = [variant for variant in variants if variant[1] == shown]
    versions = {version for version, _ in fit}
    return fit + [variant for variant in variants if variant[0] not in versions]


def basic_pair(authorization: str) -> tuple[str, str, tuple[Flaw, ...]]:
    """Return integration key, signature, and what is wrong with the form of a Basic credential."""
    word, _, token = authorization.partition(" ")
    token = token.strip(" ")
    if word.lower() != "basic":
        token = token or word
        flaw = f"The Authorization header begins with {word[:12]!r}; Duo expects Basic."
        return *split_pair(decode_pair(token) or token), (Flaw("basic-pair-malformed", flaw),)
    pair = decode_pair(token)
    if pair is None:
        flaw = "The text after Basic is not base64: integration key, colon and signature must be base64-encoded."
        return *split_pair(token), (Flaw("basic-pair-malformed", flaw),)
    key_id, signature = split_pair(pair)
    if ":" not in pair:
        flaw = "There is no colon in the Basic pair: it is one value, not integration key and signature."
        return key_id, signature, (Flaw("basic-pair-malformed", flaw),)
    if not key_id:
        return key_id, signature, (Flaw("basic-pair-malformed", "The integration key before the colon is empty."),)
    return key_id, signature, ()


def decode_pair(token: str) -> str | None:
    """Return the text of a base64 token; None if it is not base64 text."""
    raw = base64_bytes(token)
    return None if raw is None else wire_text(raw)


def split_pair(pair: str) -> tuple[str, str]:
    """Split a pair into integration key and signature; without a colon, all of it is the signature."""
    key_id, colon, signature = pair.partition(":")
    return (key_id, signature) if colon else ("", pair)


def variants(request: Request) -> tuple[tuple[int, str], ...]:
    """Return the versions and digests that a request of this form may be signed with, likeliest first.

    Only versions 4 and 5 cover a JSON body, so a request that has one allows no other.
    """
    if request.method.upper() in QUERY_METHODS:
        return (5, "sha512"), (2, "sha512"), (2, "sha1"), (4, "sha512"), (1, "sha512"), (1, "sha1")
    if request.media_type == FORM_TYPE or not request.body:
        return (2, "sha512"), (2, "sha1"), (4, "sha512"), (1, "sha512"), (1, "sha1")
    return (5, "sha512"), (4, "sha512")


def recognises(request: Request) -> bool:
    """Return whether this looks like a request to Duo."""
    authorization = (request.header("authorization") or "").lower()
    if authorization.startswith("oauth"):
        return False
    return usual_for(without_port(request.host).lower(), basic_pair(request.header("authorization") or "")[0])


def usual_for(host: str, key_id: str) -> bool:
    """Return whether a host (lower case, without port) or an integration key is one of Duo's."""
    return host.endswith((".duosecurity.com", ".duofederal.com")) or key_id.startswith("DI")
