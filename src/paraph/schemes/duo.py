"""Duo's Admin, Auth and Accounts APIs, signature versions 1, 2, 4 and 5.

Lines of text (date, method, host, path, parameters; in later versions also hashes of the body and of the
``X-Duo-*`` headers) are joined with line feeds and signed with HMAC-SHA512 or, in versions 1 and 2, HMAC-SHA1.
The result travels as ``Authorization: Basic base64(integration key ":" hex)``. No version travels: a reader has
to work it out from what arrived.

Source: https://duo.com/docs/adminapi#authentication and the source of duo_client_python 5.7.0, read 2026-11
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.dates import date_seconds, date_text
from paraph.core.encoding import FORM_TYPE, base64_bytes, base64_text, form_text, parse_form, percent_pairs
from paraph.core.errors import Malformed
from paraph.core.mac import hmac_text
from paraph.core.message import Pairs, Request, wire_bytes, wire_text
from paraph.core.policy import BODY, CONTENT_TYPE, HEADERS, PARTS, PORT, QUERY, REPEATED_NAMES, Coverage, Policy
from paraph.core.scheme import Flaw, Parsed, Reading, Reason, Scheme
from paraph.core.trace import stage
from paraph.core.wellformed import foreign_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.credential import Credential, Secret
    from paraph.core.trace import Step

DOCS = "https://duo.com/docs/adminapi#authentication"
CLIENT = "duo_client_python 5.7.0, client.py: canonicalize"
QUERY_METHODS = ("GET", "DELETE", "HEAD")
JSON_TYPE = "application/json"
SHA512 = hashlib.sha512()
"""To be copied, which takes half the time of a new one."""
EMPTY_HASH = SHA512.hexdigest()
LINE_NAMES = ("date", "method", "host", "path", "parameters", "body hash", "header hash")

CODES = {
    Reason.NO_CREDENTIALS: (40101, "Missing request credentials"),
    Reason.MALFORMED: (40101, "Missing request credentials"),
    Reason.UNKNOWN_KEY: (40102, "Invalid identity in request credentials"),
    Reason.BAD_SIGNATURE: (40103, "Invalid signature in request credentials"),
    Reason.NO_TIME: (40104, "Missing request timestamp"),
    Reason.BAD_TIME: (40105, "Bad request timestamp"),
}
"""What Duo answers for each reason: code and message."""


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
        """Versions 1 and 4 are hardly used any more."""
        return 2.0 if self.version in (1, 4) else 0.0

    @property
    def time(self) -> int | None:
        """The date in Unix seconds; None when it is missing or not in the form of RFC 2822."""
        return date_seconds(self.date) if self.date else None

    @property
    def timed(self) -> bool:
        """Whether a date header came along."""
        return bool(self.date)

    @property
    def timeless(self) -> bool:
        """Never: even where the date is not signed (version 1), it has to come along."""
        return False

    def value(self, name: str) -> str:  # noqa: ARG002
        """Nothing: a Duo signature has no parameters of its own."""
        return ""


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
    return without_port(request.host).lower()


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
    """Pairs after encoding, still beside the plain ones, which some signers sort by."""

    pairs: Pairs
    plain: Pairs


NOTHING = Encoded((), ())


@stage(CLIENT + ", canon_params")
def encoded_parameters(pairs: Pairs) -> Encoded:
    """Names and values as UTF-8, all but A-Z a-z 0-9 - . _ ~ percent-encoded, upper-case hex."""
    return Encoded(tuple(percent_pairs(pairs)), pairs) if pairs else NOTHING


@stage(CLIENT + ", canon_params")
def sorted_parameters(encoded: Encoded) -> Pairs:
    """The encoded pairs by name, then by value, in byte order."""
    return tuple(sorted(encoded.pairs)) if len(encoded.pairs) > 1 else encoded.pairs


@stage(CLIENT + ", canon_params")
def canonical_parameters(pairs: Pairs) -> str:
    """name=value joined with &; empty when there are none."""
    if not pairs:
        return ""
    return "&".join([f"{name}={value}" for name, value in pairs])


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
    lines += [step(method, request), step(host, request), step(path, request)]
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
    """Add the date; what is left to choose follows from the body.

    Without `version`, a form body and a POST without a body are signed with version 2, all else with version 5. `date` is a text to send in
    place of `now` (Unix seconds), `date_header` may be ``X-Duo-Date``. Raises ValueError for a version or digest
    that Duo does not have.
    """
    if version is None:
        is_form = request.media_type == FORM_TYPE if request.body else request.method.upper() not in QUERY_METHODS
        version = 2 if digest == "sha1" or is_form else 5
    if version not in (1, 2, 4, 5):
        raise ValueError(f"Duo has no signature version {version}: choose 1, 2, 4 or 5")
    if digest != "sha512" and (digest not in MACS or version > 2):
        raise ValueError(f"signature version {version} is not made with {digest}: sha512, or sha1 with 1 and 2")
    text = date or request_date(now)
    claims = DuoClaims(credential.key_id, text, version, digest, date_header)
    return request.with_header(date_header, text), claims


def attach(request: Request, claims: DuoClaims, signature: str) -> Request:
    """Put integration key and signature into the Authorization header."""
    pair = base64_text(wire_bytes(f"{claims.key_id}:{signature}"))
    return request.with_header("Authorization", f"Basic {pair}")


def parse(request: Request) -> Parsed[DuoClaims]:
    """Read integration key, signature and date; raise Malformed when there is no Authorization at all."""
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
    readings = tuple(DuoClaims(key_id, text, *variant, name) for variant in fitting(variants(request), signature))
    return Parsed(readings, signature, flaws)


def own_headers(request: Request) -> dict[str, list[str]]:
    """The values of the headers that credentials and date travel in, by name in lower case, blanks around them removed."""
    own: dict[str, list[str]] = {"authorization": [], "date": [], "x-duo-date": []}
    for name, value in request.headers:
        lower = name.lower()
        if lower in own:
            own[lower].append(value.strip(" \t"))
    return own


def fitting(variants: tuple[tuple[int, str], ...], signature: str) -> list[tuple[int, str]]:
    """The variants whose digest the length of a signature shows; of versions that have no such digest, the others after."""
    shown = {40: "sha1", 128: "sha512"}.get(len(signature))
    if shown is None:
        return list(variants)
    fit = [variant for variant in variants if variant[1] == shown]
    versions = {version for version, _ in fit}
    return fit + [variant for variant in variants if variant[0] not in versions]


def basic_pair(authorization: str) -> tuple[str, str, tuple[Flaw, ...]]:
    """Integration key, signature and what is wrong with the form of a Basic credential."""
    word, _, token = authorization.partition(" ")
    token = token.strip(" ")
    if word.lower() != "basic":
        token = token or word
        flaw = f"The Authorization header begins with {word[:12]!r}; Duo wants Basic."
        return *split_pair(decoded_pair(token) or token), (Flaw("basic-pair-malformed", flaw),)
    pair = decoded_pair(token)
    if pair is None:
        flaw = "What follows Basic is not base64: integration key, colon and signature have to be base64-encoded."
        return *split_pair(token), (Flaw("basic-pair-malformed", flaw),)
    key_id, signature = split_pair(pair)
    if ":" not in pair:
        flaw = "There is no colon in the Basic pair: it holds one value, not integration key and signature."
        return key_id, signature, (Flaw("basic-pair-malformed", flaw),)
    if not key_id:
        return key_id, signature, (Flaw("basic-pair-malformed", "The integration key before the colon is empty."),)
    return key_id, signature, ()


def decoded_pair(token: str) -> str | None:
    """The text of a base64 token; None when it is none."""
    raw = base64_bytes(token)
    return None if raw is None else wire_text(raw)


def split_pair(pair: str) -> tuple[str, str]:
    """Integration key and signature; without a colon all is taken for the signature."""
    key_id, colon, signature = pair.partition(":")
    return (key_id, signature) if colon else ("", pair)


def variants(request: Request) -> tuple[tuple[int, str], ...]:
    """Versions and digests that a request of this form may be signed with, likeliest first.

    A JSON body is only covered by versions 4 and 5, so no other is read from a request that has one.
    """
    if request.method.upper() in QUERY_METHODS:
        return (5, "sha512"), (2, "sha512"), (2, "sha1"), (4, "sha512"), (1, "sha512"), (1, "sha1")
    if request.media_type == FORM_TYPE or not request.body:
        return (2, "sha512"), (2, "sha1"), (4, "sha512"), (1, "sha512"), (1, "sha1")
    return (5, "sha512"), (4, "sha512")


def other_readings(request: Request, parsed: Parsed[DuoClaims]) -> Iterator[Reading[DuoClaims]]:
    """Versions that do not go with the form of the request."""
    claims = parsed.readings[0]
    if request.method.upper() in QUERY_METHODS:
        return
    digests = ("sha1",) if len(parsed.signature) == 40 else ("sha512",) if len(parsed.signature) == 128 else MACS
    if (5, "sha512") not in variants(request):
        said = "The version 5 string was signed, which goes with a JSON body, but a form was sent."
        yield Reading(claims._replace(version=5, digest="sha512"), "sig-version-mismatch", said)
        return
    if "json" not in request.media_type and request.body[:1] not in (b"{", b"["):
        kind = f"is {request.media_type}" if request.media_type else "is missing"
        said = f"The body is a form, but the Content-Type {kind}."
        for digest in digests:
            older = claims._replace(version=2, digest=digest)
            yield Reading(older, "place-content-type-missing", said, {sent_parameters: form_parameters})
        return
    from_json: dict[Any, Any] = {sent_parameters: json_parameters}
    for digest in digests:
        for version in (2, 1):
            older = claims._replace(version=version, digest=digest)
            said = f"The version {version} string was signed, with the JSON members as parameters."
            yield Reading(older, "sig-version-mismatch", said, from_json)
            yield Reading(older, "sig-version-mismatch", f"The version {version} string, without body, was signed.")
        older = claims._replace(version=2, digest=digest)
        said = "The parameters were signed as those of a form, but they were sent as JSON."
        yield Reading(older, "place-json-for-form", said, from_json)
        said = "The version 3 string was signed, which Duo withdrew: its last line is the JSON text itself."
        yield Reading(older, "sig-version-mismatch", said, {canonical_parameters: lambda _: wire_text(request.body)})


def carrier(request: Request, version: int) -> str:
    """What carries parameters: the query or a form, or nothing where a body is signed as it is."""
    if request.method.upper() in QUERY_METHODS:
        return "query"
    return "form" if version < 4 else "nothing"


def form_parameters(request: Request, _carrier: str) -> Pairs:
    """The parameters of a body read as a form, whatever its Content-Type."""
    return parse_form(wire_text(request.body))


def json_parameters(request: Request, _carrier: str) -> Pairs:
    """The members of a JSON object as a form would carry them; empty when the body is no object."""
    import json

    try:
        members = json.loads(request.body)
    except (ValueError, RecursionError):
        return ()
    return tuple(flat_members(members)) if isinstance(members, dict) else ()


def flat_members(members: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and values as text; a list gives one pair a value, true and false are written so."""
    import json

    for name, value in members.items():
        for item in value if isinstance(value, list) else [value]:
            yield name, item if isinstance(item, str) else json.dumps(item, separators=(",", ":"))


