"""The requests of Node's http and https modules, and of the package got.

Source: Node.js 20 (lib/_http_client.js), got 14
"""

from __future__ import annotations

import re
from typing import Any

from paraph.core.message import DEFAULT_PORTS, Pairs, Request, wire_bytes, wire_text
from paraph.readers.programs.client_requests import (
    FORM_TYPE,
    JSON_TYPE,
    assemble_request,
    basic_header,
    browser_url,
    split_url,
    url_basic_auth,
)
from paraph.readers.programs.javascript.fetch import text_body
from paraph.readers.programs.javascript.text import (
    UNDEFINED,
    NoText,
    Rows,
    Url,
    join_form,
    json_text,
    pairs_of,
    text_of,
)

_BAD_PATH = re.compile("[^!-~]")
UNFRAMED = ("GET", "HEAD", "DELETE", "OPTIONS")
GOT_METHODS = frozenset(["", "get", "post", "put", "patch", "head", "delete"])


def node_request(scheme: str, arguments: list[Any], calls: list[tuple[str, list[Any]]]) -> Request:
    """Return the request of ``https.request(url, options)`` and of the calls of write, end and setHeader after it."""
    options: dict[str, Any] = {}
    for argument in arguments[:2]:
        if isinstance(argument, str | Url):
            options |= url_options(text_of(argument), scheme)
        elif isinstance(argument, dict):
            options |= {name: value for name, value in argument.items() if value is not UNDEFINED}
    if options.get("protocol", f"{scheme}:") != f"{scheme}:":
        raise NoText(f"has another protocol than {scheme}, which Node refuses")
    method = text_of(options.get("method") or "GET").upper()
    path = text_of(options.get("path") or "/")
    if _BAD_PATH.search(path):
        raise NoText("has characters in its path that Node refuses or sends in one of two encodings: escape them")
    headers = node_headers(options.get("headers"), text_of(options.get("auth") or ""), calls)
    names = {name.lower() for name, _ in headers}
    parts = [body_octets(given) for name, given in calls if name in ("write", "end")]
    body = b"".join(parts)
    if body and method in UNFRAMED and not names & {"content-length", "transfer-encoding"}:
        raise NoText(f"has a body with {method} and no Content-Length, which no server can read")
    host = node_host(options, scheme)
    request = assemble_request(method, f"{scheme}://{host}/", headers, (), body)
    return request._replace(target=wire_text(path.encode("latin-1")))


def url_options(url: str, scheme: str) -> dict[str, Any]:
    """Return the options that Node takes from a URL."""
    if url.partition(":")[0].lower() != scheme:
        raise NoText(f"has another protocol than {scheme}, which Node refuses")
    _, host, path, query = split_url(browser_url(url))
    name, colon, port = host.rpartition(":")
    login = url_basic_auth(url)
    found: dict[str, Any] = {"hostname": name if colon and port.isdecimal() else host, "path": path + (f"?{query}" if query else "")}  # fmt: skip
    if colon and port.isdecimal():
        found["port"] = port
    if login:
        raise NoText("has a user in its URL, which is not followed here: give it as the option auth")
    return found


def node_host(options: dict[str, Any], scheme: str) -> str:
    """Return host and port, as Node writes the header Host."""
    host = text_of(options.get("hostname") or options.get("host") or "localhost")
    port = options.get("port") or options.get("defaultPort")
    if ":" in host and host[0] != "[":
        raise NoText("has a host with a port, which Node looks up as a name: give the port as an option")
    if any(char in host for char in "/?#@ \\") or not host.isascii():
        raise NoText("has a host with characters that no host has")
    return host if not port or text_of(port) == DEFAULT_PORTS[scheme] else f"{host}:{text_of(port)}"


def node_headers(value: Any, auth: str, calls: list[tuple[str, list[Any]]]) -> Pairs:
    """Return the headers of the options, HTTP Basic of `auth`, and setHeader; a list of values makes several lines."""
    if value is not None and value is not UNDEFINED and not isinstance(value, dict):
        raise NoText("has headers that are no object, which are not followed here")
    found: dict[str, tuple[str, list[Any]]] = {}
    for name, item in (value or {}).items() if isinstance(value, dict) else ():
        found[name.lower()] = (name, item if isinstance(item, list) else [item])
    if auth and not found.get("authorization", ("", [""]))[1][0]:
        name, login = basic_header(*auth.partition(":")[::2])
        found["authorization"] = (name, [login])
    for function, given in calls:
        if function == "setHeader" and len(given) == 2:
            name = text_of(given[0])
            found[name.lower()] = (name, given[1] if isinstance(given[1], list) else [given[1]])
        elif function == "removeHeader" and given:
            found.pop(text_of(given[0]).lower(), None)
    if any(item is None or item is UNDEFINED for _, items in found.values() for item in items):
        raise NoText("has a header without a value, which Node refuses")
    return tuple((name, ascii_text(text_of(item))) for name, items in found.values() for item in items)


