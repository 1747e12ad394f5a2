"""Reads JSON of any size, holding a window of its text.

The standard library's decoder reads one value at a time out of the window. It fails when a value goes beyond the window;
then as much again is read, and it starts anew at that value. As the window doubles, the work stays linear. A fault is
told apart from a value that goes on by its place: text that goes on is at fault at its end, or in a text without an end.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, Protocol

from paraph.core.errors import Unreadable
from paraph.readers.decoding import no_text

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 256 * 1024
MOST_IN_VALUE = 16 * 1024 * 1024
LONGEST_TOKEN = 16  # characters of JSON that mean nothing until they are whole, besides texts and numbers
NUMBER_TAIL = 2  # characters behind a number with which it may go on: as `1e+` does with `5`
_BLANK = re.compile(r"[ \t\r\n]*")
_BRACKET = re.compile(r'["{}\[\]]')
_QUOTE = re.compile(r'["\\]')
_decode = json.JSONDecoder().raw_decode


class Source(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class TooLarge(Exception):
    """A value does not fit into the window."""


class JsonStream:
    """A JSON text and a place in it; each method reads on from there. Raises Unreadable, with the place, at a fault."""

    def __init__(self, source: Source, encoding: str, chunk: int = CHUNK, most: int = MOST_IN_VALUE) -> None:
        """`source` is past its mark; `chunk` bytes are read at a time, and a value may have `most` characters."""
        self.source, self.encoding, self.chunk, self.most = source, encoding, chunk, most
        self.decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding == "utf-8" else "strict")
        self.window, self.position, self.ended, self.size = "", 0, False, 0
        self.line, self.column = 1, 1  # of the first character in the window

    def value(self) -> Any:
        """The value that begins here; raises TooLarge if it is larger than allowed."""
        self.peek()
        while True:
            try:
                value, end = _decode(self.window, self.position)
            except json.JSONDecodeError as error:
                if self.ended or is_fault(error):
                    raise self.fault(f"this is not valid JSON, or it is cut off: {error.msg}", error.pos) from None
            except (ValueError, RecursionError):
                raise self.fault("this JSON is nested too deeply, or has a number too long", self.position) from None
            else:
                if end < len(self.window) - NUMBER_TAIL or self.ended:
                    self.position = end
                    return value
            if len(self.window) - self.position > self.most:
                raise TooLarge
            self.more()

    def members(self) -> Iterator[str]:
        """The names of an object's members; the caller reads the value of each, before the next one."""
        self.take("{")
        if self.peek() == "}":
            self.position += 1
            return
        while True:
            place = self.position if self.peek() else 0
            name = self.value()
            if not isinstance(name, str):
                raise self.fault('this is not valid JSON: expected a name in "quotes"', place)
            self.take(":")
            yield name
            if self.take(",}") == "}":
                return

    def rows(self) -> Iterator[None]:
        """Stop before each value of an array; the caller reads it."""
        self.take("[")
        if self.peek() == "]":
            self.position += 1
            return
        while True:
            self.peek()
            yield
            if self.take(",]") == "]":
                return

    def skip(self) -> None:
        """Go past the value that begins here, of whatever size."""
        try:
            self.value()
        except TooLarge:
            self.skip_large()

    def skip_large(self) -> None:
        """Go past the object, array or text that begins here, without a check of what is in it."""
        depth = 0
        while True:
            found = self.search(_BRACKET)
            if found == '"':
                self.skip_text()
            else:
                depth += 1 if found in "{[" else -1
            if depth <= 0:
                return

    def skip_text(self) -> None:
        """Go past the rest of a text."""
        while self.search(_QUOTE) == "\\":
            if self.position == len(self.window) and not self.more():
                raise self.fault("the file ends inside a text: it is cut off", self.position)
            self.position += 1

    def search(self, pattern: re.Pattern[str]) -> str:
        """Go past the next character that fits, and return it."""
        while (found := pattern.search(self.window, self.position)) is None:
            self.position = len(self.window)
            if not self.more():
                raise self.fault("the file ends inside a value: it is cut off", self.position)
        self.position = found.end()
        return found[0]

    def take(self, expected: str) -> str:
        """Go past the next character, which has to be one of these, and return it."""
        found = self.peek()
        if not found or found not in expected:
            seen = f"found {found!r}" if found else "the file ends here: it is cut off"
            raise self.fault(f"this is not valid JSON: expected {' or '.join(expected)}, {seen}", self.position)
        self.position += 1
        return found

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            found = _BLANK.match(self.window, self.position)
            self.position = found.end() if found else self.position
            if self.position < len(self.window):
                return self.window[self.position]
            if not self.more():
                return ""

    def more(self) -> bool:
        """Drop from the window what was read, and read about as much as is left; whether there was more."""
        if self.ended:
            return False
        self.line, self.column = self.place(self.position)
        left = self.window[self.position :]
        data = self.source.read(max(self.chunk, min(len(left), self.most + 1 - len(left))))
        self.ended = not data
        try:
            self.window = left + self.decoder.decode(data, self.ended)
        except UnicodeDecodeError as error:
            raise no_text(self.encoding, self.size + error.start) from None
        self.size += len(data)
        self.position = 0
        return not self.ended

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a position in the window."""
        lines = self.window.count("\n", 0, position)
        if not lines:
            return self.line, self.column + position
        return self.line + lines, position - self.window.rfind("\n", 0, position)

    def fault(self, message: str, position: int) -> Unreadable:
        """The error about a position in the window."""
        return Unreadable(message, *self.place(position))


def is_fault(error: json.JSONDecodeError) -> bool:
    """Whether the text is at fault, and not merely not at its end yet."""
    if error.msg.startswith("Unterminated string"):
        return False
    return len(error.doc[error.pos :].strip()) > LONGEST_TOKEN
