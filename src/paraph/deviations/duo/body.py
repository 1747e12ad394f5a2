"""Mistakes about the body, its hash, and the X-Duo-* headers."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import unpercent
from paraph.core.message import Pairs, Request, wire_bytes, wire_text
from paraph.deviations import bodies
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Iterator


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
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


@family(duo.body_hash, "body-hash-algorithm")
def other_hash(body: bytes) -> Iterator[Way[str]]:
    """The body was hashed with another algorithm."""
    for name in ("sha256", "sha1", "md5", "sha384", "sha224", "sha3_512", "sha3_256"):
        rarity = 0.0 if name in ("sha256", "sha1", "md5") else UNUSUAL
        yield Way(hashlib.new(name, body).hexdigest(), f"The body was hashed with {name}.", rarity)


@family(duo.body_hash, "body-hash-encoding")
def other_hash_form(body: bytes) -> Iterator[Way[str]]:
    """The body's hash was written in another form than lower-case hex."""
    digest = hashlib.sha512(body).digest()
    for text, said in (
        (base64.b64encode(digest).decode(), "base64"),
        (digest.hex().upper(), "upper-case hex"),
        (base64.urlsafe_b64encode(digest).decode(), "URL-safe base64"),
        (base64.b64encode(digest).decode().rstrip("="), "base64 without padding"),
        (base64.urlsafe_b64encode(digest).decode().rstrip("="), "URL-safe base64 without padding"),
        (base64.b64encode(digest.hex().encode()).decode(), "base64 of the hex"),
        (digest.hex("-").upper(), "hex with dashes"),
        (digest.hex("-"), "hex with dashes"),
        (digest.hex(":"), "hex with colons"),
        (digest.hex(" "), "hex with blanks"),
        (str(digest), "a Python repr of the bytes"),
        (digest.hex().encode().hex(), "hex of the hex"),
    ):
        yield Way(
            text, f"The body's hash was written as {said}.", 0.0 if said in ("base64", "upper-case hex") else UNUSUAL
        )


@family(duo.body_hash, "body-hash-encoding", rarity=1.0)
def not_hashed(body: bytes) -> Iterator[Way[str]]:
    """The body itself stands where its hash has to be."""
    yield Way(wire_text(body), "The body itself stands on the line of its hash.")
    yield Way(base64.b64encode(body).decode(), "The body stands on the line of its hash, in base64.", 1.0)
    yield Way(str(len(body)), "The length of the body stands on the line of its hash.", ODD)
    digest = hashlib.sha512(body)
    yield Way(hashlib.sha512(digest.hexdigest().encode()).hexdigest(), "The body was hashed twice, as hex.", ODD)
    yield Way(hashlib.sha512(digest.digest()).hexdigest(), "The body was hashed twice.", ODD)


@deviates(duo.duo_headers, "header-names-not-lowered")
def typed_headers(request: Request) -> Pairs:
    """The names of the X-Duo-* headers were not lower-cased."""
    return tuple(
        sorted((pair for pair in request.headers if pair[0][:6].lower() == "x-duo-"), key=lambda pair: pair[0])
    )


@deviates(duo.duo_headers, "header-names-not-lowered", rarity=0.5)
def typed_headers_in_right_order(request: Request) -> Pairs:
    """The names of the X-Duo-* headers were sorted rightly, but not lower-cased."""
    found = (pair for pair in request.headers if pair[0][:6].lower() == "x-duo-")
    return tuple(sorted(found, key=lambda pair: pair[0].lower()))


@deviates(duo.duo_headers, "header-names-not-lowered", rarity=0.5)
def headers_sorted_as_typed(request: Request) -> Pairs:
    """The names of the X-Duo-* headers were sorted before they were lower-cased."""
    return tuple((name.lower(), value) for name, value in typed_headers(request))


@deviates(duo.duo_headers, "header-names-not-lowered", rarity=1.0)
def headers_unsorted(request: Request) -> Pairs:
    """The X-Duo-* headers were not sorted."""
    return tuple((name.lower(), value) for name, value in request.headers if name[:6].lower() == "x-duo-")


@family(duo.duo_headers, "v5-header-hash-missing")
def some_headers(request: Request) -> Iterator[Way[Pairs]]:
    """X-Duo-* headers were sent, but not hashed."""
    headers = duo.duo_headers(request)
    yield Way((), "None of the X-Duo-* headers went into the hash.")
    for left_out in headers if len(headers) > 1 else ():
        said = f"{left_out[0]} did not go into the hash."
        yield Way(tuple(pair for pair in headers if pair != left_out), said, 0.5)


@family(duo.header_hash, "v5-header-hash-missing")
def no_header_hash(headers: Pairs) -> Iterator[Way[str]]:
    """The line of the header hash is empty or joined wrongly."""
    yield Way("", "The last line was left empty; without X-Duo-* headers it is the hash of the empty string.")
    flat = [text for pair in headers for text in pair]
    for mark, said in (
        (":", "a colon"),
        ("\n", "a line feed"),
        ("", "nothing"),
        (",", "a comma"),
        ("=", "an equals sign"),
        ("&", "&"),
        (" ", "a blank"),
        (";", "a semicolon"),
        ("|", "a bar"),
    ):
        rarity = 0.0 if mark in (":", "\n", "") else 1.5
        text = hashlib.sha512(wire_bytes(mark.join(flat))).hexdigest()
        yield Way(text, f"Names and values were joined with {said}.", rarity)
    if flat:
        for values, said in ((flat[1::2], "values"), (flat[::2], "names")):
            for mark in ("\0", "", "\n", ",", ":"):
                text = hashlib.sha512(wire_bytes(mark.join(values))).hexdigest()
                yield Way(text, f"Only the {said} went into the hash, joined with {mark!r}.", 1.0)
        text = hashlib.sha512(wire_bytes("\0".join(flat) + "\0")).hexdigest()
        yield Way(text, "There is a NUL after the last value.", 1.0)
    for inner, outer in ((":", "\n"), (": ", "\n"), ("=", "&"), (":", ","), (": ", "\r\n"), (":", "\0")):
        text = outer.join(f"{name}{inner}{value}" for name, value in headers)
        yield Way(
            hashlib.sha512(wire_bytes(text)).hexdigest(),
            "Names and values were joined otherwise than with NUL.",
            1.5,
        )


@family(duo.header_hash, "", rarity=SELDOM)
def other_header_hash_form(headers: Pairs) -> Iterator[Way[str]]:
    """The hash of the X-Duo-* headers was written in another form than lower-case hex, or made by another algorithm."""
    text = "\0".join([text for pair in headers for text in pair])
    digest = hashlib.sha512(wire_bytes(text)).digest()
    yield Way(digest.hex().upper(), "The hash of the headers was written in upper-case hex.")
    yield Way(base64.b64encode(digest).decode(), "The hash of the headers was written in base64.")
    for name in ("sha256", "sha1", "md5"):
        yield Way(hashlib.new(name, wire_bytes(text)).hexdigest(), f"The headers were hashed with {name}.", 1.0)
    if headers:
        yield Way(text, "The headers themselves stand on the line of their hash.", 1.0)
