"""An HTTP request exactly as it is on the wire.

Text here is lossless: bytes are decoded as UTF-8, and a byte that is not UTF-8 becomes a lone surrogate
(PEP 383), so :func:`wire_bytes` restores what was received. Nothing is decoded, lower-cased or sorted on input;
the parsed views are computed when they are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Pairs = tuple[tuple[str, str], ...]
"""Names and values in order, repeats kept."""

HIDDEN = "[hidden]"
CREDENTIALS = frozenset(("authorization", "proxy-authorization", "cookie", "x-api-key"))
_SIGNATURES = re.compile(r"((?:signature|token|secret)=)[^&#\s]*", re.IGNORECASE)
DEFAULT_PORTS = {"https": "443", "http": "80"}


def is_text(value: str) -> bool:
    """Return whether the bytes that `value` stands for are UTF-8."""
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def wire_text(raw: bytes) -> str:
    """Decode bytes from the wire; :func:`wire_bytes` restores the same bytes."""
    return raw.decode("utf-8", "surrogateescape")


new_tuple = tuple.__new__
"""Creates a named tuple from all its fields; the constructor needs twice the time, for its keywords."""


def wire_bytes(text: str) -> bytes:
    """Encode text as the bytes that it stands for; lone surrogates that stand for no byte become ``?``."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


class ServerResponse(NamedTuple):
    """What a server answered; `status` is 0 if only the body is known."""

    status: int
    headers: Pairs
    body: bytes


class Request(NamedTuple):
    """A request as on the wire: `target` and `headers` as sent, `body` as bytes.

    `scheme` ("https" or "http") is not on the wire; it is how the connection was made.
    """

    method: str
    target: str
    headers: Pairs = ()
    body: bytes = b""
    scheme: str = "https"

    def __repr__(self) -> str:
        """Return the request without what gives access: credentials in headers, signatures and tokens in the target, the body."""
        headers = tuple((name, HIDDEN if name.lower() in CREDENTIALS else value) for name, value in self.headers)
        target = _SIGNATURES.sub(rf"\1{HIDDEN}", self.target)
        shown = f"method={self.method!r}, target={target!r}, headers={headers!r}"
        return f"Request({shown}, body=<{len(self.body)} bytes>, scheme={self.scheme!r})"

    @property
    def path(self) -> str:
        """The path as sent, escapes untouched; in absolute form, what follows the authority."""
        target = self.target
        if target[:1] == "/":
            return target.partition("?")[0] if "#" not in target else target.partition("#")[0].partition("?")[0]
        if "://" in target:
            rest = target.partition("://")[2].partition("#")[0]
            slash = min(rest.find(mark) % (len(rest) + 1) for mark in "/?")
            target = rest[slash:]
        return target.partition("#")[0].partition("?")[0]

    @property
    def query(self) -> str:
        """What follows the first ``?`` of the target, escapes untouched; empty if there is none."""
        if "?" not in self.target:
            return ""
        return self.target.partition("?")[2].partition("#")[0]

    @property
    def host(self) -> str:
        """The Host header as sent, else the authority of an absolute target, else empty."""
        for name, value in self.headers:
            if name == "Host" or (len(name) == 4 and name.lower() == "host"):
                return value.strip(" \t")
        if "://" in self.target and self.target[:1] != "/":
            authority = self.target.partition("://")[2].partition("/")[0].partition("?")[0]
            return authority.rpartition("@")[2]
        return ""

    @property
    def media_type(self) -> str:
        """The Content-Type in lower case without parameters; empty if there is none."""
        for name, value in self.headers:
            if len(name) == 12 and name.lower() == "content-type":
                return value.partition(";")[0].strip(" \t").lower()
        return ""

    @property
    def url(self) -> str:
        """Scheme, host and target as one text, for people."""
        if "://" in self.target and self.target[:1] != "/":
            return self.target
        return f"{self.scheme}://{self.host}{self.target}"

    def header(self, name: str) -> str | None:
        """Return the value of the first header of that name (any letter case), without blanks at its ends."""
        wanted, size = name.lower(), len(name)
        for key, value in self.headers:
            if len(key) == size and key.lower() == wanted:
                return value.strip(" \t")
        return None

    def header_count(self, name: str) -> int:
        """Return how many headers have that name."""
        wanted, size = name.lower(), len(name)
        return len([key for key, _ in self.headers if len(key) == size and key.lower() == wanted])

    def with_header(self, name: str, value: str) -> Request:
        """Return the request with that header in place of any of the same name, else at the end."""
        method, target, headers, body, scheme = self
        return new_tuple(Request, (method, target, headers_with(headers, name, value), body, scheme))

    def with_body(self, content_type: str, body: bytes) -> Request:
        """Return the request with that body and its Content-Type."""
        method, target, headers, _, scheme = self
        return new_tuple(Request, (method, target, headers_with(headers, "Content-Type", content_type), body, scheme))

    def mapped_header(self, name: str, change: Callable[[str], str]) -> Request:
        """Return the request with `change` applied to the value of each header of that name."""
        return self._replace(headers=mapped_headers(self.headers, name, change))

    def without_header(self, name: str) -> Request:
        """Return the request without any header of that name."""
        wanted = name.lower()
        return self._replace(headers=tuple(pair for pair in self.headers if pair[0].lower() != wanted))


def headers_with(headers: Pairs, name: str, value: str) -> Pairs:
    """Return the headers with that one in place of any of the same name, else at the end."""
    size = len(name)
    for key, _ in headers:
        if len(key) == size and key.lower() == name.lower():
            return mapped_headers(headers, name, lambda _: value)
    return (*headers, (name, value))


def mapped_headers(headers: Pairs, name: str, change: Callable[[str], str]) -> Pairs:
    """Return the headers with `change` applied to the value of each of that name."""
    wanted = name.lower()
    return tuple([(key, change(value) if key.lower() == wanted else value) for key, value in headers])


def request_for(
    method: str, url: str, headers: Pairs = (), body: bytes = b"", *, host_header: str | None = None
) -> Request:
    """Return the request that a client would send to `url`: origin-form target, Host first, nothing encoded again.

    A fragment and user-info are dropped, as clients do. Raises ValueError if `url` has no scheme or host.
    """
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in DEFAULT_PORTS:
        raise ValueError(f"expected a URL that starts with https:// or http://, got {url[:40]!r}")
    if "#" in rest:
        rest = rest.partition("#")[0]
    authority, _, target = rest.partition("/")
    if "?" in authority:
        authority, _, query = rest.partition("?")
        target = f"?{query}"
    if "@" in authority:
        authority = authority.rpartition("@")[2]
    if not authority:
        raise ValueError(f"no host in the URL {url[:40]!r}")
    if not headers or not any(len(name) == 4 and name.lower() == "host" for name, _ in headers):
        headers = (("Host", host_header or authority), *headers)
    return new_tuple(Request, (method, f"/{target}", headers, body, scheme))
