"""Postman's collections of version 1, and dumps of all collections, made into collections of version 2.

In version 1 requests stand in one list, and folders name them by id; headers are one text, in which ``//`` before a name
switches it off. A dump has collections of this version, environments and globals.

Source: https://github.com/postmanlabs/postman-collection-transformer lib/converters/v1.0.0/converter-v1-to-v2.js
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.readers.files.json_text import rows_in, text_in
from paraph.readers.files.postman.oauth1 import AUTH_TYPE
from paraph.readers.files.postman.url import split_query
from paraph.readers.variables import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES = {"binary": "file", "graphql": "graphql", "params": "formdata", "raw": "raw", "urlencoded": "urlencoded"}
HELPERS = {
    "apikeyAuth": "apikey",
    "basicAuth": "basic",
    "bearerAuth": "bearer",
    "digestAuth": "digest",
    "hawkAuth": "hawk",
    "oAuth1": AUTH_TYPE,
    "oAuth2": "oauth2",
    "ntlmAuth": "ntlm",
    "awsSigV4": "awsv4",
}
OAUTH1 = {"addParamsToHeader": "header", "addEmptyParamsToSign": "includeEmpty"}
REQUEST_ONLY = ("dataMode", "rawModeData", "currentHelper", "headerData", "preRequestScript")
_HEADER = re.compile(r"(?:^|(?<=\n))((?://[^\S\n]*)?[^\s:]+):([^\n]*)")


def is_version_1(table: dict[str, Any]) -> bool:
    """Return whether this is a collection, a request or a dump of the old format."""
    if isinstance(table.get("collections"), list) and ("environments" in table or "version" in table):
        return True
    if isinstance(table.get("requests"), list) and ("order" in table or "folders" in table):
        return True
    return isinstance(table.get("url"), str) and any(name in table for name in REQUEST_ONLY)


def upgraded(table: dict[str, Any]) -> dict[str, Any]:
    """Return the collection of version 2 that holds the same requests; a dump's collections are its folders."""
    if "collections" in table:
        return dump(table)
    return collection(table) if "requests" in table else {"item": [item(table)]}


def dump(table: dict[str, Any]) -> dict[str, Any]:
    """Return a dump as one collection; the values of its globals, and of its only environment, hold for all of it."""
    scopes = [{"values": table.get("globals")}] if isinstance(table.get("globals"), list) else []
    environments = rows_in(table, "environments", "the dump")
    scopes += environments if len(environments) == 1 else []
    values = {
        name: value for scope in scopes for name, value in values_of(rows_in(scope, "values", "the dump")).items()
    }
    folders = [collection(row) if "requests" in row else row for row in rows_in(table, "collections", "the dump")]
    own = [row for folder in folders for row in rows_in(folder, "variable", "a collection")]
    return {"item": folders, "variable": [*own, *({"key": name, "value": value} for name, value in values.items())]}


def collection(table: dict[str, Any]) -> dict[str, Any]:
    """Return a collection with its folders in their order, then the requests outside of them."""
    requests = {row.get("id"): row for row in rows_in(table, "requests", "the collection") if is_id(row.get("id"))}
    rows = [row for row in rows_in(table, "folders", "the collection") if is_id(row.get("id"))]
    folders = {row["id"]: {**shared(row), "item": []} for row in rows}
    inner: set[Any] = set()
    for row in rows:
        below = [
            name for name in ids_in(row, "folders_order") if name in folders and name != row["id"] and name not in inner
        ]
        inner.update(below)
        folders[row["id"]]["item"] = [
            *(folders[name] for name in below),
            *(item(requests[name]) for name in ids_in(row, "order") if name in requests),
        ]
    refuse_circle(folders, inner)
    order = ids_in(table, "folders_order") if isinstance(table.get("folders_order"), list) else list(folders)
    outer = [folders[name] for name in dict.fromkeys(order) if name in folders and name not in inner]
    chosen = ids_in(table, "order") if isinstance(table.get("order"), list) else list(requests)
    return {
        **shared(table),
        "item": [*outer, *(item(requests[name]) for name in dict.fromkeys(chosen) if name in requests)],
    }


