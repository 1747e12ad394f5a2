"""Paraph's own JSON form of a request."""

from __future__ import annotations

import base64
import re
from typing import Any

from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes


def read_json(table: Any) -> Request:
    """The request of ``{"method", "url", "headers", "body" or "body_base64"}``.

    `url` is absolute; headers are pairs or an object; a Host header is added when there is none. Raises Unreadable
    with the name of the member that is wrong.
    """
    if not isinstance(table, dict):
        raise NoRequest("expected a JSON object with a url")
    if "url" not in table:
        raise NoRequest("`url` is missing: this JSON is not a request")
    url, method = text_of(table, "url"), text_of(table, "method", "GET")
    if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", method):
        raise Unreadable(f"method {method[:20]!r} is not an HTTP method")
    try:
        return request_for(method, url, headers_of(table.get("headers", [])), body_of(table))
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None


def text_of(table: dict[str, Any], name: str, default: str | None = None) -> str:
    """A member that is text."""
    value = table.get(name, default)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"`{name}` is missing or is not a text")
    return value


def headers_of(value: Any) -> Pairs:
    """Headers from ``[[name, value], ...]`` or ``{name: value}``."""
    entries = list(value.items()) if isinstance(value, dict) else value
    if not isinstance(entries, list):
        raise Unreadable("`headers` is neither a list of [name, value] nor an object")
    for entry in entries:
        if not (isinstance(entry, list | tuple) and len(entry) == 2 and all(isinstance(text, str) for text in entry)):
            raise Unreadable("an entry of `headers` is not [name, value] with two texts")
    return tuple((name, text) for name, text in entries)


def body_of(table: dict[str, Any]) -> bytes:
    """The body from text or from base64."""
    text, encoded = table.get("body"), table.get("body_base64")
    if text not in (None, "") and encoded is not None:
        raise Unreadable("give `body` or `body_base64`, not both")
    if encoded is not None:
        try:
            return base64.b64decode(encoded, validate=True)
        except (ValueError, TypeError):
            raise Unreadable("`body_base64` is not base64") from None
    if text is None:
        return b""
    if not isinstance(text, str):
        raise Unreadable("`body` is not a text: write a JSON body as a text, exactly as it was sent")
    return wire_bytes(text)
