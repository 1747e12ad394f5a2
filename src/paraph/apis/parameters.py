"""The parameters of a call as values of their types, out of the text or the JSON that came.

A schema becomes a reader once; reading is then one call for each parameter that was given. Of a schema are held: `type`,
`enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `items`, `anyOf`, and `contentSchema` where JSON is packed into
text. What else it says describes, and is not held against anybody.
"""

from __future__ import annotations

from functools import cache
from sys import float_info
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec

from paraph.core.errors import InvalidParameter, MissingParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.apis.catalogue import Endpoint, Schema

    Read = Callable[[Any], Any]

__all__ = ["InvalidParameter", "MissingParameter", "parse_parameters"]

LARGEST = 2**63 - 1
TYPES = {"integer": int, "number": float, "boolean": bool, "string": str}
WORDS = {"integer": "a whole number", "number": "a finite number", "boolean": "true or false", "string": "one text"}
BOUNDS: dict[str, tuple[tuple[str, str, Any], ...]] = {
    "integer": (("ge", "minimum", -LARGEST), ("le", "maximum", LARGEST)),
    "number": (("ge", "minimum", -float_info.max), ("le", "maximum", float_info.max)),
    "boolean": (),
    "string": (("min_length", "minLength", None), ("max_length", "maxLength", None)),
}
"""For each type the bounds of msgspec, the words of the schema for them, and what holds without those."""
CLAMPED = ("limit",)
"""What servers bring down to the largest allowed, rather than refuse."""


class Unfit(Exception):
    """A value that a schema does not allow; the text completes a sentence that begins with the parameter's name."""


class Plan(NamedTuple):
    """How the parameters of an endpoint are read; path parameters are left as they are."""

    readers: dict[str, Read]
    required: tuple[str, ...]
    defaults: tuple[tuple[str, Any], ...]


def parse_parameters(endpoint: Endpoint, given: Mapping[str, Any]) -> dict[str, Any]:
    """Parse the parameters of a call to their types, and add the defaults of their schemas.

    A value is text, a list of texts where a name was repeated, or any value of JSON; null is as if it were not given where
    the schema knows no null. Path parameters, and names that the endpoint does not know, stay as given. Raises
    MissingParameter or InvalidParameter.
    """
    readers, required, defaults = plan_of(endpoint)
    values = dict(given)
    for name, value in given.items():
        if name not in readers:
            continue
        try:
            read = readers[name](value)
        except Unfit as error:
            if value is not None:
                raise InvalidParameter(name, str(error)) from None
            del values[name]
        else:
            values[name] = read
    for name in required:
        if name not in values:
            raise MissingParameter(name)
    for name, default in defaults:
        if name not in values:
            values[name] = default.copy() if isinstance(default, (list, dict)) else default
    return values


@cache
def plan_of(endpoint: Endpoint) -> Plan:
    """How to read the parameters of an endpoint, worked out once."""
    travelling = [each for each in endpoint.parameters if each.place != "path"]
    return Plan(
        {each.name: (clamped if each.name in CLAMPED else reader)(each.schema) for each in travelling},
        tuple(each.name for each in travelling if each.required),
        tuple((each.name, each.schema["default"]) for each in travelling if "default" in each.schema),
    )


def reader(schema: Schema) -> Read:
    """The function that reads a value by a schema, and raises `Unfit` for any other."""
    if "anyOf" in schema:
        return first_of([reader(each) for each in schema["anyOf"]])
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if len(kinds) > 1:
        return first_of([reader({**schema, "type": kind}) for kind in kinds])
    read = READERS[kinds[0]](schema) if kinds and kinds[0] in READERS else as_it_is
    return one_of(read, schema["enum"]) if "enum" in schema else read


def as_it_is(value: Any) -> Any:
    """The value, whatever it is."""
    return value


def first_of(reads: list[Read]) -> Read:
    """The first of several ways that a value can be read."""

    def read(value: Any) -> Any:
        said = []
        for each in reads:
            try:
                return each(value)
            except Unfit as error:
                said.append(str(error))
        raise Unfit(", or ".join(dict.fromkeys(said)))

    return read


def one_of(read: Read, allowed: list[Any]) -> Read:
    """A reader that allows these values alone."""
    names = ", ".join(map(str, allowed))

    def chosen(value: Any) -> Any:
        found = read(value)
        if found not in allowed:
            raise Unfit(f"must be one of {names}")
        return found

    return chosen


