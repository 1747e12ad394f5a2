"""The requests that fetch and XMLHttpRequest send.

Source: https://fetch.spec.whatwg.org/ (2025) and https://xhr.spec.whatwg.org/ (2025)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.message import Pairs, Request, wire_bytes, wire_text
from paraph.readers.programs.client_requests import FORM_TYPE, assemble_request, browser_url, multipart
from paraph.readers.programs.javascript.text import (
    UNDEFINED,
    NoText,
    RequestObject,
    Rows,
    Url,
    join_form,
    pairs_of,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

NORMALIZED = ("delete", "get", "head", "options", "post", "put")
_BLANKS = " \t\r\n"
_REFUSED_METHODS = ("CONNECT", "TRACE", "TRACK")
_REFUSED_HEADERS = ("transfer-encoding", "keep-alive", "upgrade", "expect")


def fetch_request(arguments: list[Any]) -> Request:
    """Return the request of ``fetch(url, options)``; raises NoText if it cannot be known."""
    url, options = arguments[0] if arguments else UNDEFINED, options_of(arguments)
    if isinstance(url, RequestObject):
        options = {**options_of(url.arguments), **options}
        url = url.arguments[0]
    if not isinstance(url, str | Url):
        raise NoText("has no URL that is a text")
    method = normalized(text_of(options.get("method", "GET")))
    given = joined_headers(pairs_of(options.get("headers", UNDEFINED)))
    given = tuple(pair for pair in given if pair[0].lower() != "host")  # neither Node.js nor a browser sends it
    body, own = text_body(options.get("body", UNDEFINED))
    if method in ("GET", "HEAD") and options.get("body") not in (None, UNDEFINED):
        raise NoText(f"has a body, which fetch refuses with {method}")
    return assemble_request(method, safe_url(text_of(url)), given, own, body)


def options_of(arguments: list[Any]) -> dict[str, Any]:
    """Return the second argument, which must be an object if it is there, without undefined members."""
    value = arguments[1] if len(arguments) > 1 else UNDEFINED
    if value is None or value is UNDEFINED:
        return {}
    if not isinstance(value, dict):
        raise NoText("is not followed by an object with method, headers and body")
    return {name: item for name, item in value.items() if item is not UNDEFINED}


def normalized(method: str) -> str:
    """Return the method as fetch sends it: six common ones in upper case, others as they are."""
    if method.upper() in _REFUSED_METHODS:
        raise NoText(f"has the method {method}, which fetch refuses")
    return method.upper() if method.lower() in NORMALIZED else method


def safe_url(url: str) -> str:
    """Return a URL as browsers and Node.js send it; fetch refuses one with a user."""
    if "@" in url.partition("//")[2].partition("/")[0].partition("?")[0].partition("#")[0]:
        raise NoText("has a user in its URL, which fetch refuses")
    return browser_url(url)


def joined_headers(headers: Iterable[tuple[str, str]]) -> Pairs:
    """Merge headers of one name, their values joined with a comma, as fetch does."""
    together: dict[str, tuple[str, list[str]]] = {}
    for name, value in headers:
        if name.lower() in _REFUSED_HEADERS:
            raise NoText(f"has the header {name[:40]}, which fetch refuses")
        together.setdefault(name.lower(), (name, []))[1].append(header_text(value.strip(_BLANKS)))
    return tuple(
        (name, ("; " if name.lower() == "cookie" else ", ").join(values)) for name, values in together.values()
    )


def header_text(value: str) -> str:
    """Return a value as it is on the wire, in Latin-1; raises NoText for characters that no header can have."""
    if value.isascii():
        return value
    if any(char > "\xff" for char in value):
        raise NoText("has characters in a header that no header can have")
    return wire_text(value.encode("latin-1"))


def text_body(body: Any) -> tuple[bytes, Pairs]:
    """Return the body, and the Content-Type that fetch gives it."""
    if body is None or body is UNDEFINED:
        return b"", ()
    if isinstance(body, bytes):
        return body, ()
    if isinstance(body, Rows) and body.kind == "FormData":
        content, content_type = multipart(body.pairs)
        return content, (("content-type", content_type),)
    if isinstance(body, Rows) and body.kind == "URLSearchParams":
        return wire_bytes(join_form(body.pairs)), (("content-type", f"{FORM_TYPE};charset=UTF-8"),)
    if isinstance(body, dict):
        raise NoText("has an object as its body: fetch sends it as [object Object]; JSON.stringify is missing")
    return wire_bytes(text_of(body)), (("content-type", "text/plain;charset=UTF-8"),)


def xhr_request(calls: list[tuple[str, list[Any]]]) -> Request:
    """Return the request of an XMLHttpRequest from its method calls in order: open, setRequestHeader and send."""
    opened = next((arguments for name, arguments in calls if name == "open"), [])
    sent = next((arguments for name, arguments in calls if name == "send"), [])
    if len([name for name, _ in calls if name in ("open", "send")]) > 2 or not 2 <= len(opened) <= 3:
        raise NoText("is opened or sent several times, or with a user, which is not followed here")
    method = normalized(text_of(opened[0]))
    given = [
        (text_of(pair[0]), text_of(pair[1])) for name, pair in calls if name == "setRequestHeader" and len(pair) == 2
    ]
    headers = joined_headers(given)
    body, own = text_body(sent[0] if sent and method not in ("GET", "HEAD") else UNDEFINED)
    if any(
        "charset=" in value.lower().replace("charset=utf-8", "")
        for name, value in headers
        if name.lower() == "content-type"
    ):
        raise NoText("has a charset in Content-Type that browsers replace by UTF-8")
    return assemble_request(method, browser_url(text_of(opened[1])), headers, own, body)
