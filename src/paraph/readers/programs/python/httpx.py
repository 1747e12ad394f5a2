"""Requests as httpx builds them.

Source: httpx 0.28: https://github.com/encode/httpx, _client.py, _models.py, _content.py, _multipart.py and _urls.py
"""

from __future__ import annotations

import json
import mimetypes
import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from paraph.core.encoding import percent_safe
from paraph.core.message import wire_bytes
from paraph.readers.common import FORM_TYPE, JSON_TYPE, with_query
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART, Part, multipart
from paraph.readers.programs.client_requests import WHATWG_PATH, WHATWG_QUERY, assemble_request, split_url, without_port
from paraph.readers.programs.python.calls import Layer
from paraph.readers.programs.python.functions import OpenFile, python_text
from paraph.readers.programs.python.messages import (
    Draft,
    as_bytes,
    cookie_text,
    file_content,
    file_notes,
    file_parts,
    header_name,
    header_value,
    login_notes,
    login_value,
    rows_of,
    text,
)

_ESCAPED = re.compile(r'[\x00-\x1a\x1c-\x1f"\\]')
QUERY_SAFE = WHATWG_QUERY + "'"
Headers = list[tuple[str, str]]


def httpx_request(method: str, given: dict[str, Any], settings: dict[str, Any]) -> Draft:
    """Return the request of a call with its client's settings."""
    url = join_url(settings.get("base_url") or "", text(given.get("url")))
    params = merged_params(settings["params"], given.get("params"))
    if params is not None:
        url = with_query(url.partition("#")[0].partition("?")[0], urlencode(params))
    headers = merged_headers([*settings["headers"], *([Layer(given["headers"])] if given.get("headers") else [])])
    own = [Layer(given["cookies"])] if given.get("cookies") else []
    cookies = cookie_text([*settings["cookies"], *own])
    if cookies and "cookie" not in names_of(headers):
        headers.append(("Cookie", cookies))
    body, kind = body_of(given)
    if kind and "content-type" not in names_of(headers):
        headers.append(("Content-Type", kind))
    auth = given["auth"] if "auth" in given else settings.get("auth")
    login = login_value(auth, "utf-8") or (None if auth else url_login(url))
    if login is not None:
        headers = with_item(headers, "Authorization", login)
    notes = (*login_notes(auth), *file_notes(given.get("files")), *((BOUNDARY_NOTE,) if given.get("files") else ()))
    return Draft(assemble_request(method, httpx_url(url), tuple(headers), (), body), notes)


def join_url(base: str, url: str) -> str:
    """Join a URL to the base of a client."""
    if not base or "://" in url:
        return url
    return (base if base.endswith("/") else f"{base}/") + url.lstrip("/")


def merged_headers(layered: list[Layer]) -> Headers:
    """Return the headers: those of a later layer take the place of earlier ones, and stand behind them."""
    found: Headers = []
    for layer in layered:
        rows = [(header_name(name), header_value(value, "ascii")) for name, value in rows_of(layer.rows)]
        if layer.item:
            found = with_item(found, *rows[0])
        else:
            again = names_of(rows)
            found = [pair for pair in found if pair[0].lower() not in again] + rows
    return found


def with_item(headers: Headers, name: str, value: str) -> Headers:
    """Return the headers with one set, in the place of the first one of its name."""
    found = [number for number, pair in enumerate(headers) if pair[0].lower() == name.lower()]
    rest = [pair for number, pair in enumerate(headers) if number not in found[1:]]
    if found:
        rest[found[0]] = (name, value)
        return rest
    return [*rest, (name, value)]


def names_of(headers: Headers) -> set[str]:
    """Return the names in lower case."""
    return {name.lower() for name, _ in headers}


def merged_params(layered: list[Layer], own: Any) -> list[tuple[str, str]] | None:
    """Return the parameters, those of one name together; None if there are none to be set."""
    if not any(layer.rows for layer in layered) and own is None:
        return None
    found: dict[str, list[str]] = {}
    for value in (*(layer.rows for layer in layered), own):
        found |= grouped(value)
    return [(name, item) for name, several in found.items() for item in several]


