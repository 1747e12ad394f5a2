"""The parameters of a request: those of its path, its query and its body, be that JSON, a form or multipart."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.apis.parameters import typed
from paraph.core.encoding import FORM_TYPE, parse_form, unpercent
from paraph.core.errors import InvalidParameter, MissingParameter, Unconfigured
from paraph.core.message import wire_bytes, wire_text
from paraph.emulator.alteryx.calls import File, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.apis.catalogue import Endpoint, Found
    from paraph.core.message import Request

MULTIPART = "multipart/form-data"


def given(found: Found, request: Request) -> tuple[dict[str, Any], Any]:
    """The parameters by name, as the catalogue types them, and the body where it is no set of them.

    Raises Refused (400) for what is missing or cannot be read.
    """
    values: dict[str, Any] = collected(parse_form(request.query))
    endpoint, whole = found.endpoint, None
    if endpoint.body is not None:
        whole = fitting(from_json(request.body), endpoint.body)
    elif endpoint.placed("body"):
        values |= members(request)
    values |= {name: clean(unpercent(value)) for name, value in found.values.items()}
    return checked(endpoint, values), whole


def checked(endpoint: Endpoint, values: dict[str, Any]) -> dict[str, Any]:
    """The same values by their types; raises Refused (400)."""
    files = {name: value for name, value in values.items() if isinstance(value, File)}
    try:
        # A file is no text, so its name stands for it.
        return typed(endpoint, values | {name: file.name for name, file in files.items()}) | files
    except MissingParameter as error:
        raise Refused(400, f"The {error.name} field is required.", error.name) from None
    except InvalidParameter as error:
        raise Refused(400, f"{error.name} {error.detail}.", error.name) from None


def members(request: Request) -> dict[str, Any]:
    """The parameters in a body; an absent one has none."""
    if not request.body:
        return {}
    if request.media_type == MULTIPART:
        return parts(request)
    if request.media_type == FORM_TYPE:
        return collected(parse_form(wire_text(request.body)))
    found = from_json(request.body)
    if not isinstance(found, dict):
        raise Refused(400, "The body must be a JSON object.")
    return found


def from_json(body: bytes) -> Any:
    """The value of a JSON body, which may begin with a byte order mark."""
    try:
        return msgspec.json.decode(body.removeprefix("\ufeff".encode()))
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise Refused(400, "The body is not JSON.") from None


def fitting(value: Any, schema: dict[str, Any]) -> Any:
    """A body that is a text or a list of texts, as its schema says; raises Refused (400) for any other."""
    texts = value if schema["type"] == "array" and isinstance(value, list) else [value]
    if isinstance(value, list) != (schema["type"] == "array") or not all(isinstance(each, str) for each in texts):
        raise Refused(
            400, "The body must be a list of texts." if schema["type"] == "array" else "The body must be a text."
        )
    return value


def parts(request: Request) -> dict[str, Any]:
    """The fields and files of a multipart body; raises Refused (400) for one that is broken, Unconfigured without the parser."""
    try:
        from python_multipart.exceptions import FormParserError
        from python_multipart.multipart import Field, parse_form
        from python_multipart.multipart import File as Part
    except ModuleNotFoundError:
        raise Unconfigured("multipart bodies need the extra: pip install 'paraph[server]'") from None

    found: list[tuple[str, Any]] = []

    def field(part: Field) -> None:
        found.append((wire_text(part.field_name or b""), clean(wire_text(part.value or b""))))

    def file(part: Part) -> None:
        part.file_object.seek(0)
        found.append(
            (wire_text(part.field_name or b""), File(clean(wire_text(part.file_name or b"")), part.file_object.read()))
        )

    try:
        headers = {"Content-Type": wire_bytes(request.header("content-type") or "")}
        parse_form(headers, io.BytesIO(request.body), field, file)
    except (FormParserError, ValueError):
        raise Refused(400, "The body is not multipart/form-data.") from None
    return dict(found)


def clean(text: str) -> str:
    """A text in which bytes that are not UTF-8 are marked as such: what is stored is JSON, which cannot hold them."""
    return wire_bytes(text).decode("utf-8", "replace")


def collected(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Values by name; a name that comes several times has a list of them."""
    found: dict[str, Any] = {}
    for name, text in pairs:
        value = clean(text)
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
        else:
            found[name] = value
    return found
