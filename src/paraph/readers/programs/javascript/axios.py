"""The requests that axios sends: its instances, queries, headers and bodies.

Source: axios 1.21 in Node.js. In browsers it sends no Content-Type without a body.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paraph.core.encoding import percent_safe
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, wire_bytes
from paraph.readers.programs.client_requests import (
    FORM_TYPE,
    JSON_TYPE,
    assemble_request,
    basic_header,
    browser_url,
    multipart,
    url_basic_auth,
)
from paraph.readers.programs.javascript.members import BLANKS
from paraph.readers.programs.javascript.text import (
    UNDEFINED,
    NoText,
    Rows,
    Url,
    join_form,
    json_text,
    ordered_names,
    text_of,
)

if TYPE_CHECKING:
    from paraph.readers.programs.javascript.values import Script

WITHOUT_BODY = ("get", "delete", "head", "options")
WITH_BODY = ("post", "put", "patch", "query", "postForm", "putForm", "patchForm")
FUNCTIONS = frozenset(["", "request", *WITHOUT_BODY, *WITH_BODY])
REPLACED = ("url", "method", "data")  # an instance's own values do not count
_REFUSED = (
    "transformRequest",
    "adapter",
    "proxy",
    "socketPath",
    "formSerializer",
    "allowAbsoluteUrls",
    "withXSRFToken",
)


def axios_request(script: Script, function: str, arguments: list[Any], defaults: dict[str, Any], place: int) -> Request:
    """Return the request of a call of axios or an instance with `defaults`; raises NoText if it cannot be known."""
    config = merged(defaults, call_config(function, arguments))
    for name in _REFUSED:
        if config.get(name, UNDEFINED) not in (UNDEFINED, None) and (name != "proxy" or config[name] is not False):
            raise script.unknown(place, f"has the option {name}, which is not followed here")
    method = text_of(config.get("method") or "get").upper()
    headers = axios_headers(config.get("headers"))
    url = full_url(config.get("url"), config.get("baseURL"))
    body, headers = axios_body(option_of(config, "data"), headers)
    if method in ("POST", "PUT", "PATCH"):
        headers = with_type(headers, FORM_TYPE)
    login = axios_login(config.get("auth"), url)
    if login:
        headers.pop("authorization", None)
    query = axios_query(config.get("params"), config.get("paramsSerializer"))
    target = browser_url(url)
    if query:
        target += ("&" if "?" in target else "?") + query
    return assemble_request(method, target, (*sent_headers(headers), *login), (), body)


def option_of(config: dict[str, Any], name: str) -> Any:
    """Return an option; undefined if it is absent."""
    return config.get(name, UNDEFINED)


def call_config(function: str, arguments: list[Any]) -> dict[str, Any]:
    """Return the configuration of a call, completed by the arguments before it."""
    first: Any = arguments[0] if arguments else UNDEFINED
    second, third = [*arguments[1:], UNDEFINED, UNDEFINED][:2]
    if function in ("", "request"):
        if isinstance(first, Url):
            raise NoText("has a URL object as its first argument, which axios refuses: take its href")
        return plain_object(first) if isinstance(first, dict) else {**plain_object(second), "url": first}
    if function in WITH_BODY:
        config = {**plain_object(third), "method": function.removesuffix("Form"), "url": first, "data": second}
        if function.endswith("Form"):
            config["headers"] = [*header_list(config.get("headers")), ["Content-Type", "multipart/form-data"]]
        return config
    return {**plain_object(second), "method": function, "url": first}


def plain_object(value: Any) -> dict[str, Any]:
    """Return an argument that must be an object, if it is there."""
    if value is None or value is UNDEFINED:
        return {}
    if not isinstance(value, dict):
        raise NoText("has an argument that is no object with method, headers or data")
    return value


def merged(defaults: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration of a call completed by that of its instance."""
    found = {name: value for name, value in defaults.items() if name not in REPLACED or name == "method"}
    for name, value in config.items():
        if name == "headers":
            found[name] = [*header_list(found.get(name)), *header_list(value)]
        elif value is not UNDEFINED:
            deep = name != "paramsSerializer" and isinstance(found.get(name), dict) and isinstance(value, dict)
            found[name] = deep_merge(found[name], value) if deep else value
    return found


