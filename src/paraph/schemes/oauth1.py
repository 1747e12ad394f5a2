"""OAuth 1.0a request signing, and the dialect of Alteryx Gallery.

Method, base string URI and normalized parameters are percent-encoded and joined with ``&``; the result is signed
with HMAC under "client secret & token secret", or with an RSA key. The signature travels with the other ``oauth_``
parameters in the Authorization header, in the query or in a form body.

Source: RFC 5849 section 3, read 2026-11; draft-eaton-oauth-bodyhash-00 for ``oauth_body_hash``
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import NO_SECRET, Credential, KeyKind, Secret
from paraph.core.encoding import (
    FORM_TYPE,
    base64_bytes,
    base64_text,
    form_text,
    parse_form,
    percent,
    percent_pairs,
    unpercent,
)
from paraph.core.errors import Malformed
from paraph.core.mac import hmac_text
from paraph.core.message import DEFAULT_PORTS, Pairs, Request, wire_bytes, wire_text
from paraph.core.oauth_header import oauth_header, oauth_parameters
from paraph.core.policy import HEADERS, NOTHING_COVERED, PARTS, REPEATED_NAMES, Coverage, Policy
from paraph.core.scheme import NOBODY, SHARED_SECRETS, Flaw, Opened, Parsed, Reading, Scheme
from paraph.core.trace import Trace, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.trace import Step


RFC = "RFC 5849 section "
EXTENSION = "oauthlib 4.0.1, rfc5849/signature.py: an extension in common use"
DIGESTS = {"SHA1": "sha1", "SHA256": "sha256", "SHA512": "sha512"}
METHODS = (*tuple(f"{kind}-{digest}" for kind in ("HMAC", "RSA") for digest in DIGESTS), "PLAINTEXT")
REQUIRED = ("oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce")
KNOWN = (
    *REQUIRED,
    "oauth_token",
    "oauth_version",
    "oauth_callback",
    "oauth_verifier",
    "oauth_body_hash",
    "oauth_signature",
)


class OAuthClaims(NamedTuple):
    """The ``oauth_`` parameters in the order they were sent, without ``oauth_signature`` and realm.

    `placement` is where they travel: "header", "query" or "body".
    """

    protocol: Pairs
    placement: str = "header"
    realm: str | None = None

    def value(self, name: str) -> str:
        """The first parameter of that name; empty when there is none."""
        for key, value in self.protocol:
            if key == name:
                return value
        return ""

    @property
    def key_id(self) -> str:
        """The client identifier."""
        return self.value("oauth_consumer_key")

    @property
    def method(self) -> str:
        """The signature method as announced, such as ``HMAC-SHA1``."""
        return self.value("oauth_signature_method")

    @property
    def variant(self) -> str:
        """The signature method."""
        return self.method

    @property
    def rarity(self) -> float:
        """All methods alike."""
        return 0.0

    @property
    def time(self) -> int | None:
        """The timestamp in Unix seconds; None when it is not a plain positive number without leading zeros."""
        text = self.value("oauth_timestamp")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 and text[:1] != "0" else None

    @property
    def timed(self) -> bool:
        """Whether a timestamp came along."""
        return bool(self.value("oauth_timestamp"))

    @property
    def timeless(self) -> bool:
        """Whether the timestamp may be missing, as it may with PLAINTEXT."""
        return self.method == "PLAINTEXT" and not self.timed

    @property
    def nonce(self) -> str:
        """The nonce, which is unique for timestamp, client and token (section 3.3)."""
        if self.method == "PLAINTEXT":
            return ""
        token = self.value("oauth_token")
        return f"{self.value('oauth_timestamp')} {len(token)} {token} {self.value('oauth_nonce')}"


@stage(RFC + "3.4.1.1")
def http_method(request: Request) -> str:
    """The method in upper case."""
    return request.method.upper()


@stage(RFC + "3.4.1.2")
def scheme(request: Request) -> str:
    """The scheme in lower case."""
    return request.scheme.lower()


@stage(RFC + "3.4.1.2")
def authority(request: Request) -> str:
    """The Host header in lower case, without the scheme's default port."""
    host = request.host.lower()
    default = DEFAULT_PORTS.get(request.scheme.lower(), "")
    if ":" not in host:
        return host
    name, _, port = host.rpartition(":")
    return name if not port or (port.isascii() and port.isdigit() and port.lstrip("0") == default) else host


