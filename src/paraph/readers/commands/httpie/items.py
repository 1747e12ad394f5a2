"""Request items of HTTPie: ``Name:value``, ``name==value``, ``name=value``, ``name:=json``, ``Name;``.

The first separator that no backslash stands before counts, the longest of those that begin there. Only before the four
characters of separators a backslash is an escape. A field or parameter that is given twice stands where it was first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paraph.core.message import is_text
from paraph.readers.commands.httpie.headers import Headers
from paraph.readers.commands.httpie.nested import Body, json_value
from paraph.readers.commands.shell import fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.core.message import Pairs
    from paraph.readers.commands.httpie.options import Arguments
    from paraph.readers.commands.shell import Word

_ITEM = re.compile(r"((?:[^\\:;=@]++|\\[\s\S]?)*+)(:=@|==@|=@|:@|:=|==|=|:|;|@)")
_ESCAPE = re.compile(r"\\(?:([:;=@])|([\s\S]?))")
FILE = "the file is not read: put its content in its place"
DATA = ("=", ":=", "=@", ":=@", "@")


@dataclass
class Items:
    """What the items add up to; `fields` are those of a form, `parts` those of one in parts."""

    headers: Headers = field(default_factory=Headers)
    query: dict[str, list[str]] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    has_data: bool = False


def pairs_of(values: dict[str, list[str]]) -> Pairs:
    """Return names and values in order."""
    return tuple((name, value) for name, several in values.items() for value in several)


def split(text: str) -> tuple[str, str, str] | None:
    """Return name, separator and value of an item; None for text without a separator."""
    found = _ITEM.match(text)
    return found and (unescaped(found[1]), found[2], unescaped(text[found.end() :]))


def unescaped(text: str) -> str:
    """Return the text without the backslashes before characters of separators."""
    return _ESCAPE.sub(lambda found: found[1] or found[0], text) if "\\" in text else text


def without_value(word: Word) -> str:
    """Return the beginning of a word without its value, which may be secret, for a message."""
    return " ".join(re.split(r"[=:;@]", word.text, maxsplit=1)[0].split())[:40]


def items_of(parsed: Arguments, words: Iterable[Word]) -> Items:
    """Return what these words add up to; Unreadable, at the word, for one that HTTPie refuses."""
    items = Items()
    for word in words:
        item = split(word.text)
        if item is None:
            raise fault(
                parsed.text, word.offset,
                f"`{without_value(word)}` is no item: expected name=value, name:value, name:=json or name==value",
            )  # fmt: skip
        if item[1].endswith("@"):
            raise fault(parsed.text, word.offset, f"`{without_value(word)}{item[1]}`: {FILE}")
        try:
            add(parsed, items, item)
        except (ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
            raise fault(parsed.text, word.offset, f"HTTPie refuses `{without_value(word)}`: {reason}") from None
    return items


def add(parsed: Arguments, items: Items, item: tuple[str, str, str]) -> None:
    """Add one item; ValueError for one that HTTPie refuses."""
    name, separator, value = item
    as_json = parsed.kind in ("", "json")
    if not (is_text(name) and is_text(value)) and (not as_json or separator not in ("=", ":=")):
        raise ValueError("it has bytes that are not UTF-8")
    if separator == ":":
        items.headers.add(name, value or None)
    elif separator == ";":
        if value:
            raise ValueError("an empty header is written as Name; and nothing follows it")
        items.headers.add(name, "")
    elif separator == "==":
        items.query.setdefault(name, []).append(value)
    else:
        items.has_data = True
        add_data(
            items, name, value if separator == "=" else parsed_json(value), as_json=as_json, plain=separator == "="
        )


def parsed_json(text: str) -> Any:
    """Return the value of JSON text; ValueError for other text."""
    try:
        return json_value(text)
    except ValueError:
        raise ValueError("what follows := is no JSON") from None


def add_data(items: Items, name: str, value: Any, *, as_json: bool, plain: bool) -> None:
    """Add a field of the body; a form takes texts, numbers and truth values, as Python writes them."""
    if as_json:
        items.body.set_value(name, value)
        return
    if not isinstance(value, str | int | float):
        raise ValueError("a form takes no lists, objects or null: write = instead of :=")
    if not is_text(str(value)):
        raise ValueError("a form takes no halves of characters")
    items.fields.setdefault(name, []).append(str(value))
    if plain:
        items.parts.setdefault(name, []).append(str(value))
