"""Reads Python text that calls requests, httpx or http.client, as the requests that it would send.

The text is parsed, never run. Each call is an entry. Headers that the libraries add, such as User-Agent and Accept, are
omitted.

Source: requests 2.34, httpx 0.28 and http.client of Python 3.11
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, wire_bytes
from paraph.readers.programs.client_requests import (
    FORM_TYPE,
    JSON_TYPE,
    MOST_CALLS,
    FoundCall,
    assemble_request,
    basic_header,
    call_entries,
    httpx_url,
    join_form,
    requests_url,
    url_basic_auth,
    with_query,
)
from paraph.readers.programs.python_scopes import Scope, dotted_name, scopes
from paraph.readers.programs.python_values import Values, pairs_of, python_text

if TYPE_CHECKING:
    from paraph.readers.entry import Entry

METHODS = frozenset(["get", "post", "put", "patch", "delete", "head", "options"])
WITH_METHOD = frozenset(["request", "Request", "stream", "build_request"])
CLIENTS = {
    "requests.Session": "requests", "requests.session": "requests", "httpx.Client": "httpx",
    "httpx.AsyncClient": "httpx", "http.client.HTTPSConnection": "https", "http.client.HTTPConnection": "http",
}  # fmt: skip
ARGUMENTS: dict[str, dict[str, tuple[str, ...]]] = {"requests": {"get": ("url", "params"), "post": ("url", "data", "json"), "put": ("url", "data"),
                          "patch": ("url", "data"), "Request": ("method", "url", "headers", "files", "data", "params",
                                                                "auth", "cookies", "hooks", "json"),
                          "request": ("method", "url", "params", "data", "headers", "cookies", "files", "auth")},
             "https": {"request": ("method", "url", "body", "headers")}}  # fmt: skip
UNSEEN = {"files": "the boundary of a form is made up when the program runs", "cookies": "cookies are not read here"}
_LIBRARY = re.compile(
    rb"(?m)^[ \t]*(?:import|from)[ \t]+(?:requests|httpx|http\.client)\b"
    rb"|\b(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options|request|stream|Request|Session|Client)\("
)
_CLIENT = re.compile(
    rb"(?i)\b\w*(?:session|client)\.(?:get|post|put|patch|delete|head|options|request)\(\s*f?[\"']http"
)
MOST_WORDS = 24_000
_WORD = re.compile(r"\w+|[^\w\s]")
_PARSER_LIMITS = (RecursionError, MemoryError, ValueError)


class Call(NamedTuple):
    """A call of a library; `client` is the call that made its session, if known."""

    node: ast.Call
    library: str
    function: str
    scope: Scope
    client: ast.Call | None = None
    name: str = ""


def is_python(data: bytes) -> bool:
    """Return whether the text is a Python program that uses a known library."""
    return _LIBRARY.search(data) is not None


def is_python_piece(data: bytes) -> bool:
    """Return whether the text calls methods of a session or client that it does not create."""
    return _CLIENT.search(data) is not None


def read_python(text: str) -> tuple[Entry, ...]:
    """Return the calls in a text, in order; raises Unreadable, with line and column, if none can be read."""
    tree = parse_program(text)
    values = Values(text)
    try:
        calls = find_calls(tree)
    except RecursionError:
        raise Unreadable("this Python text is nested too deeply to be read") from None
    if not calls:
        raise Unreadable(
            "no call of requests, httpx or http.client was found in this Python text: run it with `paraph trace`"
        )
    calls.sort(key=lambda call: (call.node.lineno, call.node.col_offset))
    return call_entries(FoundCall(call_content(call, values), call.node.lineno) for call in calls[:MOST_CALLS])


def parse_program(text: str) -> ast.Module:
    """Return the syntax tree."""
    if sum(1 for _ in _WORD.finditer(text)) + 2 * text.count("\n") > MOST_WORDS:  # a statement costs more than a word
        raise Unreadable(f"here are more than {MOST_WORDS} words of Python: give the part that makes the call")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise Unreadable(
            f"this looks like Python and cannot be parsed: {error.msg}", error.lineno or 1, max(error.offset or 1, 1)
        ) from None
    except _PARSER_LIMITS:
        raise Unreadable("this Python text is nested too deeply, or has bytes that no text has") from None


def find_calls(tree: ast.Module) -> list[Call]:
    """Return the calls of libraries in all scopes."""
    found = scopes(tree)
    aliases = import_aliases([node for scope in found for node in scope.imports])
    default = "httpx" if "httpx" in aliases.values() and "requests" not in aliases.values() else "requests"
    return [call for scope in found for node in scope.calls if (call := recognise_call(node, scope, aliases, default))]


def import_aliases(nodes: list[ast.Import | ast.ImportFrom]) -> dict[str, str]:
    """Return what each imported name stands for."""
    aliases: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            aliases.update({alias.asname: alias.name for alias in node.names if alias.asname})
            aliases.update(
                {alias.name.split(".")[0]: alias.name.split(".")[0] for alias in node.names if not alias.asname}
            )
        elif node.module and not node.level:
            aliases |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return aliases


def full_name(node: ast.expr, aliases: dict[str, str]) -> str:
    """Return the dotted name with imports resolved."""
    first, dot, rest = dotted_name(node).partition(".")
    return aliases.get(first, first) + dot + rest


def recognise_call(node: ast.Call, scope: Scope, aliases: dict[str, str], default: str) -> Call | None:
    """Return the call if it is one of a library."""
    name = full_name(node.func, aliases)
    owner, _, function = name.rpartition(".")
    if not isinstance(node.func, ast.Attribute) and owner not in ("requests", "httpx"):
        return None
    if not function and isinstance(node.func, ast.Attribute):
        function = node.func.attr
    if function not in METHODS | WITH_METHOD:
        return None
    if owner in ("requests", "httpx"):
        return Call(node, owner, function, scope)
    made = maker(node.func.value, scope) if isinstance(node.func, ast.Attribute) else None
    library = CLIENTS.get(full_name(made.func, aliases)) if made else None
    if library is not None:
        return Call(node, library, function, scope, made, owner)
    last = owner.rpartition(".")[2].lower()
    return Call(node, default, function, scope) if last.endswith(("session", "client")) and node.args else None


def maker(node: ast.expr, scope: Scope) -> ast.Call | None:
    """Return the call that made the value of a name."""
    if isinstance(node, ast.Name):
        holder = scope.holder(node.id)
        made = holder.names[node.id] if holder else None
    else:
        made = node
    return made if isinstance(made, ast.Call) else None


def call_content(call: Call, values: Values) -> Request | Unreadable:
    """Return the request of a call, or why it cannot be read."""
    try:
        return build_request(call, values)
    except Unreadable as error:
        return error
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        # The library, or Python itself, would refuse this when the program runs.
        return values.fault(call.node, f"this call cannot be read: {' '.join(str(error).split())[:200]}")


def build_request(call: Call, values: Values) -> Request:
    """Return the request of a call."""
    if call.library in ("http", "https"):
        return http_client_request(call, values)
    given = arguments(call, values)
    settings = client_settings(call, values)
    method = str(given.pop("method", None) or call.function)
    given["headers"] = pairs(settings.get("headers")) + pairs(given.get("headers"))
    given["auth"] = given.get("auth") or settings.get("auth")
    if call.library == "httpx":
        given["url"] = join_url(settings.get("base_url") or "", text(given.get("url")))
        given["params"] = settings["params"] | dict(given.get("params") or {}) if settings.get("params") else given.get("params")  # fmt: skip
        return httpx_request(method.upper(), given)
    return requests_request(method.upper(), given)


def arguments(call: Call, values: Values) -> dict[str, Any]:
    """Return the arguments that make the request, by name; others (timeout, verify) are ignored."""
    names = positional(call)
    wanted = {"method", "url", "params", "data", "json", "headers", "auth", "content", "body", *UNSEEN}
    result: dict[str, Any] = {}
    for place, node in enumerate(call.node.args):
        if place >= len(names) or isinstance(node, ast.Starred):
            raise values.unknown(node)
        if names[place] in wanted:
            result[names[place]] = argument(names[place], node, call, values)
    for keyword in call.node.keywords:
        if keyword.arg is None:
            result |= values.value(keyword.value, call.scope)
        elif keyword.arg in wanted:
            result[keyword.arg] = argument(keyword.arg, keyword.value, call, values)
    for name, reason in UNSEEN.items():
        if result.get(name):
            raise values.fault(call.node, f"`{name}`: {reason}: run the program with `paraph trace`")
    return result


def positional(call: Call) -> tuple[str, ...]:
    """Return the names of positional arguments."""
    known = ARGUMENTS.get("https" if call.library == "http" else call.library, {})
    return known.get(call.function, ("method", "url") if call.function in WITH_METHOD else ("url",))


def argument(name: str, node: ast.expr, call: Call, values: Values) -> Any:
    """Return one argument; HTTP Basic may be a tuple or an object of the library."""
    if name == "auth" and isinstance(node, ast.Call):
        if dotted_name(node.func).rpartition(".")[2] not in ("HTTPBasicAuth", "BasicAuth") or len(node.args) != 2:
            raise values.unknown(node, "signs or logs in when the program runs")
        return [values.value(part, call.scope) for part in node.args]
    return values.value(node, call.scope)


def client_settings(call: Call, values: Values) -> dict[str, Any]:
    """Return what the session or client adds to each call: when it is made, or by `headers.update` and `auth`."""
    settings: dict[str, Any] = {}
    if call.client is None:
        return settings
    for keyword in call.client.keywords:
        if keyword.arg in ("base_url", "headers", "params", "auth", "cookies"):
            settings[keyword.arg] = argument(keyword.arg, keyword.value, call, values)
    if settings.get("cookies"):
        raise values.fault(call.client, f"`cookies`: {UNSEEN['cookies']}: run the program with `paraph trace`")
    holder = call.scope.holder(call.name) or call.scope
    for node in holder.calls:
        if dotted_name(node.func) == f"{call.name}.headers.update" and node.args and node.lineno <= call.node.lineno:
            settings["headers"] = {**settings.get("headers", {}), **values.value(node.args[0], call.scope)}
    for name, key, value in holder.members:
        if not name.startswith(f"{call.name}.") or value.lineno > call.node.lineno:
            continue
        if name == f"{call.name}.headers" and key is not None:
            added = {values.value(key, call.scope): values.value(value, call.scope)}
            settings["headers"] = {**settings.get("headers", {}), **added}
        elif name in (f"{call.name}.headers", f"{call.name}.auth") and key is None:
            settings[name.rpartition(".")[2]] = argument("auth", value, call, values)
        elif name.rpartition(".")[2] in ("params", "cookies", "headers", "auth", "base_url"):
            raise values.unknown(value, f"is set on `{call.name}`, which is not followed here")
    return settings


def join_url(base: str, url: str) -> str:
    """Join a URL to the base of a client, as httpx does."""
    return url if "://" in url or not base else f"{base.rstrip('/')}/{url.lstrip('/')}"


def text(value: Any) -> str:
    """Return a value that must be text."""
    if not isinstance(value, str):
        raise TypeError(f"the URL is {type(value).__name__}, and has to be text")
    return value


def pairs(headers: Any) -> Pairs:
    """Return headers from a dict or a list of pairs; one that is None is not sent."""
    rows = list(headers.items()) if isinstance(headers, dict) else list(headers or ())
    latest = {header_text(name).lower(): (header_text(name), value) for name, value in rows}
    return tuple((name, header_text(value)) for name, value in latest.values() if value is not None)


def header_text(value: Any) -> str:
    """Return a header's name or value as text."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if not isinstance(value, str):
        raise TypeError(f"a header is {type(value).__name__}, and has to be text")
    return value.strip(" \t")