@stage(RFC + "3.4.1.2")
def path(request: Request) -> str:
    """The path as sent, without the query; / when there is none."""
    return request.path or "/"


@stage(RFC + "3.4.1.2")
def base_string_uri(scheme: str, authority: str, path: str) -> str:
    """scheme://authority/path, without query and fragment."""
    return f"{scheme}://{authority}{path}"


@stage(RFC + "3.4.1.3.1")
def query_parameters(request: Request) -> Pairs:
    """The decoded parameters of the query; + stands for a space."""
    return parse_form(request.query)


@stage(RFC + "3.4.1.3.1")
def form_parameters(request: Request) -> Pairs:
    """The decoded parameters of a body whose Content-Type says that it is a form; other bodies have none."""
    return parse_form(wire_text(request.body)) if request.body and request.media_type == FORM_TYPE else ()


@stage(RFC + "3.4.1.3.1")
def header_parameters(claims: OAuthClaims) -> Pairs:
    """The parameters of the Authorization header, without realm."""
    return claims.protocol if claims.placement == "header" else ()


@stage(RFC + "3.4.1.3.1")
def collected_parameters(header: Pairs, query: Pairs, form: Pairs) -> Pairs:
    """The parameters of header, query and form body, one after the other, without oauth_signature."""
    if not query and not form:
        return header
    return tuple([pair for pair in (*header, *query, *form) if pair[0] != "oauth_signature"])


@stage(RFC + "3.4.1.3.1")
def signed_parameters(collected: Pairs) -> Pairs:
    """Every parameter that was collected, and no other."""
    return collected


class Encoded(NamedTuple):
    """Pairs after encoding, still beside the plain ones, which some signers sort by."""

    pairs: Pairs
    plain: Pairs


@stage(RFC + "3.4.1.3.2")
def encoded_parameters(pairs: Pairs) -> Encoded:
    """Names and values as UTF-8, all but A-Z a-z 0-9 - . _ ~ percent-encoded, upper-case hex."""
    return Encoded(tuple(percent_pairs(pairs)), pairs)


@stage(RFC + "3.4.1.3.2")
def sorted_parameters(encoded: Encoded) -> Pairs:
    """The encoded pairs by name, then by value, in byte order."""
    return tuple(sorted(encoded.pairs)) if len(encoded.pairs) > 1 else encoded.pairs


@stage(RFC + "3.4.1.3.2")
def normalized_parameters(pairs: Pairs) -> str:
    """name=value joined with &."""
    return "&".join([f"{name}={value}" for name, value in pairs])


@stage(RFC + "3.4.1.1")
def encoded_uri(uri: str) -> str:
    """The base string URI, percent-encoded as a whole."""
    return percent(uri)


@stage(RFC + "3.4.1.1")
def parameters_encoded_again(parameters: str) -> str:
    """The normalized parameters, percent-encoded as a whole."""
    return percent(parameters)


@stage(RFC + "3.4.1.1", joins=True)
def base_string(method: str, uri: str, parameters: str) -> str:
    """Method, encoded URI and encoded parameters, joined with &."""
    return f"{percent(method)}&{uri}&{parameters}"


@stage(RFC + "3.4.2")
def shared_secrets(credential: Credential, token: str) -> tuple[Secret, Secret]:
    """Client secret and token secret; the second is empty when no token is sent."""
    return credential.secret, credential.token_secret if token or not credential.token else NO_SECRET


@stage(RFC + "3.4.2")
def signing_key(secrets: tuple[Secret, Secret]) -> Secret:
    """Client secret and token secret, each percent-encoded, joined with &, which always stands."""
    client, token = secrets
    if client.joined is None or client.joined[0] is not token:  # kept with the client secret, as its pads are
        client.joined = (token, Secret(f"{percent(client.text)}&{percent(token.text)}"))
    return client.joined[1]


@stage(RFC + "3.4.2", algorithm="sha1")
def hmac_sha1(key: Secret, text: str) -> bytes:
    """HMAC-SHA1 of the base string."""
    return hmac_text("sha1", key, text)


