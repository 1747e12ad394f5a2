"""Requests between bytes and values: reads a received request, and writes the one that goes to the upstream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.message import Request, new_tuple, wire_bytes, wire_text
from paraph.http.network import origin_form
from paraph.proxy.stripping import end_to_end
from paraph.readers.files.raw import join_chunks

if TYPE_CHECKING:
    from paraph.core.message import Pairs
    from paraph.proxy.routes import Route


def read_head(head: bytes) -> Request:
    """Return the request of a head that the framing found well-formed; values keep the blanks around them."""
    lines = wire_text(head[:-4]).split("\r\n")
    method, target, _ = lines[0].split(" ")
    headers = []
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.append((name, value[1:] if value[:1] == " " else value))
    return new_tuple(Request, (method, target, tuple(headers), b"", "http"))


def read_body(request: Request, body: bytes) -> bytes:
    """Return the body of a request, put together if it came in chunks."""
    return join_chunks(body, 0, 1)[0] if request.header_count("transfer-encoding") else body


def request_for_route(request: Request, route: Route, dropped: frozenset[str]) -> Request:
    """Return the request as the upstream is to get it, without the `dropped` headers, and not signed yet."""
    method, target, headers, body, _ = request
    if target[:1] != "/":
        target = origin_form(request)
    passed = with_length(replace_host(end_to_end(headers, dropped), route.authority), len(body))
    return new_tuple(Request, (method, route.signed_prefix + target, passed, body, route.url_scheme))


def replace_host(headers: Pairs, authority: str) -> Pairs:
    """Return the headers with Host naming the upstream, at the same place and in the same letter case."""
    return tuple([
        (pair[0], authority) if len(pair[0]) == 4 and pair[0].lower() == "host" else pair for pair in headers
    ])  # fmt: skip


def with_length(headers: Pairs, size: int) -> Pairs:
    """Return the headers with the right Content-Length: changed if it is another, added if it came in chunks."""
    for index, (name, value) in enumerate(headers):
        if len(name) == 14 and name.lower() == "content-length":
            if int(value) == size:
                return headers
            return (*headers[:index], (name, str(size)), *headers[index + 1 :])
    return (*headers, ("Content-Length", str(size))) if size else headers


def sign_for(route: Route, request: Request) -> Request:
    """Return the request with a new signature in place of an old one."""
    signed = route.sign(route.clean(request))
    if signed.body is request.body:
        return signed
    return signed._replace(headers=with_length(signed.headers, len(signed.body)))


def write_request(route: Route, request: Request) -> bytes:
    """Return the bytes of a request to the upstream."""
    method, target, headers, body, _ = request
    lines = [f"{method} {route.prefix.decode()}{target} HTTP/1.1"] if route.prefix else [f"{method} {target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers]
    lines.append("\r\n")
    return wire_bytes("\r\n".join(lines)) + body