def deep_merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Merge two objects, those in them too."""
    found = dict(old)
    for name, value in new.items():
        both = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = deep_merge(found[name], value) if both else value
    return found


def header_list(value: Any) -> list[list[Any]]:
    """Return headers as names and values that are not text yet; a list of them stays."""
    if isinstance(value, list):
        return value
    if isinstance(value, Rows):
        return [[name, text] for name, text in sorted((name.lower(), text) for name, text in value.pairs)]
    return [[name, item] for name, item in plain_object(value).items()]


Headers = dict[str, tuple[str, Any]]
"""Headers by name in lower case: the name as it is sent, and its value, which null or false takes away."""


def axios_headers(value: Any) -> Headers:
    """Return the headers in axios' order: the last value and the first spelling of each name count."""
    found: Headers = {}
    for name, item in header_list(value):
        key = name.strip().lower()
        if not key:
            continue
        if isinstance(item, dict):
            raise NoText(f"has headers for some methods only ({name[:40]}), which are not followed here")
        spelling = {"accept": "Accept", "content-type": "Content-Type"}.get(key, found.get(key, (name.strip(),))[0])
        found[key] = (spelling, item)
    first = {key: found[key] for key in ("accept", "content-type") if key in found}
    return first | found


def sent_headers(headers: Headers) -> Pairs:
    """Return the headers as they are sent."""
    sent: list[tuple[str, str]] = []
    for name, value in headers.values():
        if value is None or value is False or value is UNDEFINED:
            continue
        for item in value if isinstance(value, list) else [value]:
            text = text_of(item).strip(BLANKS)
            if not text.isascii() or any(char < " " and char != "\t" for char in text):
                raise NoText(f"has characters in the header {name[:40]} that axios drops")
            sent.append((name, text))
    return tuple(sent)


def full_url(url: Any, base: Any) -> str:
    """Return the URL, joined to the base if it is relative."""
    text = "" if url is UNDEFINED or url is None else text_of(url)
    scheme, mark, _ = text.partition("//")
    absolute = bool(mark) and (not scheme or (scheme[-1] == ":" and scheme[0].isalpha() and "/" not in scheme))
    if not base or base is UNDEFINED or absolute:
        return text
    root = text_of(base)
    return f"{root.rstrip('/')}/{text.lstrip('/')}" if text else root


def axios_login(auth: Any, url: str) -> Pairs:
    """Return HTTP Basic of the option `auth`, or of the URL."""
    if not auth or auth is UNDEFINED:
        return url_basic_auth(url)
    given = plain_object(auth)
    user, password = (text_of(given.get(name) or "") for name in ("username", "password"))
    return (basic_header(user, password),)


def axios_query(params: Any, serializer: Any) -> str:
    """Return the query as axios writes it; a URLSearchParams writes itself."""
    if not params or params is UNDEFINED:
        return ""
    if isinstance(params, Rows):
        return text_of(params)
    options = plain_object(serializer)
    if set(options) - {"indexes", "dots"}:
        raise NoText("has a paramsSerializer, which is known only when the program runs")
    pairs = flat_pairs(params, options.get("indexes", False), options.get("dots") is True)
    return "&".join(f"{escape_for_axios(name)}={escape_for_axios(value)}" for name, value in pairs)


def escape_for_axios(text: str) -> str:
    """Escape a name or value of a query as axios does."""
    return percent_safe(text, "-_.!~*'():$,", space="+")


def flat_pairs(value: object, indexes: Any = False, dots: bool = False) -> list[tuple[str, str]]:
    """Return the names and values of an object as axios writes nested ones: ``a[]=1``, ``b[c]=2``."""
    if not isinstance(value, dict | list):
        raise NoText("has params or data that are no object")
    found: list[tuple[str, str]] = []
    waiting: list[tuple[Any, tuple[str, ...]]] = [(item, (name,)) for name, item in reversed(members(value))]
    while waiting:
        item, path = waiting.pop()
        if item is None or item is UNDEFINED:
            continue
        name = path[0] if len(path) == 1 else ""
        if isinstance(item, dict | list) and name.endswith("{}"):
            item = json_text(item)
        elif isinstance(item, list) and len(path) == 1 and (name.endswith("[]") or is_flat(item)):
            name = name.removesuffix("[]")
            for index, one in enumerate(item):
                if one is not None and one is not UNDEFINED:
                    mark = f"{name}[{index}]" if indexes is True else name if indexes is None else f"{name}[]"
                    found.append((mark, text_of(one)))
            continue
        if isinstance(item, dict | list):
            waiting += [(inner, (*path, key)) for key, inner in reversed(members(item))]
        else:
            found.append((path_name(path, dots), text_of(item)))
    return found


