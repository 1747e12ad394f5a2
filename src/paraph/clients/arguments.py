"""From the arguments of a call to the request that makes it: what is checked, how it is written, where it travels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from paraph.apis.openapi import is_file
from paraph.apis.parameters import Unfit, reader
from paraph.clients.names import CLIENTS, WITH_FORMS, arguments_of
from paraph.clients.times import in_unit
from paraph.core.encoding import FORM_TYPE, form_text, percent
from paraph.core.errors import InvalidParameter
from paraph.core.message import Pairs, Request

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.clients.names import Argument

Extra = Mapping[str, Any] | None
"""Parameters that the catalogue does not have, under their names on the wire; they are sent unchecked."""
File = Path | bytes | tuple[str, bytes]
"""A file to send: its path, its bytes, or its name and bytes."""
JSON_TYPE = "application/json"
DEEPEST = 100
"""Levels of lists and objects in a value."""


class Unset:
    """The absence of an argument where None is a value of its own."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


class Values(NamedTuple):
    """What a call sends, by place: values of the path, pairs of the query, members of the body, files, a whole body."""

    path: dict[str, str]
    query: list[tuple[str, str]]
    body: dict[str, Any]
    files: dict[str, tuple[str, bytes]]
    whole: Any = UNSET


def build_request(endpoint: Endpoint, given: Mapping[str, Any], extra: Extra, origin: str, now: float) -> Request:
    """Return the request of a call, not signed yet.

    `given` has the arguments by their names in Python; None and `UNSET` are left out. `origin` is scheme, host and the path
    before that of the catalogue. Raises InvalidParameter for a value that the endpoint does not take.
    """
    values = with_extra(endpoint, place_values(endpoint, given, now), extra)
    scheme, _, rest = origin.partition("://")
    host, slash, prefix = rest.partition("/")
    path = "/".join(path_segment(values.path, each) for each in endpoint.path.split("/"))
    query = f"?{form_text(tuple(values.query))}" if values.query else ""
    request = Request(endpoint.method, f"{slash}{prefix}{path}{query}", (("Host", host),), b"", scheme)
    return with_values(endpoint, request, values)


def with_extra(endpoint: Endpoint, values: Values, extra: Extra) -> Values:
    """Return the values of a call with parameters that the catalogue does not have; they replace any of the same name."""
    if not extra:
        return values
    added = {str(name): plain_value(value, str(name)) for name, value in extra.items()}
    if endpoint.method in ("GET", "DELETE", "HEAD"):
        own = [pair for pair in values.query if pair[0] not in added]
        pairs = [(name, plain_text(each)) for name, value in added.items() for each in each_of(value)]
        return values._replace(query=own + pairs)
    if values.whole is UNSET:
        return values._replace(body=values.body | added)
    raise InvalidParameter("extra", "the body of this call is no object that could have more members")


def path_segment(values: Mapping[str, str], segment: str) -> str:
    """Return a segment of a path, with the value of a parameter in place of its name."""
    if not segment.startswith("{"):
        return segment
    return percent(values[segment[1:-1]])


def place_values(endpoint: Endpoint, given: Mapping[str, Any], now: float) -> Values:
    """Return the values of a call by their places."""
    values = Values({}, [], {}, {}, given.get("body", UNSET) if endpoint.body is not None else UNSET)
    for argument in arguments_of(endpoint):
        value = given.get(argument.name, UNSET)
        if value is not UNSET and (value is not None or argument.is_nullable):
            place_value(endpoint, argument, value, values, now)
        elif argument.is_required:
            raise InvalidParameter(argument.name, "it is required")
    return values


def place_value(endpoint: Endpoint, argument: Argument, value: Any, values: Values, now: float) -> None:
    """Check a value, and add it where it travels."""
    name, place, schema = argument.parameter.name, argument.parameter.place, argument.parameter.schema
    if is_file(schema):
        values.files[name] = file_parts(name, value)
        return
    if argument.is_many:
        values.body.update(members(argument, value))
        return
    value = wire_value(argument, value, now)
    if f"parameters.{name}" not in endpoint.unconfirmed:
        check_value(argument, value)
    if value == [] and (place == "query" or takes_form(endpoint)):
        raise InvalidParameter(argument.name, "an empty list cannot be sent here, and without it the call means all")
    if place == "path":
        if value in ("", ".", ".."):
            raise InvalidParameter(argument.name, "it is a part of the path, and must not be empty or dots")
        values.path[name] = plain_text(value)
    elif place == "query":
        values.query.extend((name, plain_text(each)) for each in each_of(value))
    else:
        values.body[name] = value


