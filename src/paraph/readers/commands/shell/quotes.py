"""What the quotes of bash stand for. Every function goes over its text a fixed number of times.

Taking backslashes out: what two of them stand for is split off first, so in the rest each one belongs to the character
after it and can be replaced as text is. Runs of backslashes always begin with one that is not itself escaped.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b",
           "f": "\f", "v": "\v", "?": "?"}  # fmt: skip
_ESCAPE = re.compile(
    r"\\(?:x(?P<hex>[0-9A-Fa-f]{1,2})|x\{(?P<braces>[0-9A-Fa-f]*+)\}?|[uU](?P<point>(?<=u)[0-9A-Fa-f]{1,4}|(?<=U)[0-9A-Fa-f]{1,8})"
    r"|(?P<octal>[0-7]{1,3})|c(?P<control>\\\\|[\s\S])|(?P<other>[\s\S]))"
)
_LAST_CHARACTER = 0x10FFFF


def without_backslashes(text: str) -> str:
    """Text outside of quotes: a backslash keeps the next character as it is, and goes with a line end."""
    if "\\" not in text:
        return text
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\\r\n", "").replace("\\\n", "").replace("\\", "") for part in parts)


def in_double_quotes(text: str, marks: str = '$`"') -> str:
    r"""Text in double quotes, or with ``$``` alone as marks in a here-document: backslash stays before any other character."""
    if "\\" not in text:
        return text
    parts = text.split("\\\\")
    for mark in marks:
        parts = [part.replace(f"\\{mark}", mark) for part in parts]
    return "\\".join(part.replace("\\\r\n", "").replace("\\\n", "") for part in parts)


def in_ansi_quotes(text: str) -> str:
    r"""Text in ``$'…'``; numbers of bytes are joined to characters, and a NUL ends it, as in bash."""
    if "\\" not in text:
        return text
    # \c is the only escape that may take a second backslash with it
    parts = [_ESCAPE.sub(_escaped, text)] if "\\c" in text else map(_in_ansi_part, text.split("\\\\"))
    joined = "\\".join(parts)
    if not joined.isascii():
        joined = joined.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return joined.partition("\0")[0]


def _in_ansi_part(part: str) -> str:
    if "\\" not in part:
        return part
    for letter, character in _SIMPLE.items():
        part = part.replace(f"\\{letter}", character)
    return _ESCAPE.sub(_escaped, part) if "\\" in part else part


def _escaped(found: re.Match[str]) -> str:
    return _meaning(found[0])


@lru_cache(1024)
def _meaning(escape: str) -> str:
    found = _ESCAPE.fullmatch(escape)
    assert found is not None
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    if kind == "control":
        return chr(ord(value[-1].upper()) & 0x1F if value[-1] != "?" else 0x7F)
    if kind == "other":
        return "\\" if value == "\\" else _SIMPLE.get(value, found[0])
    if not value:
        return found[0]
    code = int(value, 8 if kind == "octal" else 16)
    if kind == "point":
        return chr(min(code, _LAST_CHARACTER)).encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    code &= 0xFF
    return chr(code) if code < 0x80 else chr(0xDC00 + code)