def requests_request(method: str, given: dict[str, Any]) -> Request:
    """Return the request as requests prepares it."""
    url, data = text(given.get("url")), given.get("data")
    query = requests_text(given.get("params"))
    body, own = b"", ()  # type: tuple[bytes, Pairs]
    if data:
        plain = isinstance(data, str | bytes)
        body = as_bytes(data) if plain else wire_bytes(requests_text(data))
        own = (("Content-Type", FORM_TYPE),) if not isinstance(data, bytes) and not plain else ()
    elif given.get("json") is not None:
        body, own = json.dumps(given["json"], allow_nan=False).encode(), (("Content-Type", JSON_TYPE),)
    return finish_request(method, requests_url(with_query(url, query)), url, given, own, body)


def as_bytes(data: Any) -> bytes:
    """Return a text or bytes as bytes."""
    return data if isinstance(data, bytes) else wire_bytes(data)


def requests_text(value: Any) -> str:
    """Encode parameters as requests does: None is omitted, a list stands for several."""
    if isinstance(value, str | bytes) or not value:
        return as_bytes(value).decode() if value else ""
    return join_form(tuple(pair for pair in pairs_of(value, text_with_none_mark) if "\0none" not in pair))


def text_with_none_mark(value: Any) -> str:
    """Return str() of a value, with a mark for None."""
    return "\0none" if value is None else value.decode() if isinstance(value, bytes) else python_text(value)


