"""The place of an OAuth 1.0a signature: the Authorization header, the query or a form body (RFC 5849 section 3.5).

BrickLink's servers also read JSON in a query parameter.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.claims import Flaw, Parsed
from paraph.core.encoding import FORM_TYPE, base64_text, form_text, parse_form, percent, unpercent
from paraph.core.errors import Malformed
from paraph.core.message import Pairs, Request, new_tuple, wire_bytes, wire_text
from paraph.core.oauth_header import oauth_header, oauth_parameters, usual_parameters
from paraph.schemes.oauth1.json_query import json_parameters
from paraph.schemes.oauth1.names import COMPLETE, PREFIX, REQUIRED, SIGNATURE, misspelt_name, name_flaw, unknown_method
from paraph.schemes.oauth1.signing import METHODS, OAuthClaims, hash_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential

_ESCAPED_PREFIX = re.compile("%(?:6[Ff18]|7[45]|5[Ff])")
"""An escape of one of the characters of ``oauth_``."""


def prepare(
    request: Request,
    credential: Credential,
    *,
    now: int,
    nonce: str,
    method: str = "HMAC-SHA1",
    placement: str = "header",
    version: str | None = "1.0",
    realm: str | None = None,
    callback: str | None = None,
    verifier: str | None = None,
    body_hash: bool = False,
) -> tuple[Request, OAuthClaims]:
    """Collect the ``oauth_`` parameters and, for query and body placement, put them into the request.

    `body_hash` adds ``oauth_body_hash``, with the digest of the signature method, to a body that is not a form.
    Raises ValueError for an unknown method or placement, or a body placement without form body.
    """
    if method not in METHODS:
        raise ValueError(f"unknown signature method {method!r}: choose one of {', '.join(METHODS)}")
    is_form = request.media_type == FORM_TYPE
    wanted: dict[str, str | None] = {
        "oauth_consumer_key": credential.key_id,
        "oauth_token": credential.token or None,
        "oauth_signature_method": method,
        "oauth_timestamp": str(now),
        "oauth_nonce": nonce,
        "oauth_version": version,
        "oauth_callback": callback,
        "oauth_verifier": verifier,
        "oauth_body_hash": compute_body_hash(request.body, method) if body_hash and not is_form else None,
    }
    protocol = tuple((name, value) for name, value in wanted.items() if value is not None)
    return place_parameters(request, protocol, placement), OAuthClaims(protocol, placement, realm)


def compute_body_hash(body: bytes, method: str) -> str:
    """Return the base64 of the body's digest, by the hash of the signature method (draft-eaton-oauth-bodyhash section 3)."""
    return base64_text(hashlib.new(hash_name(method), body).digest())


def place_parameters(request: Request, pairs: Pairs, placement: str) -> Request:
    """Return the request with `pairs` in its query or form body; the placements header and json do not change it yet."""
    if placement == "query":
        return request._replace(target=f"{request.target}{'&' if '?' in request.target else '?'}{form_text(pairs)}")
    if placement == "body":
        if request.body and request.media_type != FORM_TYPE:
            raise ValueError("oauth parameters go into a body only when it is a form: choose header or query")
        body = b"&".join(part for part in (request.body, form_text(pairs).encode()) if part)
        return request.with_body(FORM_TYPE, body)
    if placement not in ("header", "json"):
        raise ValueError(f"unknown placement {placement!r}: choose header, query, body or json")
    return request


def attach(request: Request, claims: OAuthClaims, signature: str) -> Request:
    """Add the signature to the other ``oauth_`` parameters, encoded once."""
    pair = ("oauth_signature", signature)
    if claims.placement == "header":
        return request.with_header("Authorization", oauth_header((*claims.protocol, pair), claims.realm))
    if claims.placement == "json":
        return with_json(request, (*claims.protocol, pair))
    return place_parameters(without_signature(request), (pair,), claims.placement)