@stage(EXTENSION, algorithm="sha256")
def hmac_sha256(key: Secret, text: str) -> bytes:
    """HMAC-SHA256 of the base string."""
    return hmac_text("sha256", key, text)


@stage(EXTENSION, algorithm="sha512")
def hmac_sha512(key: Secret, text: str) -> bytes:
    """HMAC-SHA512 of the base string."""
    return hmac_text("sha512", key, text)


@stage(RFC + "3.4.3")
def sha1_digest(text: str) -> bytes:
    """SHA-1 of the base string, which RSA signs."""
    return hashlib.sha1(wire_bytes(text)).digest()


@stage(RFC + "3.4.3")
def sha256_digest(text: str) -> bytes:
    """SHA-256 of the base string, which RSA signs."""
    return hashlib.sha256(wire_bytes(text)).digest()


@stage(RFC + "3.4.3")
def sha512_digest(text: str) -> bytes:
    """SHA-512 of the base string, which RSA signs."""
    return hashlib.sha512(wire_bytes(text)).digest()


@stage(RFC + "3.4.3")
def rsa_key(credential: Credential) -> Secret:
    """The RSA key, in PEM."""
    return credential.secret


@stage(RFC + "3.4.2", writes="base64")
def base64_signature(mac: bytes) -> str:
    """The MAC in standard base64, padding kept."""
    return base64_text(mac)


@stage(RFC + "3.4.3", writes="base64")
def rsa_sha1_signature(digest: bytes, key: Secret) -> str:
    """RSASSA-PKCS1-v1_5 of the SHA-1 digest, in base64."""
    from paraph.core.rsa import sign_digest

    return base64_text(sign_digest(key, "sha1", digest))


@stage(RFC + "3.4.3", writes="base64")
def rsa_sha256_signature(digest: bytes, key: Secret) -> str:
    """RSASSA-PKCS1-v1_5 of the SHA-256 digest, in base64."""
    from paraph.core.rsa import sign_digest

    return base64_text(sign_digest(key, "sha256", digest))


@stage(RFC + "3.4.3", writes="base64")
def rsa_sha512_signature(digest: bytes, key: Secret) -> str:
    """RSASSA-PKCS1-v1_5 of the SHA-512 digest, in base64."""
    from paraph.core.rsa import sign_digest

    return base64_text(sign_digest(key, "sha512", digest))


@stage(RFC + "3.4.4")
def plaintext_signature(key: Secret) -> str:
    """The key itself: PLAINTEXT signs nothing and needs TLS."""
    return key.text


MACS = {"HMAC-SHA1": hmac_sha1, "HMAC-SHA256": hmac_sha256, "HMAC-SHA512": hmac_sha512}
RSA_DIGESTS = {"RSA-SHA1": sha1_digest, "RSA-SHA256": sha256_digest, "RSA-SHA512": sha512_digest}
RSA_SIGNATURES = {
    "RSA-SHA1": rsa_sha1_signature,
    "RSA-SHA256": rsa_sha256_signature,
    "RSA-SHA512": rsa_sha512_signature,
}


def derive(request: Request, claims: OAuthClaims, credential: Credential, step: Step) -> str:
    """The signature of `request`; raises Malformed for a signature method that is none of METHODS."""
    announced = claims.method
    if announced == "PLAINTEXT":
        return step(
            plaintext_signature, step(signing_key, step(shared_secrets, credential, claims.value("oauth_token")))
        )
    method = step(http_method, request)
    uri = step(base_string_uri, step(scheme, request), step(authority, request), step(path, request))
    uri = step(encoded_uri, uri)
    collected = step(
        collected_parameters,
        step(header_parameters, claims),
        step(query_parameters, request),
        step(form_parameters, request),
    )
    encoded = step(encoded_parameters, step(signed_parameters, collected))
    normalized = step(normalized_parameters, step(sorted_parameters, encoded))
    text = step(base_string, method, uri, step(parameters_encoded_again, normalized))
    if announced in RSA_DIGESTS:
        digest = step(RSA_DIGESTS[announced], text)
        return step(RSA_SIGNATURES[announced], digest, step(rsa_key, credential))
    if announced not in MACS:
        raise Malformed(f"oauth_signature_method {announced[:24]!r} is none of {', '.join(METHODS)}")
    key = step(signing_key, step(shared_secrets, credential, claims.value("oauth_token")))
    return step(base64_signature, step(MACS[announced], key, text))


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

    `body_hash` adds ``oauth_body_hash``, with the digest of the signature method, to a body that is no form.
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
        "oauth_body_hash": hashed_body(request.body, method) if body_hash and not is_form else None,
    }
    protocol = tuple((name, value) for name, value in wanted.items() if value is not None)
    return placed(request, protocol, placement), OAuthClaims(protocol, placement, realm)


