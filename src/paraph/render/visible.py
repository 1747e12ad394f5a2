"""Text from outside, made fit to be looked at: blanks and line ends visible, nothing that a terminal obeys."""

from __future__ import annotations

import re
import unicodedata

_NOT_PLAIN = re.compile(r"[^\n\t -~]")
MARKS = {" ": "·", "\t": "→", "\n": "⏎", "\r": "␍", "\0": "␀", "\ufeff": "[BOM]", "\x1b": "␛", "\x7f": "␡"}
LEGEND = {
    "·": "a blank",
    "→": "a tab",
    "⏎": "a line feed",
    "␍": "a carriage return",
    "␀": "a NUL",
    "␛": "an escape",
    "␡": "a DEL",
}


def visible(text: str) -> str:
    """`text` with each blank, control, bidi and undecodable character shown by a mark or its number."""
    return "".join(MARKS.get(char) or plain_character(char) for char in text)


def plain_character(char: str) -> str:
    """A character as it is when it is safe to print, else its number in brackets."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"[{code - 0xDC00:02X}]"
    if char.isascii() and char.isprintable():
        return char
    if unicodedata.category(char)[0] in "LNPSM" and unicodedata.east_asian_width(char) not in "WF":
        return char if unicodedata.category(char)[0] != "M" else f"[U+{code:04X}]"
    return f"[U+{code:04X}]"


def one_line(text: str) -> str:
    """`text` on one line, blanks as they are, all else as :func:`visible` shows it."""
    return visible(text).replace("·", " ")


def terminal_text(text: str) -> str:
    """`text` as it is, with its lines, tabs and blanks, but nothing in it that a terminal obeys or that reorders it."""
    return _NOT_PLAIN.sub(_terminal_character, text.replace("\r\n", "\n"))


def _terminal_character(found: re.Match[str]) -> str:
    """A character, or a mark for a control, a bidi mark, a separator of lines, or an undecodable byte."""
    char = found[0]
    return char if char.isprintable() else MARKS.get(char) or plain_character(char)