def ascii_text(value: str) -> str:
    """Return a value of a header; raises NoText for characters that Node refuses or sends in one of two encodings."""
    if not value.isascii():
        raise NoText("has characters in a header that are sent in one of two encodings, or refused")
    return value


def body_octets(arguments: list[Any]) -> bytes:
    """Return what write or end adds to the body."""
    data = arguments[0] if arguments else UNDEFINED
    if isinstance(data, bytes):
        return data
    if data is None or data is UNDEFINED:
        return b""
    if not isinstance(data, str):
        raise NoText("writes a value that is no text, which Node refuses")
    encoding = arguments[1] if len(arguments) > 1 else "utf8"
    if isinstance(encoding, str) and encoding.lower() not in ("utf8", "utf-8"):
        raise NoText(f"writes text in {encoding[:20]}, which is not followed here")
    return wire_bytes(data)


def got_request(function: str, arguments: list[Any], defaults: dict[str, Any]) -> Request:
    """Return the request of a call of got or an instance with `defaults`; raises NoText if it cannot be known."""
    options = got_options(arguments, defaults)
    method = (function or text_of(options.get("method", "GET"))).upper()
    url, query = options.get("url"), options.get("searchParams", UNDEFINED)
    text = text_of(url) if isinstance(url, str | Url) else ""
    if text.startswith("/"):
        raise NoText("has a URL that begins with a slash, which got refuses")
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text):
        prefix = text_of(options.get("prefixUrl") or "")
        text = prefix + ("" if prefix.endswith("/") or not prefix else "/") + text
    target = browser_url(text)
    if query is not UNDEFINED:
        target = target.partition("?")[0] + ("?" if query else "") + join_form(query)
    headers = {name: ascii_text(value) for name, value in options["headers"].items()}
    body, content_type = got_body(options)
    if body is not None and method in ("GET", "HEAD"):
        raise NoText(f"has a body, which got refuses with {method}")
    own: Pairs = (("content-type", content_type),) if content_type else ()
    login = url_basic_auth(text)
    if options.get("username") or options.get("password"):
        login = (basic_header(*(text_of(options.get(name) or "") for name in ("username", "password"))),)
    if login:
        own = () if "content-type" in headers else own
        headers = {**headers, **dict(own), "authorization": login[0][1]}
    if options.get("hooks") not in (None, UNDEFINED):
        raise NoText("has hooks, which are known only when the program runs")
    return assemble_request(method, target, tuple(headers.items()), own, body or b"")


def got_options(arguments: list[Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a call, merged with those of its instance; searchParams as pairs, header names in lower case."""
    found: dict[str, Any] = {"headers": {}, **defaults}
    found["headers"] = dict(found["headers"])
    for argument in arguments[:2]:
        given = {"url": argument} if isinstance(argument, str | Url) else argument
        if given is UNDEFINED:
            continue
        if not isinstance(given, dict):
            raise NoText("has an argument that is no object with options")
        for name, value in given.items():
            if name == "headers" and isinstance(value, dict):
                for key, item in value.items():
                    found["headers"].pop(key.lower(), None) if item is UNDEFINED else found["headers"].update({key.lower(): text_of(item)})  # fmt: skip
            elif name == "searchParams" and value is not UNDEFINED:
                found[name] = got_query(found.get(name, UNDEFINED), value)
            elif value is not UNDEFINED:
                found[name] = value
    return found


def got_query(old: Any, value: Any) -> list[tuple[str, str]]:
    """Return the pairs of searchParams; new names replace those of the instance."""
    if isinstance(value, dict):
        if any(isinstance(item, dict | list) for item in value.values()):
            raise NoText("has searchParams with lists or objects, which got refuses")
        pairs = pairs_of({name: "" if item is None else item for name, item in value.items() if item is not UNDEFINED})
    else:
        pairs = pairs_of(value)
    names = {name for name, _ in pairs} | set(value if isinstance(value, dict) else ())
    kept = [] if old is UNDEFINED else [pair for pair in old if pair[0] not in names]
    return [*kept, *pairs]


def got_body(options: dict[str, Any]) -> tuple[bytes | None, str]:
    """Return the body, if there is one, and the Content-Type that got gives it."""
    given = [name for name in ("body", "json", "form") if options.get(name, UNDEFINED) is not UNDEFINED]
    if len(given) > 1:
        raise NoText("has two of body, json and form, which got refuses")
    value = options[given[0]] if given else UNDEFINED
    if not given:
        return None, ""
    if given == ["json"]:
        text = json_text(value)
        return wire_bytes(text if isinstance(text, str) else ""), JSON_TYPE
    if given == ["form"]:
        return wire_bytes(join_form(pairs_of(value))), FORM_TYPE
    if isinstance(value, str | bytes):
        return (value if isinstance(value, bytes) else wire_bytes(value)), ""
    if isinstance(value, Rows) and value.kind == "FormData":
        body, own = text_body(value)
        return body, own[0][1]
    raise NoText("has a body that is no text")
