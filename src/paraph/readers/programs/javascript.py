"""Reads JavaScript that calls fetch or axios, as the requests that it would send.

These are what browsers write as "Copy as fetch" (also for Node.js) and what Postman and Insomnia export. `referrer`,
`credentials` and `mode` are ignored: cookies that a browser adds by itself are not in the text.

Source: https://fetch.spec.whatwg.org/ (2025), axios 1.7
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.core.encoding import percent_safe
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, wire_bytes
from paraph.readers.commands.shell import fault, position
from paraph.readers.programs.client_requests import (
    FORM_TYPE,
    JSON_TYPE,
    MOST_CALLS,
    FoundCall,
    assemble_request,
    basic_header,
    browser_url,
    call_entries,
    url_basic_auth,
    with_query,
)
from paraph.readers.programs.javascript_values import WATCH, Rows, Script, join_form, pairs_of, text_of, value_text

if TYPE_CHECKING:
    from paraph.readers.entry import Entry

NORMALIZED = ("delete", "get", "head", "options", "post", "put")
WITHOUT_BODY = ("get", "delete", "head", "options")
WITH_BODY = ("post", "put", "patch")
_CALL = re.compile(rb"(?<![\w.$])(?:(?:window|globalThis|self)\.)?fetch\s*\(\s*[^\s)]|\baxios\s*(?:\.\s*[a-z]+\s*)?\(")


def is_javascript(data: bytes) -> bool:
    """Return whether the text calls fetch or axios."""
    return _CALL.search(data) is not None


def read_javascript(text: str) -> tuple[Entry, ...]:
    """Return the calls in a text, in order; raises Unreadable, with line and column, if none can be read."""
    script = Script(text)
    found: list[FoundCall] = []
    for place in script.places:
        token, before = script.tokens[place], script.tokens[place - 1].text if place else ""
        if token.text not in ("fetch", "axios") or before == "function":
            continue
        if before == "." and not is_window_member(script, place):
            continue
        if len(found) == MOST_CALLS:
            break
        name, after = script.dotted_name(place)
        if script.tokens[after].text == "(" and (name == "fetch" or name in AXIOS):
            found.append(FoundCall(call_content(script, name, after + 1), position(text, token.offset)[0]))
    if not found:
        raise Unreadable("no call of fetch or axios was found in this JavaScript outside of comments and texts")
    return call_entries(found)


def is_window_member(script: Script, place: int) -> bool:
    """Return whether the name is a member of the global object."""
    return place > 1 and script.tokens[place - 2].text in ("window", "globalThis", "self")


def call_content(script: Script, name: str, place: int) -> Request | Unreadable:
    """Return the request of a call, or why it cannot be read; `place` is that of its first argument."""
    try:
        arguments, _ = script.items(place, ")", 0)
        return (
            fetch_request(script, arguments, place)
            if name == "fetch"
            else axios_request(script, name, arguments, place)
        )
    except Unreadable as error:
        return error
    except (ValueError, OverflowError, RecursionError) as error:
        return fault(script.text, script.tokens[place].offset, " ".join(str(error).split()))


def object_argument(script: Script, value: Any, place: int) -> dict[str, Any]:
    """Return an argument that must be an object."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise script.unknown(place, "is not followed by an object with method, headers and body")
    return value


def fetch_request(script: Script, arguments: list[Any], place: int) -> Request:
    """Return the request of ``fetch(url, options)``."""
    if not arguments:
        raise script.unknown(place, "is no URL")
    options = object_argument(script, arguments[1] if len(arguments) > 1 else None, place)
    method = text_of(options.get("method", "GET"), script, place)
    method = method.upper() if method.lower() in NORMALIZED else method
    headers = join_headers(tuple(pairs_of(options.get("headers"), script, place)))
    body, own = fetch_body(script, options.get("body"), place)
    return assemble_request(method, browser_url(text_of(arguments[0], script, place)), headers, own, body)


def join_headers(headers: Pairs) -> Pairs:
    """Merge headers of one name, their values joined with a comma, as fetch does."""
    together: dict[str, tuple[str, str]] = {}
    for name, value in headers:
        key, value = name.lower(), value.strip(" \t\r\n")
        together[key] = (together[key][0], f"{together[key][1]}, {value}") if key in together else (name, value)
    return tuple(together.values())


