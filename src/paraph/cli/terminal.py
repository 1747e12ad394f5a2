"""Prints to a terminal or a pipe: colour, width, JSON, tables."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"(?P<colon>:)?|-?[0-9][0-9.eE+-]*|true|false|null')
NAME, TEXT, NUMBER, WORD = "36", "32", "33", "35"
"""What colours JSON: cyan, green, yellow and magenta, as terminals number them."""


def wants_colour(choice: str) -> bool:
    """Return whether to colour, by the option, NO_COLOR, FORCE_COLOR, TERM and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def wants_coloured_json(choice: str) -> bool:
    """Return whether to colour JSON: as other output, but by default only on a terminal, since programs read pipes."""
    return wants_colour(choice) and (choice == "always" or sys.stdout.isatty())


def coloured_json(text: str) -> str:
    """Return JSON with its names, texts, numbers and words coloured."""

    def coloured(found: re.Match[str]) -> str:
        token, colon = found[0].removesuffix(found["colon"] or ""), found["colon"] or ""
        colour = NAME if colon else TEXT if token[0] == '"' else WORD if token.isalpha() else NUMBER
        return f"\x1b[{colour}m{token}\x1b[0m{colon}"

    return _JSON_TOKEN.sub(coloured, text)


def coloured_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield JSON that comes in pieces, coloured a line at a time."""
    rest = ""
    for piece in pieces:
        lines, end, rest = (rest + piece).rpartition("\n")
        yield coloured_json(lines) + end
    yield coloured_json(rest)


def print_json(value: dict[str, Any], color: str = "auto") -> None:
    """Print an object as one line of JSON, coloured on a terminal."""
    from paraph.render.as_json import json_line

    print_json_text(json_line(value), color)


def print_json_text(text: str, color: str) -> None:
    """Print JSON, coloured on a terminal."""
    colour = wants_coloured_json(color)
    click.echo(coloured_json(text) if colour else text, color=colour)


def width() -> int:
    """Return the columns to fill: those of the terminal, at most 100, and 80 through a pipe."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100) if sys.stdout.isatty() else 80


@contextmanager
def ignore_closed_output() -> Iterator[None]:
    """Discard the output as soon as nobody reads it any more."""
    try:
        yield
    except BrokenPipeError:
        discard_output()


def discard_output() -> None:
    """Discard all further output to stdout, which is closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_request(raw: bytes) -> None:
    """Print a message: its exact bytes through a pipe; on a terminal, text that no terminal obeys."""
    from paraph.render.visible import terminal_text

    if sys.stdout.isatty():
        sys.stdout.write(terminal_text(raw.decode("utf-8", "surrogateescape")))
    else:
        sys.stdout.buffer.write(raw)


def print_text(text: str) -> None:
    """Print text that contains foreign text: unchanged through a pipe, escaped on a terminal."""
    from paraph.render.visible import terminal_text

    sys.stdout.write(terminal_text(text) if sys.stdout.isatty() else text)


def table_text(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the rows under their head, in columns two blanks apart; each cell on one line."""
    from paraph.render.visible import one_line

    lines = [[one_line(cell) or "-" for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)
