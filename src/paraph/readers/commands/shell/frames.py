"""What is open at a place of a bash script: compound commands, and here-documents whose text is still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.readers.commands.shell.drafts import Draft
    from paraph.readers.commands.shell.words import Stdin


@dataclass
class Frame:
    """A compound command: its closing word, the first change of a variable in it, what it reads, where it began.

    `patterns` is true while the words of a ``case`` are patterns, or the word after ``case`` itself.
    """

    closing: str
    mark: int
    stdin: Stdin | None
    start: int
    patterns: bool = False


class Document(NamedTuple):
    """A here-document that begins after the next line end."""

    draft: Draft | None
    holder: Stdin
    ending: str
    tabs: bool
    quoted: bool


def document_end(text: str, start: int, end: int, document: Document) -> tuple[int, int] | None:
    """Where the content ends, and the place after its end mark's line; None if there is no end mark."""
    pattern = rf"^{chr(92) + 't*' if document.tabs else ''}{re.escape(document.ending)}\r?$"
    for found in re.compile(pattern, re.MULTILINE).finditer(text, start, end):
        begins = found.start()
        joined = not document.quoted and begins > start and backslashes_before(text, start, begins - 1) % 2 == 1
        if not joined and (begins < end or document.ending):
            return begins, min(found.end() + 1, end)
    return None


def backslashes_before(text: str, start: int, end: int) -> int:
    """How many backslashes end a stretch of text."""
    i = end
    while i > start and text[i - 1] == "\\":
        i -= 1
    return end - i


def without_tabs(text: str, start: int, end: int) -> str:
    """The lines of a stretch of text without the tabs at their beginnings."""
    return re.sub(r"^\t+", "", text[start:end], flags=re.MULTILINE)


def place_with_tabs(text: str, start: int, stripped: str, offset: int) -> int:
    """Where a place in lines without tabs is in the text, in which they begin at `start`."""
    line = stripped.count("\n", 0, offset)
    i = start
    for _ in range(line):
        i = text.index("\n", i) + 1
    column = offset - (stripped.rfind("\n", 0, offset) + 1)
    while text.startswith("\t", i):
        i += 1
    return i + column
