"""Postman collections (v2.1) with a pre-request script that signs.

The script reads what Postman is about to send. A request that comes from a Postman file stays in its collection: other
requests, folders, scripts and ``{{variables}}`` are kept, and only the signing script and its variables are added.
A request from elsewhere gets a collection of its own, whose script also signs requests that are added to it later.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import percent
from paraph.core.message import is_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paraph.codegen.call import Call
    from paraph.core.code_facts import CodeFacts
    from paraph.core.message import Pairs

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
MARK = "// Signs the request afresh before it is sent. Written by paraph as postman."
URL_START = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?[^/?#]*")
"""The part of a URL that --base-url replaces."""


class PostmanFile(NamedTuple):
    """A Postman file, and which of its entries is meant; `values` are variables that an environment sets."""

    table: dict[str, Any]
    number: int
    values: Mapping[str, str]


def variable_names(facts: CodeFacts, file: PostmanFile | None) -> dict[str, str]:
    """Return, for each variable of the facts, the name of the Postman variable that holds its value."""
    known = {**rows_of(file.table), **file.values} if file else {}
    holders = {value: name for name, value in reversed(known.items()) if value}
    return {name: holders.get(value, name) for name, value in facts.variables}


def rows_of(table: dict[str, Any]) -> dict[str, str]:
    """Return the variables of a collection that are texts."""
    rows = collection_in(table).get("variable") or []
    return {str(row["key"]): row["value"] for row in rows if "key" in row and isinstance(row.get("value"), str)}


def collection_in(table: dict[str, Any]) -> dict[str, Any]:
    """Return the collection itself, without the object that Postman's API puts around it."""
    inner = table.get("collection")
    return inner if isinstance(inner, dict) else table


def collection_text(script: str, call: Call, facts: CodeFacts, title: str, file: PostmanFile | None) -> str:
    """Return the collection as JSON."""
    table = new_collection(script, call, facts, title) if file is None else extended(script, call, facts, title, file)
    text = json.dumps(table, indent=2, ensure_ascii=False)
    return (text if is_text(text) else json.dumps(table, indent=2)) + "\n"


def new_collection(script: str, call: Call, facts: CodeFacts, title: str) -> dict[str, Any]:
    """Make a collection with one request, whose script signs every request in it."""
    return {
        "info": {"name": title, "schema": SCHEMA, "description": description(facts)},
        "item": [{"name": f"{call.method} {call.path}", "request": request_of(call, facts)}],
        "event": [event([MARK, *script.splitlines()])],
        "variable": added_variables(facts, {}),
    }


def description(facts: CodeFacts) -> str:
    """Say what to do with a new collection."""
    names = " and ".join(secret.name for secret in facts.secrets)
    return f"Set the variable {names}, as current value only. The pre-request script signs every request afresh."


def event(lines: list[str]) -> dict[str, Any]:
    """Make a pre-request script of its lines."""
    return {"listen": "prerequest", "script": {"type": "text/javascript", "exec": lines}}


def added_variables(facts: CodeFacts, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the variables of the script, those of secrets empty; `names` maps to variables that exist elsewhere."""
    plain = [
        {"key": name, "value": value, "type": "string"}
        for name, value in facts.variables
        if names.get(name, name) == name
    ]
    return [*plain, *({"key": secret.name, "value": "", "type": "secret"} for secret in facts.secrets)]


def request_of(call: Call, facts: CodeFacts) -> dict[str, Any]:
    """Return the request; values of a query are percent-encoded, because Postman leaves + and & as they are."""
    raw = call.address + ("?" + call.encoded_query if call.query else "")
    url = {"raw": raw, **located(call.address)}
    encoded = tuple((percent(name), percent(value)) for name, value in call.query)
    url |= {"query": members(encoded)} if encoded else {}
    request: dict[str, Any] = {"method": call.method, "header": members(call.headers), "url": url}
    if call.body:
        request["body"] = {"mode": "raw", "raw": call.body}
    elif call.form or facts.signs_form:
        request["body"] = {"mode": "urlencoded", "urlencoded": members(call.form)}
    return request


def members(pairs: Pairs) -> list[dict[str, str]]:
    """Write pairs as Postman does."""
    return [{"key": name, "value": value} for name, value in pairs]


def extended(script: str, call: Call, facts: CodeFacts, title: str, file: PostmanFile) -> dict[str, Any]:
    """Return a copy of the file's collection in which the chosen request is signed by a script of its own."""
    table = whole_collection(copy.deepcopy(file.table), title)
    collection = collection_in(table)
    item = list(items_by_entry(collection))[file.number - 1]
    add_script(item, script)
    if isinstance(item["request"], str):
        item["request"] = {"method": "GET", "url": item["request"]}
    item["request"]["auth"] = {"type": "noauth"}  # Postman's own authorization would replace the signature
    if call.base_url:
        redirect(item["request"], call)
    rows = collection.setdefault("variable", [])
    present = {row.get("key") for row in rows}
    added = added_variables(facts, variable_names(facts, file))
    rows += [row for row in added if row["key"] not in present]
    return table


def whole_collection(table: dict[str, Any], title: str) -> dict[str, Any]:
    """Return the collection; make one around a single item or request."""
    inner = collection_in(table)
    if "item" in inner:
        return table
    item = inner if "request" in inner else {"name": title, "request": inner}
    return {"info": {"name": title, "schema": SCHEMA}, "item": [item]}


def items_by_entry(folder: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the item of each entry, as the reader counts them: a request, then one for each saved example."""
    for item in folder["item"]:
        if "item" in item:
            yield from items_by_entry(item)
            continue
        yield item
        for _ in item.get("response") or ():
            yield item


def add_script(item: dict[str, Any], script: str) -> None:
    """Put the script after the item's own pre-request script, in a block, so that names do not clash."""
    block = [MARK, "{", *("  " + line if line else "" for line in script.splitlines()), "}"]
    events = item.setdefault("event", [])
    own = next((row for row in events if row.get("listen") == "prerequest" and "exec" in row.get("script", {})), None)
    if own is None:
        events.append(event(block))
        return
    lines = own["script"]["exec"]
    lines = lines.splitlines() if isinstance(lines, str) else lines
    kept = lines[: lines.index(MARK)] if MARK in lines else [*lines, ""]
    own["script"]["exec"] = [*kept, *block]


def redirect(request: dict[str, Any], call: Call) -> None:
    """Send the request to the base URL instead, for the host that it names."""
    base = call.base_url.rstrip("/")
    url = request.get("url")
    raw = url if isinstance(url, str) else (url or {}).get("raw") or ""
    moved = base + URL_START.sub("", raw, count=1)
    if isinstance(url, dict):
        place = located(base)
        path = url.get("path") or []
        path = path.split("/") if isinstance(path, str) else path
        request["url"] = {**url, "port": "", **place, "raw": moved, "path": [*place["path"], *path]}
    else:
        request["url"] = moved
    headers = request.get("header")
    kept = [row for row in headers if str(row.get("key")).lower() != "host"] if isinstance(headers, list) else []
    request["header"] = [*kept, {"key": "Host", "value": call.authority}]


def located(address: str) -> dict[str, Any]:
    """Return the parts of a URL without query, as Postman writes them."""
    protocol, _, rest = address.partition("://")
    authority, _, path = rest.partition("/")
    host, _, port = authority.partition(":")
    parts = {"protocol": protocol, "host": host.split("."), "path": path.split("/") if path else []}
    return {**parts, "port": port} if port else parts
