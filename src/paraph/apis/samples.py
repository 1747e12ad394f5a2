"""Values that a schema allows, made from what it says itself: its examples, defaults and types."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.apis.catalogue import Schema

REFERENCE = "#/components/schemas/"
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
EMPTY: dict[str, Any] = {"integer": 0, "number": 0, "boolean": False, "null": None}
TEXTS = {
    "date-time": "2026-02-03T10:20:30Z",
    "date": "2026-02-03",
    "uuid": "00000000-0000-4000-8000-000000000001",
    "uri": "https://www.example.com/",
    "email": "ada@example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}


def sample(schema: Schema, shapes: Mapping[str, Schema], known: Mapping[str, Any] | None = None) -> Any:
    """Return a plausible value for a schema: the same each time, and a new object.

    References are looked up in `shapes`. What is `known` stands instead of the members of that name, where the schema
    has or expressly allows them and the value is one that it allows; in a list, in the one item that it is given.
    """
    schema = resolve(schema, shapes)
    value = sample_without_references(schema, shapes, known or {})
    if isinstance(value, dict) and known:
        members, others = schema.get("properties", {}), schema.get("additionalProperties", False)
        for name, given in known.items():
            member = members.get(name, others)
            if member is True or (isinstance(member, dict) and allows(resolve(member, shapes), given)):
                value[name] = deepcopy(given)
    return value


def resolve(schema: Schema, shapes: Mapping[str, Schema]) -> Schema:
    """Resolve references, choose the first of several choices, and merge all parts of a schema."""
    if "$ref" in schema:
        return resolve(shapes[schema["$ref"].removeprefix(REFERENCE)], shapes)
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            rest = {name: each for name, each in schema.items() if name != choice}
            return {**resolve(schema[choice][0], shapes), **rest}
    if "allOf" not in schema:
        return schema
    whole: Schema = {}
    for part in (*schema["allOf"], {name: each for name, each in schema.items() if name != "allOf"}):
        for name, each in resolve(part, shapes).items():
            if name == "properties":
                each = {**whole.get(name, {}), **each}
            elif name == "required":
                each = list(dict.fromkeys((*whole.get(name, ()), *each)))
            elif (
                name == "examples" and name in whole and all(isinstance(one, dict) for one in (each[0], whole[name][0]))
            ):
                each = [{**whole[name][0], **each[0]}]
            whole[name] = each
    return whole


def sample_without_references(schema: Schema, shapes: Mapping[str, Schema], known: Mapping[str, Any]) -> Any:
    """Return a value for a schema without references."""
    for name, first in (("const", False), ("examples", True), ("default", False), ("enum", True)):
        if name in schema:
            return deepcopy(schema[name][0] if first else schema[name])
    kinds = schema.get("type", "object" if "properties" in schema else "null")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        # What need not be there is left out where it has members of its own: records refer to each other in circles.
        required, members = schema.get("required", ()), schema.get("properties", {})
        shown = {name: each for name, each in members.items() if name in required or not has_members(each)}
        return {name: sample(each, shapes) for name, each in shown.items()}
    if kind == "array":
        return [sample(schema["items"], shapes, known)] if "items" in schema and schema.get("maxItems", 1) else []
    if kind == "string":
        text = TEXTS.get(schema.get("format", ""), "example")
        return text.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength")]
    number = EMPTY.get(kind)
    return number if number is None or kind == "boolean" else max(number, schema.get("minimum", number))


def has_members(schema: Schema) -> bool:
    """Whether values of a schema have, or refer to, members."""
    return "$ref" in schema or "allOf" in schema or ("items" in schema and has_members(schema["items"]))


def allows(schema: Schema, value: Any) -> bool:
    """Whether a value has a type that a schema allows, and is among those that it lists."""
    kinds = schema.get("type", ())
    types = tuple(each for kind in ([kinds] if isinstance(kinds, str) else kinds) for each in TYPES[kind])
    if types and (not isinstance(value, types) or (isinstance(value, bool) and bool not in types)):
        return False
    if isinstance(value, list) and "items" in schema and not all(allows(schema["items"], each) for each in value):
        return False
    return value in schema["enum"] if "enum" in schema else True