def with_json(request: Request, pairs: Pairs) -> Request:
    """Return the request with `pairs` as JSON in the query parameter Authorization."""
    plain = without_json(request)
    text = json.dumps(dict(pairs), separators=(",", ":"))
    return plain._replace(target=f"{plain.target}{'&' if '?' in plain.target else '?'}Authorization={percent(text)}")


def without_json(request: Request) -> Request:
    """Return the request without ``oauth_`` parameters as JSON in its query."""
    if "Authorization=" not in request.query or not json_parameters(request):
        return request
    path, _, query = request.target.partition("?")
    kept = "&".join(part for part in query.split("&") if unpercent(part.partition("=")[0]) != "Authorization")
    return request._replace(target=f"{path}?{kept}" if kept else path)


def parse(request: Request) -> Parsed[OAuthClaims]:
    """Read the ``oauth_`` parameters from wherever they are; raise Malformed if there are none."""
    places = protocol_places(request)
    if not places:
        raise Malformed("no oauth_ parameters in Authorization header, query or form body", "place-header-stripped")
    place = next(iter(places)) if len(places) == 1 else place_of_signature(places)
    pairs, own, wrong = places[place]
    realm = None
    if len(own) < len(pairs) and place in ("header", "json"):
        own, realm = split_realm(pairs) if place == "header" else (pairs, None)
    values = dict(own)
    if len(values) < len(own):
        values = dict(reversed(own))  # the first of a name counts
    signature = values.get(SIGNATURE, "")
    if place == "json":
        signature = unpercent(signature)  # some encode it once before it goes into the JSON
    signed_as = SIGNATURE
    if SIGNATURE not in values and place in ("header", "json"):
        signed_as = misspelt_name(SIGNATURE, values)
        signature = values.get(signed_as, "")
    usual = len(places) == 1 and not wrong and len(values) == len(own) and has_usual_values(values)
    flaws = () if usual else tuple(flaws_of(own, values, list(places), wrong))
    ends_with_signature = usual and own[-1][0] == SIGNATURE
    protocol = own[:-1] if ends_with_signature else tuple([pair for pair in own if pair[0] != signed_as])
    return new_tuple(Parsed, ((new_tuple(OAuthClaims, (protocol, place, realm)),), signature, flaws, ()))


class Place(NamedTuple):
    """The parameters of one place: all `pairs`, those whose names begin with ``oauth_``, what is `wrong` with their form."""

    pairs: Pairs
    own: Pairs
    wrong: str


def protocol_places(request: Request) -> dict[str, Place]:
    """Return the places that have ``oauth_`` parameters."""
    query = request.query
    authorization = request.header("authorization") or ""
    usual = usual_parameters(authorization)
    found = {"header": new_tuple(Place, (usual, usual, ""))} if usual else {}
    places = {} if usual else {"header": authorization_parameters(authorization)}
    if query and may_name_protocol(query):
        places["query"] = parse_form(query), ""
    if request.body and request.media_type == FORM_TYPE:
        places["body"] = parse_form(wire_text(request.body)), ""
    if "Authorization=" in query:
        places["json"] = json_parameters(request), ""
    for place, (pairs, wrong) in places.items():
        if own := tuple([pair for pair in pairs if pair[0][:6] == PREFIX]):
            found[place] = Place(pairs, own, wrong)
    return found


def may_name_protocol(query: str) -> bool:
    """Return False if no parameter of an encoded query can begin with ``oauth_``; this is faster than to decode it."""
    return PREFIX in query or _ESCAPED_PREFIX.search(query) is not None


def place_of_signature(places: dict[str, Place]) -> str:
    """Return the first place that has a signature, else the first."""
    signed = (name for name, place in places.items() if SIGNATURE in dict(place.own))
    return next(signed, next(iter(places)))


def split_realm(pairs: Pairs) -> tuple[Pairs, str | None]:
    """Return the parameters of a header without realm, and the first realm; None if there is none."""
    realms = [value for name, value in pairs if name.lower() == "realm"]
    return tuple([pair for pair in pairs if pair[0].lower() != "realm"]), realms[0] if realms else None