def hashed_body(body: bytes, method: str) -> str:
    """Base64 of the body's digest, by the hash of the signature method (draft-eaton-oauth-bodyhash section 3)."""
    return base64_text(hashlib.new(DIGESTS.get(method.partition("-")[2], "sha1"), body).digest())


def placed(request: Request, pairs: Pairs, placement: str) -> Request:
    """The request with `pairs` in its query or form body; header placement changes nothing yet."""
    if placement == "query":
        return request._replace(target=f"{request.target}{'&' if '?' in request.target else '?'}{form_text(pairs)}")
    if placement == "body":
        if request.body and request.media_type != FORM_TYPE:
            raise ValueError("oauth parameters go into a body only when it is a form: choose header or query")
        body = b"&".join(part for part in (request.body, form_text(pairs).encode()) if part)
        return request.with_body(FORM_TYPE, body)
    if placement != "header":
        raise ValueError(f"unknown placement {placement!r}: choose header, query or body")
    return request


def attach(request: Request, claims: OAuthClaims, signature: str) -> Request:
    """Put the signature beside the other ``oauth_`` parameters, encoded once."""
    pair = ("oauth_signature", signature)
    if claims.placement == "header":
        return request.with_header("Authorization", oauth_header((*claims.protocol, pair), claims.realm))
    return placed(request, (pair,), claims.placement)


def parse(request: Request) -> Parsed[OAuthClaims]:
    """Read the ``oauth_`` parameters from wherever they are; raise Malformed when there are none at all."""
    is_form = request.body and request.media_type == FORM_TYPE
    places = {
        "header": authorization_parameters(request),
        "query": (parse_form(request.query), ""),
        "body": (parse_form(wire_text(request.body)) if is_form else (), ""),
    }
    used = [place for place, (pairs, _) in places.items() if pairs and any([n[:6] == "oauth_" for n, _ in pairs])]  # noqa: C419
    if not used:
        raise Malformed("no oauth_ parameters in Authorization header, query or form body", "place-header-stripped")
    place = next((p for p in used if "oauth_signature" in [name for name, _ in places[p][0]]), used[0])
    pairs, wrong = places[place]
    realms = [value for name, value in pairs if name.lower() == "realm"] if place == "header" else []
    realm = realms[0] if realms else None
    own = pairs if place == "header" else [pair for pair in pairs if pair[0][:6] == "oauth_"]
    protocol = tuple([pair for pair in own if pair[0] != "oauth_signature"])
    if realms:
        protocol = tuple([pair for pair in protocol if pair[0].lower() != "realm"])
    signatures = [value for name, value in pairs if name == "oauth_signature"]
    signature = signatures[0] if signatures else ""
    return Parsed((OAuthClaims(protocol, place, realm),), signature, tuple(flaws_of(pairs, protocol, used, wrong)))


def authorization_parameters(request: Request) -> tuple[Pairs, str]:
    """The parameters of an OAuth Authorization header, and what is wrong with its form."""
    value = request.header("authorization") or ""
    word, _, rest = value.partition(" ")
    if word.lower() == "oauth":
        return oauth_parameters(rest)
    if "oauth_" in value:
        start = value.find("oauth_")
        return oauth_parameters(value[start:])[0], f"The header begins with {value[:start][:16]!r}, not with 'OAuth '."
    return (), ""