def without_port(authority: str) -> str:
    """The host of ``host:port``; an IPv6 address keeps its brackets."""
    if ":" not in authority:
        return authority
    head, colon, port = authority.rpartition(":")
    return head if colon and (not port or port.isdigit()) else authority


@lru_cache(maxsize=8)
def request_date(now: int) -> str:
    """The date that goes with `now`, kept for requests of the same second."""
    return date_text(now)


def parameters_for(request: Request, pairs: Pairs) -> Request:
    """The request with `pairs` where its method carries them: in the query, or in a form body."""
    if request.method.upper() in QUERY_METHODS:
        return request._replace(target=f"{request.target}?{form_text(pairs)}") if pairs else request
    return request.with_body(FORM_TYPE, form_text(pairs).encode())


@cache
def json_encoder() -> Callable[[Any], str]:
    """Writes compact JSON with sorted keys, ASCII only, as duo_client does."""
    import json

    return json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def json_for(request: Request, members: dict[str, Any]) -> Request:
    """The request with `members` as its JSON body, written once: what is signed is what is sent."""
    return request.with_body(JSON_TYPE, json_encoder()(members).encode())


def fields(text: str) -> Iterator[tuple[str, ...]]:
    """The lines of a text that was signed, however they were joined."""
    for mark in ("\n", "\r\n", "\\n"):
        yield tuple(text.split(mark))
        if text.endswith(mark):
            yield tuple(text.removesuffix(mark).split(mark))


