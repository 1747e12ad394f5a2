"""Values as callers write them: several in one text, truth in several spellings, telephone numbers."""

from __future__ import annotations

from typing import Any

import msgspec

from paraph.emulator.duo.calls import Refused
from paraph.encoding import parse_form

TRUE = (True, 1, "1", "true", "True")


def truth(value: Any) -> bool:
    """Whether a value says yes, in any of the spellings that clients send."""
    return value in TRUE


def items(value: Any) -> list[Any]:
    """A list that came as one, as JSON in a text, or as a text with commas."""
    if isinstance(value, list):
        return value
    text = str(value or "").strip()
    if text.startswith("["):
        try:
            found = msgspec.json.decode(text)
        except msgspec.DecodeError:
            return []
        return found if isinstance(found, list) else []
    return [each.strip() for each in text.split(",") if each.strip()]


def packed(value: Any, name: str) -> Any:
    """What JSON in a text holds, where the value is not that already; raises Refused (40002) with the parameter's `name`."""
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        raise Refused(40002, name) from None


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
