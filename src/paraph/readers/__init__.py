"""Whatever a person has at hand, as the request that it is; recognised by content, byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.errors import Unreadable
from paraph.message import wire_text
from paraph.readers.bru import is_bru, read_bru
from paraph.readers.curl import read_curl
from paraph.readers.entry import Entry, chosen, listed, only
from paraph.readers.har import is_har, read_har
from paraph.readers.http_file import is_http_file, read_http_file
from paraph.readers.hurl import is_hurl, read_hurl
from paraph.readers.json_request import read_json
from paraph.readers.json_text import json_value
from paraph.readers.opencollection import is_opencollection, read_opencollection
from paraph.readers.postman import is_postman, read_postman
from paraph.readers.raw import read_raw, read_verbose
from paraph.readers.variables import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.message import Request

__all__ = ["Entry", "chosen", "entries", "environment", "listed", "read"]

MOST_BYTES = 16 * 1024 * 1024
_PROMPT = re.compile(
    r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\$ |> |% |PS [^>\n]{0,200}> ?|[A-Za-z]:\\[^>\n]{0,200}> ?)?"
)
_VERBOSE = re.compile(rb"(?:^|\n)> [A-Z]+ [^\n]* HTTP/[0-9.]+")


def read(data: bytes, *, scheme: str = "https") -> Request:
    """The request in `data`; raises Unreadable for anything else, and where there are several, naming them.

    A raw HTTP message does not say how it was sent: `scheme` does. Forms: a curl command line, what ``curl -v``
    prints, HAR 1.2, a Postman collection or request, a .http file of REST Client or JetBrains, Bruno's .bru or
    OpenCollection YAML, a Hurl file, JSON with method, url, headers and body, or a raw HTTP message.
    """
    return only(entries(data, scheme=scheme))


def entries(data: bytes, *, scheme: str = "https", variables: Mapping[str, str] | None = None) -> tuple[Entry, ...]:
    """The requests in `data`, in order; at least one. `variables` fill in ``{{names}}``.

    An entry that cannot be read says so when its request is asked for. Raises Unreadable when nothing can be read.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("the input is larger than 16 MiB; give one request")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise Unreadable(
            "the input is empty: expected a raw HTTP message, a curl command line, HAR, Postman, a .http file, Bruno, "
            "Hurl, or JSON with a url"
        )
    start = data.lstrip()[:2]
    if start[:1] == b"{" and start != b"{{":
        value = json_value(data)
        if is_har(value):
            return read_har(value)
        if is_postman(value):
            return read_postman(value, wire_text(data), variables or {})
        return (Entry(1, "", read_json(value)),)
    return read_text(data, scheme, variables or {})


def read_text(data: bytes, scheme: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests of a form that is not JSON."""
    text = wire_text(data)
    if command_start(data) is None and not _VERBOSE.search(data):
        if is_bru(text):
            return read_bru(text, variables)
        if is_opencollection(text):
            return read_opencollection(text, variables)
        if is_hurl(text):
            return read_hurl(text, variables)
        if is_http_file(text):
            return read_http_file(text, variables, scheme)
    return (Entry(1, "", read_one(data, scheme)),)


def read_one(data: bytes, scheme: str) -> Request:
    """The request of a form that holds one and has no name for it."""
    start = command_start(data)
    if start is not None:
        return read_curl(wire_text(data), start)
    if _VERBOSE.search(data):
        return read_verbose(data, scheme=scheme)
    return read_raw(data, scheme=scheme)


def command_start(data: bytes) -> int | None:
    """Where a curl command begins in the text, past blank lines, comments and a prompt; None when there is none."""
    head = wire_text(data[:65536])
    found = _PROMPT.match(head)
    start = found.end() if found else 0
    return start if re.match(r"curl(?:\.exe)?[\s^`\\]", head[start:]) else None
