"""The parameters of a call as values of their types, out of the text or the JSON that came.

A schema becomes a reader once; reading is then one call for each parameter that was given. Of a schema are held: `type`,
`enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `items`, `anyOf`, and `contentSchema` where JSON is packed into
text. What else it says describes, and is not held against anybody.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from paraph.core.errors import InvalidParameter, MissingParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.apis.catalogue import Endpoint, Schema

    Read = Callable[[Any], Any]

__all__ = ["InvalidParameter", "MissingParameter", "parse_parameters"]

BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
LARGEST = 2**63 - 1
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
    """Return how to parse the parameters of an endpoint; computed once."""
    travelling = [each for each in endpoint.parameters if each.place != "path"]
    return Plan(
        {each.name: (clamped_integers if each.name in CLAMPED else reader)(each.schema) for each in travelling},
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
    read = READERS[kinds[0]](schema) if kinds and kinds[0] in READERS else any_value
    return one_of(read, schema["enum"]) if "enum" in schema else read


def any_value(value: Any) -> Any:
    """Return the value unchanged."""
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


def whole_number(value: Any) -> int:
    """A whole number: ASCII digits in text, since ``int`` would also take ``١`` and ``1_0``."""
    if isinstance(value, str):
        digits = value[1:] if value[:1] == "-" else value
        if digits.isascii() and digits.isdigit():
            # Python refuses to convert very long numbers, and no field holds them.
            return int(value) if len(digits) < 19 else LARGEST + 1 if digits is value else -LARGEST - 1
    elif isinstance(value, int) and not isinstance(value, bool):
        return value
    elif isinstance(value, float) and value.is_integer():
        return int(value)
    raise Unfit("must be a whole number")


def integers(schema: Schema) -> Read:
    """Whole numbers within the bounds of the schema."""
    least, most = schema.get("minimum", -LARGEST), schema.get("maximum", LARGEST)

    def read(value: Any) -> int:
        number = whole_number(value)
        if number > most:
            raise Unfit(f"must be at most {most}")
        if number < least:
            raise Unfit(f"must be at least {least}")
        return number

    return read


def clamped_integers(schema: Schema) -> Read:
    """Return a reader of whole numbers that reduces larger ones to the maximum."""
    read = reader(schema)
    if "maximum" not in schema:
        return read
    most: int = schema["maximum"]
    return lambda value: read(min(whole_number(value), most))


def numbers(schema: Schema) -> Read:
    """Numbers of any kind, as finite floats."""
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))

    def read(value: Any) -> float:
        try:
            number = float("nan") if isinstance(value, bool) else float(value)
        except (ValueError, TypeError, OverflowError):
            raise Unfit("must be a number") from None
        if number - number != 0:
            raise Unfit("must be a finite number")
        if not least <= number <= most:
            raise Unfit(f"must be from {least} to {most}")
        return number

    return read


def booleans(_schema: Schema) -> Read:
    """True and false, in the spellings that clients send."""

    def read(value: Any) -> bool:
        if isinstance(value, bool):
            return value
        text = str(value) if isinstance(value, int) else value
        if not isinstance(text, str) or text not in BOOLEANS:
            raise Unfit("must be true or false")
        return BOOLEANS[text]

    return read


def texts(schema: Schema) -> Read:
    """Text; a number of JSON counts as its digits, since clients send passcodes so."""
    if schema.get("contentMediaType") == "application/json":
        return packed_json(schema)
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", LARGEST)

    def read(value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
            value = str(value)
        if not isinstance(value, str):
            raise Unfit("must be one text")
        if not shortest <= len(value) <= longest:
            raise Unfit(f"must have {shortest} to {longest} characters" if longest < LARGEST else "is too short")
        return value

    return read


def packed_json(schema: Schema) -> Read:
    """Return a reader of JSON text in a parameter; values that are already parsed, as in a JSON body, are accepted too."""
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
    "integer": integers,
    "number": numbers,
    "boolean": booleans,
    "string": texts,
    "array": arrays,
    "object": objects,
    "null": nulls,
}
