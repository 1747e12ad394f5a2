"""Text of JavaScript values: numbers, JSON and forms exactly as a JavaScript engine writes them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final

from paraph.core.encoding import percent_safe
from paraph.readers.files.har import FORM_SAFE

_QUOTED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(r"[\x00-\x1f\"\\\ud800-\udfff]")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
URI_SAFE = "-_.!~*'()"


class Undefined:
    """JavaScript's ``undefined``."""

    def __repr__(self) -> str:
        """Return the word."""
        return "undefined"


UNDEFINED: Final = Undefined()


class Function:
    """A function that the program defines: it is known that it is one, and nothing else."""


FUNCTION: Final = Function()


@dataclass
class Rows:
    """A URLSearchParams, Headers or FormData object."""

    kind: str
    pairs: list[tuple[str, str]] = field(default_factory=list)
    changed: bool = False


@dataclass
class Url:
    """A URL object: its text without query and fragment, and its query."""

    base: str
    query: Rows
    written: str  # the query as it was written, which counts as long as nothing changed it

    @property
    def href(self) -> str:
        """The whole URL."""
        query = join_form(self.query.pairs) if self.query.changed else self.written
        return f"{self.base}?{query}" if query else self.base


@dataclass
class RequestObject:
    """A Request object: the arguments that made it."""

    arguments: list[Any]


class NoText(Exception):
    """A value that has no text, or no JSON, that can be known here; the text says why."""


def number_text(value: float) -> str:
    """Return a number as JavaScript writes it (ECMAScript, Number::toString)."""
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    value = float(value)
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(power or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    return sign + placed_digits(digits, point)


def placed_digits(digits: str, point: int) -> str:
    """Return digits with their decimal point after `point` of them, or with an exponent if that is far away."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    power = point - 1
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{rest}e{'+' if power >= 0 else '-'}{abs(power)}"


def join_form(pairs: list[tuple[str, str]]) -> str:
    """Join pairs as URLSearchParams does (WHATWG URL, section 5.2)."""
    return "&".join(
        f"{percent_safe(name, FORM_SAFE, space='+')}={percent_safe(value, FORM_SAFE, space='+')}"
        for name, value in pairs
    )


def text_of(value: Any) -> str:
    """Return a value as text within a text; raises NoText for an object without a known text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value is UNDEFINED:
        return "null" if value is None else "undefined"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Url):
        return value.href
    if isinstance(value, Rows) and value.kind == "URLSearchParams":
        return join_form(value.pairs)
    if isinstance(value, list):
        return ",".join("" if item is None or item is UNDEFINED else text_of(item) for item in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    raise NoText("is no text")


def ordered_names(value: dict[str, Any]) -> list[str]:
    """Return the names of an object in their order: whole numbers first, as in every object."""
    first = sorted((name for name in value if _INDEX.fullmatch(name)), key=int)
    return [*first, *(name for name in value if not _INDEX.fullmatch(name))] if first else list(value)


def json_text(value: Any, indent: str = "", margin: str = "\n") -> str | Undefined:
    """Encode a value as JSON.stringify does; `margin` is the line end and the blanks before the value."""
    if isinstance(value, str | Url):
        return quoted(text_of(value))
    if value is None or isinstance(value, bool | int | float):
        known = not isinstance(value, float) or math.isfinite(value)
        return text_of(value) if known else "null"
    if value is UNDEFINED or value is FUNCTION:
        return UNDEFINED
    inner = margin + indent
    if isinstance(value, list):
        parts = [text if isinstance(text := json_text(item, indent, inner), str) else "null" for item in value]
        return joined("[", parts, "]", indent, margin)
    if isinstance(value, dict):
        colon = ": " if indent else ":"
        known_parts = [(name, json_text(value[name], indent, inner)) for name in ordered_names(value)]
        return joined("{", [f"{quoted(name)}{colon}{text}" for name, text in known_parts if isinstance(text, str)], "}", indent, margin)  # fmt: skip
    if isinstance(value, Rows):
        return "{}"
    raise NoText("is no JSON")


def joined(start: str, parts: list[str], end: str, indent: str, margin: str) -> str:
    """Join the parts of an array or object."""
    if not indent or not parts:
        return start + ",".join(parts) + end
    inner = margin + indent
    return start + inner + f",{inner}".join(parts) + margin + end


def quoted(text: str) -> str:
    """Return a text in quotes of JSON."""
    return f'"{_CONTROL.sub(json_escape, text)}"'


def json_escape(found: re.Match[str]) -> str:
    """Return an escape of JSON; a byte of the input that is no UTF-8 stays as it is."""
    char = found[0]
    if "\udc80" <= char <= "\udcff":
        return char
    return _QUOTED.get(char, f"\\u{ord(char):04x}")


def pairs_of(value: Any) -> list[tuple[str, str]]:
    """Return names and values of an object, an array of pairs, a query, or an object with rows."""
    if isinstance(value, Rows):
        return list(value.pairs)
    if isinstance(value, str):
        return parse_form(value.removeprefix("?"))
    if isinstance(value, dict):
        return [(name, text_of(value[name])) for name in ordered_names(value)]
    if value is None or value is UNDEFINED:
        return []
    if not isinstance(value, list) or not all(isinstance(row, list) and len(row) == 2 for row in value):
        raise NoText("is no list of names and values")
    return [(text_of(name), text_of(item)) for name, item in value]


def parse_form(text: str) -> list[tuple[str, str]]:
    """Return the pairs of a query (WHATWG URL, section 5.1)."""
    parts = [part.partition("=")[::2] for part in text.split("&") if part]
    return [(form_decoded(name), form_decoded(value)) for name, value in parts]


def form_decoded(text: str) -> str:
    """Decode ``+`` and escapes; octets that are no UTF-8 become a replacement character."""
    from urllib.parse import unquote_plus

    return unquote_plus(text) if "%" in text or "+" in text else text
