"""Values as callers write them: several in one text, words in any letter case, telephone numbers."""

from __future__ import annotations

from typing import Any

from paraph.core.encoding import parse_form
from paraph.emulator.duo.calls import Refused


def items(value: Any) -> list[Any]:
    """A list that came as one, or as a text with commas."""
    if isinstance(value, list):
        return value
    return [each.strip() for each in str(value or "").split(",") if each.strip()]


def form(value: Any) -> dict[str, str]:
    """The members of a form that is packed into one text, such as ``alias1=ada&alias2=al``."""
    return dict(value) if isinstance(value, dict) else dict(parse_form(str(value)))


def telephone(text: str) -> str:
    """A number in the form of E.164, where one with ten digits is taken for one of North America."""
    digits = "".join(each for each in text if each in "0123456789")
    if not digits:
        return ""
    return f"+1{digits}" if len(digits) == 10 and not text.strip().startswith("+") else f"+{digits}"


def spelled(value: Any, words: tuple[str, ...], name: str) -> str:
    """The one of `words` that a value is, in any letter case; raises Refused (40002) with the parameter's `name`."""
    for word in words:
        if word.lower() == str(value).lower():
            return word
    raise Refused(40002, name)
