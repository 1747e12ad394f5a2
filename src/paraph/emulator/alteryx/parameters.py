"""Reads the parameters of path, query and body (JSON, form or multipart)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.apis.parameters import parse_parameters
from paraph.core.encoding import FORM_TYPE, parse_form, unpercent
from paraph.core.errors import InvalidParameter, MissingParameter, Unconfigured
from paraph.core.message import wire_bytes, wire_text
from paraph.emulator.alteryx.calls import AlteryxError, NamedFile
from paraph.emulator.vendor import group_values

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint, EndpointMatch
    from paraph.core.message import Pairs, Request

MULTIPART = "multipart/form-data"


def read_parameters(match: EndpointMatch, request: Request) -> tuple[dict[str, Any], Any]:
    """Read the parameters by name, with the types of the catalogue, and a body that is not a set of parameters.

    Raises AlteryxError (400) for one that is missing or invalid.
    """
    values: dict[str, Any] = group_clean_values(parse_form(request.query))
    endpoint, body = match.endpoint, None
    if endpoint.body is not None:
        body = check_body(parse_json(request.body), endpoint.body)
    elif endpoint.placed("body"):
        values |= read_body(request)
    values |= {name: replace_invalid_utf8(unpercent(value)) for name, value in match.values.items()}
    return check_types(endpoint, values), body


def check_types(endpoint: Endpoint, values: dict[str, Any]) -> dict[str, Any]:
    """Convert the values to their types; raises AlteryxError (400)."""
    files = {name: value for name, value in values.items() if isinstance(value, NamedFile)}
    try:
        # The type check needs text, so it gets the file's name.
        return parse_parameters(endpoint, values | {name: file.name for name, file in files.items()}) | files
    except MissingParameter as error:
        raise AlteryxError(400, f"The {error.name} field is required.", error.name) from None
    except InvalidParameter as error:
        raise AlteryxError(400, f"{error.name} {error.detail}.", error.name) from None


def read_body(request: Request) -> dict[str, Any]:
    """Read the parameters in a body; an absent body has none."""
    if not request.body:
        return {}
    if request.media_type == MULTIPART:
        return parse_multipart(request)
    if request.media_type == FORM_TYPE:
        return group_clean_values(parse_form(wire_text(request.body)))
    result = parse_json(request.body)
    if not isinstance(result, dict):
        raise AlteryxError(400, "The body must be a JSON object.")
    return result


def parse_json(body: bytes) -> Any:
    """Parse a JSON body, which may begin with a byte order mark."""
    try:
        return msgspec.json.decode(body.removeprefix("\ufeff".encode()))
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise AlteryxError(400, "The body is not JSON.") from None


def check_body(value: Any, schema: dict[str, Any]) -> Any:
    """Check a body that is a text or a list of texts against its schema; raises AlteryxError (400)."""
    texts = value if schema["type"] == "array" and isinstance(value, list) else [value]
    if isinstance(value, list) != (schema["type"] == "array") or not all(isinstance(each, str) for each in texts):
        raise AlteryxError(
            400, "The body must be a list of texts." if schema["type"] == "array" else "The body must be a text."
        )
    return value


def parse_multipart(request: Request) -> dict[str, Any]:
    """Parse the fields and files of a multipart body; raises AlteryxError (400), or Unconfigured without the parser."""
    try:
        from python_multipart.exceptions import FormParserError
        from python_multipart.multipart import Field, parse_form
        from python_multipart.multipart import File as Part
    except ModuleNotFoundError:
        raise Unconfigured("multipart bodies need the extra: pip install 'paraph[server]'") from None

    result: list[tuple[str, Any]] = []

    def field(part: Field) -> None:
        result.append((wire_text(part.field_name or b""), replace_invalid_utf8(wire_text(part.value or b""))))

    def file(part: Part) -> None:
        part.file_object.seek(0)
        result.append(
            (
                wire_text(part.field_name or b""),
                NamedFile(replace_invalid_utf8(wire_text(part.file_name or b"")), part.file_object.read()),
            )
        )

    try:
        headers = {"Content-Type": wire_bytes(request.header("content-type") or "")}
        parse_form(headers, io.BytesIO(request.body), field, file)
    except (FormParserError, ValueError):
        raise AlteryxError(400, "The body is not multipart/form-data.") from None
    return dict(result)


def replace_invalid_utf8(text: str) -> str:
    """Replace bytes that are not UTF-8: values are stored as JSON, which cannot hold them."""
    return wire_bytes(text).decode("utf-8", "replace")


def group_clean_values(pairs: Pairs) -> dict[str, Any]:
    """Group values by name; replace bytes that are not UTF-8."""
    return group_values((name, replace_invalid_utf8(text)) for name, text in pairs)
