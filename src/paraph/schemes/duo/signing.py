"""Duo's Admin, Auth and Accounts APIs, signature versions 1, 2, 4 and 5.

Lines of text (date, method, host, path, parameters; in later versions also hashes of the body and of the
``X-Duo-*`` headers) are joined with line feeds and signed with HMAC-SHA512 or, in versions 1 and 2, HMAC-SHA1.
The result travels as ``Authorization: Basic base64(integration key ":" hex)``. The version does not travel: a
reader has to infer it from the request.

Source: https://duo.com/docs/adminapi#authentication and the source of duo_client_python 5.7.0, read 2026-11
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Self

from paraph.core.dates import date_seconds, date_text
from paraph.core.encoding import FORM_TYPE, parse_form, percent_pairs
from paraph.core.mac import hmac_text
from paraph.core.message import Pairs, Request, new_tuple, wire_bytes, wire_text
from paraph.core.trace import stage

if TYPE_CHECKING:
    from paraph.core.credential import Credential, Secret
    from paraph.core.trace import Step

DOCS = "https://duo.com/docs/adminapi#authentication"
CLIENT = "duo_client_python 5.7.0, client.py: canonicalize"
QUERY_METHODS = ("GET", "DELETE", "HEAD")
JSON_TYPE = "application/json"
SHA512 = hashlib.sha512()
"""A template to copy, which takes half the time of making a new one."""
EMPTY_HASH = SHA512.hexdigest()


class DuoClaims(NamedTuple):
    """What a Duo request states besides the signature; `date` is the header's text, byte for byte."""

    key_id: str
    date: str | None
    version: int = 5
    digest: str = "sha512"
    date_header: str = "Date"
    nonce: str = ""

    @property
    def variant(self) -> str:
        """Such as ``v2/sha1``."""
        return f"v{self.version}/{self.digest}"

    @property
    def rarity(self) -> float:
        """Versions 1 and 4 are rarely used today, and version 2 has SHA-1 more often than SHA-512."""
        if self.version in (1, 4):
            return 4.0
        return 1.0 if (self.version, self.digest) == (2, "sha512") else 0.0

    @property
    def time(self) -> int | None:
        """The date in Unix seconds; None if it is missing or not in the form of RFC 2822."""
        return date_seconds(self.date) if self.date else None

    @property
    def timed(self) -> bool:
        """Whether a date header was sent."""
        return bool(self.date)

    @property
    def timeless(self) -> bool:
        """Return False: even version 1, which does not sign the date, requires it."""
        return False

    @property
    def time_text(self) -> str:
        """The text of the date header."""
        return self.date or ""

    def value(self, name: str) -> str:  # noqa: ARG002
        """Return nothing: a Duo signature has no parameters of its own."""
        return ""

    def with_identity(self, key_id: str, token: str) -> Self:  # noqa: ARG002
        """Return the same claims of another integration key; Duo knows no tokens."""
        return self._replace(key_id=key_id)


@stage(CLIENT)
def date(date_header: str) -> str:
    """The text of the Date (or X-Duo-Date) header, byte for byte."""
    return date_header


@stage(CLIENT)
def method(request: Request) -> str:
    """The method in upper case."""
    return request.method.upper()


@stage(CLIENT)
def host(request: Request) -> str:
    """The API host in lower case, without port."""
    name = request.host
    return (without_port(name) if ":" in name else name).lower()


@stage(CLIENT)
def path(request: Request) -> str:
    """The path as sent, without the query."""
    return request.path


@stage(DOCS)
def sent_parameters(request: Request, carrier: str) -> Pairs:
    """The decoded parameters: from the query for GET and DELETE, else from the form body (JSON bodies have none)."""
    if carrier == "query":
        return parse_form(request.query)
    if carrier == "form" and request.media_type == FORM_TYPE:
        return parse_form(wire_text(request.body))
    return ()


@stage(DOCS)
def signed_parameters(sent: Pairs) -> Pairs:
    """Every parameter that is sent, and no other."""
    return sent


class Encoded(NamedTuple):
    """Pairs after encoding, together with the plain ones, by which some signers sort."""

    pairs: Pairs
    plain: Pairs


NOTHING = Encoded((), ())


@stage(CLIENT + ", canon_params")
def encoded_parameters(pairs: Pairs) -> Encoded:
    """Names and values as UTF-8, all but A-Z a-z 0-9 - . _ ~ percent-encoded, upper-case hex."""
    return new_tuple(Encoded, (percent_pairs(pairs), pairs)) if pairs else NOTHING


@stage(CLIENT + ", canon_params")
def sorted_parameters(encoded: Encoded) -> Pairs:
    """The encoded pairs by name, then by value, in byte order."""
    pairs = encoded.pairs
    return tuple(sorted(pairs)) if len(pairs) > 1 else pairs


@stage(CLIENT + ", canon_params")
def canonical_parameters(pairs: Pairs) -> str:
    """name=value joined with &; empty when there are none."""
    return "&".join(map("=".join, pairs)) if pairs else ""


