"""The tokens of JavaScript text, read by a scanner that skips comments."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from paraph.readers.commands.shell import fault

MOST_TOKENS = 32_000
PART = "give the part that makes the call"
_SCAN = re.compile(
    r"""(?P<blank>[\s\ufeff]++|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+')
    |(?P<template>`(?:[^`\\]++|\\.)*+`)
    |(?P<number>0[xX][0-9A-Fa-f]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>=>|===?|!==?|\+\+|--|\?\?=?|\|\|=?|[-+*/]=|\?\.(?![0-9])|\.\.\.|[^\w\s])""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\n\[]++|\\.|\[(?:[^\]\\\n]++|\\.)*+\])++/[a-z]*+")
_TRAPS = frozenset("/\"'`")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r?\n)|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_made = tuple.__new__


class Token(NamedTuple):
    """A token of the text; `kind` is string, template, number, name, mark, regex or end."""

    kind: str
    text: str
    offset: int


def tokens(text: str) -> list[Token]:
    """Return the tokens, with one at the end; raises Unreadable for an open quote, and for very many tokens."""
    found: list[Token] = []
    add = found.append
    place, end = 0, len(text)
    barren = -1  # no regular expression ends before this place
    while place < end:
        started = place
        for scanned in islice(_SCAN.finditer(text, place), max(MOST_TOKENS + 1 - len(found), 1)):
            kind = scanned.lastgroup or ""
            piece = scanned[0]
            if scanned.start() != place:
                raise fault(text, place, "this is no JavaScript")
            if kind == "mark" and piece in _TRAPS:
                refuse_open(text, place)
                if place >= barren and starts_value(found):
                    regex = _REGEX.match(text, place)
                    if regex:
                        add(Token("regex", regex[0], place))
                        place = regex.end()
                        break
                    barren = line_end(text, place)
            place += len(piece)
            if kind != "blank":
                add(_made(Token, (kind, piece, place - len(piece))))
        if place == started:
            raise fault(text, place, "this is no JavaScript")
        refuse_many(text, found)
    return [*found, Token("end", "", len(text))]


def refuse_many(text: str, found: list[Token]) -> None:
    """Raise Unreadable if there are more tokens than a person would write."""
    if len(found) > MOST_TOKENS:
        raise fault(text, found[MOST_TOKENS].offset, f"here are more than {MOST_TOKENS} words: {PART}")


def refuse_open(text: str, place: int) -> None:
    """Raise Unreadable for a quote or comment that begins here and does not end."""
    if text[place] != "/" or text.startswith("/*", place):
        raise fault(text, place, f"this {'comment' if text[place] == '/' else 'quote'} is not closed")


def line_end(text: str, place: int) -> int:
    """Return where the line at `place` ends."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def starts_value(before: list[Token]) -> bool:
    """Return whether a slash here begins a regular expression and not a division."""
    return not before or (before[-1].kind == "mark" and before[-1].text not in ")]}") or before[-1].text == "return"


def unescape(raw: str) -> str:
    """Return the text between quotes with its escapes decoded; surrogate pairs become one character."""

    def replacement(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code:
            return chr(min(int(code, 16), 0x10FFFF))
        return "" if found[4] else _PLAIN.get(found[5], found[5])

    text = _ESCAPE.sub(replacement, raw)
    return re.sub("[\ud800-\udbff][\udc00-\udfff]", join_surrogates, text) if "\\u" in raw else text


def join_surrogates(found: re.Match[str]) -> str:
    """Return the character of a surrogate pair."""
    return found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def number(text: str) -> float:
    """Return a number as JavaScript has it; whole ones as int."""
    value = float(int(text, 16)) if text[:2] in ("0x", "0X") and len(text) < 200 else float(text)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
