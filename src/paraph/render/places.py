"""Explanations of traced requests, with the lines of code that they came from."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.core.redaction import redact
from paraph.render.as_json import explanation_json, json_line
from paraph.render.text import explanation_text, wrap
from paraph.render.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.tracing.explain_trace import TracedRequest
    from paraph.tracing.records import Place

CODE_INDENT = " " * 6


def traced_json(traced: TracedRequest) -> str:
    """Return one line of ``paraph.explain/1`` with its source."""
    source = [
        {"file": place.file, "line": place.line, "function": place.function, "what": place.what, "code": place.code}
        for place in traced.places
    ]
    return json_line({**explanation_json(traced.explanation), "source": redact(source, traced.explanation.credential)})


def traced_text(traced: TracedRequest, number: int, count: int, width: int = 80, colour: bool = False) -> str:
    """Return the explanation of one of `count` requests, for people."""
    head = f"--- request {number} of {count} ".ljust(width, "-")
    text = explanation_text(traced.explanation, traced.request, width, colour)
    lines = list(place_lines(redact(traced.places, traced.explanation.credential), width))
    return "\n".join([head, text, *lines]) + ("\n" if lines else "")


def place_lines(places: tuple[Place, ...], width: int) -> Iterator[str]:
    """Yield where the request was built, signed and sent, each place with its line of code."""
    if places:
        yield "In the program:"
    for place in places:
        function = "" if place.function == "<module>" else f", in {place.function}"
        yield from wrap(f"{place.what} at {path_from_here(place.file)}:{place.line}{function}", width, "  ", "    ")
        yield from code_lines(place.code, width)


def code_lines(code: str, width: int) -> list[str]:
    """Return a line of code, continued on further lines if it is wider than `width`."""
    return textwrap.wrap(
        one_line(code),
        width,
        initial_indent=CODE_INDENT,
        subsequent_indent=f"{CODE_INDENT}    ",
        break_on_hyphens=False,
    )


def path_from_here(file: str) -> str:
    """Return a path relative to the current folder if it lies below it."""
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file