def members(argument: Argument, value: Any) -> dict[str, str]:
    """Return the members of a mapping as parameters of their own."""
    if not isinstance(value, Mapping):
        raise InvalidParameter(argument.name, f"expected a dict of names and texts, got {type(value).__name__}")
    start = argument.parameter.name.partition(".")[0]
    return {f"{start}.{name}": plain_text(text) for name, text in value.items()}


def wire_value(argument: Argument, value: Any, now: float) -> Any:
    """Return a value as it is in JSON: times in their unit, JSON that travels as text as that text."""
    if argument.unit is not None and value is not None:
        try:
            text = in_unit(value, argument.unit, now)
        except ValueError as error:
            raise InvalidParameter(argument.name, str(error)) from None
        return text if argument.unit == "iso" else int(text)
    if argument.packed is not None and not isinstance(value, str):
        return json_bytes(plain_value(value, argument.name), argument.name).decode()
    if isinstance(value, float) and value.is_integer() and argument.parameter.schema.get("type") == "integer":
        return int(value)
    return plain_value(value, argument.name)


def check_value(argument: Argument, value: Any) -> None:
    """Raise InvalidParameter for a value that the endpoint does not take."""
    if value is None and argument.is_nullable:
        return
    try:
        reader(argument.parameter.schema)(value)
    except Unfit as error:
        raise InvalidParameter(argument.name, str(error)) from None


def plain_value(value: Any, name: str) -> Any:
    """Return a value with lists in place of other collections, as JSON has them; raises InvalidParameter for bytes."""
    return plain_part(value, name, DEEPEST)


def plain_part(value: Any, name: str, levels: int) -> Any:
    """Return a value or a part of one, of so many levels at most, with lists in place of other collections."""
    if levels == 0:
        raise InvalidParameter(name, "it is nested too deeply, or contains itself")
    if isinstance(value, Mapping):
        return {str(key): plain_part(each, name, levels - 1) for key, each in value.items()}
    if isinstance(value, bytes | bytearray | memoryview):
        raise InvalidParameter(name, "expected text, got bytes: decode them")
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain_part(each, name, levels - 1) for each in value]
    return value


def each_of(value: Any) -> list[Any]:
    """Return the items of a list, or the value alone."""
    return value if isinstance(value, list) else [value]


def plain_text(value: Any) -> str:
    """Return a value as text in a query or a form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "" if value is None else str(value)


def file_parts(name: str, value: File | str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, bytes):
        return name, value
    path = Path(value)
    return path.name, path.read_bytes()


def with_values(endpoint: Endpoint, request: Request, values: Values) -> Request:
    """Return the request with its body: a form, JSON, or files, whichever the endpoint takes."""
    if values.whole is not UNSET:
        return request.with_body(JSON_TYPE, json_bytes(plain_value(values.whole, "body"), "body"))
    if values.files:
        return with_files(request, values)
    if not values.body:
        return request
    if takes_form(endpoint):
        pairs: Pairs = tuple((name, plain_text(each)) for name, value in values.body.items() for each in each_of(value))
        return request.with_body(FORM_TYPE, form_text(pairs).encode())
    return request.with_body(JSON_TYPE, json_bytes(values.body, "body"))


def json_bytes(value: Any, name: str) -> bytes:
    """Return a value as compact JSON with sorted members; raises InvalidParameter, with the name of the argument, if it is none."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:  # a datetime, NaN, half of a surrogate pair
        raise InvalidParameter(name, f"it cannot be written as JSON: {reason_of(error)}") from None


def reason_of(error: Exception) -> str:
    """Return why a value is no JSON, without the value."""
    return "it has text that is not Unicode" if isinstance(error, UnicodeError) else str(error).partition(": ")[0]


def takes_form(endpoint: Endpoint) -> bool:
    """Whether the parameters of a call travel as a form: for Duo if none has a structure, for Alteryx at the token endpoint."""
    if endpoint.api == "oauth2":
        return True
    return CLIENTS[endpoint.api] in WITH_FORMS and all(is_scalar(each.schema) for each in endpoint.placed("body"))


def is_scalar(schema: Mapping[str, Any]) -> bool:
    """Whether all values of a schema are texts, numbers or booleans."""
    kinds = schema.get("type")
    return isinstance(kinds, str) and kinds not in ("array", "object")


def with_files(request: Request, values: Values) -> Request:
    """Return the request with files and other members as multipart/form-data (RFC 7578)."""
    import httpx2

    data = {name: plain_text(value) for name, value in values.body.items()}
    made = httpx2.Request("POST", "http://localhost/", data=data, files=values.files)
    return request.with_body(made.headers["Content-Type"], made.read())
