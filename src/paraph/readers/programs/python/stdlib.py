"""Requests as the standard library sends them: http.client, and urllib.request above it.

Source: CPython 3.11, Lib/http/client.py and Lib/urllib/request.py
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from paraph.readers.common import FORM_TYPE
from paraph.readers.programs.client_requests import assemble_request
from paraph.readers.programs.python.calls import Call, arguments, maker, request_arguments, value_of
from paraph.readers.programs.python.messages import Draft, as_bytes, header_name, header_value, rows_of, text
from paraph.readers.programs.python.scopes import Change, dotted_name, end_of, full_name, start_of

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request
    from paraph.readers.programs.python.values import Values

PORTS = {"https": 443, "http": 80}
_URL = re.compile(r"(?:URL:)?([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)")
_OUTSIDE = re.compile(r"[^\x21-\x7e]")


def http_client_request(call: Call, values: Values) -> Draft:
    """Return the request of http.client, which sends path and headers unchanged."""
    asked = arguments(call, values)
    headers = tuple((header_name(name), header_value(value, numbers=True)) for name, value in rows_of(asked.get("headers")))  # fmt: skip
    if call.function == "putrequest":
        headers, body = put_headers(call, values)
    else:
        body = latin(asked.get("body"))
    return Draft(sent_unchanged(text(asked.get("method"), "the method"), origin(call, values), text(asked.get("url")), headers, body))  # fmt: skip


def origin(call: Call, values: Values) -> str:
    """Return scheme, host and port of a connection."""
    assert call.client is not None
    assert call.client_scope is not None
    made = request_arguments(call.client, ("host", "port"), call.client_scope, values)
    host, port = text(made.get("host"), "the host"), made.get("port")
    if port is None or port == PORTS[call.library]:
        return f"{call.library}://{host.removesuffix(f':{PORTS[call.library]}')}"
    return f"{call.library}://{host}:{int(port)}"


def latin(body: Any) -> bytes:
    """Return a body of http.client: a text in Latin-1."""
    return body.encode("latin-1") if isinstance(body, str) else as_bytes(body) if body is not None else b""


def sent_unchanged(method: str, where: str, target: str, headers: Pairs, body: bytes) -> Request:
    """Return a request with its target as it is given; raises ValueError for characters that http.client refuses."""
    if _OUTSIDE.search(target):
        raise ValueError(f"the path {target[:40]!r} has characters that http.client refuses")
    return assemble_request(method, f"{where}/", headers, (), body)._replace(target=target or "/")


def put_headers(call: Call, values: Values) -> tuple[Pairs, bytes]:
    """Return the headers that follow `putrequest` on the same connection, and the body that is sent after them."""
    headers: list[tuple[str, str]] = []
    body = b""
    following = values.calls_of(call.scope, call.name)
    for node in following[bisect_right(following, start_of(call.node), key=start_of) :]:
        name = dotted_name(node.func).rpartition(".")[2]
        if name in ("putrequest", "getresponse", "request"):
            break
        given_here = [values.value(argument, call.scope) for argument in node.args]
        if name == "putheader" and len(given_here) == 2:
            headers.append((header_name(given_here[0]), header_value(given_here[1], numbers=True)))
        elif name in ("endheaders", "send") and len(given_here) < 2 and not node.keywords:
            body += as_bytes(given_here[0]) if given_here else b""
        elif name in ("putheader", "endheaders", "send"):
            raise values.unknown(node)
    return tuple(headers), body


def urllib_request(call: Call, values: Values) -> Draft:
    """Return the request of urlopen, of an opener, or of a Request that nobody opens here."""
    if call.function == "open" and any(change.path.startswith(f"{call.name}.") for change in call.scope.changes):
        raise values.unknown(call.node.func, "is an opener that is changed, which is not followed here")
    made, where = maker(call.node.args[0], call.scope, values) if call.node.args else (None, call.scope)
    node, name = call.node, ""
    asked: dict[str, Any]
    if call.function == "Request":
        asked = arguments(call, values)
    elif made is not None and full_name(made.func, values.aliases) == "urllib.request.Request":
        asked = request_arguments(made, ("url", "data", "headers"), where, values)
        name = call.node.args[0].id if isinstance(call.node.args[0], ast.Name) else ""
        rest = [value_of("data", part, call.scope, values) for part in call.node.args[1:2]]
        rest += [value_of("data", part.value, call.scope, values) for part in node.keywords if part.arg == "data"]
        asked |= {"data": rest[0]} if rest and rest[0] is not None else {}
    else:
        asked = arguments(call, values)
    headers = {header_name(key).capitalize(): value for key, value in rows_of(asked.get("headers"))}
    for change in changes_of(name, made, call, values):
        follow(asked, headers, change, call, values)
    return Draft(opened(asked, headers))


def changes_of(name: str, made: ast.Call | None, call: Call, values: Values) -> list[Change]:
    """Return the changes of a Request between its making and its opening."""
    if not name or made is None:
        return []
    found = values.changes.get((id(call.scope.holder(name)), name), [])
    values.steps -= len(found) // 20
    if any(not one.straight or one.scope is not call.scope for one in found):
        raise values.unknown(call.node, "opens a request that is changed in a way that is not followed here")
    return [one for one in found if end_of(made) < one.end <= start_of(call.node)]


def follow(asked: dict[str, Any], headers: dict[str, Any], change: Change, call: Call, values: Values) -> None:
    """Do to a Request what a statement does."""
    member = change.path.partition(".")[2]
    parts = [values.value(argument, change.scope) for argument in change.arguments]
    if change.kind in ("add_header", "add_unredirected_header") and not member and len(parts) == 2:
        headers[header_name(parts[0]).capitalize()] = parts[1]
    elif change.kind == "set" and member in ("data", "method"):
        asked[member] = parts[0]
    elif change.kind in ("item", "update") and member == "headers":
        rows = [(parts[0], parts[1])] if change.kind == "item" else rows_of(parts[0])
        headers |= {header_name(key): value for key, value in rows}
    elif change.kind != "set" or member not in ("timeout", "host"):
        raise values.unknown(call.node, "opens a request that is changed in a way that is not followed here")


def opened(asked: dict[str, Any], headers: dict[str, Any]) -> Request:
    """Return the request as urllib sends it: names of headers in title case, its own headers first."""
    found = _URL.match(text(asked.get("url")).strip())
    if found is None or found[1].lower() not in PORTS or not found[2] or "@" in found[2]:
        raise ValueError("expected a URL that starts with https:// or http:// and has no user in it")
    data = asked.get("data")
    if isinstance(data, str):
        raise TypeError("urllib takes no text as data: it has to be bytes (.encode())")
    body = as_bytes(data) if data is not None else b""
    method = asked.get("method") or ("GET" if data is None else "POST")
    target = found[3] if found[3].startswith("/") else f"/{found[3]}"
    rows = [(name.title(), header_value(value, numbers=True)) for name, value in headers.items()]
    if data is not None and "Content-type" not in headers:
        rows.insert(0, ("Content-Type", FORM_TYPE))
    return sent_unchanged(text(method, "the method"), f"{found[1].lower()}://{found[2]}", target, tuple(rows), body)
