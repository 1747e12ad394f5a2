"""The parameter list of an ``Authorization: OAuth`` header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.encoding import encode_and_join, unpercent

if TYPE_CHECKING:
    from paraph.core.message import Pairs

_PARAMETER = re.compile(r'\s*+([^\s=,"]++)\s*+=\s*+(?:"([^"]*+)"|([^",]*+))\s*+(?:,|\Z)')
_USUAL_PARAMETER = re.compile(r'(oauth_[a-z_]++)="([^"]*+)"')
_USUAL = re.compile(r'OAuth (?:oauth_[a-z_]++="[^"]*+", )*+oauth_[a-z_]++="[^"]*+"')
_WITHOUT_VALUES = re.compile(r'[!#-+\--<>-~]++="(?:, ?[!#-+\--<>-~]++=")*+')
"""A well-formed list in ASCII whose values are cut out, each up to its closing quote."""
_MARKS = "\u201c-\u201f\u2033\u00ab\u00bb\udc93\udc94"
_TYPOGRAPHIC = re.compile(rf"(?<==)\s*[{_MARKS}]|[{_MARKS}](?=\s*(?:,|\Z))")
"""A typographic quotation mark before or after a value, also one of Windows-1252, whose byte is no UTF-8."""
TYPOGRAPHIC = "The values are in typographic quotation marks, as word processors and forums write them."


def oauth_parameters(text: str) -> tuple[Pairs, str]:
    """Decode the parameters that follow ``OAuth``; return them and what is wrong with their form (empty if nothing is).

    RFC 5849 section 3.5.1: ``name="value"``, both percent-encoded, separated by commas; blanks may follow a comma.
    Lenient reading continues after a fault, so that the intended parameters can still be explained.
    """
    pieces = text.split('"')
    without_values = '"'.join(pieces[::2])
    if len(pieces) % 2 == 0 or not _WITHOUT_VALUES.fullmatch(without_values):  # a quote without its partner, or more
        return lenient_parameters(text)
    names = without_values.replace(",", "").replace(" ", "").split('="')[:-1]
    if "%" in without_values:
        names = [unpercent(name) for name in names]
    values = [decode_value(value) if "%" in value else value for value in pieces[1::2]]
    return tuple(zip(names, values, strict=True)), ""


def usual_parameters(header: str) -> Pairs:
    """Return the parameters of a header that is written as most clients do; none of any other header.

    Their names begin with ``oauth_`` and are not encoded, and a comma and a space separate the parameters. Such a
    header has one reading, which :func:`oauth_parameters` finds in twice the time.
    """
    if not _USUAL.fullmatch(header):
        return ()
    decoded = decode_base64_marks(header)  # names have no escapes, and none of the three is a quote
    pairs = _USUAL_PARAMETER.findall(decoded)
    return tuple(pairs if "%" not in decoded else [(name, unpercent(value)) for name, value in pairs])


def decode_value(value: str) -> str:
    """Undo the percent-encoding of a value, quickly if it is base64, as most signatures are."""
    return unpercent(decode_base64_marks(value))


def decode_base64_marks(text: str) -> str:
    """Decode the escapes of the three characters of base64 that are neither letters nor digits."""
    return text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")


def lenient_parameters(text: str) -> tuple[Pairs, str]:
    """Decode a list that has a fault, or blanks in unusual places."""
    pairs: list[tuple[str, str]] = []
    text, replaced = _TYPOGRAPHIC.subn('"', text)
    wrong = TYPOGRAPHIC if replaced else ""
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
    first = "" if realm is None else f'realm="{realm}"'
    rest = encode_and_join(pairs, '="', '", ') + '"' if pairs else ""
    return f"OAuth {first}{', ' if first and rest else ''}{rest}"