def httpx_request(method: str, given: dict[str, Any]) -> Request:
    """Return the request as httpx builds it: `params` replace a query in the URL."""
    url, data, raw = given["url"], given.get("data"), given.get("content")
    raw = data if isinstance(data, str | bytes) and raw is None else raw
    if given.get("params") is not None:
        params = given["params"]
        query = params if isinstance(params, str) else join_form(pairs_of(params, httpx_text))
        url = with_query(url.partition("#")[0].partition("?")[0], query)
    body, own = b"", ()  # type: tuple[bytes, Pairs]
    if raw is not None:
        body = as_bytes(raw)
    elif data:
        body, own = wire_bytes(join_form(pairs_of(data, httpx_text))), (("Content-Type", FORM_TYPE),)
    elif given.get("json") is not None:
        written = json.dumps(given["json"], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        body, own = wire_bytes(written), (("Content-Type", JSON_TYPE),)
    return finish_request(method, httpx_url(url), url, given, own, body)


def httpx_text(value: Any) -> str:
    """Encode a value as httpx does: true and false in lower case, None as empty text."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else python_text(value)


def finish_request(method: str, url: str, given_url: str, given: dict[str, Any], own: Pairs, body: bytes) -> Request:
    """Return the request with HTTP Basic, which overrides a given header."""
    auth = given.get("auth")
    login = (basic_header(*map(text, auth)),) if auth else url_basic_auth(given_url)
    headers = {name.lower(): (name, value) for name, value in (*given["headers"], *login)}
    return assemble_request(method, url, tuple(headers.values()), own, body)


def http_client_request(call: Call, values: Values) -> Request:
    """Return the request of http.client, which sends path and headers unchanged."""
    given = arguments(call, values)
    assert call.client is not None
    host = [values.value(node, call.scope) for node in call.client.args[:2]]
    if not host or call.function != "request":
        raise values.unknown(call.node)
    port = f":{host[1]}" if len(host) > 1 and host[1] not in (443 if call.library == "https" else 80, None) else ""
    body = given.get("body") or b""
    if isinstance(body, str):
        body = body.encode("latin-1")
    target = text(given.get("url")) or "/"
    request = assemble_request(
        text(given.get("method")), f"{call.library}://{text(host[0])}{port}/", pairs(given.get("headers")), (), body
    )
    if re.search(r"[^\x21-\x7e]", target):
        raise ValueError(f"the path {target[:40]!r} has characters that http.client refuses")
    return request._replace(target=target)
