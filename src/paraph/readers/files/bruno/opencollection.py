"""Bruno's YAML, OpenCollection: a request a file, or a bundle with ``items``.

Scripts are not run. Variables of a bundle and of its folders hold for what is in them.

Source: https://docs.usebruno.com/opencollection-yaml/structure-reference
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.core.message import wire_bytes
from paraph.readers.files.bruno.bru import sequence_of
from paraph.readers.files.bruno.request import BrunoRequest, entry_of
from paraph.readers.files.json_text import rows_in, table_in, text_in
from paraph.readers.files.yaml_text import yaml_value
from paraph.readers.multipart import Part
from paraph.readers.variables import Allowance, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paraph.core.message import Pairs
    from paraph.readers.entry import Entry

_TOP = re.compile(r"^(info|http|opencollection|items|graphql|grpc|websocket):", re.MULTILINE)
_FIRST = re.compile(r"(?:---[ \t\r]*\n|[ \t\r]*\n|#[^\n]*\n)*[A-Za-z]+:(?:[ \t\r\n]|$)")
MODES = {
    "form-urlencoded": "form",
    "formUrlEncoded": "form",
    "multipart-form": "multipart",
    "multipartForm": "multipart",
}


def is_opencollection(text: str) -> bool:
    """Whether the text has the top-level names of OpenCollection."""
    if not _FIRST.match(text):
        return False
    names = set(_TOP.findall(text))
    return "opencollection" in names or {"info", "http"} <= names


def read_opencollection(text: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests in order; `variables` win over those of the file."""
    whole = yaml_value(text)
    if not isinstance(whole, dict):
        raise Unreadable("expected OpenCollection: `info` and `http` at the top")
    found = list(requests_of(whole, (), {}, 0))
    if not found:
        raise Unreadable("this OpenCollection file holds no HTTP request: give the file of a request")
    source = Source(text, Allowance(text, variables))
    return tuple(entry_of(item, number, source, variables) for number, item in enumerate(found, 1))


def yaml_request(text: str) -> BrunoRequest | None:
    """The request of a file; None if it holds none."""
    whole = yaml_value(text)
    return next(requests_of(whole, (), {}, 0), None) if isinstance(whole, dict) else None


def yaml_shared(text: str) -> BrunoRequest:
    """What a folder or collection hands down, as a request without a URL."""
    whole = yaml_value(text)
    table = whole if isinstance(whole, dict) else {}
    info, shared = table_in(table, "info", "the file"), table_in(table, "request", "a folder")
    kind, auth = auth_of(shared.get("auth"))
    return BrunoRequest(
        text_in(info, "name", "info", ""),
        "",
        "",
        headers=pairs_of(rows_in(shared, "headers", "a folder")),
        auth_kind=kind,
        auth=auth,
        variables=variables_of(shared),
        script=script_of(shared),
        sequence=sequence_of(text_in(info, "seq", "info", "")),
    )


def yaml_environment(text: str) -> dict[str, str]:
    """The variables of an environment that are switched on."""
    whole = yaml_value(text)
    return variables_of(whole) if isinstance(whole, dict) else {}


def requests_of(
    item: dict[str, Any], folders: tuple[str, ...], variables: dict[str, str], depth: int
) -> Iterator[BrunoRequest]:
    """The requests of an item, a folder or a bundle."""
    info = table_in(item, "info", "the file")
    name = text_in(info, "name", "info", "")
    own = variables | variables_of(table_in(item, "runtime", "the file"))
    if isinstance(item.get("http"), dict):
        yield request_text(item, " / ".join((*folders, name)) if name or folders else "", own)
    shared = table_in(item, "request", "a folder")
    inner = own | variables_of(shared)
    for row in rows_in(item, "items", "a folder"):
        yield from requests_of(row, (*folders, name) if depth and name else folders, inner, depth + 1)


def variables_of(table: dict[str, Any]) -> dict[str, str]:
    """The variables that are switched on; later ones win."""
    return {row_text(row, "name"): value_of(row) for row in rows_in(table, "variables", "the file") if is_on(row)}


