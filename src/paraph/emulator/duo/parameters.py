"""Reads the parameters of a request, and converts packed lists and forms, words, and telephone numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.core.encoding import parse_form
from paraph.core.message import is_text, wire_text
from paraph.emulator.duo.calls import DuoError
from paraph.emulator.vendor import group_values
from paraph.schemes.duo.signing import JSON_TYPE, QUERY_METHODS

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request


def read_parameters(request: Request, values: dict[str, str]) -> dict[str, Any]:
    """Read the parameters of a request by name, those of the path unchanged.

    Raises DuoError for a body without parameters, and for text that is not UTF-8.
    """
    if not all(map(is_text, values.values())):
        raise DuoError(40401)
    if request.method in QUERY_METHODS:
        return check_values(parse_form(request.query)) | values
    if request.media_type != JSON_TYPE:
        return check_values(parse_form(wire_text(request.body))) | values
    try:
        members = msgspec.json.decode(request.body or b"{}")
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, dict):
        raise DuoError(40002)
    return members | values


def check_values(pairs: Pairs) -> dict[str, Any]:
    """Group values by name; raises DuoError (40002) for invalid UTF-8."""
    for name, value in pairs:
        if not is_text(value) or not is_text(name):
            raise DuoError(40002, name if is_text(name) else "")
    return group_values(pairs)


def split_list(value: Any) -> list[Any]:
    """Return a list that was sent as one, or as a text with commas."""
    if isinstance(value, list):
        return value
    return [each.strip() for each in str(value or "").split(",") if each.strip()]


def parse_packed_form(value: Any) -> dict[str, str]:
    """Parse a form that is packed into one text, such as ``alias1=ada&alias2=al``."""
    return dict(value) if isinstance(value, dict) else dict(parse_form(str(value)))


def normalise_number(text: str) -> str:
    """Return a number in the form of E.164; ten digits are a number of North America."""
    digits = "".join(each for each in text if each in "0123456789")
    if not digits:
        return ""
    return f"+1{digits}" if len(digits) == 10 and not text.strip().startswith("+") else f"+{digits}"


def match_word(value: Any, words: tuple[str, ...], name: str) -> str:
    """Return the one of `words` that equals a value in any letter case; raises DuoError (40002) with the parameter's `name`."""
    for word in words:
        if word.lower() == str(value).lower():
            return word
    raise DuoError(40002, name)
