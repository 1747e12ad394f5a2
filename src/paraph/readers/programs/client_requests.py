"""Requests from program text, assembled as a client library would send them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_text, percent_safe, unpercent
from paraph.core.errors import Unreadable
from paraph.core.message import DEFAULT_PORTS, Pairs, Request, request_for, wire_bytes
from paraph.readers.common import FORM_TYPE, JSON_TYPE, with_query
from paraph.readers.entry import Entry
from paraph.readers.requests_url import sent_url
from paraph.readers.urls import ascii_host, without_dots

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CALLS = 200
BOUNDARY = "boundary-made-up-by-paraph"
CRLF = "\r\n"
BOUNDARY_NOTE = "The boundary of the form is made up each time the program runs; the one here is a stand-in."
_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD = re.compile(r'\r\n|\r|\n|"')
_DOTS = re.compile(r"(?<=/)(?:\.|%2[eE]){1,2}(?=/|$)")
_TABS = re.compile(r"[\t\r\n]")
_ENDS = "".join(map(chr, range(0x21)))
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_AUTHORITY = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\]*)([^#]*)")
WHATWG_PATH = "".join(chr(octet) for octet in range(0x21, 0x7F) if chr(octet) not in '"#<>?`{}')
WHATWG_QUERY = "".join(chr(octet) for octet in range(0x21, 0x7F) if chr(octet) not in "\"#<>'")


class FoundCall(NamedTuple):
    """A call in the text: its request or why it cannot be read, its line, and notes about it."""

    content: Request | Unreadable
    line: int
    notes: tuple[str, ...] = ()


def call_entries(found: Iterable[FoundCall]) -> tuple[Entry, ...]:
    """Return the calls of a text, at least one, as entries; raises the first call's Unreadable if no call can be read."""
    calls = tuple(found)
    first = calls[0].content
    if isinstance(first, Unreadable) and all(isinstance(call.content, Unreadable) for call in calls):
        raise first
    if len(calls) == 1:
        return (Entry(1, "", first, notes=calls[0].notes),)
    return tuple(Entry(number, call_name(call), call.content, notes=call.notes) for number, call in enumerate(calls, 1))


def call_name(call: FoundCall) -> str:
    """Return method and URL without query, or the line of a call that cannot be read."""
    if isinstance(call.content, Unreadable):
        return f"(line {call.line}, unreadable)"
    return f"{call.content.method} {call.content.url.partition('?')[0]}"


def assemble_request(method: str, url: str, given: Pairs, own: Pairs, body: bytes) -> Request:
    """Return the request with the given headers, and with the library's own headers for other names.

    Content-Length is added if there is a body. Raises ValueError for an invalid method, URL or header.
    """
    if not _METHOD.fullmatch(method):
        raise ValueError(f"{method[:20]!r} is no HTTP method")
    for name, value in given:
        if not _METHOD.fullmatch(name) or re.search(r"[\r\n\0]", value):
            raise ValueError(f"the header {name[:40]!r} has characters that no header can have")
    names = {name.lower() for name, _ in given}
    added = tuple(pair for pair in own if pair[0].lower() not in names)
    length = (("Content-Length", str(len(body))),) if body and "content-length" not in names else ()
    request = request_for(method, url, (*given, *added, *length), body)
    if re.search(r"[\s\0]", request.host + request.target):
        raise ValueError(f"the URL {url[:40]!r} has characters that no URL can have")
    return request


def basic_header(user: str, password: str) -> tuple[str, str]:
    """Return the header of HTTP Basic."""
    return "Authorization", f"Basic {base64_text(wire_bytes(f'{user}:{password}'))}"


def multipart(pairs: Iterable[tuple[str, str]], line_ends: bool = True) -> tuple[bytes, str]:
    """Return a form of text fields as multipart/form-data, and its Content-Type; the boundary is this reader's own.

    `line_ends` says whether line ends in values become those of HTTP, as in browsers.
    """
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{_FIELD.sub(field_escape, name)}"\r\n\r\n'
        f"{_LINE_END.sub(CRLF, value) if line_ends else value}\r\n"
        for name, value in pairs
    ]
    return wire_bytes("".join(parts) + f"--{BOUNDARY}--\r\n"), f"multipart/form-data; boundary={BOUNDARY}"


def field_escape(found: re.Match[str]) -> str:
    """Return an escape for the name of a field (HTML, multipart/form-data encoding algorithm)."""
    return {'"': "%22"}.get(found[0], "%0D%0A")


def url_basic_auth(url: str) -> Pairs:
    """Return HTTP Basic from the user-info of a URL, if it has any."""
    found = _AUTHORITY.match(url)
    user, at, _ = found[2].rpartition("@") if found else ("", "", "")
    name, _, password = user.partition(":")
    return (basic_header(unpercent(name), unpercent(password)),) if at else ()


def quote_form(text: str) -> str:
    """Encode text as Python's quote_plus does."""
    return percent_safe(text, "-._~", space="+")


def join_form(pairs: Pairs) -> str:
    """Join pairs as Python's urlencode does."""
    return "&".join(f"{quote_form(name)}={quote_form(value)}" for name, value in pairs)


def requests_url(url: str, more: str = "") -> str:
    """Return a URL with more of a query, as requests and urllib3 send it."""
    scheme, host, target = sent_url(url, more)
    return f"{scheme}://{host}{target}"


def browser_url(url: str) -> str:
    """Return a URL as browsers and Node.js send it (WHATWG URL, section 4.4)."""
    scheme, authority, path, query = split_url(_TABS.sub("", url.strip(_ENDS)))
    path = path.replace("\\", "/") or "/"
    path = _DOTS.sub(lambda found: found[0].replace("%2e", ".").replace("%2E", "."), path)
    path = without_dots(percent_safe(path, WHATWG_PATH))
    return f"{scheme}://{without_port(scheme, authority)}{path}" + (
        f"?{percent_safe(query, WHATWG_QUERY)}" if query else ""
    )


def split_url(url: str) -> tuple[str, str, str, str | None]:
    """Split a URL into scheme, authority, path and query; raises ValueError unless it is an HTTP URL with a host."""
    found = _AUTHORITY.match(url)
    if found is None or found[1].lower() not in DEFAULT_PORTS:
        raise ValueError(f"expected a URL that starts with https:// or http://, got {url[:40]!r}")
    path, mark, query = found[3].partition("?")
    name, colon, port = found[2].rpartition("@")[2].lower().partition(":")
    host = ascii_host(name) + colon + port
    return found[1].lower(), host, path, query if mark else None


def without_port(scheme: str, authority: str) -> str:
    """Return the authority without the default port of the scheme."""
    host, colon, port = authority.rpartition(":")
    return host if colon and port in ("", DEFAULT_PORTS[scheme]) else authority


__all__ = [
    "BOUNDARY",
    "BOUNDARY_NOTE",
    "FORM_TYPE",
    "JSON_TYPE",
    "MOST_CALLS",
    "WHATWG_PATH",
    "WHATWG_QUERY",
    "FoundCall",
    "assemble_request",
    "basic_header",
    "browser_url",
    "call_entries",
    "join_form",
    "multipart",
    "quote_form",
    "requests_url",
    "split_url",
    "url_basic_auth",
    "with_query",
    "without_port",
]
