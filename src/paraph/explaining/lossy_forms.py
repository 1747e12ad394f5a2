"""The MACs that a text can stand for which lost too much of them to be read back.

Base64 in lower case no longer shows which letters were capitals, and bytes in decimal without a separator do not show
where each begins. The whole MAC has too many readings, its first bytes have few: eight letters of base64 in lower case
stand for at most 256 beginnings of six bytes. So a MAC is looked up by its beginning. As that can fit by chance, the whole
MAC is then written in the same way, and must give the text.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BEGINNING = 6
"""How many bytes of a MAC are looked up: eight characters of base64."""
LENGTHS = {20: 27, 32: 43, 64: 86}
"""The characters of base64 without padding, for each usual size of a MAC."""
MOST_MARKS_LOST = 6
MOST_BEGINNINGS = 8_000
_LETTERS = 8


class LossyForm(NamedTuple):
    """A way to write a MAC that loses a part of it: what was done, the beginnings of the MAC, and the way itself."""

    mistake: str
    beginnings: set[bytes]
    write: Callable[[bytes], str]


def lossy_forms(text: str) -> Iterator[LossyForm]:
    """Yield the ways to write a MAC that can have given `text`, each with the beginnings that the MAC can have."""
    for form in (*forms_in_one_case(text), *forms_without_marks(text), *forms_of_numbers(text)):
        if 0 < len(form.beginnings) <= MOST_BEGINNINGS:
            yield form


def bare(text: str) -> str:
    """Return base64 without its padding."""
    return text.rstrip("=")


def in_base64(change: Callable[[str], str], mac: bytes) -> str:
    """Return a MAC in base64 without padding, changed."""
    return change(bare(base64_text(mac)))


def forms_in_one_case(text: str) -> Iterator[LossyForm]:
    """Yield base64 whose letters were all put in lower case, or all in upper case."""
    letters = bare(text)
    if len(letters) not in LENGTHS.values() or re.fullmatch("[A-Za-z0-9+/]+", letters) is None:
        return
    for change, name in ((str.lower, "lower"), (str.upper, "upper")):
        if change(letters) == letters and re.search("[G-Zg-z]", letters):
            cases = [dict.fromkeys((letter.lower(), letter.upper())) for letter in letters[:_LETTERS]]
            starts = {a2b_base64("".join(chosen)) for chosen in product(*cases)}
            yield LossyForm(f"The signature was put in {name} case.", starts, partial(in_base64, change))


def without_marks(text: str) -> str:
    """Return a text without + and /."""
    return re.sub("[+/]", "", text)


def forms_without_marks(text: str) -> Iterator[LossyForm]:
    """Yield base64 that lost its + and /, and perhaps its padding."""
    letters = bare(text)
    if re.fullmatch("[A-Za-z0-9]+", letters) is None or re.search("[G-Zg-z]", letters) is None:
        return
    for length in LENGTHS.values():
        lost = length - len(letters)
        if 0 < lost <= MOST_MARKS_LOST:
            starts = {a2b_base64(start) for start in texts_with_marks(letters, lost)}
            said = "The signature was sent without its + and /."
            yield LossyForm(said, starts, partial(in_base64, without_marks))


def texts_with_marks(letters: str, most: int) -> Iterator[str]:
    """Yield what the first characters of a text can have been before at most so many + and / were lost."""
    for count in range(most + 1):
        for places in combinations(range(_LETTERS), count):
            for marks in product("+/", repeat=count):
                rest, lost = iter(letters), dict(zip(places, marks, strict=True))
                yield "".join([lost[place] if place in lost else next(rest) for place in range(_LETTERS)])


def forms_of_numbers(text: str) -> Iterator[LossyForm]:
    """Yield the bytes in decimal without a separator, and in hex as Java's Integer.toHexString writes signed bytes."""
    if re.fullmatch("[0-9]{41,192}", text):
        said = "The bytes were written as decimal numbers without a separator."
        yield LossyForm(said, beginnings(text, write_decimal), partial(write_each, write_decimal))
    if re.fullmatch("[0-9a-f]{32,512}", text) and text.count("ffffff") >= 4:
        said = "Each byte was written as a signed number in hex, with ffffff before each from 80 on, and without leading zeros."
        yield LossyForm(said, beginnings(text, write_signed), partial(write_each, write_signed))


def write_decimal(octet: int) -> str:
    """Return a byte in decimal."""
    return str(octet)


def write_signed(octet: int) -> str:
    """Return a byte in hex as Java does, which takes it for a signed number of 32 bits."""
    return f"{octet:x}" if octet < 0x80 else f"ffffff{octet:x}"


def write_each(write: Callable[[int], str], mac: bytes) -> str:
    """Return the bytes of a MAC, one after the other."""
    return "".join([write(octet) for octet in mac])


def beginnings(text: str, write: Callable[[int], str]) -> set[bytes]:
    """Return the beginnings of a MAC whose bytes, one after the other, give the first characters of a text."""
    octets: dict[str, bytes] = {write(octet): bytes([octet]) for octet in range(256)}
    sizes = {len(written) for written in octets}
    reached = {(b"", 0)}
    for _ in range(BEGINNING):
        reached = {
            (start + octets[text[place : place + size]], place + size)
            for start, place in reached
            for size in sizes
            if text[place : place + size] in octets
        }
    return {start for start, _ in reached}