def fetch_body(script: Script, body: Any, place: int) -> tuple[bytes, Pairs]:
    """Return the body, and the Content-Type that fetch gives it."""
    if body is None:
        return b"", ()
    if isinstance(body, Rows):
        if body.kind != "URLSearchParams":
            raise script.unknown(place, "sends a form whose boundary is made up when it runs")
        return wire_bytes(join_form(body.pairs)), (("Content-Type", f"{FORM_TYPE};charset=UTF-8"),)
    return wire_bytes(text_of(body, script, place)), (("Content-Type", "text/plain;charset=UTF-8"),)


AXIOS = frozenset(["axios", "axios.request", *(f"axios.{name}" for name in (*WITHOUT_BODY, *WITH_BODY))])


def axios_request(script: Script, name: str, arguments: list[Any], place: int) -> Request:
    """Return the request of ``axios(config)``, ``axios.request(config)`` or ``axios.post(url, data, config)``."""
    config = axios_config(script, name.partition(".")[2], arguments, place)
    method = text_of(config.get("method") or "get", script, place).upper()
    given = object_argument(script, config.get("headers"), place)
    headers = tuple(pairs_of({key: value for key, value in given.items() if value is not None}, script, place))
    url = text_of(config.get("url"), script, place)
    base = config.get("baseURL")
    if base and "://" not in url:
        url = f"{text_of(base, script, place).rstrip('/')}/{url.lstrip('/')}" if url else text_of(base, script, place)
    query = axios_query(script, config.get("params"), place)
    login: Pairs = url_basic_auth(url)
    if config.get("auth"):
        auth = object_argument(script, config["auth"], place)
        login = (basic_header(*(text_of(auth.get(key) or "", script, place) for key in ("username", "password"))),)
        headers = tuple(pair for pair in headers if pair[0].lower() != "authorization")
    body, own = axios_body(script, config.get("data"), headers, place)
    return assemble_request(
        method, browser_url(with_query(url.partition("#")[0], query)), (*headers, *login), own, body
    )


def axios_config(script: Script, function: str, arguments: list[Any], place: int) -> dict[str, Any]:
    """Return the configuration, completed by the arguments before it."""
    first: Any = arguments[0] if arguments else None
    rest: list[Any] = [*arguments[1:], None, None]
    if isinstance(first, dict):
        return first
    if function in WITH_BODY:
        return {**object_argument(script, rest[1], place), "method": function, "url": first, "data": rest[0]}
    method = {"method": function} if function in WITHOUT_BODY else {}
    return {**object_argument(script, rest[0], place), **method, "url": first}


def axios_query(script: Script, params: Any, place: int) -> str:
    """Return the query as axios writes it; a URLSearchParams writes itself."""
    if isinstance(params, Rows):
        return join_form(params.pairs)
    known = {key: value for key, value in object_argument(script, params, place).items() if value is not None}
    return "&".join(
        f"{escape_for_axios(key)}={escape_for_axios(value)}" for key, value in pairs_of(known, script, place)
    )


def escape_for_axios(text: str) -> str:
    """Escape a name or value of a query as axios does."""
    return percent_safe(text, "-_.!~*'():$,", space="+")


def axios_body(script: Script, data: Any, headers: Pairs, place: int) -> tuple[bytes, Pairs]:
    """Return the body, and the Content-Type that axios gives it; an object becomes JSON, or a form if that is its type."""
    given = next((value for name, value in headers if name.lower() == "content-type"), "")
    if data is None or data == "":
        return b"", ()
    if isinstance(data, Rows):
        if data.kind == "FormData":
            raise script.unknown(place, f"sends a form whose boundary is made up when it runs: {WATCH}")
        return wire_bytes(join_form(data.pairs)), (("Content-Type", f"{FORM_TYPE};charset=utf-8"),)
    if isinstance(data, str):
        return wire_bytes(data), (("Content-Type", FORM_TYPE),)
    if given.startswith(FORM_TYPE) and isinstance(data, dict):
        return wire_bytes(join_form(tuple(pairs_of(data, script, place)))), ()
    return wire_bytes(value_text(data, script, place)), (("Content-Type", JSON_TYPE),)
