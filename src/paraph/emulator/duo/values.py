"""Converts values of parameters: packed lists and forms, words in any letter case, telephone numbers."""

from __future__ import annotations

from typing import Any

from paraph.core.encoding import parse_form
from paraph.emulator.duo.calls import DuoError


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
