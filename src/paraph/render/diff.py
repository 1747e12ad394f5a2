"""The signed text beside the right one, with every differing byte marked in symbols and in words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from paraph.core.redaction import common_length
from paraph.render.visible import LEGEND, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MOST_COMPARED = 1_000_000
"""Comparisons of one item with another, beyond which a diff is simplified."""


def pieces(text: str, cut_after: Sequence[str]) -> list[str]:
    """Split the text after each of the marks; an empty piece follows a last mark."""
    return re.split(f"(?<={')|(?<='.join(map(re.escape, cut_after))})", text)


def diff_lines(
    observed: str, expected: str, cut_after: Sequence[str], width: int, style: Callable[[str, str], str]
) -> Iterator[str]:
    """Return the lines of a diff: ``-`` was signed, ``+`` is right, ``^`` marks differences. `style` colours by name."""
    left, right = pieces(observed, cut_after), pieces(expected, cut_after)
    for kind, i1, i2, j1, j2 in changes(left, right):
        if kind == "equal":
            for piece in left[i1:i2]:
                yield from wrap_piece("  ", visible(piece), "", width, style, "same")
            continue
        olds, news = left[i1:i2], right[j1:j2]
        for index in range(max(len(olds), len(news))):
            old = olds[index] if index < len(olds) else None
            new = news[index] if index < len(news) else None
            yield from pair_lines(old, new, width, style)


def pair_lines(old: str | None, new: str | None, width: int, style: Callable[[str, str], str]) -> Iterator[str]:
    """Return the lines for one differing piece; if one side is None, only the sign shows the difference."""
    old_marks, new_marks = marks(old, new)
    if old is not None:
        yield from wrap_piece("- ", *with_marks(old, old_marks), width, style, "old")
    if new is not None:
        yield from wrap_piece("+ ", *with_marks(new, new_marks), width, style, "new")
    if not (old or new):
        yield style(f"    (an empty line, only in what {'was' if new is None else 'had to be'} signed)", "note")


def changes(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes the other; of long ones only what both begin and end with counts as equal.

    The full comparison takes up to quadratic time and more.
    """
    if len(old) * len(new) <= MOST_COMPARED:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    last_old, last_new = len(old) - end, len(new) - end
    return (
        ("equal", 0, start, 0, start),
        ("replace", start, last_old, start, last_new),
        ("equal", last_old, len(old), last_new, len(new)),
    )


def marks(old: str | None, new: str | None) -> tuple[list[bool], list[bool]]:
    """Return for each character of both texts whether it differs; all False if one text is None."""
    old_marks, new_marks = [False] * len(old or ""), [False] * len(new or "")
    if old is None or new is None:
        return old_marks, new_marks
    for kind, i1, i2, j1, j2 in changes(old, new):
        if kind != "equal":
            old_marks[i1:i2] = [True] * (i2 - i1)
            new_marks[j1:j2] = [True] * (j2 - j1)
    return old_marks, new_marks


def with_marks(text: str, differs: list[bool]) -> tuple[str, str]:
    """Return the visible form of a text, and a line of the same length with ^ below the differences."""
    shown, below = "", ""
    for char, different in zip(text, differs, strict=True):
        form = visible(char)
        shown += form
        below += ("^" if different else " ") * len(form)
    return shown, below


def wrap_piece(
    sign: str, shown: str, below: str, width: int, style: Callable[[str, str], str], name: str
) -> Iterator[str]:
    """Yield a piece in lines of `width`, each followed by its marks if it has any."""
    room = max(width - 4, 20)
    for start in range(0, max(len(shown), 1), room):
        lead = f"  {sign}" if start == 0 else "    "
        yield style(lead + shown[start : start + room], name)
        if below[start : start + room].strip():
            yield style("    " + below[start : start + room].rstrip(), "marks")


def first_difference(observed: str, expected: str) -> str:
    """Say where two texts first differ; empty if they are equal."""
    if observed == expected:
        return ""
    old, new = observed.encode("utf-8", "surrogateescape"), expected.encode("utf-8", "surrogateescape")
    at = common_length(old, new)
    if at >= len(new):
        return f"They differ from byte {at + 1} on: {byte_word(old, at)} was signed, and nothing should follow there."
    return f"They differ from byte {at + 1} on: {byte_word(old, at)} was signed, {byte_word(new, at)} was expected."


def byte_word(raw: bytes, at: int) -> str:
    """Describe one byte in words."""
    if at >= len(raw):
        return "the end"
    mark = visible(chr(raw[at])) if raw[at] < 128 else ""
    name = LEGEND.get(mark) or (repr(mark) if mark and not mark.startswith("[") else "the byte")
    return f"{name} (0x{raw[at]:02X})"


def legend(text: str) -> str:
    """Explain the marks in `text`; empty if it has none."""
    used = [f"{mark} is {said}" for mark, said in LEGEND.items() if mark in text]
    return ", ".join(used)
