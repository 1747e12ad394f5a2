"""PowerShell text in words, texts in quotes, variables and marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from paraph.readers.commands.shell import fault

MOST_TOKENS = 24_000
_SCAN = re.compile(
    r"""(?P<blank>[ \t\r\f\ufeff]++|`\r?\n|\#[^\n]*|<\#.*?\#>)
    |(?P<line>\n|;)
    |(?P<here>@'[ \t]*\r?\n.*?(?:(?<=\n)'@)|@"[ \t]*\r?\n.*?(?:(?<=\n)"@))
    |(?P<single>'(?:[^']++|'')*+')
    |(?P<double>"(?:[^"`]++|`.|"")*+")
    |(?P<variable>\$(?:\{[^}\n]{0,200}\}|(?:(?:global|script|local|private|env):)?\w+))
    |(?P<splat>@\w+)
    |(?P<mark>@\{|@\(|\$\(|::|[(){}=,|&])
    |(?P<type>\[[A-Za-z][\w.,`\[\] ]{0,200}\])
    |(?P<word>(?:[^\s;'"(){}=,|&`]++|`.)++)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPENS = re.compile(r"@['\"][ \t]*+\r?\n|<#")
_made = tuple.__new__


class Token(NamedTuple):
    """A word; `glued` says that nothing stands between it and the one before."""

    kind: str
    text: str
    offset: int
    glued: bool


def tokens(text: str) -> list[Token]:
    """The words of a script, with one at the end; raises Unreadable for a quote not closed, and for very many words."""
    found: list[Token] = []
    place, ended = 0, -1
    for scanned in _SCAN.finditer(text):
        kind, piece = scanned.lastgroup or "", scanned[0]
        if kind == "other" or (piece[0] in "@<" and kind == "word" and _OPENS.match(text, place)):
            what = {"@": "this here-string", "<": "this comment"}.get(text[place], "this quote")
            raise fault(text, place, f"{what} is not closed" if text[place] in "'\"@<" else "this is no PowerShell")
        if kind != "blank":
            found.append(_made(Token, (kind, piece, place, ended == place)))
            ended = place + len(piece)
            if len(found) > MOST_TOKENS:
                raise fault(text, place, f"here are more than {MOST_TOKENS} words: give the part that makes the call")
        place += len(piece)
    return [*found, Token("end", "", len(text), False)]
