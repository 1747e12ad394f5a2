"""Converts between bytes and text: percent-encoding, form parsing, hex and base64; strict unless stated otherwise."""

from __future__ import annotations

import binascii
import re
from binascii import b2a_base64
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from paraph.core.message import wire_bytes, wire_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.core.message import Pairs

FORM_TYPE = "application/x-www-form-urlencoded"
_ESCAPES = {chr(octet): f"%{octet:02X}" for octet in range(256)}
_RESERVED_BUT_NUL = re.compile(r"[^A-Za-z0-9._~\-\x00]")
_ALPHANUMERIC = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_UNRESERVED = _ALPHANUMERIC + b"-._~"
_PRINTABLE = bytes(range(0x20, 0x7F))
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
LONG = 1024
"""Characters: in a longer text, a look at the whole saves time."""
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_HEX_DIGITS = b"0123456789abcdefABCDEF"
_OCTETS = {bytes(pair): bytes.fromhex(bytes(pair).decode()) for pair in product(_HEX_DIGITS, repeat=2)}


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES[match[0]]


def percent(text: str) -> str:
    """Percent-encode all characters except ``A-Z a-z 0-9 - . _ ~`` as UTF-8, upper-case hex (RFC 3986 section 2.1)."""
    octets = wire_bytes(text)
    reserved = octets.translate(None, _UNRESERVED)
    if not reserved:
        return text
    if not reserved.translate(None, b"%=&"):  # most texts are joined from encoded pairs
        return text.replace("%", "%25").replace("=", "%3D").replace("&", "%26")
    return escape_reserved(octets.decode("latin-1"), set(reserved), _ESCAPES)


def escape_reserved(text: str, reserved: set[int], escapes: dict[str, str]) -> str:
    """Return a text of one character per octet with each octet of `reserved` escaped; faster than octet by octet."""
    if 0x25 in reserved:  # first, since every escape has one
        text = text.replace("%", escapes["%"])
    for char in map(chr, reserved - {0x20, 0x25}):
        text = text.replace(char, escapes[char])
    return text.replace(" ", escapes[" "]) if 0x20 in reserved else text  # last, since it may become a +


def percent_all(texts: list[str]) -> list[str]:
    """Percent-encode each text, as :func:`percent` does, in one pass."""
    joined = "\0".join(texts)
    if joined.count("\0") != len(texts) - 1:  # a value holds the separator itself
        return [percent(text) for text in texts]
    if _RESERVED_BUT_NUL.search(joined) is None:
        return texts
    if len(joined) > LONG:
        octets = wire_bytes(joined)
        return escape_reserved(
            octets.decode("latin-1"), set(octets.translate(None, _UNRESERVED + b"\0")), _ESCAPES
        ).split("\0")
    return _RESERVED_BUT_NUL.sub(_escape, wire_bytes(joined).decode("latin-1")).split("\0")


def percent_pairs(pairs: Pairs) -> list[tuple[str, str]]:
    """Percent-encode names and values."""
    if not pairs:
        return []
    flat = percent_all([text for pair in pairs for text in pair])
    return list(zip(flat[::2], flat[1::2], strict=True))


_ESCAPES_BY_SPACE = {space: _ESCAPES | {" ": space} for space in ("%20", "+", " ")}


@cache
def _unescaped_bytes(safe: str) -> bytes:
    """Return ASCII letters, digits and `safe` as bytes."""
    return _ALPHANUMERIC + safe.encode("ascii")


def percent_safe(text: str, safe: str = "", *, space: str = "%20") -> str:
    """Percent-encode all characters except ASCII letters, digits and `safe`: the many ways in which others do it.

    `space` is what a space becomes: %20, + or itself.
    """
    octets = wire_bytes(text)
    reserved = set(octets.translate(None, _unescaped_bytes(safe)))
    return escape_reserved(octets.decode("latin-1"), reserved, _ESCAPES_BY_SPACE[space]) if reserved else text


def percent_only(text: str, reserved: str) -> str:
    """Percent-encode control characters, those of `reserved` and what is not ASCII; escapes stay as they are."""
    octets = wire_bytes(text)
    found = set(octets.translate(None, _PRINTABLE)) | {octet for octet in reserved.encode() if octet in octets}
    return escape_reserved(octets.decode("latin-1"), found, _ESCAPES) if found else text


def unpercent(text: str) -> str:
    """Undo percent-encoding once; ``+`` stays, and so does an invalid escape."""
    if "%" not in text or (len(text) > LONG and _ESCAPED.search(text) is None):
        return text
    first, *rest = wire_bytes(text).split(b"%")
    return wire_text(b"".join([first, *[decode_escape(piece) for piece in rest]]))


def decode_escape(piece: bytes) -> bytes:
    """Return the text after a percent sign, with the escape decoded if it is valid."""
    octet = _OCTETS.get(piece[:2])
    return b"%" + piece if octet is None else octet + piece[2:]


def parse_form(text: str) -> Pairs:
    """Decode ``application/x-www-form-urlencoded`` text: ``+`` is a space, a bare name has an empty value.

    Empty pairs (``&&``) are skipped; ``;`` is data (RFC 5849 section 3.4.1.3.1, WHATWG URL).
    """
    if not text:
        return ()
    if "%" not in text and "+" not in text:
        parts = [part.partition("=") for part in text.split("&") if part]
        return tuple([(name, value) for name, _, value in parts])
    parts = [part.partition("=") for part in text.replace("+", " ").split("&") if part]
    if "%" not in text:
        return tuple([(name, value) for name, _, value in parts])
    joined = "\0".join([f"{name}\0{value}" for name, _, value in parts])
    flat = unpercent(joined).split("\0")
    if len(flat) != 2 * len(parts):  # a value holds the separator itself
        return tuple([(unpercent(name), unpercent(value)) for name, _, value in parts])
    return tuple(zip(flat[::2], flat[1::2], strict=True))


def form_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Percent-encode pairs and join them as a query or a form body; a space is ``%20``, which every reader takes."""
    return "&".join([f"{name}={value}" for name, value in percent_pairs(tuple(pairs))])


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
