"""A text in parts, each with its visible marks, for a page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.render.diff import changes, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence


def segments(text: str, differs: list[bool] | None = None) -> dict[str, Any]:
    """Return a text in parts that differ or not."""
    parts: list[list[Any]] = []
    for char, different in zip(text, differs or [False] * len(text), strict=True):
        if parts and parts[-1][1] == int(different):
            parts[-1][0] += char
        else:
            parts.append([char, int(different)])
    return {"parts": parts, "length": len(text), "cut": 0}


def segment_pair(old: str, new: str, cut_after: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two texts in parts; what is in one of them alone differs."""
    left, right = pieces(old, cut_after), pieces(new, cut_after)
    old_marks: list[bool] = []
    new_marks: list[bool] = []
    for kind, i1, i2, j1, j2 in changes(left, right):
        old_marks += [kind != "equal"] * sum(map(len, left[i1:i2]))
        new_marks += [kind != "equal"] * sum(map(len, right[j1:j2]))
    return segments(old, old_marks), segments(new, new_marks)
