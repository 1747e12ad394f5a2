"""YAML as texts, lists and tables, made from the parser's events in one pass.

Every scalar is the text that is written. Aliases are refused, since a few lines of them can stand for more than fits
anywhere. PyYAML's own loader makes the same value in three passes, which takes four times as long.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHARACTERS, MOST_FOR_PYTHON = 4 * 1024 * 1024, 64 * 1024
"""The longest text; and for PyYAML without its library in C, which is twenty times as slow."""
DEEPEST = 60


def yaml_value(text: str) -> Any:
    """The value, all its scalars as text; Unreadable with line and column of a fault."""
    try:
        yaml: Any = import_module("yaml")
    except ImportError:
        raise Unreadable("OpenCollection YAML needs the extra: pip install 'paraph[yaml]'") from None
    loader = getattr(yaml, "CBaseLoader", None)
    most, size = (MOST_CHARACTERS, "4 MiB") if loader else (MOST_FOR_PYTHON, "64 KiB")
    if len(text) > most:
        raise Unreadable(f"this YAML is larger than {size}: give the file of one request")
    try:
        return value_of(yaml, yaml.parse(text, Loader=loader or yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable(f"this is no YAML: {' '.join(str(error.problem).split())[:100]}", *place) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise Unreadable("this is no YAML: it has characters that YAML does not allow") from None


def value_of(yaml: Any, events: Iterable[Any]) -> Any:
    """The value of the only document of the events, None when there is none."""
    inside: list[list[Any]] = [[]]  # what is in the document, and in each collection that is open
    opened: list[Any] = []
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            inside[-1].append(event.value)
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            inside.append([])
            opened.append(event)
            if len(opened) > DEEPEST:
                raise refusal(event, "this YAML is nested too deeply")
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            members, start = inside.pop(), opened.pop()
            inside[-1].append(members if kind is yaml.SequenceEndEvent else table_of(members, start))
        elif kind is yaml.AliasEvent:
            raise refusal(event, "an alias (`*name`) is not followed: write the value out")
        elif kind is yaml.DocumentStartEvent and inside[0]:
            raise refusal(event, "this YAML has a second document: give the file of one request")
    return inside[0][0] if inside[0] else None


def table_of(members: list[Any], start: Any) -> dict[str, Any]:
    """The table of names and values in turn that begins at an event; of equal names the last wins."""
    names = members[::2]
    if not all(isinstance(name, str) for name in names):
        raise refusal(start, "a name in this YAML is a list or a table: expected a text")
    return dict(zip(names, members[1::2], strict=True))


def refusal(event: Any, message: str) -> Unreadable:
    """An error at an event."""
    return Unreadable(message, event.start_mark.line + 1, event.start_mark.column + 1)
