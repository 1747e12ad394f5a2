"""JSON out of names with brackets, as HTTPie makes it.

``a[b]`` is member b of object a, ``a[0]`` an element of a list, ``a[]`` a further one; ``[0]`` makes the whole body a
list. A backslash before a bracket makes it a part of the name. For example, ``a[b][]=1`` and ``a[c]:=2`` are together
``{"a": {"b": ["1"], "c": 2}}``. A number alone is written as Python writes it: the name ``01`` becomes ``1``.

An object that is given whole (``a:={}``) keeps its members, repeats too; what later names would add to it is lost.

Source: https://httpie.io/docs/cli/nested-json
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ADDED = 100_000
_TOKEN = re.compile(r"(?P<open>\[)|(?P<close>\])|(?P<text>(?:[^\[\]\\]|\\[\s\S]|\\\Z)+)")
_SPECIAL = re.compile(r"[\[\]\\]")
_ESCAPED = re.compile(r"\\([\[\]\\])")
_PAIR = re.compile(r"\\[\s\S]")


class Step(NamedTuple):
    """One step into a value: to a member, to an element, or to a new element."""

    kind: Literal["key", "index", "append"]
    key: Any = None


class Fixed(dict[str, Any]):
    """An object as it was given: what is written are its `pairs`."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.pairs = pairs


def json_value(text: str) -> Any:
    """Return the value of JSON text; ValueError or RecursionError for other text."""
    return json.loads(text, object_pairs_hook=Fixed)


def steps(name: str) -> list[Step]:
    """Return the steps that a name stands for; ValueError for a name that HTTPie refuses."""
    if not _SPECIAL.search(name):
        return [Step("key", str(literal(name)))]
    tokens = [(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(name)]
    if re.sub(r"\\[\s\S]", "", name).endswith("\\"):
        raise ValueError("a backslash at its end escapes nothing")
    first, start = (Step("key", str(literal(tokens[0][1]))), 1) if tokens[0][0] == "text" else (None, 0)
    found = [first] if first else []
    while start < len(tokens):
        step, length = bracketed(tokens, start)
        if not found and step.kind == "key":
            raise ValueError("a name that begins with a bracket needs a number or nothing in it")
        found.append(step)
        start += length
    return found


def bracketed(tokens: list[tuple[str, str]], start: int) -> tuple[Step, int]:
    """Return the step of the brackets at a place, and how many tokens they are."""
    kinds = [kind for kind, _ in tokens[start : start + 3]]
    if kinds[:2] == ["open", "close"]:
        return Step("append"), 2
    if kinds != ["open", "text", "close"]:
        raise ValueError("its brackets are not in pairs: write \\[ for a bracket that belongs to the name")
    key = literal(tokens[start + 1][1])
    if isinstance(key, int) and key < 0:
        raise ValueError("an element of a list has no negative number")
    return Step("index" if isinstance(key, int) else "key", key), 3


def literal(text: str) -> str | int:
    """Return a number, or a name without its escapes."""
    if text.isidentifier():
        return text
    if not any(pair in ("\\[", "\\]", "\\\\") for pair in _PAIR.findall(text)):
        try:
            return int(text)
        except ValueError:
            return text[1:] if text.startswith("\\") and is_number(text[1:]) else text
    return _PAIR.sub(lambda found: _ESCAPED.sub(r"\1", found[0]), text)


def is_number(text: str) -> bool:
    """Return whether Python reads this as a whole number."""
    try:
        int(text)
    except ValueError:
        return False
    return True


class Body:
    """The value that names and values make, one after the other."""

    def __init__(self) -> None:
        self.root: Any = None
        self.added = 0

    def set_value(self, name: str, value: Any) -> None:
        """Put a value where a name says; ValueError where HTTPie refuses it."""
        path = steps(name)
        place = self.root
        for step, following in zip(path, [*path[1:], None], strict=True):
            if place is None:
                self.root = place = empty(step)
            place = self.enter(place, step, value if following is None else empty(following), last=following is None)

    def enter(self, place: Any, step: Step, value: Any, *, last: bool) -> Any:
        """Return what a step leads to; put the value there if it is the last step, or nothing is there."""
        if step.kind == "key":
            check(place, dict, "an object")
            if last:
                place[step.key] = value
            return place.setdefault(step.key, value)
        check(place, list, "a list")
        if step.kind == "append":
            place.append(value)
            return value
        self.added += max(0, step.key - len(place) + 1)
        if self.added > MOST_ADDED:
            raise ValueError(f"it makes a list of more than {MOST_ADDED} elements")
        place.extend([None] * (step.key - len(place) + 1))
        if last or place[step.key] is None:
            place[step.key] = value
        return place[step.key]


def empty(step: Step) -> Any:
    """Return an empty object or list, as a step needs it."""
    return {} if step.kind == "key" else []


def check(place: Any, kind: type, name: str) -> None:
    """Raise ValueError unless a value is of that kind."""
    if not isinstance(place, kind):
        raise ValueError(f"it needs {name} where an item before it put something else")


def json_text(value: Any, *, compact: bool = False) -> str:
    """Return the value as HTTPie writes it, in ASCII; compact, as xh writes it. RecursionError for very deep ones."""
    return "".join(pieces(value, (",", ":") if compact else (", ", ": "), ascii_only=not compact))


def pieces(value: Any, marks: tuple[str, str], *, ascii_only: bool) -> Iterator[str]:
    """Yield the text of a value piece by piece."""
    if isinstance(value, dict):
        for number, (name, member) in enumerate(value.pairs if isinstance(value, Fixed) else value.items()):
            yield marks[0] if number else "{"
            yield json.dumps(name, ensure_ascii=ascii_only) + marks[1]
            yield from pieces(member, marks, ascii_only=ascii_only)
        yield "}" if (value.pairs if isinstance(value, Fixed) else value) else "{}"
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield marks[0] if number else "["
            yield from pieces(member, marks, ascii_only=ascii_only)
        yield "]" if value else "[]"
    else:
        yield json.dumps(value, ensure_ascii=ascii_only)
