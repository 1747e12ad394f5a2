"""Members, methods, constructors and functions of JavaScript that have no side effects, on values known in the text."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import unquote

from paraph.core.encoding import base64_text, percent, percent_safe
from paraph.core.message import wire_bytes
from paraph.readers.programs.client_requests import browser_url, multipart
from paraph.readers.programs.javascript.text import (
    UNDEFINED,
    URI_SAFE,
    NoText,
    RequestObject,
    Rows,
    Url,
    json_text,
    ordered_names,
    pairs_of,
    parse_form,
    text_of,
)

BLANKS = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
MOST_TEXT = 1_000_000
_RUNS = "is known only when the program runs"
_GLOBALS = ("window.", "globalThis.", "self.")
_MODULES = ("qs.stringify", "querystring.stringify")
FUNCTIONS = frozenset(["JSON.stringify", "encodeURIComponent", "encodeURI", "decodeURIComponent", "btoa", "String",
                       "Buffer.from", "Object.assign", "Object.fromEntries", "toString", *_MODULES])  # fmt: skip

IGNORED = frozenset(
    ["agent", "cache", "credentials", "dispatcher", "httpAgent", "httpsAgent", "integrity", "keepalive", "maxBodyLength",
     "maxContentLength", "maxRedirects", "mode", "priority", "redirect", "referrer", "referrerPolicy", "responseType",
     "signal", "timeout", "validateStatus", "withCredentials", "duplex", "window", "rejectUnauthorized", "retry",
     "throwHttpErrors", "followRedirect", "decompress", "cancelToken", "onUploadProgress", "onDownloadProgress",
     "transformResponse", "responseEncoding", "next"]
)  # fmt: skip
"""Options that do not affect what is sent."""


def is_number(value: Any) -> bool:
    """Return whether a value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole(value: float) -> float:
    """Return a number, as int if it is a whole one that a double holds exactly."""
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else value


def is_false(value: Any) -> bool:
    """Return whether a value counts as false."""
    return value is UNDEFINED or value is None or (isinstance(value, str | bool | int | float) and not value)


def is_known(name: str) -> bool:
    """Return whether a function is one whose result can be known."""
    return plain_name(name) in FUNCTIONS


def plain_name(name: str) -> str:
    """Return the name of a global function without the global object."""
    return next((name.removeprefix(start) for start in _GLOBALS if name.startswith(start)), name)


def item(value: Any, name: str) -> Any:
    """Return a member of a value; raises NoText if it is not known."""
    if isinstance(value, dict):
        return value.get(name, UNDEFINED)
    if isinstance(value, list) and name.isdecimal() and len(name) < 9:
        return value[int(name)] if int(name) < len(value) else UNDEFINED
    if name == "length" and isinstance(value, str | list):
        return len(value) if isinstance(value, list) else len(value.encode("utf-16-le", "surrogatepass")) // 2
    if isinstance(value, Url):
        return url_member(value, name)
    raise NoText(_RUNS)


def url_member(url: Url, name: str) -> Any:
    """Return a member of a URL object."""
    scheme, _, rest = url.base.partition("://")
    host, slash, path = rest.partition("/")
    query = url.href.partition("?")[2]
    known = {
        "href": url.href, "searchParams": url.query, "origin": f"{scheme}://{host}", "protocol": f"{scheme}:",
        "host": host, "pathname": slash + path, "search": f"?{query}" if query else "", "hash": "",
        "hostname": host.partition(":")[0],
    }  # fmt: skip
    if name not in known or "[" in host:
        raise NoText(_RUNS)
    return known[name]


def method_result(value: Any, name: str, arguments: list[Any]) -> Any:
    """Return what a method of a value returns; raises NoText if that is not known."""
    if isinstance(value, str):
        return text_method(value, name, arguments)
    if isinstance(value, bytes) and name == "toString":
        return decoded(value, text_of(arguments[0]) if arguments else "utf8")
    if name in ("toString", "toJSON") and not arguments and not isinstance(value, dict):
        return text_of(value)
    if isinstance(value, list) and name == "join" and len(arguments) <= 1:
        parts = ["" if part is None or part is UNDEFINED else text_of(part) for part in value]
        return text_of(arguments[0] if arguments else ",").join(parts)
    if isinstance(value, list) and name == "concat":
        return [*value, *(part for given in arguments for part in (given if isinstance(given, list) else [given]))]
    if isinstance(value, Rows) and name == "get" and len(arguments) == 1:
        return row_value(value, text_of(arguments[0]))
    if isinstance(value, Rows) and name == "getHeaders" and value.kind == "FormData":
        return {"content-type": multipart([])[1]}
    raise NoText(_RUNS)