def authorization_parameters(value: str) -> tuple[Pairs, str]:
    """Return the parameters of an Authorization header's value for OAuth, and what is wrong with its form."""
    word, _, rest = value.partition(" ")
    if word.lower() == "oauth":
        return oauth_parameters(rest)
    if "oauth_" in value:
        start = value.find("oauth_")
        return oauth_parameters(value[start:])[0], f"The header begins with {value[:start][:16]!r}, not with 'OAuth '."
    return (), ""


def has_usual_values(values: dict[str, str]) -> bool:
    """Return False if :func:`flaws_of` may object to these ``oauth_`` parameters; much faster."""
    return (
        values.keys() >= COMPLETE
        and values.get("oauth_version", "1.0") == "1.0"
        and values["oauth_signature_method"] in METHODS
    )


def flaws_of(pairs: Pairs, values: dict[str, str], places: list[str], wrong: str) -> Iterator[Flaw]:
    """Return what is wrong with the form of the ``oauth_`` parameters (RFC 5849 sections 3.1, 3.2 and 3.5).

    `values` are the first ones by name, `places` are all that have such parameters.
    """
    if wrong:
        yield Flaw("place-auth-header-form", wrong)
    counts = Counter(name for name, _ in pairs) if len(values) < len(pairs) else {}
    repeated = [name for name, times in counts.items() if times > 1 and name[:6] == PREFIX]
    for name in repeated:
        again = name in ("oauth_nonce", "oauth_timestamp")
        yield Flaw("nonce-regenerated" if again else "params-in-both-places", f"{name} comes more than once.")
    if len(places) > 1:
        yield Flaw("params-in-both-places", f"There are oauth_ parameters in two places: {' and '.join(places)}.")
    method = values.get("oauth_signature_method", "HMAC-SHA1")
    required = REQUIRED[:2] if method == "PLAINTEXT" else REQUIRED
    missing = [name for name in required if name not in values]
    if missing:
        yield name_flaw(f"Missing: {', '.join(missing)}.", missing, values)
    if SIGNATURE not in values:
        yield name_flaw("There is no oauth_signature.", [SIGNATURE], values)
    if values.get("oauth_version", "1.0") != "1.0":
        yield Flaw("params-oauth-version-toggle", "oauth_version has to be 1.0 or absent.")
    if method not in METHODS:
        yield Flaw("hash-announced-differs", unknown_method(method))


def recognises(request: Request) -> bool:
    """Return whether there are ``oauth_`` parameters anywhere."""
    if "oauth_" in (request.header("authorization") or "") or "oauth_" in request.query:
        return True
    return request.media_type == FORM_TYPE and b"oauth_" in request.body


def without_protocol(pairs: Pairs) -> Pairs:
    """Return the pairs whose names do not begin with ``oauth_``."""
    return tuple(pair for pair in pairs if not pair[0].startswith(PREFIX))


def usual_for(_host: str, _key_id: str) -> bool:
    """Return True: OAuth 1.0a signs whatever no other scheme claims."""
    return True


def detach(request: Request) -> Request:
    """Return the request without its signature: no Authorization header, no oauth_signature in query and form."""
    return without_signature(without_json(request.without_header("Authorization")))


def without_signature(request: Request) -> Request:
    """Return the request without oauth_signature in its query and form body."""
    path, mark, query = request.target.partition("?")
    kept = without_pair(query)
    plain = request if kept == query else request._replace(target=path + mark + kept)
    if SIGNATURE.encode() in request.body and request.media_type == FORM_TYPE:
        plain = plain._replace(body=wire_bytes(without_pair(wire_text(request.body))))
    return plain


def without_pair(form: str) -> str:
    """Return encoded pairs without the signature's; the others stay byte for byte."""
    if "signature" not in form:
        return form
    return "&".join(pair for pair in form.split("&") if unpercent(pair.partition("=")[0]) != SIGNATURE)
