"""JSON as people's tools write it: parsed with the place of a fault, and its members by type."""

from __future__ import annotations

import json
from typing import Any

from paraph.core.errors import Unreadable
from paraph.core.message import wire_text


def json_value(data: bytes) -> Any:
    """The value; bytes that are not UTF-8 stay in its texts. Raises Unreadable with line and column of a fault."""
    try:
        return json.loads(wire_text(data.removeprefix(b"\xef\xbb\xbf")))
    except json.JSONDecodeError as error:
        raise Unreadable(f"this is not valid JSON, or it is cut off: {error.msg}", error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise Unreadable("this JSON is nested too deeply, or has a number too long") from None


def table_in(table: dict[str, Any], name: str, where: str) -> dict[str, Any]:
    """A member that is an object; empty when it is missing or null."""
    value = table.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"`{name}` of {where} is no object")
    return value


def rows_in(table: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    """A member that is a list of objects; empty when it is missing, null or an empty text."""
    value = table.get(name)
    if value is None or value == "":
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Unreadable(f"`{name}` of {where} is no list of objects")
    return value


def text_in(table: dict[str, Any], name: str, where: str, default: str | None = None) -> str:
    """A member that is text; `default` when it is missing or null, and Unreadable when there is none."""
    value = table.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise Unreadable(f"`{name}` of {where} is {'missing' if value is None else 'no text'}")
    return value
