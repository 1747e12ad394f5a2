"""Converts other HTTP libraries' requests, recognised by their attributes, so that no library has to be imported."""

from __future__ import annotations

from typing import Any

from paraph.core.message import DEFAULT_PORTS, Pairs, Request, request_for, wire_text


def request_of(value: Any) -> Request:
    """Return the request that a library sends for `value`, or sent for a response.

    Takes a :class:`~paraph.Request`, a prepared request of requests or niquests, a request of httpx, httpx2 or aiohttp,
    and a response of any of these. Raises TypeError for anything else, and for a body that is not in memory.
    """
    if isinstance(value, Request):
        return value
    if hasattr(value, "request_info") and hasattr(value, "status"):
        return from_aiohttp(value.request_info, None)
    if hasattr(value, "status_code") and hasattr(value, "request"):
        return request_of(value.request)
    if hasattr(value, "path_url"):
        return from_prepared(value)
    if hasattr(getattr(value, "url", None), "raw_path_qs"):
        return from_aiohttp(value, value.body)
    if hasattr(getattr(value, "url", None), "raw_path"):
        return from_httpx(value)
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    raise TypeError(
        f"expected a request or response of requests, niquests, httpx, httpx2 or aiohttp, or a paraph.Request, not {kind}"
    )


def from_prepared(value: Any) -> Request:
    """Convert a prepared request of requests; :mod:`http.client` adds the Host, without the default port."""
    scheme, _, rest = str(value.url).partition("://")
    authority = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
    host = authority.removesuffix(f":{DEFAULT_PORTS.get(scheme.lower(), '')}")
    headers: Pairs = tuple((as_text(name), as_text(given)) for name, given in value.headers.items())
    request = request_for(as_text(value.method), str(value.url), headers, body_bytes(value.body), host_header=host)
    return request._replace(target=value.path_url)


def from_httpx(value: Any) -> Request:
    """Convert a request of httpx or httpx2, whose headers are those that are sent."""
    headers: Pairs = tuple((wire_text(name), wire_text(given)) for name, given in value.headers.raw)
    try:
        body = bytes(value.content)
    except Exception as error:  # the class belongs to the library
        raise TypeError("the body of the request is a stream: read it first") from error
    target = value.extensions.get("target", value.url.raw_path)  # set for a target that a URL would change
    return Request(as_text(value.method), wire_text(target), headers, body, as_text(value.url.scheme))


def from_aiohttp(value: Any, body: Any) -> Request:
    """Convert a request of aiohttp, or what its response remembers of it: everything except the body."""
    headers: Pairs = tuple((str(name), str(given)) for name, given in value.headers.items())
    sent = Request(value.method, value.url.raw_path_qs, headers, payload_bytes(body), value.url.scheme)
    if body is None and (sent.header("transfer-encoding") or (sent.header("content-length") or "0") != "0"):
        raise TypeError("aiohttp keeps no body with the response: give the request, or a paraph.Request with the body")
    return sent


def payload_bytes(body: Any) -> bytes:
    """Return the bytes of an aiohttp payload that is in memory."""
    if body is None or isinstance(body, str | bytes | bytearray):
        return body_bytes(body)
    value = getattr(body, "_value", None)
    if not isinstance(value, bytes | bytearray):
        raise TypeError(f"the body of the request is a {type(body).__name__}, not bytes in memory")
    return bytes(value)


def as_text(value: Any) -> str:
    """Return text, or bytes as text."""
    return wire_text(value) if isinstance(value, bytes) else str(value)


def body_bytes(value: Any) -> bytes:
    """Return a body that is in memory."""
    if value is None:
        return b""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes | bytearray):
        return bytes(value)
    raise TypeError(f"the body of the request is a {type(value).__name__}, not bytes in memory")
