"""Reads the blocks of the pages for people: commands with their expected output, programs, data."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

PAGES = ("README.md", *sorted(str(path) for path in Path("docs").glob("*.md")))
ANY_LINES = "..."
"""A line of expected output that stands for any lines, or for none."""
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: the page, the number of its first line, its language and its text without indentation."""

    page: str
    line: int
    language: str
    text: str


class Command(NamedTuple):
    """A command as printed after ``$``, and the lines below it."""

    line: str
    expected: tuple[str, ...]


def blocks(page: str, *languages: str) -> list[Block]:
    """Return the blocks of a page in these languages, or all blocks."""
    text = Path(page).read_text("utf-8")
    found = [
        Block(page, text.count("\n", 0, match.start(3)) + 1, match[2], dedent(match[3]))
        for match in BLOCK.finditer(text)
    ]
    return [block for block in found if not languages or block.language in languages]


def commands(text: str) -> list[Command]:
    """Return the commands of a console block."""
    _, *parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    return [Command(lines[0], tuple(lines[1:])) for lines in (part.splitlines() for part in parts)]


def matches(expected: tuple[str, ...], output: list[str]) -> bool:
    """Return whether the output has the expected lines; nothing expected means that any output is right."""
    pattern = "".join(r"(?:.*\n)*?" if line == ANY_LINES else re.escape(line) + "\n" for line in expected)
    return not expected or re.fullmatch(pattern, "".join(f"{line}\n" for line in output)) is not None


def refreshed(expected: tuple[str, ...], output: list[str]) -> tuple[str, ...]:
    """Return the expected lines as the output has them now.

    Each piece between two ``...`` begins at the line at which it began and keeps its length; the last one goes to the
    end. Raises ValueError if the output lacks the first line of a piece.

    >>> refreshed(("a", "b", "...", "d", "..."), ["a", "b2", "c", "d", "e"])
    ('a', 'b2', '...', 'd', '...')
    """
    if matches(expected, output):
        return expected
    pieces = pieces_of(expected)
    lines: list[str] = []
    end = 0
    for number, piece in enumerate(pieces):
        start = output.index(piece[0], end) if number and piece else end
        end = len(output) if piece and number == len(pieces) - 1 else start + len(piece)
        lines += [*([ANY_LINES] if number else []), *output[start:end]]
    return tuple(lines)


def pieces_of(expected: tuple[str, ...]) -> list[list[str]]:
    """Split expected lines at each ``...``."""
    pieces: list[list[str]] = [[]]
    for line in expected:
        if line == ANY_LINES:
            pieces.append([])
        else:
            pieces[-1].append(line)
    return pieces
