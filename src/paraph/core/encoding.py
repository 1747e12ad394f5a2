"""Converts between bytes and text: percent-encoding, form parsing, hex and base64; strict unless stated otherwise."""

from __future__ import annotations

import binascii
import re
from binascii import a2b_qp, b2a_base64
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from paraph.core.message import wire_bytes, wire_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paraph.core.message import Pairs

FORM_TYPE = "application/x-www-form-urlencoded"
_ALPHANUMERIC = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_UNRESERVED = _ALPHANUMERIC + b"-._~"
_UNRESERVED_OR_MARK = _UNRESERVED + b"\0\1"
_EQUALS, _LF, _CR = b"=\n\r"
_PRINTABLE = bytes(range(0x20, 0x7F))
_ESCAPED = re.compile(rb"%[0-9A-Fa-f]{2}")
LONG = 1024
"""Characters: in a longer text, a look at the whole saves time."""
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_HEX_DIGITS = b"0123456789abcdefABCDEF"
_OCTETS = {bytes(pair): bytes.fromhex(bytes(pair).decode()) for pair in product(_HEX_DIGITS, repeat=2)}
_ALL_BUT_MARKS = bytes(set(range(256)) - set(b"&="))
_MARKS_TO_NUL = bytes.maketrans(b"+&=", b" \0\0")
_SINGLE = tuple(bytes((octet,)) for octet in range(256))
_ESCAPES = tuple(b"%%%02X" % octet for octet in range(256))
_ESCAPES_BY_SPACE = {space: (*_ESCAPES[:0x20], space.encode(), *_ESCAPES[0x21:]) for space in ("%20", "+", " ", "%2B")}


def percent(text: str) -> str:
    """Percent-encode all characters except ``A-Z a-z 0-9 - . _ ~`` as UTF-8, upper-case hex (RFC 3986 section 2.1)."""
    if text.isalnum() and text.isascii():
        return text
    octets = wire_bytes(text)
    reserved = octets.translate(None, _UNRESERVED)
    if not reserved:
        return text
    if not reserved.translate(None, b"%=&:/"):  # most texts are joined from encoded pairs, or a URL
        text = text.replace("%", "%25").replace("=", "%3D").replace("&", "%26")
        return text.replace(":", "%3A").replace("/", "%2F")
    return escape_octets(octets, reserved, _ESCAPES)


def escape_octets(octets: bytes, reserved: bytes, escapes: Sequence[bytes]) -> str:
    """Return `octets` as text, each octet of `reserved` replaced by its escape; faster than octet by octet."""
    distinct = set(reserved)
    if 0x25 in distinct:  # first, since every escape has one
        octets = octets.replace(b"%", escapes[0x25])
        distinct.remove(0x25)
    has_space = 0x20 in distinct
    distinct.discard(0x20)
    for octet in distinct:
        octets = octets.replace(_SINGLE[octet], escapes[octet])
    if has_space:  # last, since it may become a +
        octets = octets.replace(b" ", escapes[0x20])
    return octets.decode("latin-1")


def percent_pairs(pairs: Pairs) -> Pairs:
    """Percent-encode names and values, as :func:`percent` does, in one pass."""
    if not pairs:
        return ()
    octets = wire_bytes("\0".join(map("\0".join, pairs)))
    rest = octets.translate(None, _UNRESERVED)
    if rest == b"\0" * (2 * len(pairs) - 1):
        return pairs
    texts = escape_octets(octets, rest.translate(None, b"\0"), _ESCAPES).split("\0")
    if len(texts) != 2 * len(pairs):  # a value holds the separator itself
        return tuple([(percent(name), percent(value)) for name, value in pairs])
    each = iter(texts)
    return tuple(zip(each, each, strict=True))


@cache
def _unescaped_bytes(safe: str) -> bytes:
    """Return ASCII letters, digits and `safe` as bytes."""
    return _ALPHANUMERIC + safe.encode("ascii")


def percent_safe(text: str, safe: str = "", *, space: str = "%20") -> str:
    """Percent-encode all characters except ASCII letters, digits and `safe`: the many ways in which others do it.

    `space` is what a space becomes: %20, +, %2B or itself.
    """
    octets = wire_bytes(text)
    reserved = octets.translate(None, _unescaped_bytes(safe))
    return escape_octets(octets, reserved, _ESCAPES_BY_SPACE[space]) if reserved else text


