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
from paraph.readers.httpie import read_httpie
from paraph.readers.hurl import is_hurl, read_hurl
from paraph.readers.javascript import is_javascript, read_javascript
from paraph.readers.json_request import read_json
from paraph.readers.json_text import json_value
from paraph.readers.opencollection import is_opencollection, read_opencollection
from paraph.readers.postman import is_postman, read_postman
from paraph.readers.powershell import is_powershell, read_powershell
from paraph.readers.python_source import is_python, is_python_piece, read_python
from paraph.readers.raw import read_raw, read_verbose
from paraph.readers.variables import environment
from paraph.readers.wget import read_wget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.message import Request

__all__ = ["Entry", "chosen", "entries", "environment", "listed", "read"]

MOST_BYTES = 16 * 1024 * 1024
MOST_PROGRAM_BYTES = 1024 * 1024
_PROMPT = re.compile(
    r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\$ |> |% |PS [^>\n]{0,200}> ?|[A-Za-z]:\\[^>\n]{0,200}> ?)?"
)
_MESSAGE = re.compile(rb"\s*(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+ [^\n]* HTTP/[0-9.]+\r?(?:\n|$)|[A-Z]+ +(?:/|https?://))")
_VERBOSE = re.compile(rb"(?:^|\n)> [A-Z]+ [^\n]* HTTP/[0-9.]+")
COMMANDS = (("curl", read_curl), ("http", read_httpie), ("wget", read_wget))


def read(data: bytes, *, scheme: str = "https") -> Request:
    """The request in `data`; raises Unreadable for anything else, and where there are several, naming them.

    A raw HTTP message does not say how it was sent: `scheme` does. Forms: a command line of curl, HTTPie or wget, what
    ``curl -v`` prints, HAR 1.2, a Postman collection or request, a .http file of REST Client or JetBrains, Bruno's .bru
    or OpenCollection YAML, a Hurl file, JSON with method, url, headers and body, Python with requests, httpx or
    http.client, JavaScript with fetch or axios, PowerShell with Invoke-RestMethod or Invoke-WebRequest, or a raw HTTP
    message. Program text is never run.
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
            "Hurl, JSON with a url, or Python, JavaScript or PowerShell that makes a call"
        )
    start = data.lstrip()[:2]
    if start[:1] == b"{" and start != b"{{":
        value = json_value(data)
        if is_har(value):
            return read_har(value)
        if is_postman(value):
            return read_postman(value, wire_text(data), variables or {})
        return (Entry(1, "", read_json(value)),)
    if command_start(data) is not None or _VERBOSE.search(data):
        return (Entry(1, "", read_one(data, scheme)),)
    return read_text(data, scheme, variables or {})


def read_text(data: bytes, scheme: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests of a file that is neither JSON nor a command."""
    text = wire_text(data)
    if is_bru(text):
        return read_bru(text, variables)
    if is_opencollection(text):
        return read_opencollection(text, variables)
    if is_hurl(text):
        return read_hurl(text, variables)
    if is_http_file(text):
        return read_http_file(text, variables, scheme)
    program = program_reader(data)
    if program is not None:
        if len(data) > MOST_PROGRAM_BYTES:
            raise Unreadable("this program text is larger than 1 MiB: give the part that makes the call")
        return program(text)
    return (Entry(1, "", read_one(data, scheme)),)


def program_reader(data: bytes) -> Callable[[str], tuple[Entry, ...]] | None:
    """The reader of the programming language that the text is in; None for what is a command or a message."""
    if _MESSAGE.match(data):
        return None
    for fits, reader in (
        (is_python, read_python),
        (is_javascript, read_javascript),
        (is_powershell, read_powershell),
        (is_python_piece, read_python),
    ):
        if fits(data):
            return reader
    return None


def read_one(data: bytes, scheme: str) -> Request:
    """The request of a form that holds one and has no name for it."""
    start = command_start(data)
    if start is not None:
        text = wire_text(data)
        reader = next(reader for name, reader in COMMANDS if text.startswith(name, start))
        return reader(text, start)
    if _VERBOSE.search(data):
        return read_verbose(data, scheme=scheme)
    return read_raw(data, scheme=scheme)


def command_start(data: bytes) -> int | None:
    """Where a command of curl, HTTPie or wget begins in the text, past blank lines, comments and a prompt; None when there is none."""
    head = wire_text(data[:65536])
    found = _PROMPT.match(head)
    start = found.end() if found else 0
    if re.match(r"curl(?:\.exe)?[\s^`\\]", head[start:]):
        return start
    other = re.match(r"(?:https?|wget)(?:\.exe)?[ \t^`\\](?!\s*\{)[^\n]*", head[start:])
    return start if other and not re.search(r" HTTP/[0-9.]+\s*$", other[0]) else None
