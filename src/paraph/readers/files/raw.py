"""Raw HTTP/1.x messages, with CRLF or plain LF, and what ``curl -v`` prints."""

from __future__ import annotations

import re

from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import Request, wire_text

FORMS = (
    "expected a raw HTTP message (`GET /path HTTP/1.1`), a command line of curl, HTTPie or wget, HAR, Postman, a .http "
    "file, Bruno, Hurl, JSON with a url, an HTML form, or Python, JavaScript or PowerShell that makes a call"
)
"""The forms of a request that are read, for error messages."""
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VERSION = re.compile(r"[A-Za-z]{2,9}/[0-9]+(?:\.[0-9]+)?")
_TRAILERS = re.compile(rb"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]++:[^\r\n]*+\r?\n)*+")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[^\r\n]*)?")


def read_raw(data: bytes, *, scheme: str = "https") -> Request:
    """The request of a raw message; header order, target and body bytes as they stand.

    One line end too many after a body of the announced length, which editors add, is dropped. A body that is sent
    in chunks is put together. Raises Unreadable with the line that cannot be read.
    """
    skipped = len(data) - len(data.lstrip(b"\r\n"))
    first_line = 1 + data[:skipped].count(b"\n")
    head, body = split_head(data[skipped:])
    request = read_head(head, first_line, scheme)._replace(body=body)
    return request._replace(body=whole_body(request, first_line + head.count(b"\n") + 1))


def read_head(head: bytes, first_line: int, scheme: str) -> Request:
    """The request of a head, without a body; raises Unreadable with the line that cannot be read."""
    lines = head.rstrip(b"\r\n").split(b"\n")
    method, target = request_line(wire_text(lines[0].rstrip(b"\r")), first_line, alone=len(lines) == 1)
    headers: list[tuple[str, list[str]]] = []
    for number, raw in enumerate(lines[1:], first_line + 1):
        line = wire_text(raw.rstrip(b"\r"))
        if line[:1] in (" ", "\t") and headers:
            headers[-1][1].append(line.strip())
            continue
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(name.rstrip()):
            raise Unreadable("expected a header of the form `Name: value`, or an empty line before the body", number)
        headers.append((name.rstrip(), [value.strip(" \t")]))
    whole = tuple((name, " ".join(filter(None, parts))) for name, parts in headers)
    return Request(method, target, whole, b"", scheme)


def split_head(data: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the first empty line."""
    found = re.search(rb"\r?\n\r?\n", data)
    return (data[: found.start()], data[found.end() :]) if found else (data.rstrip(b"\r\n"), b"")


def request_line(line: str, number: int, *, alone: bool) -> tuple[str, str]:
    """Method and target; a version may be missing when headers follow, and the target is a path or URL."""
    method, blank, rest = line.partition(" ")
    target, _, version = rest.rstrip(" \t").rpartition(" ")
    if _VERSION.fullmatch(version) and version[:5].upper() != "HTTP/":
        raise Unreadable(f"{version} is no version of HTTP: expected HTTP/1.1 at the end of this line", number)
    if version[:5].upper() != "HTTP/":
        target, version = rest, ""
    target = target.strip(" ")
    known = bool(version) or (not alone and target.startswith(("/", "http://", "https://")))
    if not blank or not _TOKEN.fullmatch(method) or not target or not known:
        raise NoRequest(FORMS, number)
    return method, target


def whole_body(request: Request, line: int) -> bytes:
    """The body without what the transfer or an editor added."""
    if (request.header("transfer-encoding") or "").lower().endswith("chunked"):
        return join_chunks(request.body, 0, line)[0]
    length = request.header("content-length") or ""
    if length.isascii() and length.isdigit() and len(length) < 12:
        extra = request.body[int(length) :]
        if extra in (b"\n", b"\r\n"):
            return request.body[: int(length)]
    return request.body


def join_chunks(data: bytes, position: int, line: int) -> tuple[bytes, int]:
    """The chunks that begin there put together, and where they end, past the trailers that may follow the last one.

    Raises Unreadable when they are not well-formed.
    """
    parts: list[bytes] = []
    while True:
        end = data.find(b"\n", position)
        size = _CHUNK_SIZE.fullmatch(data[position:end].rstrip(b"\r")) if end >= 0 else None
        if size is None:
            raise Unreadable("the body is said to be chunked, but a chunk's size cannot be read", line + 1)
        start, count = end + 1, int(size[1], 16)
        if count == 0:
            trailers = _TRAILERS.match(data, start)
            return b"".join(parts), trailers.end() if trailers else start
        if start + count > len(data):
            raise Unreadable("the body is said to be chunked, but it ends inside a chunk", line + 1)
        parts.append(data[start : start + count])
        position = start + count
        position += 2 if data[position : position + 2] == b"\r\n" else 1


def read_verbose(data: bytes, *, scheme: str = "https") -> Request:
    """The first request in what ``curl -v`` prints; its body is not printed there, so it is empty."""
    lines, started = [], False
    for line in data.split(b"\n"):
        sent = line.startswith(b"> ") or line.rstrip(b"\r") == b">"
        if sent and (started or re.match(rb"> [A-Z]+ .* HTTP/", line)):
            started = True
            text = line[2:].rstrip(b"\r")
            if not text:
                break
            lines.append(text)
    request = read_raw(b"\r\n".join(lines) + b"\r\n\r\n", scheme=scheme)
    version_2 = request.target.startswith("/") and request.header("host") is None
    if version_2:
        raise Unreadable("what curl -v printed has no Host header")
    return request
