"""Mistakes about the body and its hash."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import unpercent
from paraph.core.message import Request, wire_bytes, wire_text
from paraph.deviations import bodies
from paraph.deviations.rarity import ODD, SELDOM, VERY_ODD
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Iterator


DEVIATIONS = Deviations()
family = DEVIATIONS.family


@family(duo.signed_body, "body-key-order")
def other_key_order(request: Request) -> Iterator[Way[bytes]]:
    """The JSON was written twice, with its keys in another order."""
    yield from bodies.reordered(request.body)


@family(duo.signed_body, "v5-body-not-as-sent")
def other_json(request: Request) -> Iterator[Way[bytes]]:
    """Another rendering of the JSON was hashed than the one sent."""
    yield from bodies.json_renderings(request.body)
    yield from bodies.other_value(request.body)


@family(duo.signed_body, "v5-body-not-as-sent", rarity=SELDOM)
def line_end_hashed(request: Request) -> Iterator[Way[bytes]]:
    """A line end after the body was hashed, but not sent."""
    yield from bodies.line_end_added(request.body)


@family(duo.signed_body, "v5-body-not-as-sent", rarity=SELDOM)
def query_hashed(request: Request) -> Iterator[Way[bytes]]:
    """The query was hashed instead of the body."""
    if request.query:
        yield Way(wire_bytes(request.query), "The query was hashed instead of the body.")
        pairs = duo.sent_parameters(request, "query")
        plain = "&".join([f"{name}={value}" for name, value in pairs])
        for text in dict.fromkeys((unpercent(request.query), plain)):
            yield Way(wire_bytes(text), "The decoded query was hashed instead of the body.")
        line = duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(pairs)))
        yield Way(wire_bytes(line), "The line of the parameters was hashed instead of the body.", 1.0)


@family(duo.signed_body, "body-empty-as-object")
def object_for_nothing(request: Request) -> Iterator[Way[bytes]]:
    """Something was hashed instead of the empty body."""
    yield from bodies.stand_ins(request.body)


@family(duo.signed_body, "body-object-empty-dropped")
def nothing_for_object(request: Request) -> Iterator[Way[bytes]]:
    """Nothing was hashed, although an empty object was sent."""
    if request.body.strip() in (b"{}", b"[]", b"null", b'""'):
        yield Way(b"", f"The empty string was hashed, but {wire_text(request.body)} was sent.")


@family(duo.signed_body, "v5-body-not-as-sent", rarity=SELDOM)
def encoded_body(request: Request) -> Iterator[Way[bytes]]:
    """The body was encoded once more before it was hashed."""
    if request.body:
        yield Way(base64.b64encode(request.body), "The base64 of the body was hashed.")
        yield Way(request.body.hex().encode(), "The body was hashed in hex.", SELDOM)


@family(duo.body_hash, "body-hash-algorithm")
def other_hash(body: bytes) -> Iterator[Way[str]]:
    """The body was hashed with another algorithm."""
    for name in ("sha256", "sha1", "md5", "sha384", "sha224", "sha3_512", "sha3_256"):
        rarity = 0.0 if name in ("sha256", "sha1", "md5") else VERY_ODD
        yield Way(hashlib.new(name, body).hexdigest(), f"The body was hashed with {name}.", rarity)


@family(duo.body_hash, "body-hash-encoding")
def other_hash_form(body: bytes) -> Iterator[Way[str]]:
    """The body's hash was written in another form than lower-case hex."""
    digest = hashlib.sha512(body).digest()
    base, safe, text = base64.b64encode(digest).decode(), base64.urlsafe_b64encode(digest).decode(), digest.hex()
    for form, said, rarity in (
        (base, "base64", 0.0), (text.upper(), "upper-case hex", 0.0), (f"{text}  -", "sha512sum prints it", SELDOM),
        (safe, "URL-safe base64", VERY_ODD), (base.rstrip("="), "base64 without padding", VERY_ODD),
        (f"sha-512={base}", "a Digest header has it", VERY_ODD), (f"SHA2-512(stdin)= {text}", "openssl prints it", VERY_ODD),
        (f"(stdin)= {text}", "openssl prints it", VERY_ODD), (f"{text}  -\n", "sha512sum prints it, with the line feed", VERY_ODD),
        (f"sha512:{text}", "hex with the name before it", VERY_ODD), (f"sha512={text}", "hex with the name before it", VERY_ODD),
        (safe.rstrip("="), "URL-safe base64 without padding", VERY_ODD), (str(digest), "a Python repr of the bytes", VERY_ODD),
        (base64.b64encode(text.encode()).decode(), "base64 of the hex", VERY_ODD), (digest.hex("-").upper(), "hex with dashes", VERY_ODD),
        (digest.hex("-"), "hex with dashes", VERY_ODD), (digest.hex(":"), "hex with colons", VERY_ODD),
        (digest.hex(" "), "hex with blanks", VERY_ODD), (text.encode().hex(), "hex of the hex", VERY_ODD),
    ):  # fmt: skip
        yield Way(form, f"The body's hash was written as {said}.", rarity)


@family(duo.body_hash, "body-hash-encoding", rarity=1.0)
def not_hashed(body: bytes) -> Iterator[Way[str]]:
    """The body itself stands where its hash has to be."""
    yield Way(wire_text(body), "The body itself stands on the line of its hash.")
    yield Way(base64.b64encode(body).decode(), "The body stands on the line of its hash, in base64.", 1.0)
    yield Way(str(len(body)), "The length of the body stands on the line of its hash.", ODD)
    digest = hashlib.sha512(body)
    yield Way(hashlib.sha512(digest.hexdigest().encode()).hexdigest(), "The body was hashed twice, as hex.", ODD)
    yield Way(hashlib.sha512(digest.digest()).hexdigest(), "The body was hashed twice.", ODD)
