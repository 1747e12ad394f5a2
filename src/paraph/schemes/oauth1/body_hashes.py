"""The values of an oauth_body_hash that was computed wrongly (draft-eaton-oauth-bodyhash-00 has the right way)."""

from __future__ import annotations

import base64
import hashlib
import json
from itertools import product
from typing import TYPE_CHECKING, Any

from paraph.core.encoding import percent
from paraph.core.mac import hmac_bytes
from paraph.schemes.oauth1.signing import hash_name, signing_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.schemes.oauth1.signing import OAuthClaims


def plain_hashes(body: bytes) -> set[str]:
    """Return the values of oauth_body_hash that are right for a body, by the hash of any signature method."""
    return {base64.b64encode(hashlib.new(name, body).digest()).decode() for name in ("sha1", "sha256", "sha512")}


JSON_FORMS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"separators": (",", ":")}, "without blanks"),
    ({"separators": (", ", ": ")}, "with a blank after each comma and colon"),
    ({"indent": 2}, "indented by two blanks"),
    ({"indent": 4}, "indented by four blanks"),
    ({"indent": "\t"}, "indented by a tab"),
)
"""How usual libraries write JSON."""


def other_bodies(body: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the bodies that a client may have hashed instead of the one that was sent, each with its name."""
    yield b"", "the empty body"
    for text in (body.strip(), body + b"\n", body.replace(b"\r\n", b"\n"), body.replace(b"\n", b"\r\n")):
        yield text, "this body with other line ends"
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return
    for (options, words), ascii_only, in_order in product(JSON_FORMS, (False, True), (False, True)):
        written = json.dumps(value, ensure_ascii=ascii_only, sort_keys=in_order, **options)
        order = " and with sorted keys" if in_order else ""
        yield written.encode("utf-8", "surrogatepass"), f"this JSON written {words}{order}"


def body_hashes(body: bytes, claims: OAuthClaims, credential: Credential) -> dict[str, list[tuple[str | None, str]]]:
    """Return for each mistake the values that the signed oauth_body_hash can have had; None if absent."""
    sent = claims.value("oauth_body_hash")
    families: dict[str, list[tuple[str | None, str]]] = {}
    if sent:
        families["body-hash-not-signed"] = [(None, "oauth_body_hash was sent, but not signed.")]
    if not body:
        empty = [(base64.b64encode(hashlib.new(n, b"").digest()).decode(), (f"oauth_body_hash of the empty body ({n}) was "
                  "signed, but not sent.")) for n in ("sha1", "sha256", "sha512")]  # fmt: skip
        gone: list[tuple[str | None, str]] = [(None, "oauth_body_hash of the empty body was sent, but not signed.")]
        families["body-hash-missing-when-empty"] = [*(gone if sent else []), *empty]
    if not sent and body:
        return families
    own = hash_name(claims.method)
    names = dict.fromkeys((own, "sha1", "sha256", "sha512"))
    families["body-hash-of-literal-none"] = [
        (base64.b64encode(hashlib.new(n, word.encode()).digest()).decode(), f"The hash of the word {word} was signed.")
        for word in ("None", "null", "undefined")
        for n in names
    ]
    texts = {body.replace(b"\\/", b"/"), body.replace(b"/", b"\\/")} - {body}
    families["body-slash-escape"] = [
        (base64.b64encode(hashlib.new(n, text).digest()).decode(), "The hash of a body with other slashes was signed.")
        for text in sorted(texts)
        for n in names
    ]
    families["body-hash-algorithm"] = other_body_hashes(body, credential)
    families["body-hash-encoding"] = [
        (text, f"The body's hash was signed in another form ({said}).")
        for n in names
        for text, said in hash_forms(hashlib.new(n, body).digest())
    ]
    return families


def other_body_hashes(body: bytes, credential: Credential) -> list[tuple[str | None, str]]:
    """Return the body's digest by other algorithms, and by HMAC."""
    values: list[tuple[str | None, str]] = [
        (base64.b64encode(hashlib.new(name, body).digest()).decode(), f"The body was hashed with {name}.")
        for name in ("sha1", "sha256", "sha512", "md5", "sha384", "sha224")
    ]
    hmac_keys = (credential.secret, signing_key((credential.secret, credential.token_secret)))
    for name in ("sha1", "sha256", "sha512"):
        for key in hmac_keys:
            mac = base64.b64encode(hmac_bytes(name, key, body)).decode()
            values.append((mac, f"An HMAC-{name.upper()} of the body was signed as its hash."))
    return values


def hash_forms(digest: bytes) -> Iterator[tuple[str, str]]:
    """Return the wrong encodings of a digest that should be base64."""
    standard = base64.b64encode(digest).decode()
    yield digest.hex(), "hex"
    yield digest.hex().upper(), "upper-case hex"
    yield base64.b64encode(digest.hex().encode()).decode(), "base64 of the hex"
    yield base64.urlsafe_b64encode(digest).decode(), "URL-safe base64"
    yield standard.rstrip("="), "base64 without padding"
    yield base64.urlsafe_b64encode(digest).decode().rstrip("="), "URL-safe base64 without padding"
    yield percent(standard), "base64, percent-encoded once more"
    yield standard + "\n", "base64 with a line feed"
