"""Schemas as types of Python: what a call takes, and what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.apis.openapi import is_file
from paraph.apis.samples import REFERENCE

if TYPE_CHECKING:
    from paraph.apis.catalogue import Schema

PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


class Writer:
    """Writes types; the records that it needs are collected as `nested`, by name."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.nested: dict[str, Schema] = {}

    def result(self, schema: Schema, name: str) -> str:
        """Return the type of what a call returns; `name` is for a record that has none of its own."""
        return self._type(schema, name, "list", "dict[str, Any]", literal=False)

    def argument(self, schema: Schema, name: str) -> str:
        """Return the type of an argument."""
        return self._type(schema, name, "Sequence", "Mapping[str, Any]", literal=True)

    def _type(self, schema: Schema, name: str, many: str, table: str, *, literal: bool) -> str:
        if "$ref" in schema:
            return self.prefix + str(schema["$ref"]).removeprefix(REFERENCE)
        if is_file(schema):
            return "File" if literal else "bytes"
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return union(self._type(each, name, many, table, literal=literal) for each in choices)
        kinds = schema.get("type", "object" if "properties" in schema else None)
        if kinds is None:
            return "Any"
        if literal and "enum" in schema and kinds == "string":
            return f"Literal[{', '.join(quoted(each) for each in schema['enum'])}]"
        return union(
            self._kind(each, schema, name, many, table, literal=literal)
            for each in ([kinds] if isinstance(kinds, str) else kinds)
        )

    def _kind(self, kind: str, schema: Schema, name: str, many: str, table: str, *, literal: bool) -> str:
        if kind == "array":
            return f"{many}[{self._type(schema.get('items', {}), name, many, table, literal=literal)}]"
        if kind != "object":
            return PLAIN[kind]
        if not schema.get("properties") or not all(each.isidentifier() for each in schema["properties"]):
            return table
        self.nested[name] = schema
        return self.prefix + name


def quoted(value: Any) -> str:
    """Return a text as a literal of Python, in the formatter's way."""
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def union(types: Any) -> str:
    """Return the union of types, None last."""
    several = dict.fromkeys(part for each in types for part in split_union(each))
    if "Any" in several:
        return "Any"
    return " | ".join(sorted(several, key=lambda each: each == "None"))


def split_union(text: str) -> list[str]:
    """Return the members of a union that stands at the top of a type."""
    return text.split(" | ") if "[" not in text else [text]


def camel(name: str) -> str:
    """Return a name in the way of classes."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace("-", "_").split("_"))
