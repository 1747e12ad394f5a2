"""The grammar of JSON writers: how a value that was parsed is written again, the same for every scheme that signs JSON.

A writer chooses the spaces, what it escapes, the order of the keys, and how it writes values such as 10.0. The writers of
the usual languages are points of this product.
"""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.deviations.grammar import Option
from paraph.deviations.rarity import ODD, SELDOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What Go and many web frameworks escape in JSON."""
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_LITERAL = re.compile(r'"\\u0000number ([-+.0-9eE]+)\\u0000"')
RAREST = SELDOM
"""Styles that are rarer than this are left out."""


class JsonStyle(NamedTuple):
    """How a JSON value is written: the name of an option for each choice."""

    spaces: str = "no blanks"
    escapes: str = ""
    slashes: str = ""
    markup: str = ""
    keys: str = ""
    values: str = ""


def escapes_of(char: str, form: str) -> str:
    """Return a character as one or two escapes of JSON."""
    raw = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(raw[at : at + 2], 'big'):{form}}" for at in range(0, len(raw), 2))


def escape_non_ascii(form: str, text: str) -> str:
    """Escape what is not ASCII."""
    return _NON_ASCII.sub(lambda found: escapes_of(found[0], form), text)


def escape_characters(pattern: str, form: str, text: str) -> str:
    """Escape the characters of a pattern."""
    return re.sub(pattern, lambda found: escapes_of(found[0], form), text)


def escape_slashes(text: str) -> str:
    """Escape slashes."""
    return text.replace("/", "\\/")


def sort_members(value: Any, key: Callable[[str], Any] = str, *, descending: bool = False) -> Any:
    """Return a value with the members of all its objects sorted by name."""
    if isinstance(value, list):
        return [sort_members(item, key, descending=descending) for item in value]
    if isinstance(value, dict):
        names = sorted(value, key=key, reverse=descending)
        return {name: sort_members(value[name], key, descending=descending) for name in names}
    return value


def sort_outermost(value: Any) -> Any:
    """Return a value with its outermost members sorted by name."""
    return dict(sorted(value.items())) if isinstance(value, dict) else value


def reverse_outermost(value: Any) -> Any:
    """Return a value with its outermost members in reverse order."""
    return dict(reversed(value.items())) if isinstance(value, dict) else value


def map_leaves(change: Callable[[Any], Any], value: Any) -> Any:
    """Return a value in which `change` was applied to all that has no members."""
    if isinstance(value, dict) and value:
        return {name: map_leaves(change, member) for name, member in value.items()}
    if isinstance(value, list) and value:
        return [map_leaves(change, member) for member in value]
    return change(value)


def javascript_number(value: Any) -> Any:
    """Return a number as JavaScript has it: 10.0 is 10, and there are no long integers."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return int(float(value))
    return value


