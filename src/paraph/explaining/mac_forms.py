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
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_bytes, base64_text, hex_bytes, unpercent
from paraph.core.message import wire_bytes
from paraph.explaining.lossy_forms import lossy_forms
from paraph.explaining.lost_zeros import macs_without_zeros

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DIGEST_SIZES = {16: "md5", 20: "sha1", 28: "sha224", 32: "sha256", 48: "sha384", 64: "sha512"}
USUAL_SIZES = (20, 32, 64)
SHORTEST_CUT = 8
_DEPTH = 3
ZEROS_LOST = "The bytes of the MAC were written as hex without their leading zeros."
NUMBER = "The MAC was written as one number in hex, without its leading zeros."
SIGNED_NUMBER = "The MAC was written as one signed number in hex."
REVERSED = "The bytes of the MAC were written in reverse order."
AS_TEXT = "The bytes of the MAC were sent as text."
_UNSURE = {ZEROS_LOST, NUMBER}
"""How the beginning of a MAC can be read too."""
_MOST_DIGITS_LOST = 4
_LABEL = r"[^\r\n]{0,60}?"
_HEX_AFTER_LABEL = re.compile(rf"({_LABEL}[\s=:)])?((?:[0-9A-Fa-f]{{2}}){{16,64}})([\s*;,&.][^\r\n]{{0,60}})?\s*")
_BASE64_AFTER_LABEL = re.compile(rf"({_LABEL}[\s=:)])?([A-Za-z0-9+/]{{26,86}}={{0,2}})([\s*;,&.][^\r\n]{{0,60}})?\s*")
_REPR = re.compile(r"""b(['"])(.*)\1""", re.DOTALL)
_NUMBERS = re.compile(r"[\[({]?\s*-?\d{1,3}(?:\s*,\s*-?\d{1,3}){7,127}\s*[\])}]?")


class MacForm(NamedTuple):
    """A MAC and the catalogue ids of the mistakes in encoding it; `cut` if only its beginning is there.

    If `confirms` is there, the beginning alone shows nothing: `confirms` returns whether a whole MAC gives the signature.
    """

    mac: bytes
    mistakes: tuple[str, ...]
    cut: bool = False
    confirms: Callable[[bytes], bool] | None = None

    def fits(self, mac: bytes) -> bool:
        """Return whether the signature can stand for this MAC."""
        if not self.cut:
            return mac == self.mac
        return mac.startswith(self.mac) and (self.confirms is None or self.confirms(mac))


def possible_macs(signature: str, form: str) -> list[MacForm]:
    """Return every MAC that `signature` can stand for in a scheme that encodes it as `form` ("hex" or "base64").

    Fewest mistakes first. Beginnings of MACs only count if it cannot stand for a whole MAC of a usual size.
    """
    found: dict[tuple[bytes, bool], MacForm] = {}
    lossy: dict[bytes, MacForm] = {}
    for text, mistakes in unwrap_all(signature, form):
        for mac_form in read_mac(text, mistakes, form):
            found.setdefault((mac_form.mac, mac_form.cut), mac_form)
        for mac_form in read_lossy(text, mistakes):
            lossy.setdefault(mac_form.mac, mac_form)
    whole = [mac_form for mac_form in found.values() if not mac_form.cut]
    sure = [
        mac_form for mac_form in whole if len(mac_form.mac) in USUAL_SIZES and _UNSURE.isdisjoint(mac_form.mistakes)
    ]
    backwards = [MacForm(each.mac[::-1], (*each.mistakes, REVERSED)) for each in sure]
    known = [*(whole if sure else found.values()), *(each for each in backwards if (each.mac, False) not in found)]
    return sorted((*known, *lossy.values()), key=lambda mac_form: len(mac_form.mistakes))


def read_lossy(text: str, mistakes: tuple[str, ...]) -> Iterator[MacForm]:
    """Yield the beginnings of the MACs that `text` can stand for if it was written in a way that loses a part."""
    for form in lossy_forms(text):
        confirms = partial(gives, form.write, text.rstrip("="))
        for start in form.beginnings:
            yield MacForm(start, (*mistakes, form.mistake), cut=True, confirms=confirms)


def gives(write: Callable[[bytes], str], text: str, mac: bytes) -> bool:
    """Return whether a MAC, written in that way, is the text."""
    return write(mac) == text


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
    if decoded is not None and re.fullmatch(rb"[0-9A-Fa-f]{32,128}", decoded):
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
    yield from without_label(text)
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


def without_label(text: str) -> Iterator[tuple[str, str]]:
    """Yield the signature without what a program printed before or after it, such as the name of a file."""
    for pattern in (_HEX_AFTER_LABEL, _BASE64_AFTER_LABEL):
        found = pattern.fullmatch(text)
        before, after = (found[1] or "", (found[3] or "").rstrip()) if found else ("", "")
        if found and (before or after):
            said = [f"{before!r} stands before"] * bool(before) + [f"{after!r} stands after"] * bool(after)
            yield found[2], " and ".join(said) + " the signature."
            return


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
    yield from read_bytes(text, in_base64, mistakes)
    for mac, is_cut in macs_without_zeros(text.lower()):
        yield MacForm(mac, (*mistakes, ZEROS_LOST), is_cut)
    yield from read_number(text.lower(), mistakes)


def read_bytes(text: str, decoded: bytes | None, mistakes: tuple[str, ...]) -> Iterator[MacForm]:
    """Yield the MAC if its bytes were sent as text, or turned into UTF-8 as if they were text."""
    if not text.isascii():
        for raw in {text.encode("latin-1", "ignore"), wire_bytes(text)}:
            if len(raw) in USUAL_SIZES:
                yield MacForm(raw, (*mistakes, AS_TEXT))
    if decoded is not None and not decoded.isascii():
        with suppress(ValueError):
            raw = decoded.decode("utf-8").encode("latin-1")
            if len(raw) in USUAL_SIZES:
                said = "The bytes of the MAC were taken as Latin-1 text and turned into UTF-8 before base64."
                yield MacForm(raw, (*mistakes, said))


def read_number(text: str, mistakes: tuple[str, ...]) -> Iterator[MacForm]:
    """Yield the MACs if their hex lost zeros at the front alone, or is that of a negative number."""
    if re.fullmatch("-?[0-9a-f]{32,128}", text) is None:
        return
    number = int(text, 16)
    for size in USUAL_SIZES:
        if number < 0 and 2 * size - _MOST_DIGITS_LOST < len(text) and -number <= 256**size // 2:
            yield MacForm(number.to_bytes(size, signed=True), (*mistakes, SIGNED_NUMBER))
        elif number > 0 and 0 < 2 * size - len(text) <= _MOST_DIGITS_LOST:
            yield MacForm(number.to_bytes(size), (*mistakes, NUMBER))


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