def request_text(item: dict[str, Any], name: str, variables: dict[str, str]) -> BrunoRequest:
    """The request of an item."""
    http, runtime = item["http"], table_in(item, "runtime", "the request")
    kind, body, form = body_of(http)
    auth_kind, auth = auth_of(http.get("auth", runtime.get("auth")))
    settings = table_in(item, "settings", "the request")
    return BrunoRequest(
        name,
        text_in(http, "method", "http", "GET") or "GET",
        text_in(http, "url", "http"),
        params_of(http, "query"),
        params_of(http, "path"),
        pairs_of(rows_in(http, "headers", "http")),
        kind,
        body,
        form,
        auth_kind,
        auth,
        variables,
        script_of(runtime),
        bool(settings) and text_in(settings, "encodeUrl", "settings", "true") == "true",
        parts_of(http) if kind == "multipart" else (),
        sequence=sequence_of(text_in(table_in(item, "info", "the request"), "seq", "info", "")),
        off=params_of(http, "query", off=True) + body_of(http, off=True)[2],
    )


def parts_of(http: dict[str, Any]) -> tuple[Part, ...]:
    """The fields of a multipart form that are switched on."""
    rows = rows_in(table_in(http, "body", "http"), "data", "the body") if isinstance(http.get("body"), dict) else []
    found = []
    for row in rows:
        if is_on(row):
            kind = row_text(row, "contentType")
            value = row.get("value")
            text = value if isinstance(value, str) else ""
            names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else [text]
            filename = (names[0] if names else "").rpartition("/")[2] if row.get("type") == "file" else None
            content = b"" if filename is not None else wire_bytes(text)
            found.append(Part(row_text(row, "name"), content, filename, (("Content-Type", kind),) if kind else ()))
    return tuple(found)


def params_of(http: dict[str, Any], kind: str, *, off: bool = False) -> Pairs:
    """The parameters of that type that are switched on, or those that are `off`; older files have a list for each type."""
    if isinstance(http.get("params"), dict):
        return pairs_of(rows_in(http["params"], kind, "params"), off=off)
    return pairs_of([row for row in rows_in(http, "params", "http") if row.get("type", "query") == kind], off=off)


def pairs_of(rows: list[dict[str, Any]], *, off: bool = False) -> Pairs:
    """Names and values of the rows that are switched on, or of those that are `off`."""
    return tuple((row_text(row, "name"), value_of(row)) for row in rows if is_on(row) is not off)


def is_on(row: dict[str, Any]) -> bool:
    """Whether a row is not switched off."""
    return row.get("disabled") != "true" and row.get("enabled") != "false"


def row_text(row: dict[str, Any], name: str) -> str:
    """A member of a row as text."""
    return text_in(row, name, "a row", "")


def value_of(row: dict[str, Any]) -> str:
    """The value of a row; a variable may have it together with its type."""
    value = row.get("value")
    return row_text(value, "data") if isinstance(value, dict) else row_text(row, "value")


def body_of(http: dict[str, Any], *, off: bool = False) -> tuple[str, str, Pairs]:
    """Kind, text and fields of the body, or the fields that are `off`; of several the one that is selected, else the first."""
    body = http.get("body")
    if isinstance(body, list):
        rows = rows_in(http, "body", "http")
        chosen = next((row for row in rows if row.get("selected") == "true"), rows[0] if rows else {})
        body = table_in(chosen, "body", "a body")
    if not isinstance(body, dict):
        return "none", "", ()
    kind = text_in(body, "type", "the body", "none")
    kind = MODES.get(kind, kind)
    if kind == "form":
        return kind, "", pairs_of(rows_in(body, "data", "the body"), off=off)
    data = body.get("data")
    return kind, data if isinstance(data, str) else "", ()


def auth_of(auth: Any) -> tuple[str, dict[str, str]]:
    """The type of the authorization, and its values, which stand beside the type or under its name."""
    if isinstance(auth, str):
        return ("" if auth == "none" else auth), {}
    if not isinstance(auth, dict):
        return "", {}
    kind = text_in(auth, "type", "auth", "")
    inner = auth.get(kind)
    table = inner if isinstance(inner, dict) else auth
    return ("" if kind == "none" else kind), {name: value for name, value in table.items() if isinstance(value, str)}


def script_of(runtime: dict[str, Any]) -> str:
    """The script that runs before the request."""
    rows = runtime.get("scripts")
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return "\n".join(text_in(row, "code", "a script", "") for row in rows if row.get("type") == "before-request")
