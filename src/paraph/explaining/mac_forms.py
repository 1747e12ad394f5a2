"""The MACs that an observed signature can stand for, however it was encoded.

A signer with the right MAC can still encode it wrongly: base64 for hex, hex of hex, dashes, a Python repr. The
observed text is decoded here once, step by step, so that such mistakes take a search no time.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_bytes, base64_text, hex_bytes, unpercent
from paraph.explaining.lost_zeros import macs_without_zeros

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGEST_SIZES = {16: "md5", 20: "sha1", 28: "sha224", 32: "sha256", 48: "sha384", 64: "sha512"}
USUAL_SIZES = (20, 32, 64)
SHORTEST_CUT = 8
_DEPTH = 3
ZEROS_LOST = "The bytes of the MAC were written as hex without their leading zeros."
_REPR = re.compile(r"""b(['"])(.*)\1""", re.DOTALL)
_NUMBERS = re.compile(r"[\[({]?\s*-?\d{1,3}(?:\s*,\s*-?\d{1,3}){7,127}\s*[\])}]?")


class MacForm(NamedTuple):
    """A MAC and the catalogue ids of the mistakes in encoding it; `cut` if only its beginning is there."""

    mac: bytes
    mistakes: tuple[str, ...]
    cut: bool = False


def possible_macs(signature: str, form: str) -> list[MacForm]:
    """Return every MAC that `signature` can stand for in a scheme that encodes it as `form` ("hex" or "base64").

    Fewest mistakes first. Beginnings of MACs only count if it cannot stand for a whole MAC of a usual size.
    """
    found: dict[tuple[bytes, bool], MacForm] = {}
    for text, mistakes in unwrap_all(signature, form):
        for mac_form in read_mac(text, mistakes, form):
            found.setdefault((mac_form.mac, mac_form.cut), mac_form)
    whole = [mac_form for mac_form in found.values() if not mac_form.cut]
    sure = any(len(mac_form.mac) in USUAL_SIZES and ZEROS_LOST not in mac_form.mistakes for mac_form in whole)
    return sorted(whole if sure else found.values(), key=lambda mac_form: len(mac_form.mistakes))


def unwrap_all(signature: str, form: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the texts that may have been wrapped into `signature`, each with the mistakes that wrapped it."""
    reached: dict[str, tuple[str, ...]] = {signature: ()}
    newest = [signature]
    for _ in range(_DEPTH):
        fresh = []
        for text in newest:
            for inner, mistake in unwrap_once(text, form):
                if inner and inner not in reached and mistake not in reached[text]:
                    reached[inner] = (*reached[text], mistake)
                    fresh.append(inner)
        newest = fresh
    return list(reached.items())


def unwrap_once(text: str, form: str) -> Iterator[tuple[str, str]]:
    """Undo one wrapping; yield each text with the mistake that wrapped it."""
    if found := _REPR.fullmatch(text):
        yield found[2], "out-bytes-repr"
    if "%" in text:
        yield unpercent(text), "out-percent-encoded-twice"
    if " " in text and form == "base64":
        yield text.replace(" ", "+"), "out-not-percent-encoded"
    if re.fullmatch(r"[0-9A-Fa-f]{2}([-: ])(?:[0-9A-Fa-f]{2}\1){6,}[0-9A-Fa-f]{2}", text):
        yield re.sub(r"[-: ]", "", text).lower(), "out-hex-separators"  # the output of .NET's BitConverter
        return
    without_blanks = re.sub(r"[\r\n\t ]|\\n|\\r", "", text)
    if without_blanks != text:
        yield without_blanks, "out-base64-newline"
    raw = hex_bytes(text.lower())
    if raw is not None and hex_text(raw) is not None:
        yield raw.decode("ascii"), "out-hex-of-hex"
    if form == "hex" and raw is not None and text.lower() != text:
        yield text.lower(), "out-hex-case"
    if re.fullmatch(r"[A-Za-z0-9_-]+={0,2}", text) and re.search(r"[-_]", text):
        yield text.replace("-", "+").replace("_", "/"), "out-base64-urlsafe"
    if re.fullmatch(r"[A-Za-z0-9+/]+={0,1}", text) and len(text) % 4 in (2, 3):
        yield text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), "out-base64-padding"
    decoded = base64_bytes(text)
    if decoded is not None and hex_text(decoded) is not None:
        yield decoded.decode("ascii"), "out-base64-of-hex"
    yield from unwrap_unnamed(text, decoded, form)


def unwrap_unnamed(text: str, decoded: bytes | None, form: str) -> Iterator[tuple[str, str]]:
    """Undo one wrapping for which the catalogue has no name; yield each text with a sentence in the place of an id."""
    if found := re.fullmatch(r"""(["'<{\[(])(.*)(["'>}\])])""", text, re.DOTALL):
        yield found[2], f"The signature was written in {found[1]}{found[3]}."
    if found := re.fullmatch(
        r"(?i)(0x|sha(?:1|256|512)[=:]|hmac-sha(?:1|256|512)[=: ]|signature[=:]|sig[=:])\s*(.+)", text
    ):
        yield found[2], f"{found[1]!r} stands before the signature."
    if "&" in text:
        yield html.unescape(text), "The signature was escaped for HTML."
    raw = hex_bytes(text.lower())
    if raw is not None and base64_bytes(as_text := raw.decode("latin-1")) is not None:
        yield as_text, "The signature was base64-encoded, and that text was written as hex."
    if decoded is not None and base64_bytes(as_text := decoded.decode("latin-1")) is not None:
        yield as_text, "The signature was base64-encoded twice."
    if text.isascii() and text.isdigit() and 40 < len(text) < 160:
        number = int(text)
        size = next((size for size in USUAL_SIZES if number < 256**size), 0)
        yield f"{number:0{2 * size}x}", "The signature was written as a decimal number."
    if form == "base64" and re.fullmatch("[A-Z2-7]+={0,6}", text):
        with suppress(ValueError):
            yield base64.b32decode(text).hex(), "The signature was written in base32."


def read_mac(text: str, mistakes: tuple[str, ...], form: str) -> Iterator[MacForm]:
    """Yield the MACs that `text` is if it is read as hex, with or without its zeros, as base64, or as a list of numbers."""
    in_hex = hex_bytes(text.lower())
    nested = {"out-base64-of-hex", "out-hex-of-hex"} & set(mistakes)
    if in_hex is not None:
        case = ("out-hex-case",) if form == "hex" and text != text.lower() and "out-hex-case" not in mistakes else ()
        wrong = () if form == "hex" or nested else ("out-hex-for-base64",)
        yield from whole_or_cut(in_hex, (*mistakes, *case, *wrong))
    elif form == "hex" and (whole := hex_bytes(text.lower()[:-1])):
        yield from (mac_form for mac_form in whole_or_cut(whole, mistakes) if mac_form.cut)
    in_base64 = base64_bytes(text)
    if in_base64 is not None:
        wrong = () if form == "base64" else ("out-base64-for-hex",)
        yield from whole_or_cut(in_base64, (*mistakes, *wrong))
    elif form == "base64" and (whole := base64_bytes(text[: len(text) // 4 * 4])):
        yield from (mac_form for mac_form in whole_or_cut(whole, mistakes) if mac_form.cut)
    if _NUMBERS.fullmatch(text.strip()):
        numbers = [int(number) % 256 for number in re.findall(r"-?\d+", text)]
        yield from whole_or_cut(bytes(numbers), (*mistakes, "out-byte-array-text"))
    for mac, is_cut in macs_without_zeros(text.lower()):
        yield MacForm(mac, (*mistakes, ZEROS_LOST), is_cut)


def whole_or_cut(mac: bytes, mistakes: tuple[str, ...]) -> Iterator[MacForm]:
    """Yield a whole MAC if it has the size of a digest, and the same bytes as the beginning of a longer MAC."""
    if len(mac) in DIGEST_SIZES:
        yield MacForm(mac, mistakes)
    if len(mac) not in (28, 48) and SHORTEST_CUT <= len(mac) < 64:
        yield MacForm(mac, (*mistakes, "out-truncated"), cut=True)


def hex_text(raw: bytes) -> str | None:
    """Return bytes as text if they are hex, in either case, of a digest's size; else None."""
    try:
        text = raw.decode("ascii")
        size = len(binascii.unhexlify(text))
    except ValueError:
        return None
    return text if size in DIGEST_SIZES else None


def write_mac(mac: bytes, form: str) -> str:
    """Encode the MAC as the scheme does."""
    return mac.hex() if form == "hex" else base64_text(mac)
