"""Makes foreign text safe to show: blanks and line ends become visible, and terminal controls are replaced."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_PLAIN = re.compile(r"[^\n\t -~]")
MARKS = {" ": "·", "\t": "→", "\n": "⏎", "\r": "␍", "\0": "␀", "\ufeff": "[BOM]", "\x1b": "␛", "\x7f": "␡"}
_UNUSUAL = re.compile(f"[^!-~{MARKS[' ']}]")
LEGEND = {
    "·": "a space",
    "→": "a tab",
    "⏎": "a line feed",
    "␍": "a carriage return",
    "␀": "a NUL",
    "␛": "an escape",
    "␡": "a DEL",
}


def visible(text: str) -> str:
    """Return `text` with each blank, control, bidi and undecodable character as a mark or its number."""
    return _UNUSUAL.sub(_mark, text.replace(" ", MARKS[" "]))


def _mark(found: re.Match[str]) -> str:
    """Return what stands for a character that is not a printable one of ASCII."""
    return MARKS.get(found[0]) or plain_character(found[0])


@lru_cache(1024)
def plain_character(char: str) -> str:
    """Return a character that is safe to print, else its number in brackets."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"[{code - 0xDC00:02X}]"
    if char.isascii() and char.isprintable():
        return char
    if unicodedata.category(char)[0] in "LNPSM" and unicodedata.east_asian_width(char) not in "WF":
        return char if unicodedata.category(char)[0] != "M" else f"[U+{code:04X}]"
    return f"[U+{code:04X}]"


def one_line(text: str) -> str:
    """Return `text` on one line with its blanks; everything else as in :func:`visible`."""
    return visible(text).replace("·", " ")


def terminal_text(text: str) -> str:
    """Return `text` with its lines, tabs and blanks, but without terminal controls and characters that reorder it."""
    return _NOT_PLAIN.sub(_terminal_character, text.replace("\r\n", "\n"))


def _terminal_character(found: re.Match[str]) -> str:
    """Return a character, or a mark for a control, a bidi mark, a line separator, or an undecodable byte."""
    char = found[0]
    return char if char.isprintable() else MARKS.get(char) or plain_character(char)
