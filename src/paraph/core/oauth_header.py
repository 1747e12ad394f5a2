"""The inside of header values: the parameter list of ``Authorization: OAuth``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.encoding import percent, unpercent

if TYPE_CHECKING:
    from paraph.core.message import Pairs

_PARAMETER = re.compile(r'\s*+([^\s=,"]++)\s*+=\s*+(?:"([^"]*+)"|([^",]*+))\s*+(?:,|\Z)')
_WELL_FORMED = re.compile(r'(?<![^\s=,"])([^\s=,"]++)="([^"]*+)"(, ?|\Z)')


def oauth_parameters(text: str) -> tuple[Pairs, str]:
    """The decoded parameters of what follows ``OAuth``, and what is wrong with their form (empty when nothing).

    RFC 5849 section 3.5.1: ``name="value"``, both percent-encoded, separated by commas; blanks may follow a comma.
    Lenient reading goes on past a fault, so that what was meant can still be explained.
    """
    found = _WELL_FORMED.findall(text)
    size = sum([len(name) + len(value) + len(comma) for name, value, comma in found]) + 3 * len(found)
    if size != len(text) or not found or found[-1][2]:
        return lenient_parameters(text)
    if "%" not in text:
        return tuple([(name, value) for name, value, _ in found]), ""
    return tuple([(unpercent(name), unpercent(value)) for name, value, _ in found]), ""


def lenient_parameters(text: str) -> tuple[Pairs, str]:
    """The same, for a list with a fault in it, or with blanks where few put them."""
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
    """The value of an ``Authorization`` header that carries `pairs`; `realm` goes first and is not encoded."""
    first = () if realm is None else (f'realm="{realm}"',)
    return "OAuth " + ", ".join((*first, *(f'{percent(name)}="{percent(value)}"' for name, value in pairs)))