def flaws_of(pairs: Pairs, protocol: Pairs, used: list[str], wrong: str) -> Iterator[Flaw]:
    """What is wrong with the form of the ``oauth_`` parameters (RFC 5849 sections 3.1, 3.2 and 3.5)."""
    if wrong:
        yield Flaw("place-auth-header-form", wrong)
    names = [name for name, _ in pairs if name[:6] == "oauth_"]
    repeated = [name for name, times in Counter(names).items() if times > 1] if len(set(names)) < len(names) else ()
    for name in repeated:
        again = name in ("oauth_nonce", "oauth_timestamp")
        yield Flaw("nonce-regenerated" if again else "params-in-both-places", f"{name} comes more than once.")
    if len(used) > 1:
        yield Flaw("params-in-both-places", f"There are oauth_ parameters in two places: {' and '.join(used)}.")
    given = dict(protocol)
    required = REQUIRED[:2] if given.get("oauth_signature_method") == "PLAINTEXT" else REQUIRED
    missing = [name for name in required if name not in given]
    if missing:
        yield Flaw("place-oauth-name-typo", f"Missing: {', '.join(missing)}.")
    if "oauth_signature" not in names:
        yield Flaw("place-oauth-name-typo", "There is no oauth_signature.")
    if given.get("oauth_version", "1.0") != "1.0":
        yield Flaw("params-oauth-version-toggle", "oauth_version has to be 1.0 or absent.")
    if given.get("oauth_signature_method", "HMAC-SHA1") not in METHODS:
        yield Flaw("hash-announced-differs", f"No server knows {given['oauth_signature_method'][:24]!r} as a method.")


def other_readings(_request: Request, parsed: Parsed[OAuthClaims]) -> Iterator[Reading[OAuthClaims]]:
    """Signed by another method than the one announced."""
    claims = parsed.readings[0]
    own_stage = {"query": query_parameters, "body": form_parameters}.get(claims.placement)
    for other in METHODS:
        if other == claims.method:
            continue
        if other == "PLAINTEXT" or claims.method == "PLAINTEXT":
            said = f"oauth_signature_method says {claims.method}, the signature is {other}."
            renamed = claims._replace(protocol=with_method(claims.protocol, other))
            exchanged = {header_parameters: lambda _, own=claims: header_parameters(own)}
            yield Reading(renamed, "plaintext-for-hmac", said, exchanged)
        elif other.startswith("HMAC") and claims.method not in METHODS:
            said = f"It was signed with {other}, but the method announced is {claims.method[:24]!r}."
            renamed = claims._replace(protocol=with_method(claims.protocol, other))
            exchanged = {header_parameters: lambda _, own=claims: header_parameters(own)}
            yield Reading(renamed, "hash-announced-differs", said, exchanged)
        elif other.startswith("HMAC") and claims.method.startswith("HMAC"):
            said = f"{other} was announced in what was signed, {claims.method} in what was sent."
            renamed = claims._replace(protocol=with_method(claims.protocol, other))
            yield Reading(renamed, "hash-announced-differs", said, announcing(own_stage, other))


def announcing(stage: Any, method: str) -> dict[Any, Any]:
    """What stands for the stage that reads the ``oauth_`` parameters, so that they announce `method`."""
    return {stage: lambda request: with_method(stage(request), method)} if stage else {}


def with_method(protocol: Pairs, method: str) -> Pairs:
    """The same parameters with another signature method, or with one where there was none."""
    renamed = tuple((name, method if name == "oauth_signature_method" else value) for name, value in protocol)
    return renamed if "oauth_signature_method" in dict(protocol) else (*protocol, ("oauth_signature_method", method))


def opened(received: str, claims: OAuthClaims, credential: Credential) -> Opened | None:
    """What the public key shows inside an RSA signature; None for the other methods.

    Raises Malformed when the secret is no RSA key.
    """
    stage = RSA_SIGNATURES.get(claims.method)
    if stage is None:
        return None
    from paraph.core.rsa import signed_digest

    digest = signed_digest(credential.secret, DIGESTS[claims.method.partition("-")[2]], base64_bytes(received) or b"")
    return Opened(digest.hex(), Trace({stage: lambda digest, _: digest.hex()}), digest)


def fields(text: str) -> Iterator[tuple[str, ...]]:
    """Method, URI and parameters of a base string."""
    parts = text.split("&", 2)
    if len(parts) == 3:
        yield unpercent(parts[0]), parts[1], parts[2]


