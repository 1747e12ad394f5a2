"""The catalogue of mistakes, as a list and one by one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from paraph.render.diff import diff_lines
from paraph.render.segments import segment_pair
from paraph.render.text import legend_lines, style_function, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paraph.explaining.examples import Example
    from paraph.mistakes import Mistake


def list_text(mistakes: Iterable[Mistake], width: int) -> str:
    """Return ids and titles, by the stage of signing that goes wrong."""
    lines: list[str] = []
    for stage, entries in groupby(mistakes, key=lambda mistake: mistake.stage):
        lines += ["", f"{stage}:"]
        for mistake in entries:
            lines += wrap(mistake.title, width, f"  {mistake.id:34}", " " * 36)
    return "\n".join(lines[1:]) + "\n"


def mistake_text(mistake: Mistake, example: Example | None, width: int, colour: bool) -> str:
    """Describe one mistake: what it is, how it happens, how to fix it, and its effect on a small request."""
    style = style_function(colour)
    lines = [*(style(line, "title") for line in wrap(f"{mistake.title} [{mistake.id}]", width)), ""]
    lines += [*wrap(mistake.story, width), "", *wrap(f"Fix: {mistake.fix}", width, "", "     ")]
    if example is not None:
        body = list(diff_lines(example.wrong, example.right, example.scheme.output.cut_after, width, style))
        head = f"On a small {example.scheme.label} request: - is what gets signed, + is what should be:"
        lines += ["", style(head, "title")]
        lines += [*body, *legend_lines(body, width, style)]
    elif mistake.example is not None:
        lines += ["", style("Before and after:", "title")]
        lines += [
            *wrap(mistake.example[0], width, "  - ", "    "),
            *wrap(mistake.example[1], width, "  + ", "    "),
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def catalogue_json(mistakes: Sequence[Mistake]) -> dict[str, Any]:
    """Return the object of ``paraph.mistakes/1``."""
    return {"schema": "paraph.mistakes/1", "mistakes": [mistake_json(mistake) for mistake in mistakes]}


def mistake_json(mistake: Mistake) -> dict[str, Any]:
    """Return one mistake in the words of the catalogue."""
    return {
        "id": mistake.id,
        "stage": mistake.stage,
        "title": mistake.title,
        "story": mistake.story,
        "fix": mistake.fix,
        "example": list(mistake.example) if mistake.example else None,
    }


def shown_mistake_json(mistake: Mistake, example: Example | None) -> dict[str, Any]:
    """Return one mistake with its effect on a small request as ``shown``; None there if no signed text shows it."""
    shown = None
    if example is not None:
        wrong, right = segment_pair(example.wrong, example.right, example.scheme.output.cut_after)
        shown = {"scheme": example.scheme.label, "detail": example.detail, "wrong": wrong, "right": right}
    return {**mistake_json(mistake), "shown": shown}