def members(value: dict[str, Any] | list[Any]) -> list[tuple[str, Any]]:
    """Return the names and values of an object or array in order."""
    if isinstance(value, list):
        return [(str(index), item) for index, item in enumerate(value)]
    return [(name.strip(BLANKS), value[name]) for name in ordered_names(value)]


def is_flat(items: list[Any]) -> bool:
    """Return whether an array has neither objects nor arrays."""
    return not any(isinstance(item, dict | list) for item in items)


def path_name(path: tuple[str, ...], dots: bool) -> str:
    """Return the name of a nested value."""
    if len(path) == 1:
        return path[0]
    parts = [name.removesuffix("[]") for name in path]
    return ".".join(parts) if dots else parts[0] + "".join(f"[{name}]" for name in parts[1:])


def axios_body(data: Any, headers: Headers) -> tuple[bytes, Headers]:
    """Return the body, and the headers with the Content-Type that axios gives it."""
    given = headers.get("content-type", ("", ""))[1]
    kind = given if isinstance(given, str) else ""
    is_json = JSON_TYPE in kind
    if isinstance(data, Rows):
        return rows_body(data, headers, is_json)
    if isinstance(data, bytes):
        return data, headers
    if isinstance(data, dict | list):
        if FORM_TYPE in kind:
            return wire_bytes(join_form(flat_pairs(data))), headers
        if "multipart/form-data" in kind:
            pairs = flat_pairs(data)
            if any(
                isinstance(item, list) and not is_flat(item) and name.endswith("[]") for name, item in members(data)
            ):
                raise NoText("has lists of lists in a form, which axios refuses")
            if any(mark in name for name, _ in pairs for mark in '"\r\n'):
                raise NoText("has names of fields with quotes or line ends, which are not followed here")
            body, content_type = multipart(pairs, line_ends=False)
            return (body if pairs else b""), with_type(headers, content_type, True)
    if isinstance(data, dict | list) or is_json:
        text = safe_json(data)
        return wire_bytes(text), with_type(headers, JSON_TYPE)
    if data is UNDEFINED or data is None or data == "":
        return b"", headers
    if not isinstance(data, str):
        raise NoText("has data that axios cannot send")
    return wire_bytes(data), headers


def with_type(headers: Headers, content_type: str, replace: bool = False) -> Headers:
    """Return the headers with a Content-Type, if they have none or it is to be replaced; it comes right after Accept."""
    if headers.get("content-type", ("", UNDEFINED))[1] is not UNDEFINED and not replace:
        return headers
    accept = {key: value for key, value in headers.items() if key == "accept"}
    others = {key: value for key, value in headers.items() if key != "content-type"}
    return accept | {"content-type": ("Content-Type", content_type)} | others


def rows_body(data: Rows, headers: Headers, is_json: bool) -> tuple[bytes, Headers]:
    """Return the body of a URLSearchParams or FormData, and the headers."""
    if data.kind == "FormData" and not is_json:
        body, content_type = multipart(data.pairs)
        return body, with_type(headers, content_type, True)
    if data.kind != "URLSearchParams":
        raise NoText("has data that is not followed here")
    return wire_bytes(join_form(data.pairs)), with_type(headers, f"{FORM_TYPE};charset=utf-8")


def safe_json(data: Any) -> str:
    """Return data as axios writes it for application/json: text that is JSON already stays as it is, without blanks around."""
    if isinstance(data, str):
        try:
            json.loads(data, parse_constant=refuse_constant, parse_int=float)
        except RecursionError:
            raise Unreadable("this JSON is nested too deeply to be read here") from None
        except ValueError:
            pass
        else:
            return data.strip(BLANKS)
    text = json_text(data)
    return text if isinstance(text, str) else ""


def refuse_constant(_word: str) -> None:
    """Refuse NaN and Infinity, which Python's parser takes for JSON."""
    raise ValueError