def row_value(rows: Rows, name: str) -> str | None:
    """Return the value of a name in an object with rows."""
    if rows.kind == "Headers":
        found = [value for key, value in rows.pairs if key.lower() == name.lower()]
        return ", ".join(found) if found else None
    return next((value for key, value in rows.pairs if key == name), None)


def text_method(text: str, name: str, arguments: list[Any]) -> Any:
    """Return what a method of a text returns."""
    given = [text_of(argument) for argument in arguments]
    simple = {
        "toString": lambda: text, "trim": lambda: text.strip(BLANKS), "trimStart": lambda: text.lstrip(BLANKS),
        "trimEnd": lambda: text.rstrip(BLANKS), "toUpperCase": text.upper, "toLowerCase": text.lower,
    }  # fmt: skip
    if name in simple and not given:
        return simple[name]()
    if name == "concat":
        return text + "".join(given)
    if name in ("replace", "replaceAll") and len(given) == 2 and "$" not in given[1]:
        if name == "replaceAll" and len(text) * (len(given[1]) + 1) > MOST_TEXT:
            raise NoText("is too long to work out")
        return text.replace(given[0], given[1], 1 if name == "replace" else -1)
    if name == "split" and len(given) == 1 and given[0]:
        return text.split(given[0])
    if name in ("slice", "substring") and text.isascii() and all(is_number(number) for number in arguments):
        return part(text, name, [int(number) for number in arguments])
    if name == "repeat" and len(given) == 1 and is_number(arguments[0]) and 0 <= arguments[0] * len(text) <= MOST_TEXT:
        return text * int(arguments[0])
    raise NoText(_RUNS)


def part(text: str, name: str, ends: list[int]) -> str:
    """Return a part of a text, as slice or substring do."""
    if len(ends) > 2 or (name == "substring" and (any(end < 0 for end in ends) or ends != sorted(ends))):
        raise NoText(_RUNS)
    return text[slice(*ends)] if len(ends) == 2 else text[ends[0] :] if ends else text


def decoded(octets: bytes, encoding: str) -> str:
    """Return what ``toString`` of a Buffer returns."""
    if encoding == "base64":
        return base64_text(octets)
    if encoding == "base64url":
        return base64.urlsafe_b64encode(octets).decode().rstrip("=")
    if encoding == "hex":
        return octets.hex()
    if encoding.lower() in ("utf8", "utf-8"):
        return octets.decode("utf-8", "replace")
    raise NoText(_RUNS)


def new_object(name: str, arguments: list[Any]) -> Any:
    """Return what ``new Name(...)`` makes; raises NoText if that is not known."""
    name = plain_name(name)
    first = arguments[0] if arguments else None
    if name in ("URLSearchParams", "Headers") and len(arguments) <= 1:
        return Rows(name, pairs_of(first))
    if name == "FormData" and not arguments:
        return Rows(name)
    if name == "URL" and 1 <= len(arguments) <= 2:
        return new_url(text_of(first), text_of(arguments[1]) if len(arguments) == 2 else "")
    if name == "Request" and 1 <= len(arguments) <= 2:
        return RequestObject(arguments)
    raise NoText(_RUNS)


def new_url(text: str, base: str) -> Url:
    """Return a URL object, its text resolved against a base."""
    if base and "://" not in text:
        root = new_url(base, "")
        scheme, _, rest = root.base.partition("://")
        host, slash, path = rest.partition("/")
        if text.startswith("//"):
            text = f"{scheme}:{text}"
        elif text.startswith("/"):
            text = f"{scheme}://{host}{text}"
        elif text[:1] in ("?", "#") or not text:
            text = root.base + (text if text[:1] == "?" else f"?{root.href.partition('?')[2]}")
        else:
            text = f"{scheme}://{host}{slash}{path.rpartition('/')[0]}{'/' if '/' in path else ''}{text}"
    if "@" in text.partition("://")[2].partition("/")[0]:
        raise NoText("has a user in its URL, which is not followed here")
    try:
        base, _, query = browser_url(text).partition("?")
    except ValueError as error:
        raise NoText(f"is no URL that can be known ({error})") from None
    return Url(base, Rows("URLSearchParams", parse_form(query)), query)