def refuse_circle(folders: dict[Any, dict[str, Any]], inner: set[Any]) -> None:
    """Raise Unreadable if folders are in one another without end."""
    waiting = [folder for name, folder in folders.items() if name not in inner]
    seen = 0
    while waiting:
        seen += 1
        waiting += [row for row in waiting.pop()["item"] if "item" in row]
    if seen < len(folders):
        raise Unreadable("the folders of this collection are in one another without end: correct `folders_order`")


def is_id(value: Any) -> bool:
    """Return whether a value can be the id of a folder or request."""
    return isinstance(value, str | int)


def ids_in(table: dict[str, Any], name: str) -> list[Any]:
    """Return the ids of a list, of which anything else is left out."""
    rows = table.get(name)
    return [row for row in rows if is_id(row)] if isinstance(rows, list) else []


def shared(table: dict[str, Any]) -> dict[str, Any]:
    """Return what a collection, a folder and a request have in common."""
    return {
        "name": table.get("name") or "",
        "variable": table.get("variables") or table.get("variable"),
        "auth": auth(table),
        "event": events(table),
        "protocolProfileBehavior": table.get("protocolProfileBehavior"),
    }


def events(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the scripts."""
    script = table.get("preRequestScript")
    if isinstance(script, str) and script:
        return [{"listen": "prerequest", "script": {"exec": script.split("\n")}}]
    return [] if table.get("tests") else rows_in(table, "events", "the collection")


def auth(table: dict[str, Any]) -> dict[str, Any] | None:
    """Return the authorization: a helper with attributes, or one of version 2."""
    helper, attributes = table.get("currentHelper"), table.get("helperAttributes")
    if "currentHelper" not in table and not attributes:
        return table["auth"] if isinstance(table.get("auth"), dict) else None
    if not isinstance(helper, str) or helper == "normal":
        return None
    if isinstance(attributes, str):
        attributes = parsed(attributes)
    kind = HELPERS.get(helper, helper)
    values = dict(attributes) if isinstance(attributes, dict) else {}
    if kind == AUTH_TYPE:
        values |= {new: values.get(old) for new, old in OAUTH1.items()}
    return {"type": kind, kind: values}


def parsed(text: str) -> Any:
    """Return the value of a JSON text; None if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def item(table: dict[str, Any]) -> dict[str, Any]:
    """Return a request with what was saved with it."""
    responses = [example(row) for row in rows_in(table, "responses", "a request")]
    return {**shared(table), "request": request(table), "response": responses}


def request(table: dict[str, Any]) -> dict[str, Any]:
    """Return the request itself."""
    found: dict[str, Any] = {"method": table.get("method") or "GET", "url": url(table), "header": list(headers(table))}
    found |= {"auth": auth(table)} if auth(table) else {}
    return found | ({"body": body(table)} if body(table) else {})


def example(table: dict[str, Any]) -> dict[str, Any]:
    """Return an answer that was saved, with the request that it belongs to."""
    asked = table.get("requestObject") or table.get("request")
    asked = parsed(asked) if isinstance(asked, str) else asked
    code = table.get("responseCode")
    return {
        "name": table.get("name") or "response",
        "originalRequest": request(asked) if isinstance(asked, dict) else None,
        "code": code.get("code") if isinstance(code, dict) else None,
        "header": table.get("headers") if isinstance(table.get("headers"), list) else [],
        "body": table.get("text") if isinstance(table.get("text"), str) else "",
    }


def url(table: dict[str, Any]) -> Any:
    """Return the URL: as text, or as parts if its parameters or path variables are in lists of their own."""
    text = text_in(table, "url", "a request", "")
    query = [parameter(row) for row in rows_in(table, "queryParams", "a request")]
    variables = list(path_variables(table))
    if not query and not variables:
        return text
    before, mark, fragment = text.partition("#")
    head, asks, asked = before.partition("?")
    scheme, separator, rest = head.rpartition("://")
    host, slash, path = rest.partition("/")
    parts: dict[str, Any] = {
        "host": [host],
        "query": query or (parameters(asked) if asks else []),
        "variable": variables,
    }
    parts |= {"path": path.split("/")} if slash else {}
    return parts | ({"protocol": scheme} if separator else {}) | ({"hash": fragment} if mark else {})


def parameters(text: str) -> list[dict[str, Any]]:
    """Return the parameters of a query that stands in the URL."""
    return [{"key": name, "value": value} for name, value in split_query(text)]


def parameter(row: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter of the query; `equals` says whether an empty one has an equals sign."""
    value = row.get("value")
    if "equals" in row:
        value = ("" if value is None else value) if row["equals"] else value or None
    return {"key": row.get("key"), "value": value, "disabled": bool(row.get("disabled")) or row.get("enabled") is False}


def path_variables(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the path variables of both lists; the rows come before plain values of the same name."""
    rows = rows_in(table, "pathVariableData", "a request")
    yield from rows
    plain, known = table.get("pathVariables"), {row.get("key") for row in rows}
    yield from (
        ({"key": key, "value": value} for key, value in plain.items() if key not in known)
        if isinstance(plain, dict)
        else ()
    )


def headers(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the headers of the rows, then those of the text that are not among them."""
    text = table.get("headers")
    if isinstance(text, list):
        yield from rows_in(table, "headers", "a request")
        return
    known = set()
    for row in rows_in(table, "headerData", "a request"):
        name = str(row.get("key") or "")
        known.add(name.removeprefix("//").strip())
        yield {
            "key": name.removeprefix("//").strip(),
            "value": row.get("value"),
            "disabled": name.startswith("//") or row.get("enabled") is False,
        }
    for found in _HEADER.finditer(text) if isinstance(text, str) else ():
        name = found[1].removeprefix("//").strip()
        if name not in known:
            yield {"key": name, "value": found[2].strip(), "disabled": found[1].startswith("//")}


def body(table: dict[str, Any]) -> dict[str, Any] | None:
    """Return the body; None if there is none."""
    data, raw, graph = table.get("data"), table.get("rawModeData"), table.get("graphqlModeData")
    mode = MODES.get(str(table.get("dataMode")))
    if ("dataMode" in table and table["dataMode"] is None) or (not mode and not data and not raw and not graph):
        return None
    raw = raw[0] if isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], str) else raw
    text = raw if isinstance(raw, str) else ""
    options = table.get("dataOptions") if isinstance(table.get("dataOptions"), dict) else {}
    if not mode:
        mode = "formdata" if not text and isinstance(data or raw, list) else "graphql" if not text and graph else "raw"
    content: Any = text or (data if isinstance(data, str) else "")
    if mode == "graphql":
        content = graph or data
    elif mode == "file":
        content = {"src": text or None}
    elif mode != "raw":
        rows = data or raw
        content = (
            [field(row) for row in rows if isinstance(row, dict) and row.get("key") is not None]
            if isinstance(rows, list)
            else []
        )
    settings = {MODES[name]: value for name, value in (options or {}).items() if name in MODES and value}
    return {"mode": mode, mode: content, "options": settings, "disabled": bool(table.get("dataDisabled"))}


def field(row: dict[str, Any]) -> dict[str, Any]:
    """Return a field of a form; that of a file has the name of the file as its value."""
    found = {name: value for name, value in row.items() if name != "enabled"}
    if row.get("enabled") is False:
        found["disabled"] = True
    if row.get("type") == "file" and not row.get("src"):
        found["src"] = found.pop("value", None)
    return found