def to_double(value: Any) -> Any:
    """Return a whole number as a floating-point one."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def list_for_empty_object(value: Any) -> Any:
    """Return an empty list for an empty object."""
    return [] if value == {} else value


def drop_nulls(value: Any) -> Any:
    """Return a value whose objects lack the members that are null."""
    if isinstance(value, dict):
        return {name: drop_nulls(member) for name, member in value.items() if member is not None}
    return [drop_nulls(member) for member in value] if isinstance(value, list) else value


def identity(value: Any) -> Any:
    """Return the value."""
    return value


SPACES: dict[str, tuple[dict[str, Any], float]] = {
    "no blanks": ({"separators": (",", ":")}, 0.0),
    "blanks after commas and colons": ({"separators": (", ", ": ")}, 0.0),
    "lines that are indented by two blanks": ({"indent": 2}, 0.0),
    "lines that are indented by four blanks": ({"indent": 4}, 1.0),
    "blanks after colons": ({"separators": (",", ": ")}, 1.0),
    "blanks after commas": ({"separators": (", ", ":")}, 1.0),
    "lines that are indented by a tab": ({"indent": "\t"}, SELDOM),
    "lines that are not indented": ({"indent": 0}, SELDOM),
    "lines that are indented by three blanks": ({"indent": 3}, ODD),
    "lines that are indented by one blank": ({"indent": 1}, ODD),
}
ESCAPES: dict[str, tuple[Callable[[str], str], float]] = {
    "": (str, 0.0),
    "\\u escapes": (partial(escape_non_ascii, "04x"), 0.0),
    "\\u escapes in upper case": (partial(escape_non_ascii, "04X"), SELDOM),
}
SLASHES: dict[str, tuple[Callable[[str], str], float]] = {"": (str, 0.0), "escaped slashes": (escape_slashes, 1.0)}
MARKS: dict[str, tuple[Callable[[str], str], float]] = {
    "": (str, 0.0),
    "escapes for <, > and &": (partial(escape_characters, "[<>&\u2028\u2029]", "04x"), 1.0),
    "escapes for <, >, &, + and '": (partial(escape_characters, r"[<>&'`]|(?<![0-9][eE])\+", "04X"), SELDOM),
    "escapes for <, >, &, = and '": (partial(escape_characters, "[<>&='\u2028\u2029]", "04x"), SELDOM),
}
KEYS: dict[str, tuple[Callable[[Any], Any], float]] = {
    "": (identity, 0.0),
    "sorted keys": (sort_members, 0.0),
    "sorted outermost keys": (sort_outermost, 1.0),
    "its outermost keys in the reverse order": (reverse_outermost, SELDOM),
    "keys that are sorted without regard to case": (partial(sort_members, key=str.lower), SELDOM),
    "keys in descending order": (partial(sort_members, descending=True), SELDOM),
}
VALUES: dict[str, tuple[Callable[[Any], Any], float]] = {
    "": (identity, 0.0),
    "numbers as JavaScript writes them": (partial(map_leaves, javascript_number), 0.0),
    "numbers as they were sent": (identity, 1.0),
    "whole numbers with .0": (partial(map_leaves, to_double), SELDOM),
    "[] for {}": (partial(map_leaves, list_for_empty_object), SELDOM),
    "no members that are null": (drop_nulls, SELDOM),
}
CHOICES: tuple[dict[str, tuple[Any, float]], ...] = (SPACES, ESCAPES, SLASHES, MARKS, KEYS, VALUES)
INDENTED = "lines that are indented by two blanks"
SPACED = "blanks after commas and colons"
LANGUAGES: dict[JsonStyle, tuple[str, float]] = {
    JsonStyle(SPACED, "\\u escapes"): ("Python's json.dumps writes it", 0.0),
    JsonStyle(values="numbers as JavaScript writes them"): ("JSON.stringify writes it", 0.0),
    JsonStyle(escapes="\\u escapes"): ("json.dumps with compact separators writes it", 0.0),
    JsonStyle(INDENTED, "\\u escapes"): ("json.dumps with indent=2 writes it", 0.0),
    JsonStyle(INDENTED, values="numbers as JavaScript writes them"): ("JSON.stringify with two blanks writes it", 0.5),
    JsonStyle(escapes="\\u escapes", slashes="escaped slashes"): ("PHP's json_encode writes it", 0.5),
    JsonStyle(escapes="\\u escapes", slashes="escaped slashes", values="[] for {}"): ("PHP's json_encode writes it", 1.0),
    JsonStyle(markup="escapes for <, > and &", keys="sorted keys"): ("Go's json.Marshal writes a map", 0.5),
    JsonStyle(markup="escapes for <, > and &"): ("Rails' to_json or Go's json.Marshal writes it", 0.5),
    JsonStyle(escapes="\\u escapes in upper case", markup="escapes for <, >, &, + and '"): (".NET's JsonSerializer writes it", 1.0),
    JsonStyle(markup="escapes for <, >, &, = and '", values="whole numbers with .0"): ("Gson writes a map", 1.0),
}  # fmt: skip
"""The writers that have a name, and how rare each is."""


def parse(text: str, *, as_sent: bool = False) -> Any:
    """Return the value of a JSON text that is an object or a list; raises ValueError otherwise.

    With `as_sent`, fractions are texts with marks, so that they can be written as they were.
    """
    if text.lstrip()[:1] not in ("{", "["):
        raise ValueError("not a JSON object or list")
    try:
        return json.loads(text, parse_float=(lambda number: f"\0number {number}\0") if as_sent else None)
    except RecursionError:
        raise ValueError("too deep") from None


def write(style: JsonStyle, text: str) -> str:
    """Return a JSON text that was parsed and written again in a style."""
    options, escape, slashes, markup, order, change = (
        table[name][0] for table, name in zip(CHOICES, style, strict=True)
    )
    as_sent = style.values == "numbers as they were sent"
    again = json.dumps(order(change(parse(text, as_sent=as_sent))), ensure_ascii=False, **options)
    return str(escape(markup(slashes(_LITERAL.sub(r"\1", again) if as_sent else again))))


def describe(style: JsonStyle) -> str:
    """Say how a style writes."""
    if style in LANGUAGES:
        return f"The text that was signed is this JSON as {LANGUAGES[style][0]}."
    words = [name for name in style if name]
    return (
        f"The JSON was parsed and written again, with {' and '.join(filter(None, (', '.join(words[:-1]), words[-1])))}."
    )


def mistake_of(style: JsonStyle) -> str:
    """Return the catalogue id of the most special choice."""
    if style in LANGUAGES:
        return "body-reserialised"
    if style.keys:
        return "body-key-order"
    return (
        "body-json-spacing" if style.spaces in ("blanks after colons", "blanks after commas") else "body-reserialised"
    )


def all_styles() -> Iterator[tuple[JsonStyle, float]]:
    """Yield every style with its rarity, if it is not too rare."""
    for style in map(JsonStyle._make, product(*CHOICES)):
        rarity = sum(table[name][1] for table, name in zip(CHOICES, style, strict=True))
        rarity = LANGUAGES[style][1] if style in LANGUAGES else rarity
        if rarity <= RAREST:
            yield style, rarity


REWRITERS: tuple[Option[Callable[[str], str]], ...] = tuple(
    Option(mistake_of(style), describe(style), partial(write, style), rarity)
    for style, rarity in sorted(all_styles(), key=lambda pair: pair[1])
)
"""The ways to write a JSON text again, likeliest first; each raises ValueError for a text that is no JSON."""
