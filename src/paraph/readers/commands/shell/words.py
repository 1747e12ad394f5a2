"""What is made of a script: commands, their words and what they read, each with where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from paraph.core.errors import Unreadable


class Word(NamedTuple):
    """One word; `offset` is where it begins in the text."""

    text: str
    offset: int


class Stdin(NamedTuple):
    """What a command reads: a text (here-document, here-string), the name of a file, or the source of what is piped in."""

    kind: Literal["text", "file", "pipe"]
    text: str
    offset: int


class Command(NamedTuple):
    """One command; its first word is the program, `start` and `end` are where it stands without its redirections."""

    words: tuple[Word, ...]
    stdin: Stdin | None
    start: int
    end: int
    notes: tuple[str, ...]


class Script(NamedTuple):
    """The commands that were asked for, in order, and the beginnings of all others (`before`)."""

    commands: tuple[Command | Unreadable, ...]
    before: tuple[Word, ...]


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


class Places:
    """Lines and columns in a text in which many are asked for: its line ends are looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        if self._ends is None:
            self._ends = [found.start() for found in re.finditer("\n", self.text)]
        before = bisect_left(self._ends, offset)
        return before + 1, offset - (self._ends[before - 1] if before else -1)


def fault(text: str, offset: int, message: str) -> Unreadable:
    """An error at an offset."""
    return Unreadable(message, *position(text, offset))


def program_of(substitution: str) -> str:
    """Return ``$(program …)`` for a message, without what is given to the program, which may be secret."""
    found = re.match(r"(\$\(\(|\$\(|`|\$\{|[<>]\(|\$)([^\s()`{}=]{0,40})", substitution)
    if found is None:
        return substitution[:2]
    closing = {"$((": "))", "`": "`", "${": "}", "$": ""}.get(found[1], ")")
    whole = found[0] + closing
    return whole if substitution.startswith(whole) else f"{found[0]} …{closing}"
