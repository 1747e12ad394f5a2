"""OAuth 1.0a request signing, and the dialect of Alteryx Gallery.

Method, base string URI and normalized parameters are percent-encoded and joined with ``&``; the result is signed
with HMAC under "client secret & token secret", or with an RSA key. The signature travels with the other ``oauth_``
parameters in the Authorization header, in the query or in a form body.

Source: RFC 5849 section 3, read 2026-11; draft-eaton-oauth-bodyhash-00 for ``oauth_body_hash``
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, Self

from paraph.core.credential import NO_SECRET, Credential, Secret
from paraph.core.encoding import FORM_TYPE, base64_text, parse_form, percent, percent_pairs
from paraph.core.errors import Malformed
from paraph.core.mac import hmac_text
from paraph.core.message import DEFAULT_PORTS, Pairs, Request, new_tuple, wire_bytes, wire_text
from paraph.core.trace import stage
from paraph.schemes.oauth1.json_query import json_parameters

if TYPE_CHECKING:
    from paraph.core.trace import Step

RFC = "RFC 5849 section "
EXTENSION = "oauthlib 4.0.1, rfc5849/signature.py: an extension in common use"
DIGESTS = {"SHA1": "sha1", "SHA256": "sha256", "SHA512": "sha512"}
METHODS = (*tuple(f"{kind}-{digest}" for kind in ("HMAC", "RSA") for digest in DIGESTS), "RSA-PSS", "PLAINTEXT")
MASTERCARD = "mastercard-oauth1-signer 1.9.2, SignatureMethod.RSA_PSS_SHA256: an extension of Mastercard's"


def hash_name(method: str) -> str:
    """Return the name of the hash that a signature method uses; SHA-1 for PLAINTEXT and for unknown methods."""
    return "sha256" if method == "RSA-PSS" else DIGESTS.get(method.partition("-")[2], "sha1")


class OAuthClaims(NamedTuple):
    """The ``oauth_`` parameters in the order they were sent, without ``oauth_signature`` and realm.

    `placement` is where they travel: "header", "query", "body", or "json" (in the query).
    """

    protocol: Pairs
    placement: str = "header"
    realm: str | None = None

    def value(self, name: str) -> str:
        """Return the first parameter of that name; empty if there is none."""
        for key, value in self.protocol:
            if key == name:
                return value
        return ""

    @property
    def time_text(self) -> str:
        """The timestamp as it was sent."""
        return self.value("oauth_timestamp")

    def with_identity(self, key_id: str, token: str) -> Self:
        """Return the same claims of another client identifier and token."""
        own = {"oauth_consumer_key": key_id, "oauth_token": token}
        return self._replace(protocol=tuple((name, own.get(name, value)) for name, value in self.protocol))

    @property
    def key_id(self) -> str:
        """The client identifier."""
        return self.value("oauth_consumer_key")

    @property
    def method(self) -> str:
        """The signature method as announced, such as ``HMAC-SHA1``."""
        for name, value in self.protocol:
            if name == "oauth_signature_method":
                return value
        return ""

    @property
    def variant(self) -> str:
        """The signature method."""
        return self.method

    @property
    def rarity(self) -> float:
        """All methods are equally likely."""
        return 0.0

    @property
    def time(self) -> int | None:
        """The timestamp in Unix seconds; None if it is not a plain positive number without leading zeros."""
        text = self.value("oauth_timestamp")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 and text[:1] != "0" else None

    @property
    def timed(self) -> bool:
        """Whether a timestamp was sent."""
        return bool(self.value("oauth_timestamp"))

    @property
    def timeless(self) -> bool:
        """Whether the timestamp may be missing, as with PLAINTEXT."""
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
    if ":" not in host:
        return host
    default = DEFAULT_PORTS.get(request.scheme.lower(), "")
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
    query = request.query
    pairs = parse_form(query)
    if "Authorization=" in query and json_parameters(request):
        return tuple([pair for pair in pairs if pair[0] != "Authorization"])
    return pairs


@stage(RFC + "3.4.1.3.1")
def form_parameters(request: Request) -> Pairs:
    """The decoded parameters of a body whose Content-Type says that it is a form; other bodies have none."""
    return parse_form(wire_text(request.body)) if request.body and request.media_type == FORM_TYPE else ()


@stage(RFC + "3.4.1.3.1")
def header_parameters(claims: OAuthClaims) -> Pairs:
    """The parameters of the Authorization header, without realm."""
    return claims.protocol if claims.placement in ("header", "json") else ()


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
    """Pairs after encoding, together with the plain ones, by which some signers sort."""

    pairs: Pairs
    plain: Pairs


@stage(RFC + "3.4.1.3.2")
def encoded_parameters(pairs: Pairs) -> Encoded:
    """Names and values as UTF-8, all but A-Z a-z 0-9 - . _ ~ percent-encoded, upper-case hex."""
    return new_tuple(Encoded, (percent_pairs(pairs), pairs))


@stage(RFC + "3.4.1.3.2")
def sorted_parameters(encoded: Encoded) -> Pairs:
    """The encoded pairs by name, then by value, in byte order."""
    pairs = encoded.pairs
    return tuple(sorted(pairs)) if len(pairs) > 1 else pairs


@stage(RFC + "3.4.1.3.2")
def normalized_parameters(pairs: Pairs) -> str:
    """name=value joined with &."""
    return "&".join(map("=".join, pairs))


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
    if client.joined is None or client.joined[0] is not token:  # stored with the client secret, like its pads
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


@stage(MASTERCARD, writes="base64")
def rsa_pss_signature(digest: bytes, key: Secret) -> str:
    """RSASSA-PSS of the SHA-256 digest with a salt of 32 bytes, in base64; a new salt each time."""
    from paraph.core.rsa import sign_digest_pss

    return base64_text(sign_digest_pss(key, digest))


@stage(RFC + "3.4.4")
def plaintext_signature(key: Secret) -> str:
    """The key itself: PLAINTEXT signs nothing and needs TLS."""
    return key.text


MACS = {"HMAC-SHA1": hmac_sha1, "HMAC-SHA256": hmac_sha256, "HMAC-SHA512": hmac_sha512}
RSA_DIGESTS = {"RSA-SHA1": sha1_digest, "RSA-SHA256": sha256_digest, "RSA-SHA512": sha512_digest,
               "RSA-PSS": sha256_digest}  # fmt: skip
RSA_SIGNATURES = {
    "RSA-SHA1": rsa_sha1_signature,
    "RSA-SHA256": rsa_sha256_signature,
    "RSA-SHA512": rsa_sha512_signature,
    "RSA-PSS": rsa_pss_signature,
}


def derive(request: Request, claims: OAuthClaims, credential: Credential, step: Step) -> str:
    """The signature of `request`; raises Malformed for a signature method that is not in METHODS."""
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
