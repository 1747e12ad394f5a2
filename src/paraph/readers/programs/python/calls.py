"""Finds the calls of HTTP libraries in Python text, with their arguments and what their session adds to each call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.readers.programs.python.names import Moment
from paraph.readers.programs.python.scopes import (
    Change,
    Scope,
    dotted_name,
    end_of,
    full_name,
    import_aliases,
    scopes,
    start_of,
)
from paraph.readers.programs.python.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.errors import Unreadable

METHODS = frozenset(["get", "post", "put", "patch", "delete", "head", "options"])
WITH_METHOD = frozenset(["request", "Request", "stream", "build_request"])
CLIENTS = {
    "requests.Session": "requests", "requests.session": "requests", "requests.sessions.Session": "requests",
    "httpx.Client": "httpx", "httpx.AsyncClient": "httpx", "http.client.HTTPSConnection": "https",
    "http.client.HTTPConnection": "http", "urllib.request.build_opener": "urllib",
}  # fmt: skip
FUNCTIONS = {
    "requests": METHODS | {"request", "Request"},
    "httpx": METHODS | WITH_METHOD,
    "http": frozenset(["request", "putrequest"]),
    "https": frozenset(["request", "putrequest"]),
    "urllib": frozenset(["open"]),
}
POSITIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "requests": {"get": ("url", "params"), "post": ("url", "data", "json"), "put": ("url", "data"), "patch": ("url", "data"),
                 "Request": ("method", "url", "headers", "files", "data", "params", "auth", "cookies", "hooks", "json"),
                 "request": ("method", "url", "params", "data", "headers", "cookies", "files", "auth")},
    "http": {"request": ("method", "url", "body", "headers"), "putrequest": ("method", "url", "skip_host")},
    "urllib": {"open": ("url", "data"), "urlopen": ("url", "data"), "Request": ("url", "data", "headers")},
}  # fmt: skip
WANTED = frozenset(
    ["method", "url", "params", "data", "json", "headers", "auth", "content", "body", "cookies", "files", "skip_host",
     "base_url", "host", "port"]
)  # fmt: skip
BASIC = ("HTTPBasicAuth", "BasicAuth")
DIGEST = ("HTTPDigestAuth", "DigestAuth")
FOLLOWED = ("headers", "params", "auth", "cookies", "base_url", "addheaders")
AUTH_MODULES = ("requests.auth.", "httpx.", "HTTP", "BasicAuth", "DigestAuth")


class Call(NamedTuple):
    """A call of a library; `client` is the call that made its session, if known, and `name` what the session is called."""

    node: ast.Call
    library: str
    function: str
    scope: Scope
    client: ast.Call | None = None
    client_scope: Scope | None = None
    name: str = ""


class Layer(NamedTuple):
    """Something that a session adds: an item that is set in it, or rows that update it."""

    rows: Any
    item: bool = False


class Digest(NamedTuple):
    """HTTP Digest, of which the first request has nothing."""

    scheme: str = "Digest"


class Program(NamedTuple):
    """The calls in a text, and what evaluates their arguments."""

    calls: list[Call]
    values: Values


def program(text: str, tree: ast.Module, variables: Mapping[str, str]) -> Program:
    """Return the calls of libraries in all scopes, in the order of the text."""
    found = scopes(tree)
    aliases = import_aliases([node for scope in found for node in scope.imports])
    values = Values(text, found, aliases, variables)
    default = "httpx" if "httpx" in aliases.values() and "requests" not in aliases.values() else "requests"
    calls = [call for scope in found for node in scope.calls if (call := recognise_call(node, scope, values, default))]
    opened = any(call.function in ("urlopen", "open") for call in calls)
    calls = [call for call in calls if not (opened and call.library == "urllib" and call.function == "Request")]
    return Program(sorted(calls, key=lambda call: start_of(call.node)), values)


def recognise_call(node: ast.Call, scope: Scope, values: Values, default: str) -> Call | None:
    """Return the call if it is one of a library."""
    name = full_name(node.func, values.aliases)
    owner, _, function = name.rpartition(".")
    if not isinstance(node.func, ast.Attribute) and owner not in ("requests", "httpx", "urllib.request"):
        return None
    if owner == "urllib.request":
        return Call(node, "urllib", function, scope) if function in ("urlopen", "Request") else None
    if owner in ("requests", "httpx", "requests.api"):
        library = owner.partition(".")[0]
        return Call(node, library, function, scope) if function in FUNCTIONS[library] else None
    if not isinstance(node.func, ast.Attribute):
        return None
    function = node.func.attr
    made, where = maker(node.func.value, scope, values)
    library = CLIENTS.get(full_name(made.func, values.aliases), "") if made else ""
    if library:
        call = Call(node, library, function, scope, made, where, dotted_name(node.func.value))
        return call if function in FUNCTIONS[library] else None
    last = owner.rpartition(".")[2].lower()
    piece = last.endswith(("session", "client")) and node.args and function in FUNCTIONS[default]
    return Call(node, default, function, scope, name=owner) if piece else None


def maker(node: ast.expr, scope: Scope, values: Values) -> tuple[ast.Call | None, Scope]:
    """Return the call that made the value of a name or of ``self.name``, and where it stands."""
    made: ast.expr | None = node
    if isinstance(node, ast.Name):
        holder = scope.holder(node.id)
        bindings = holder.names[node.id] if holder else []
        made, scope = (bindings[-1].value, holder) if holder and bindings else (None, scope)
    elif isinstance(node, ast.Attribute) and dotted_name(node).startswith("self."):
        path = dotted_name(node)
        values.steps -= len(values.changes) // 20
        sets = [
            one for found in values.changes.values() for one in found[:200] if one.path == path and one.kind == "set"
        ]
        made, scope = (sets[0].arguments[0], sets[0].scope) if len(sets) == 1 else (None, scope)
    return (made if isinstance(made, ast.Call) else None), scope


def arguments(call: Call, values: Values) -> dict[str, Any]:
    """Return the arguments that make the request, by name; others (timeout, verify) are ignored."""
    library = "http" if call.library == "https" else call.library
    usual = ("method", "url") if call.function in WITH_METHOD else ("url",)
    names = POSITIONS.get(library, {}).get(call.function, usual)
    return request_arguments(call.node, names, call.scope, values)


def request_arguments(node: ast.Call, names: tuple[str, ...], scope: Scope, values: Values) -> dict[str, Any]:
    """Return the arguments of a call by name, those that make a request."""
    result: dict[str, Any] = {}
    moment = Moment(end_of(node))
    for place, argument in enumerate(node.args):
        if place >= len(names) or isinstance(argument, ast.Starred):
            raise values.unknown(argument)
        if names[place] in WANTED:
            result[names[place]] = value_of(names[place], argument, scope, values, moment)
    for keyword in node.keywords:
        if keyword.arg is None:
            result |= values.value(keyword.value, scope, 0, moment)
        elif keyword.arg in WANTED:
            result[keyword.arg] = value_of(keyword.arg, keyword.value, scope, values, moment)
    return result


def value_of(name: str, node: ast.expr, scope: Scope, values: Values, moment: Moment | None = None) -> Any:
    """Return one argument; a login may be an object of the library."""
    if name != "auth":
        return values.value(node, scope, 0, moment)
    made, where = maker(node, scope, values)
    if made is None:
        return values.value(node, scope, 0, moment)
    called = full_name(made.func, values.aliases)
    short = called.rpartition(".")[2]
    if short in BASIC and len(made.args) + len(made.keywords) == 2 and called.startswith(AUTH_MODULES):
        return login(made, where, values)
    if short in DIGEST and called.startswith(AUTH_MODULES):
        return Digest()
    raise values.unknown(node, "signs or logs in when the program runs")


def login(made: ast.Call, scope: Scope, values: Values) -> tuple[Any, ...]:
    """Return user and password of an object for HTTP Basic."""
    named = {keyword.arg: values.value(keyword.value, scope) for keyword in made.keywords}
    by_name = (named[key] for key in ("username", "password") if key in named)
    return (*(values.value(node, scope) for node in made.args), *by_name)


def client_settings(call: Call, values: Values) -> dict[str, Any]:
    """Return what the session or client adds to each call: "headers", "params" and "cookies" as layers, "auth", "base_url"."""
    settings: dict[str, Any] = {"headers": [], "params": [], "cookies": []}
    if call.client is None or call.client_scope is None:
        return settings
    for name, value in request_arguments(call.client, (), call.client_scope, values).items():
        settings[name] = [Layer(value)] if name in ("headers", "params", "cookies") and value is not None else value
    for change in session_changes(call, values):
        apply(settings, change, call, values)
    return settings


def session_changes(call: Call, values: Values) -> list[Change]:
    """Return the changes of the session that have happened before the call; raises Unreadable if that is not certain."""
    assert call.client is not None
    name = call.name.partition(".")[0]
    holder = call.scope.holder(name)
    if name == "self":
        values.steps -= len(values.changes) // 20
        changes = [change for found in values.changes.values() for change in found]
    else:
        changes = list(values.changes.get((id(holder), name), ()))
    values.steps -= len(changes) // 20
    depth = call.name.count(".") + 1
    changes = [
        one for one in changes if one.path.startswith(f"{call.name}.") and one.path.split(".")[depth] in FOLLOWED
    ]
    if call.name.count(".") == 0 and holder and len(holder.names.get(name, ())) > 1:
        if not all(one.straight for one in holder.names[name]) or call.scope is not holder:
            raise values.unknown(call.node.func, "has a session that is made twice")
        changes = [one for one in changes if one.end > end_of(call.client)]
    found: list[Change] = []
    for change in sorted(changes, key=lambda one: one.end):
        same = change.scope is call.scope
        later = change.end > start_of(call.node) if same else name != "self" and change.end > call.scope.start
        known = change.straight and (same or (change.scope is call.client_scope and not later))
        if not known:
            raise not_followed(call, change, values)
        found += [] if later else [change]
    return found


def apply(settings: dict[str, Any], change: Change, call: Call, values: Values) -> None:
    """Add one change of a session to its settings."""
    part = change.path.removeprefix(f"{call.name}.")
    arguments, scope = change.arguments, change.scope
    layers = settings.get(part) if part in ("headers", "params", "cookies") else None
    if layers is None:
        if change.kind != "set" or part not in ("auth", "base_url"):
            raise not_followed(call, change, values)
        settings[part] = value_of(part, arguments[0], scope, values)
        return
    if change.kind == "item" or (part == "cookies" and change.kind == "set" and len(arguments) == 2):
        if change.keywords:
            raise values.unknown(arguments[0], "is a cookie with a domain or path, which is not followed here")
        layers.append(Layer({values.value(arguments[0], scope): values.value(arguments[1], scope)}, True))
    elif change.kind == "update" and len(arguments) < 2:
        layers += [Layer(values.value(argument, scope)) for argument in arguments]
        named = values.options(change.keywords, lambda node: values.value(node, scope))
        layers += [Layer(named)] if named else []
    elif change.kind == "set" and len(arguments) == 1:
        settings[part] = [Layer(values.value(arguments[0], scope))]
    else:
        raise not_followed(call, change, values)


def not_followed(call: Call, change: Change, values: Values) -> Unreadable:
    """Return the error about a session that is changed in a way that is not certain."""
    why = f"uses a session that line {change.end[0]} changes in a way that is not followed here"
    return values.unknown(call.node.func, why)