def scalar(schema: Schema) -> Read:
    """A reader of numbers, texts and booleans within the bounds of the schema, as msgspec converts them."""
    kind = schema["type"]
    bounds = {ours: schema.get(theirs, default) for ours, theirs, default in BOUNDS[kind]}
    wanted = Annotated[TYPES[kind], msgspec.Meta(**bounds)] if bounds else TYPES[kind]

    def read(value: Any) -> Any:
        try:
            return msgspec.convert(without_zeros(value) if kind == "integer" else value, wanted, strict=False)
        except msgspec.ValidationError:
            raise Unfit(f"must be {wording(schema)}") from None

    return read


def without_zeros(value: Any) -> Any:
    """Return a whole number in text without leading zeros, which servers ignore and msgspec refuses."""
    is_digits = isinstance(value, str) and value.isascii() and value.isdigit()
    return value.lstrip("0") or "0" if is_digits else value


def wording(schema: Schema) -> str:
    """What a schema wants, in words."""
    words: str = WORDS[schema["type"]]
    if schema["type"] == "string":
        least, most = schema.get("minLength", 0), schema.get("maxLength")
        if least == 1 and not most:
            return f"{words} that is not empty"
        return (
            f"{words} of {least} to {most} characters"
            if most
            else f"{words} of at least {least} characters"
            if least
            else words
        )
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f"{words} from {least} to {most}"
    if most is not None:
        return f"{words}, at most {most}"
    return words if least is None else f"{words}, at least {least}"


def clamped(schema: Schema) -> Read:
    """A reader of whole numbers that lowers those above the maximum to it, however long they are."""
    read = reader(schema)
    if "maximum" not in schema:
        return read
    most: int = schema["maximum"]

    def lowered(value: Any) -> Any:
        plain = without_zeros(value)
        is_long = isinstance(plain, str) and plain.isdigit() and len(plain) >= len(str(LARGEST))
        try:
            return read(most if is_long else min(msgspec.convert(plain, int, strict=False), most))
        except msgspec.ValidationError:
            return read(value)

    return lowered


def texts(schema: Schema) -> Read:
    """A reader of text; a number of JSON counts as its digits, since clients send passcodes so."""
    if schema.get("contentMediaType") == "application/json":
        return packed(schema)
    read = scalar(schema)
    is_number = scalar({"type": "integer"})

    def read_text(value: Any) -> Any:
        return read(value if isinstance(value, str | bool) or not isinstance(value, int) else str(is_number(value)))

    return read_text


def packed(schema: Schema) -> Read:
    """What JSON text in a parameter holds; JSON that came unpacked, in a JSON body, is taken too."""
    inner = reader(schema.get("contentSchema", {}))

    def read(value: Any) -> Any:
        return inner(from_json(value) if isinstance(value, str) else value)

    return read


def from_json(text: str) -> Any:
    """The value that JSON text holds."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise Unfit("must be JSON") from None


def arrays(schema: Schema) -> Read:
    """Lists; a single text is a list of one."""
    item = reader(schema.get("items", {}))

    def read(value: Any) -> list[Any]:
        if isinstance(value, str):
            return [item(value)]
        if not isinstance(value, list):
            raise Unfit("must be a list")
        return [item(each) for each in value]

    return read


def objects(schema: Schema) -> Read:
    """Objects, or JSON text that holds one; the members that are described are read by their schemas."""
    members = {name: reader(each) for name, each in schema.get("properties", {}).items()}
    required = schema.get("required", ())

    def read(value: Any) -> dict[str, Any]:
        found = from_json(value) if isinstance(value, str) else value
        if not isinstance(found, dict):
            raise Unfit("must be an object")
        for name in required:
            if name not in found:
                raise Unfit(f"must have {name}")
        return {name: members[name](each) if name in members else each for name, each in found.items()}

    return read


def nulls(_schema: Schema) -> Read:
    """Null alone."""

    def read(value: Any) -> None:
        if value is not None:
            raise Unfit("must be null")

    return read


READERS: dict[str, Callable[[Schema], Read]] = {
    "integer": scalar,
    "number": scalar,
    "boolean": scalar,
    "string": texts,
    "array": arrays,
    "object": objects,
    "null": nulls,
}