def grouped(value: Any) -> dict[str, list[str]]:
    """Return parameters as lists by their names."""
    if isinstance(value, str | bytes):
        return parse_qs(value if isinstance(value, str) else value.decode("ascii"), keep_blank_values=True)
    found: dict[str, list[str]] = {}
    for name, several in rows_of(value):
        items = several if isinstance(several, list | tuple) and isinstance(value, dict) else (several,)
        found.setdefault(python_text(name), []).extend(map(primitive, items))
    return found


def primitive(value: Any) -> str:
    """Return a value as text: true and false in lower case, None as empty text."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else python_text(value)


def body_of(given: dict[str, Any]) -> tuple[bytes, str]:
    """Return the body of a call, and its type if httpx adds one."""
    data, raw = given.get("data"), given.get("content")
    if data is not None and not isinstance(data, dict):
        raw = data
    if raw is not None:
        return as_bytes(raw), ""
    if given.get("files"):
        return form_of(given["files"], data), f"{MULTIPART}; boundary={BOUNDARY}"
    if data:
        pairs = [(name, primitive(item)) for name, several in data.items() for item in several_of(several)]
        return urlencode(pairs, doseq=True).encode(), FORM_TYPE
    if given.get("json") is not None:
        written = json.dumps(given["json"], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return wire_bytes(written), JSON_TYPE
    return b"", ""


def several_of(value: Any) -> Any:
    """Return the values of one field."""
    return value if isinstance(value, list | tuple) else (value,)


def form_of(files: Any, data: Any) -> bytes:
    """Return the body of a form with files: its fields first, then the files."""
    parts: list[Part] = []
    for name, several in rows_of(data):
        for item in several_of(several):
            value = item if isinstance(item, bytes) else primitive(item).encode()
            parts.append(Part(text(name, "the name of a field"), value))
    for name, value in rows_of(files):
        alone = isinstance(value, OpenFile) or not isinstance(value, tuple)
        filename, content, kind, extra = (None, value, None, None) if alone else file_parts(value)
        if alone:
            filename = value.name.rpartition("/")[2] if isinstance(value, OpenFile) else "upload"
        kind = kind or ((mimetypes.guess_type(filename)[0] or "application/octet-stream") if filename else None)
        headers = [(text(key, "a header"), text(item, "a header")) for key, item in rows_of(extra)]
        if kind and not any("content-type" in key.lower() for key, _ in headers):
            headers.append(("Content-Type", kind))
        parts.append(Part(text(name, "the name of a field"), file_content(content), filename or None, tuple(headers)))
    return multipart(parts, escape=quoted)


def quoted(name: str) -> str:
    """Return a name as it stands in quotes."""
    return _ESCAPED.sub(lambda found: "\\\\" if found[0] == "\\" else f"%{ord(found[0]):02X}", name)


def url_login(url: str) -> str | None:
    """Return HTTP Basic from the user-info of a URL."""
    found = urlsplit(url)
    user, password = unquote(found.username or ""), unquote(found.password or "")
    return login_value((user, password), "utf-8") if user or password else None


def httpx_url(url: str) -> str:
    """Return a URL as httpx sends it: dots resolved, a default port dropped, spaces and the like escaped."""
    scheme, authority, path, query = split_url(url)
    return f"{scheme}://{without_port(scheme, authority)}{percent_safe(without_dots(path or '/'), WHATWG_PATH)}" + (
        f"?{percent_safe(query, QUERY_SAFE)}" if query is not None else ""
    )


def without_dots(path: str) -> str:
    """Return the path with ``.`` and ``..`` resolved, as httpx does, which leaves no slash in their place."""
    segments = path.split("/")
    if "." not in segments and ".." not in segments:
        return path
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            if kept and kept != [""]:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)
