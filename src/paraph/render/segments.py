"""Texts as parts that a page can show as text: what differs, which blanks there are, and what is dangerous to show.

A part is ``[text, differs, mark, name]`` without its empty last items. Plain characters stand together in one part. A
blank or line end is a part of its own with its `mark`; its text is real, so that copying gives the real characters.
A control, a mark that reorders text, an invisible character or an undecodable byte has no text at all: a page shows its
mark in its place, and nothing that a paste contains can act on the page. Every character that is not ASCII has its name,
because many look like others.

    >>> segments("a b", [False, True, True])
    {'parts': [['a'], [' ', 1, '·', 'a space'], ['b', 1]], 'length': 3, 'cut': 0}
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from paraph.render.diff import changes, marks, pieces
from paraph.render.visible import LEGEND, MARKS, plain_character

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 6000
"""How many characters of a text are shown at first."""
BEFORE = 1000
"""How many of them stand before the first difference."""
LEAST_ALIKE, MOST_SPANS = 0.4, 6
"""Two texts of which less is the same, or which differ in more places, are marked whole."""
UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
REAL = {" ", "\t", "\n", "\r"}
"""Characters that are marked, and whose text is real."""

Part = list[Any]


def segments(text: str, differs: Sequence[bool] | None = None) -> dict[str, Any]:
    """Return a text as parts, the length, and how many characters are left off; a long text begins near its first difference."""
    start = 0
    if differs is not None and len(text) > LONGEST:
        first = differs.index(True) if True in differs else 0
        start = max(0, min(first - BEFORE, len(text) - LONGEST))
    shown = text[start : start + LONGEST]
    flags = [False] * len(shown) if differs is None else differs[start : start + LONGEST]
    found: dict[str, Any] = {"parts": list(parts(shown, flags)), "length": len(text), "cut": len(text) - len(shown)}
    return found | ({"start": start} if start else {})


def parts(text: str, differs: Sequence[bool]) -> Iterator[Part]:
    """Yield the parts of a text, of which some characters differ from another text."""
    run, is_different = "", False
    for char, different in zip(text, differs, strict=True):
        is_plain = "!" <= char <= "~"
        if run and (not is_plain or different != is_different):
            yield part(run, is_different)
            run = ""
        is_different = different
        if is_plain:
            run += char
        else:
            mark = mark_of(char)
            yield part("" if mark and char not in REAL else char, different, mark, name_of(char, mark))
    if run:
        yield part(run, is_different)


def part(text: str, differs: bool, mark: str = "", name: str = "") -> Part:
    """Return one part without its empty last items."""
    if name:
        return [text, int(differs), mark, name]
    return [text, 1] if differs else [text]


def mark_of(char: str) -> str:
    """Return the mark of a blank, a line end, or a character that is dangerous to show; a letter or sign stands for itself."""
    if char in MARKS:
        return MARKS[char]
    is_seen = unicodedata.category(char)[0] in "LNPS" and char not in UNSEEN
    return "" if is_seen else plain_mark(char)


def plain_mark(char: str) -> str:
    """Return the number of a character in brackets, or of the byte that is not UTF-8."""
    return plain_character(char) if 0xDC80 <= ord(char) <= 0xDCFF else f"[U+{ord(char):04X}]"


def name_of(char: str, mark: str) -> str:
    """Return the name of a character in words."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"the byte 0x{code - 0xDC00:02X}, which is not UTF-8"
    if mark in LEGEND:
        return LEGEND[mark]
    return unicodedata.name(char, "").lower() or f"the character U+{code:04X}"


def segment_pair(old: str, new: str, cut_after: Sequence[str] = ("\n",)) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was signed and what had to be signed as parts, with the differences marked in both."""
    if old == new:
        return segments(old), segments(new)
    old_marks, new_marks = differences(old, new, cut_after)
    return segments(old, old_marks), segments(new, new_marks)


def differences(old: str, new: str, cut_after: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Return for each character of two texts whether it differs: first piece by piece, then within the pieces."""
    old_marks: list[bool] = []
    new_marks: list[bool] = []
    left, right = pieces(old, cut_after), pieces(new, cut_after)
    for kind, i1, i2, j1, j2 in changes(left, right):
        olds, news = "".join(left[i1:i2]), "".join(right[j1:j2])
        more = similar_marks(olds, news) if kind != "equal" else ([False] * len(olds), [False] * len(news))
        old_marks += more[0]
        new_marks += more[1]
    return old_marks, new_marks


def similar_marks(old: str, new: str) -> tuple[list[bool], list[bool]]:
    """Return which characters of two texts differ: all of them if the texts have little in common, or it stands in crumbs."""
    found = marks(old, new)
    kept = found[0].count(False)
    if (
        old
        and new
        and kept >= LEAST_ALIKE * max(len(old), len(new))
        and spans(found[0]) + spans(found[1]) <= MOST_SPANS + kept // 20
    ):
        return found
    return [True] * len(old), [True] * len(new)


def spans(differs: Sequence[bool]) -> int:
    """Return how many stretches of a text differ."""
    return bytes((False, *differs)).count(b"\0\1")
