"""The records of a vendor as TypedDicts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generate.types import Writer, camel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.apis.catalogue import Schema


class Field(NamedTuple):
    """A member of a record."""

    name: str
    type: str


class Record(NamedTuple):
    """A record: a TypedDict with these members, or another name for a type."""

    name: str
    about: str
    fields: tuple[Field, ...]
    alias: str = ""


def records_of(shapes: Mapping[str, Schema], own: Mapping[str, Schema], taken: Mapping[str, Schema]) -> list[Record]:
    """Return the records of a vendor: its shapes, and those that calls return (`own`) or take (`taken`) besides."""
    writer = Writer()
    found: dict[str, Record] = {}
    for name, schema in (*shapes.items(), *own.items()):
        add(found, writer, name, schema, taken=False)
    for name, schema in taken.items():
        add(found, writer, name, schema, taken=True)
    return [found[name] for name in sorted(found)]


def add(found: dict[str, Record], writer: Writer, name: str, schema: Schema, *, taken: bool) -> None:
    """Add a record, and those that are nested in it."""
    found[name] = record(writer, name, schema, taken=taken)
    while writer.nested:
        inner, nested = writer.nested.popitem()
        if inner not in found:
            found[inner] = record(writer, inner, nested, taken=taken)


def record(writer: Writer, name: str, schema: Schema, *, taken: bool) -> Record:
    """Return one record."""
    about = schema.get("description", "").strip()
    about = f"{about.rstrip('.') or in_words(name)}."
    if not schema.get("properties"):
        return Record(name, about, (), writer.result(schema, name))
    required = schema.get("required", ())
    fields = []
    for member, each in schema["properties"].items():
        write = writer.argument if taken else writer.result
        shown = write(each, name + camel(member))
        fields.append(Field(member, shown if member in required else f"NotRequired[{shown}]"))
    return Record(name, about, tuple(fields))


def in_words(name: str) -> str:
    """Return the name of a record as words."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
    return words[:1].upper() + words[1:]