def meant(parts: tuple[str, ...]) -> Pairs:
    """The parameters in the parts of a base string."""
    return parse_form(unpercent(parts[-1]).replace("+", "%2B"))


def addressed(parts: tuple[str, ...]) -> str:
    """The authority of the base string URI."""
    return unpercent(parts[1]).partition("://")[2].partition("/")[0] if len(parts) > 1 else ""


def keyed(claims: OAuthClaims, key: bytes) -> Credential:
    """The credential whose secrets make this key, of the client and the token that are named."""
    client, _, token_secret = wire_text(key).partition("&")
    token = claims.value("oauth_token")
    return Credential(claims.key_id, Secret(unpercent(client)), token, Secret(unpercent(token_secret)))


def recognises(request: Request) -> bool:
    """Whether there are ``oauth_`` parameters anywhere."""
    if "oauth_" in (request.header("authorization") or "") or "oauth_" in request.query:
        return True
    return request.media_type == FORM_TYPE and b"oauth_" in request.body


SAFE = frozenset(METHODS) - {"PLAINTEXT"}
RSA_KEYS = (KeyKind.PUBLIC, KeyKind.PRIVATE)
NOBODYS_PUBLIC_KEY = Credential.of(
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
"""Its private key was thrown away; for equal work where no key is known."""


def key_kinds(claims: OAuthClaims) -> tuple[KeyKind, ...]:
    """RSA keys for the RSA methods, shared secrets for all others."""
    return RSA_KEYS if claims.method in RSA_SIGNATURES else SHARED_SECRETS


def stranger(claims: OAuthClaims) -> Credential:
    """A key that nobody has, of the kind that the method needs."""
    return NOBODYS_PUBLIC_KEY if claims.method in RSA_SIGNATURES else NOBODY


def bound(claims: OAuthClaims, credential: Credential) -> bool:
    """Whether the credential is that of the token that is named; without a token, of none (RFC 5849 section 3.2)."""
    return hmac.compare_digest(wire_bytes(claims.value("oauth_token")), wire_bytes(credential.token))


WITHOUT_BODY = Coverage()


def coverage(request: Request, claims: OAuthClaims) -> Coverage:
    """Everything but a body that is no form; that by ``oauth_body_hash``. PLAINTEXT covers nothing."""
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
    """Whether Authorization holds what neither the protocol nor the application reads.

    It is signed like a parameter of the query, so anybody could move one of those there, out of sight.
    """
    if claims.placement != "header":
        return request.header("authorization") is not None
    return any([name[:6] != "oauth_" for name, _ in claims.protocol])  # noqa: C419, a list is faster


def digest_fault(request: Request, claims: OAuthClaims) -> str:
    """What is wrong with ``oauth_body_hash``; empty when it is that of the body, or not there."""
    stated = next((value for name, value in claims.protocol if name == "oauth_body_hash"), None)
    if stated is None or hmac.compare_digest(wire_bytes(stated), hashed_body(request.body, claims.method).encode()):
        return ""
    return "the body is not the one of oauth_body_hash, which was signed"


def parameters(request: Request, _claims: OAuthClaims) -> tuple[Pairs, Pairs]:
    """The parameters of query and form that are not of the protocol."""
    return without_protocol(query_parameters(request)), without_protocol(form_parameters(request))


def without_protocol(pairs: Pairs) -> Pairs:
    """The pairs whose name does not begin with ``oauth_``."""
    return tuple(pair for pair in pairs if not pair[0].startswith("oauth_"))


OAUTH1 = Scheme(
    name="oauth1",
    title="OAuth 1.0a (RFC 5849)",
    prepare=prepare,
    derive=derive,
    attach=attach,
    parse=parse,
    recognises=recognises,
    fields=fields,
    meant=meant,
    addressed=addressed,
    keyed=keyed,
    other_readings=other_readings,
    nonces=True,
    opened=opened,
    safe=SAFE,
    habits=Policy(variants=frozenset(METHODS), allow=PARTS),
    coverage=coverage,
    https_only=frozenset(("PLAINTEXT",)),
    key_kinds=key_kinds,
    bound=bound,
    stranger=stranger,
    digest_fault=digest_fault,
    parameters=parameters,
)