def call_result(name: str, arguments: list[Any]) -> Any:
    """Return the result of a known function; raises NoText if it cannot be known."""
    name = plain_name(name)
    first = arguments[0] if arguments else UNDEFINED
    if name == "JSON.stringify" and 1 <= len(arguments) <= 3 and all(one is None for one in arguments[1:2]):
        return json_text(first, indent_of(arguments[2]) if len(arguments) == 3 else "")
    if name == "Object.assign" and all(isinstance(one, dict) for one in arguments):
        return {key: value for one in arguments for key, value in one.items()}
    if name == "Object.fromEntries" and isinstance(first, Rows):
        return dict(first.pairs)
    if name == "Buffer.from" and 1 <= len(arguments) <= 2 and isinstance(first, str):
        return octets_of(first, text_of(arguments[1]) if len(arguments) == 2 else "utf8")
    if name in _MODULES and len(arguments) == 1 and isinstance(first, dict):
        return module_query(name, first)
    if len(arguments) == 1:
        return text_function(name, text_of(first))
    raise NoText(_RUNS)


def indent_of(value: Any) -> str:
    """Return the indent that the third argument of JSON.stringify means."""
    if is_number(value):
        return " " * max(0, min(10, int(value)))
    return value[:10] if isinstance(value, str) else ""


def text_function(name: str, text: str) -> str:
    """Return the result of a function of one text."""
    if name == "String":
        return text
    if name == "btoa":
        if not all(char <= "\xff" for char in text):
            raise NoText("refuses these characters")
        return base64_text(text.encode("latin-1"))
    if name == "decodeURIComponent":
        return unquote(text)
    if name in ("encodeURIComponent", "encodeURI"):
        return percent_safe(text, URI_SAFE + (";/?:@&=+$,#" if name == "encodeURI" else ""))
    raise NoText(_RUNS)


def octets_of(text: str, encoding: str) -> bytes:
    """Return the octets of a Buffer made from a text."""
    if encoding.lower() in ("utf8", "utf-8"):
        return wire_bytes(text)
    try:
        if encoding == "hex":
            return bytes.fromhex(text)
        if encoding == "base64":
            return base64.b64decode(text, validate=True)
        if encoding in ("latin1", "binary"):
            return text.encode("latin-1")
    except (ValueError, binascii.Error):
        pass
    raise NoText(_RUNS)


def module_query(name: str, value: dict[str, Any]) -> str:
    """Return what ``stringify`` of qs or of Node's querystring returns for a flat object."""
    if any(isinstance(one, dict | list | bool) or one is None or one is UNDEFINED for one in value.values()):
        raise NoText("has values that are written in a way that is not followed here")
    pairs = [(key, text_of(value[key])) for key in ordered_names(value)]
    if name == "qs.stringify":
        return "&".join(f"{percent(key)}={percent(text)}" for key, text in pairs)
    return "&".join(f"{percent_safe(key, URI_SAFE)}={percent_safe(text, URI_SAFE)}" for key, text in pairs)


def change_by(value: Any, name: str, arguments: list[Any]) -> None:
    """Carry out a method that changes a value; raises NoText if it is not followed here."""
    if isinstance(value, list) and name == "push":
        value.extend(arguments)
        return
    if not isinstance(value, Rows) or name not in ("append", "set", "delete", "sort"):
        raise NoText("changes a value in a way that is not followed here")
    given = [text_of(argument) for argument in arguments]
    value.changed = True
    if name == "sort" and not given and value.kind == "URLSearchParams":
        value.pairs.sort(key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass"))
        return
    if len(given) != (1 if name == "delete" else 2):
        raise NoText(_RUNS)
    same = [fits(value, pair[0], given[0]) for pair in value.pairs] if name != "append" else []
    if name == "set" and True in same:
        first = same.index(True)
        old = value.pairs[first][0]
        value.pairs[first] = (old if value.kind == "Headers" else given[0], given[1])
        same[first] = False
    elif name != "delete":
        value.pairs.append((given[0], given[1]))
    value.pairs[: len(same)] = [pair for pair, gone in zip(value.pairs, same, strict=False) if not gone]


def fits(rows: Rows, name: str, wanted: str) -> bool:
    """Return whether a row has the wanted name; letter case does not matter for headers."""
    return name == wanted or (rows.kind == "Headers" and name.lower() == wanted.lower())


def set_item(value: Any, name: str, new: Any) -> None:
    """Assign to a member of a value; raises NoText if that is not followed here."""
    if isinstance(value, dict):
        value[name] = new
        return
    if isinstance(value, Url) and name in ("search", "pathname"):
        query = text_of(new) if name == "search" else "?" + value.href.partition("?")[2]
        path = text_of(new) if name == "pathname" else url_member(value, "pathname")
        if "#" in path + query or "?" in path:
            raise NoText("changes a URL in a way that is not followed here")
        made = new_url(url_member(value, "origin") + "/" + path.removeprefix("/") + "?" + query.removeprefix("?"), "")
        value.base, value.query, value.written = made.base, made.query, made.written
        return
    raise NoText("changes a value in a way that is not followed here")