@stage(CLIENT)
def signed_body(request: Request) -> bytes:
    """The body exactly as sent."""
    return request.body


@stage(CLIENT)
def body_hash(body: bytes) -> str:
    """SHA-512 of the body in lower-case hex; without a body, of the empty string."""
    if not body:
        return EMPTY_HASH
    hashed = SHA512.copy()
    hashed.update(body)
    return hashed.hexdigest()


@stage(CLIENT + ", canon_x_duo_headers")
def duo_headers(request: Request) -> Pairs:
    """The X-Duo-* headers: names in lower case, sorted by name; blanks around a value do not travel."""
    found = [
        (name.lower(), value.strip(" \t"))
        for name, value in request.headers
        if name[:1] in "xX" and name[:6].lower() == "x-duo-"
    ]
    return tuple(sorted(found, key=itemgetter(0))) if found else ()


@stage(CLIENT + ", canon_x_duo_headers")
def header_hash(headers: Pairs) -> str:
    """SHA-512, in lower-case hex, of names and values joined with NUL."""
    if not headers:
        return EMPTY_HASH
    return hashlib.sha512(wire_bytes("\0".join([text for pair in headers for text in pair]))).hexdigest()


@stage(CLIENT, joins=True)
def canonical_string(*lines: str) -> str:
    """The lines joined with line feeds; none after the last, and an empty line stays."""
    return "\n".join(lines)


@stage(DOCS)
def secret_key(credential: Credential) -> Secret:
    """The secret key as it was given."""
    return credential.secret


@stage(DOCS)
def signing_key(secret: Secret) -> Secret:
    """The text of the secret key as UTF-8, not decoded from anything."""
    return secret


@stage(DOCS, algorithm="sha1")
def hmac_sha1(key: Secret, text: str) -> bytes:
    """HMAC-SHA1 of the canonical string."""
    return hmac_text("sha1", key, text)


@stage(DOCS, algorithm="sha512")
def hmac_sha512(key: Secret, text: str) -> bytes:
    """HMAC-SHA512 of the canonical string."""
    return hmac_text("sha512", key, text)


@stage(DOCS, writes="hex")
def hexadecimal(mac: bytes) -> str:
    """The MAC in lower-case hex."""
    return mac.hex()


MACS = {"sha1": hmac_sha1, "sha512": hmac_sha512}


def derive(request: Request, claims: DuoClaims, credential: Credential, step: Step) -> str:
    """The signature of `request`, in hex."""
    version = claims.version
    lines = [step(date, claims.date or "")] if version > 1 else []
    lines += (step(method, request), step(host, request), step(path, request))
    pairs = step(signed_parameters, step(sent_parameters, request, carrier(request, version)))
    ordered = step(sorted_parameters, step(encoded_parameters, pairs))
    lines.append(step(canonical_parameters, ordered))
    if version >= 4:
        lines.append(step(body_hash, step(signed_body, request)))
    if version == 5:
        lines.append(step(header_hash, step(duo_headers, request)))
    text = step(canonical_string, *lines)
    key = step(signing_key, step(secret_key, credential))
    return step(hexadecimal, step(MACS[claims.digest], key, text))


def prepare(
    request: Request,
    credential: Credential,
    *,
    now: int,
    nonce: str = "",  # noqa: ARG001
    version: int | None = None,
    digest: str = "sha512",
    date: str = "",
    date_header: str = "Date",
) -> tuple[Request, DuoClaims]:
    """Add the date; other choices follow from the body.

    Without `version`, a form body and a POST without a body are signed with version 2, all else with version 5. `date` is a text to send in
    place of `now` (Unix seconds), `date_header` may be ``X-Duo-Date``. Raises ValueError for a version or digest
    that Duo does not have.
    """
    if version is None:
        is_form = request.media_type == FORM_TYPE if request.body else request.method.upper() not in QUERY_METHODS
        version = 2 if digest == "sha1" or is_form else 5
    elif version not in (1, 2, 4, 5):
        raise ValueError(f"Duo has no signature version {version}: choose 1, 2, 4 or 5")
    if digest != "sha512" and (digest not in MACS or version > 2):
        raise ValueError(f"signature version {version} is not made with {digest}: sha512, or sha1 with 1 and 2")
    text = date or request_date(now)
    claims = new_tuple(DuoClaims, (credential.key_id, text, version, digest, date_header, ""))
    return request.with_header(date_header, text), claims


def carrier(request: Request, version: int) -> str:
    """Return what carries parameters: the query or a form, or nothing if a body is signed as it is."""
    if request.method.upper() in QUERY_METHODS:
        return "query"
    return "form" if version < 4 else "nothing"


def without_port(authority: str) -> str:
    """Return the host of ``host:port``; an IPv6 address keeps its brackets."""
    head, colon, port = authority.rpartition(":")
    return head if colon and (not port or port.isdigit()) else authority


@lru_cache(maxsize=8)
def request_date(now: int) -> str:
    """Return the date for `now`, cached for requests of the same second."""
    return date_text(now)
