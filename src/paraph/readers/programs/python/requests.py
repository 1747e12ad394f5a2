"""Requests as the library requests prepares them.

Source: requests 2.34: https://github.com/psf/requests, models.py, sessions.py and cookies.py; urllib3 2.8, filepost.py
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from paraph.readers.common import FORM_TYPE, JSON_TYPE
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART, Part, multipart
from paraph.readers.programs.client_requests import assemble_request, requests_url
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

FIRST = ("user-agent", "accept-encoding", "accept", "connection")
"""Headers that a session has from the beginning, in this order."""


def requests_request(method: str, given: dict[str, Any], settings: dict[str, Any]) -> Draft:
    """Return the request of a call with its session's settings."""
    url, auth = text(given.get("url")), given.get("auth") or settings.get("auth")
    headers = merged_headers([*settings["headers"], *layers(given.get("headers"))])
    query = encoded(merged(settings["params"], given.get("params")))
    cookies = cookie_text([*settings["cookies"], *layers(given.get("cookies"))])
    if cookies and "cookie" not in headers:
        headers["cookie"] = ("Cookie", cookies)
    body, kind = body_of(given)
    if body and "content-length" in headers:
        headers["content-length"] = (headers["content-length"][0], str(len(body)))
    if kind and "content-type" not in headers:
        headers["content-type"] = ("Content-Type", kind)
    login = login_value(auth, "latin-1") or (None if auth else url_login(url))
    if login is not None:
        headers["authorization"] = ("Authorization", login)
    ordered = [headers[name] for name in FIRST if name in headers] + [
        pair for name, pair in headers.items() if name not in FIRST
    ]
    if kind == FORM_TYPE and not body:  # a form of nothing but None: requests has no length for it
        ordered.insert(0, ("Transfer-Encoding", "chunked"))
    notes = (*login_notes(auth), *file_notes(given.get("files")), *((BOUNDARY_NOTE,) if given.get("files") else ()))
    return Draft(assemble_request(method, requests_url(url, query), tuple(ordered), (), body), notes)


def layers(rows: Any) -> list[Layer]:
    """Return one argument as a layer above those of the session."""
    return [Layer(rows)] if rows else []


def merged_headers(layered: list[Layer]) -> dict[str, tuple[str, str]]:
    """Return the headers by their names in lower case; one that is None takes an earlier one away."""
    found: dict[str, tuple[str, Any]] = {}
    for layer in layered:
        for name, value in rows_of(layer.rows):
            found[header_name(name).lower()] = (header_name(name), value)
    result: dict[str, tuple[str, str]] = {}
    for key, (name, value) in found.items():
        if value is not None:
            written = header_value(value)
            if written[:1].isspace():
                raise ValueError(f"requests refuses the header {name[:40]!r}, which begins with a blank")
            result[key] = (name, written)
    return result


def merged(layered: list[Layer], own: Any) -> Any:
    """Return the parameters of the session and of the call; those of the call alone if they are no dict."""
    session: dict[Any, Any] = {}
    for layer in layered:
        session |= dict(rows_of(layer.rows))
    if not own or isinstance(own, dict):
        return {name: value for name, value in (session | (own or {})).items() if value is not None}
    return own


def encoded(value: Any) -> str:
    """Return parameters or fields encoded: None is omitted, a list stands for several."""
    if isinstance(value, str | bytes):
        return as_bytes(value).decode()
    pairs: list[tuple[Any, Any]] = []
    for name, several in rows_of(value):
        for item in several if isinstance(several, list | tuple | dict) else (several,):
            if item is not None:
                pairs.append((plain(name), plain(item)))
    return urlencode(pairs, doseq=True)


def plain(value: Any) -> str | bytes:
    """Return bytes as they are, and str() of the rest."""
    return value if isinstance(value, bytes) else python_text(value)


def body_of(given: dict[str, Any]) -> tuple[bytes, str]:
    """Return the body of a call, and its type if requests adds one."""
    data = given.get("data")
    if given.get("files"):
        return form_of(given["files"], data), f"{MULTIPART}; boundary={BOUNDARY}"
    if data and (isinstance(data, str | bytes | OpenFile) or not isinstance(data, dict | list | tuple)):
        return as_bytes(data), ""
    if data:
        return encoded(data).encode(), FORM_TYPE
    if (data is None or not data) and given.get("json") is not None:
        return json.dumps(given["json"], allow_nan=False).encode(), JSON_TYPE
    return b"", ""


def form_of(files: Any, data: Any) -> bytes:
    """Return the body of a form with files: its fields first, then the files."""
    if isinstance(data, str | bytes):
        raise TypeError("requests takes no text as data beside files")
    parts: list[Part] = []
    for name, several in rows_of(data or None):
        for item in several if isinstance(several, list | tuple | dict) else (several,):
            if item is not None:
                value = item if isinstance(item, bytes) else python_text(item).encode()
                parts.append(Part(text(name, "the name of a field"), value))
    for name, value in rows_of(files):
        filename, content, kind, extra = file_parts(value)
        if not isinstance(value, tuple | list) or isinstance(value, OpenFile):
            filename = value.name.rpartition("/")[2] if isinstance(value, OpenFile) else name
        if content is None:
            continue
        headers = {key: item for key, item in rows_of(extra) if key not in ("Content-Type", "Content-Disposition")}
        placed = [(key, headers.pop(key)) for key in ("Content-Location",) if headers.get(key)]
        rows = [*([("Content-Type", kind)] if kind else []), *placed, *headers.items()]
        shown = tuple((text(key, "a header"), text(item, "a header")) for key, item in rows if item)
        parts.append(Part(text(name, "the name of a field"), file_content(content), filename, shown))
    return multipart(parts)


def url_login(url: str) -> str | None:
    """Return HTTP Basic from the user-info of a URL; none without a colon in it."""
    found = urlsplit(url.lstrip())
    if found.username is None or found.password is None:
        return None
    user, password = unquote(found.username), unquote(found.password)
    return login_value((user, password), "latin-1") if user or password else None
