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
    values = place_values(endpoint, given, now)
    for name, value in (extra or {}).items():
        if endpoint.method in ("GET", "DELETE", "HEAD"):
            values.query.extend((name, plain_text(each)) for each in each_of(value))
        else:
            values.body[name] = value
    scheme, _, rest = origin.partition("://")
    host, slash, prefix = rest.partition("/")
    path = "/".join(path_segment(values.path, each) for each in endpoint.path.split("/"))
    query = f"?{form_text(tuple(values.query))}" if values.query else ""
    request = Request(endpoint.method, f"{slash}{prefix}{path}{query}", (("Host", host),), b"", scheme)
    return with_values(endpoint, request, values)


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
        if value is UNSET or (value is None and not (argument.is_nullable and is_stated(argument, given))):
            continue
        place_value(endpoint, argument, value, values, now)
    return values


def is_stated(argument: Argument, given: Mapping[str, Any]) -> bool:
    """Whether None was given as a value."""
    return argument.name in given and (argument.is_required or given[argument.name] is None)


def place_value(endpoint: Endpoint, argument: Argument, value: Any, values: Values, now: float) -> None:
    """Check a value, and add it where it travels."""
    name, place, schema = argument.parameter.name, argument.parameter.place, argument.parameter.schema
    if is_file(schema):
        values.files[name] = file_parts(name, value)
        return
    if argument.is_many:
        values.body.update({f"{name.partition('.')[0]}.{each}": plain_text(text) for each, text in value.items()})
        return
    value = wire_value(argument, value, now)
    if f"parameters.{name}" not in endpoint.unconfirmed:
        check_value(argument, value)
    if place == "path":
        if value in ("", ".", ".."):
            raise InvalidParameter(argument.name, "it is a part of the path, and must not be empty or dots")
        values.path[name] = plain_text(value)
    elif place == "query":
        values.query.extend((name, plain_text(each)) for each in each_of(value))
    else:
        values.body[name] = value


def wire_value(argument: Argument, value: Any, now: float) -> Any:
    """Return a value as it is in JSON: times in their unit, JSON that travels as text as that text."""
    if argument.unit is not None and value is not None:
        try:
            text = in_unit(value, argument.unit, now)
        except ValueError as error:
            raise InvalidParameter(argument.name, str(error)) from None
        return text if argument.unit == "iso" else int(text)
    if argument.packed is not None and not isinstance(value, str):
        return json.dumps(plain_value(value), separators=(",", ":"), ensure_ascii=False)
    return plain_value(value)


def check_value(argument: Argument, value: Any) -> None:
    """Raise InvalidParameter for a value that the endpoint does not take."""
    if value is None and argument.is_nullable:
        return
    try:
        reader(argument.parameter.schema)(value)
    except Unfit as error:
        raise InvalidParameter(argument.name, str(error)) from None
    except RecursionError:
        raise InvalidParameter(argument.name, "it is nested too deeply") from None


def plain_value(value: Any) -> Any:
    """Return a value with lists in place of other collections, as JSON has them."""
    if isinstance(value, Mapping):
        return {str(name): plain_value(each) for name, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [plain_value(each) for each in value]
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
        return request.with_body(JSON_TYPE, json_bytes(plain_value(values.whole)))
    if values.files:
        return with_files(request, values)
    if not values.body:
        return request
    if takes_form(endpoint):
        pairs: Pairs = tuple((name, plain_text(each)) for name, value in values.body.items() for each in each_of(value))
        return request.with_body(FORM_TYPE, form_text(pairs).encode())
    return request.with_body(JSON_TYPE, json_bytes(values.body))


def json_bytes(value: Any) -> bytes:
    """Return a value as compact JSON with sorted members."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


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