def meant(lines: tuple[str, ...]) -> Pairs:
    """The parameters on whichever line holds some."""
    found = next((line for line in lines if "=" in line and not line.startswith(("/", "http"))), "")
    return parse_form(found)


def addressed(lines: tuple[str, ...]) -> str:
    """The line before the path; empty when there is none."""
    return next((line for line, path in pairwise(lines) if path.startswith("/")), "")


def recognises(request: Request) -> bool:
    """Whether this looks like a request to Duo."""
    authorization = (request.header("authorization") or "").lower()
    if authorization.startswith("oauth"):
        return False
    duo_host = without_port(request.host).lower().endswith((".duosecurity.com", ".duofederal.com"))
    return duo_host or basic_pair(request.header("authorization") or "")[0].startswith("DI")


def coverage(request: Request, claims: DuoClaims) -> Coverage:
    """What a signature of that version covers; the query of a POST and the port are signed in none."""
    version, in_query = claims.version, request.method.upper() in QUERY_METHODS
    own = tuple(name for name, _ in duo_headers(request))
    signed_headers = own if version == 5 else (claims.date_header.lower(),) if version > 1 else ()
    exposed: list[str] = []
    if in_query:
        if request.body:
            exposed.append(BODY)
    elif request.query:
        exposed.append(QUERY)
    if request.body and request.query and shared_names(request):
        exposed.append(REPEATED_NAMES)
    if version >= 4 and request.body and request.media_type == FORM_TYPE:
        exposed.append(CONTENT_TYPE)
    if ":" in request.host and foreign_port(request):
        exposed.append(PORT)
    if own and any(name not in signed_headers and name != "x-duo-date" for name in own):
        exposed.append(HEADERS)
    return Coverage(True, True, True, in_query, not in_query, version >= 4, version > 1, signed_headers, tuple(exposed))


def shared_names(request: Request) -> bool:
    """Whether a name stands in the query and in the form body."""
    if request.media_type != FORM_TYPE:
        return False
    names = {name for name, _ in parse_form(request.query)}
    return any(name in names for name, _ in parse_form(wire_text(request.body)))


DUO = Scheme(
    name="duo",
    title="Duo Admin, Auth and Accounts API",
    prepare=prepare,
    derive=derive,
    attach=attach,
    parse=parse,
    recognises=recognises,
    fields=fields,
    meant=meant,
    addressed=addressed,
    other_readings=other_readings,
    safe=frozenset(("v2/sha1", "v2/sha512", "v4/sha512", "v5/sha512")),
    habits=Policy(
        variants=frozenset(("v1/sha1", "v1/sha512", "v2/sha1", "v2/sha512", "v4/sha512", "v5/sha512")), allow=PARTS
    ),
    coverage=coverage,
)
