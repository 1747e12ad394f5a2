"""The parameter list of an ``Authorization: OAuth`` header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.encoding import percent, unpercent

if TYPE_CHECKING:
    from paraph.core.message import Pairs

_PARAMETER = re.compile(r'\s*+([^\s=,"]++)\s*+=\s*+(?:"([^"]*+)"|([^",]*+))\s*+(?:,|\Z)')
_WELL_FORMED = re.compile(r'(?<![^\s=,"])([^\s=,"]++)="([^"]*+)"(, ?|\Z)')


def oauth_parameters(text: str) -> tuple[Pairs, str]:
    """Decode the parameters that follow ``OAuth``; return them and what is wrong with their form (empty if nothing is).

    RFC 5849 section 3.5.1: ``name="value"``, both percent-encoded, separated by commas; blanks may follow a comma.
    Lenient reading continues after a fault, so that the intended parameters can still be explained.
    """
    found = _WELL_FORMED.findall(text)
    size = sum([len(name) + len(value) + len(comma) for name, value, comma in found]) + 3 * len(found)
    if size != len(text) or not found or found[-1][2]:
        return lenient_parameters(text)
    if "%" not in text:
        return tuple([(name, value) for name, value, _ in found]), ""
    return tuple([(unpercent(name), unpercent(value)) for name, value, _ in found]), ""


def lenient_parameters(text: str) -> tuple[Pairs, str]:
    """Decode a list that has a fault, or blanks in unusual places."""
    pairs: list[tuple[str, str]] = []
    wrong = ""
    position, end = 0, len(text.rstrip(" \t,"))
    while position < end:
        found = _PARAMETER.match(text, position)
        if found is None:
            stop = text.find(",", position)
            wrong = wrong or f'{text[position : position + 24].strip()!r} is not of the form name="value".'
            position = len(text) if stop < 0 else stop + 1
            continue
        quoted = found[2] is not None
        if not quoted:
            wrong = wrong or f"The value of {found[1]} is not in double quotes."
        pairs.append((unpercent(found[1]), unpercent(found[2] if quoted else found[3].strip())))
        position = found.end()
    if not wrong and text.rstrip(" \t").endswith(","):
        wrong = "There is a comma after the last parameter."
    return tuple(pairs), wrong


def oauth_header(pairs: Pairs, realm: str | None) -> str:
    """Return the value of an ``Authorization`` header with these `pairs`; `realm` comes first and is not encoded."""
    first = () if realm is None else (f'realm="{realm}"',)
    return "OAuth " + ", ".join((*first, *(f'{percent(name)}="{percent(value)}"' for name, value in pairs)))
