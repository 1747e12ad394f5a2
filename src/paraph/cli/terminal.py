"""How to print where one is."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def wants_colour(choice: str) -> bool:
    """Whether to colour, by the option, NO_COLOR, FORCE_COLOR, TERM and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """The columns to fill: those of the terminal, at most 100, and 80 through a pipe."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100) if sys.stdout.isatty() else 80


@contextmanager
def heard_or_not() -> Iterator[None]:
    """What is printed within is lost where nobody reads it any more, and so is all that follows."""
    try:
        yield
    except BrokenPipeError:
        lost_output()


def lost_output() -> None:
    """Let go of what is still to be printed on stdout, which cannot be written any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_request(raw: bytes) -> None:
    """Print a message: its exact bytes through a pipe; on a terminal, text that no terminal obeys."""
    from paraph.render.visible import terminal_text

    if sys.stdout.isatty():
        sys.stdout.write(terminal_text(raw.decode("utf-8", "surrogateescape")))
    else:
        sys.stdout.buffer.write(raw)


def print_text(text: str) -> None:
    """Print text that is made from what others wrote: as it is through a pipe, escaped on a terminal."""
    from paraph.render.visible import terminal_text

    sys.stdout.write(terminal_text(text) if sys.stdout.isatty() else text)


def table_text(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the rows under their head, in columns two blanks apart; each cell on one line."""
    from paraph.render.visible import one_line

    lines = [[one_line(cell) or "-" for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)