def percent_only(text: str, reserved: str) -> str:
    """Percent-encode control characters, those of `reserved` and what is not ASCII; escapes stay as they are."""
    octets = wire_bytes(text)
    found = octets.translate(None, _PRINTABLE) + bytes(octet for octet in reserved.encode() if octet in octets)
    return escape_octets(octets, found, _ESCAPES) if found else text


def unpercent(text: str) -> str:
    """Undo percent-encoding once; ``+`` stays, and so does an invalid escape."""
    return wire_text(decode_escapes(wire_bytes(text))) if "%" in text else text


def decode_escapes(octets: bytes) -> bytes:
    """Replace each valid percent-escape by its octet.

    Quoted-printable is the same with ``=`` for ``%``, and C code decodes it. It reads an invalid escape differently,
    but then the result is too long: each valid escape shortens the text by two octets, an invalid one by less.
    """
    escapes = octets.count(b"%")
    if not escapes:
        return octets
    if not (_EQUALS in octets or _LF in octets or _CR in octets):  # which quoted-printable reads as its own
        decoded = a2b_qp(octets.replace(b"%", b"="))
        if len(decoded) == len(octets) - 2 * escapes:
            return decoded
    return decode_each_escape(octets)


def decode_each_escape(octets: bytes) -> bytes:
    """Replace each valid percent-escape by its octet, one after the other; invalid ones stay."""
    if len(octets) > LONG and _ESCAPED.search(octets) is None:
        return octets
    pieces = octets.split(b"%")
    decoded = [pieces[0]]
    for piece in pieces[1:]:
        digits = piece[:2]
        if digits in _OCTETS:
            decoded.append(_OCTETS[digits])
            decoded.append(piece[2:])
        else:
            decoded.append(b"%")
            decoded.append(piece)
    return b"".join(decoded)


def parse_form(text: str) -> Pairs:
    """Decode ``application/x-www-form-urlencoded`` text: ``+`` is a space, a bare name has an empty value.

    Empty pairs (``&&``) are skipped; ``;`` is data (RFC 5849 section 3.4.1.3.1, WHATWG URL).
    """
    if not text:
        return ()
    octets = wire_bytes(text)
    marks = octets.translate(None, _ALL_BUT_MARKS)
    if marks == b"=&" * (len(marks) // 2) + b"=":  # each pair has one =, the usual form: decode all in one pass
        flat = wire_text(decode_escapes(octets.translate(_MARKS_TO_NUL))).split("\0")
        if len(flat) == len(marks) + 1:  # else a value holds the separator itself
            texts = iter(flat)
            return tuple(zip(texts, texts, strict=True))
    parts = [part.partition("=") for part in text.replace("+", " ").split("&") if part]
    return tuple([(unpercent(name), unpercent(value)) for name, _, value in parts])


def form_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Percent-encode pairs and join them as a query or a form body; a space is ``%20``, which every reader takes."""
    return encode_and_join(tuple(pairs), "=", "&")


def encode_and_join(pairs: Pairs, equals: str, separator: str) -> str:
    """Percent-encode names and values in one pass; join each name and value with `equals`, and the pairs with `separator`."""
    if not pairs:
        return ""
    joined = "\1".join(map("\0".join, pairs))
    octets = wire_bytes(joined)
    if octets.count(b"\0") != len(pairs) or octets.count(b"\1") >= len(pairs):  # a value holds a mark itself
        return separator.join([f"{percent(name)}{equals}{percent(value)}" for name, value in pairs])
    reserved = octets.translate(None, _UNRESERVED_OR_MARK)
    text = escape_octets(octets, reserved, _ESCAPES) if reserved else joined
    return text.replace("\0", equals).replace("\1", separator)


def hex_bytes(text: str) -> bytes | None:
    """Return the bytes of lower-case hex; None for any other text."""
    return bytes.fromhex(text) if _HEX.fullmatch(text) else None


def base64_text(raw: bytes) -> str:
    """Encode bytes as standard base64 with padding, on one line (RFC 4648 section 4)."""
    return b2a_base64(raw, newline=False).decode()


def base64_bytes(text: str) -> bytes | None:
    """Return the bytes of strict standard base64; None for any other text, including junk and odd padding."""
    try:
        raw = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except ValueError:  # binascii.Error and UnicodeEncodeError are both ValueError
        return None
    return raw if base64_text(raw) == text else None
