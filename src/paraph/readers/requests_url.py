"""URLs as the Python libraries requests and urllib3 send them, HTTPie too.

Dots in the path are resolved before its escapes are; needless escapes are undone, invalid characters escaped. A default
port is not in the Host header. For example, ``HTTP://H.test:80/a/../b c?x`` is asked of ``h.test`` as ``/b%20c?x``.

Source: requests 2.34 (models.py, utils.py) and urllib3 2.8 (util/url.py)
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlparse, urlsplit, urlunparse

from paraph.core.encoding import percent_safe
from paraph.core.message import DEFAULT_PORTS

_URL = re.compile(
    r"([a-zA-Z][a-zA-Z0-9+.-]*)://([^\\/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?",
    re.DOTALL,
)
_PLACE = re.compile(r"((?:[^\[\]%:/?#]|%[a-fA-F0-9]{2})*|\[[0-9A-Fa-f:.]+\])(?::0*([0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9._~-]+|\[[0-9a-f:.]+\]")
_ADDRESS = re.compile(r"(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:\.(?:0[xX][0-9a-fA-F]+|[0-9]+)){0,3}")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_PAIR = re.compile(r"%(?=(.?.?))", re.DOTALL)
_QUOTED = "!#$&'()*+,/:;=?@[]~-._"
_IN_PATH = "-._~!$&'()*+,;=:@/"
_IN_QUERY = _IN_PATH + "?"


class Target(NamedTuple):
    """Scheme, Host header and request target."""

    scheme: str
    host: str
    target: str


def sent_url(url: str, query: str = "", *, path_as_is: bool = False) -> Target:
    """Return what is sent for a URL, with more of a query; ValueError, with what to do, for a URL that is refused."""
    found = _URL.fullmatch(url.lstrip())
    if found is None or found[1].lower() not in DEFAULT_PORTS:
        raise ValueError(f"expected a URL that starts with https:// or http://, got {url[:40]!r}")
    scheme = found[1].lower()
    host = host_of(found[2].rpartition("@")[2], scheme)
    path = escaped(without_dot_segments(found[3]), _IN_PATH)
    old = escaped(found[4] or "", _IN_QUERY)
    whole = f"{old}&{query}" if old and query else old or query
    sent = requote(urlunparse((scheme, "h", path or "/", "", whole, "")))
    if path_as_is:
        sent = urlunparse(urlparse(sent)._replace(path=urlparse(url).path))
    parts = urlsplit(sent)
    target = escaped(parts.path or "/", _IN_PATH) + (f"?{escaped(parts.query, _IN_QUERY)}" if parts.query else "")
    return Target(scheme, host, target if target.startswith("/") else f"/{target}")


def without_dot_segments(path: str) -> str:
    """Return the path without its dots; unlike in RFC 3986, empty segments at its beginning may go with them."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if path.startswith("/") and (not kept or kept[0]):
        kept.insert(0, "")
    return "/".join([*kept, ""] if path.endswith(("/.", "/..")) else kept)


def escaped(text: str, kept: str) -> str:
    """Return one part of a URL with its invalid characters escaped; with an invalid escape in it, every % is data."""
    upper = _ESCAPE.sub(lambda found: found[0].upper(), text)
    return percent_safe(upper, kept + "%" if len(_ESCAPE.findall(text)) == text.count("%") else kept)


def requote(text: str) -> str:
    """Return path and query as requests quotes them: needless escapes undone; with an escape that is none, every % is data."""
    if any(len(pair) == 2 and pair.isalnum() and not is_octet(pair) for pair in _PAIR.findall(text)):
        return percent_safe(text, _QUOTED)
    return percent_safe(_ESCAPE.sub(unreserved, text), _QUOTED + "%")


def is_octet(pair: str) -> bool:
    """Return whether two characters are the number of a byte, as Python's int() takes it."""
    try:
        return int(pair, 16) >= 0
    except ValueError:
        return False


def unreserved(found: re.Match[str]) -> str:
    """Return the character of an escape, or the escape of one that needs it."""
    char = chr(int(found[0][1:], 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else found[0]


def host_of(place: str, scheme: str) -> str:
    """Return the Host header for host and port of a URL; ValueError for a host that no name server knows."""
    found = _PLACE.fullmatch(place)
    if not place or found is None or int(found[2] or 0) > 65535:
        raise ValueError(
            f"{place[:40]!r} is no host, or its port no number up to 65535" if place else "there is no host in this URL"
        )
    name = found[1] if _ADDRESS.fullmatch(found[1]) else ascii_name(_ESCAPE.sub(unreserved, found[1]))
    if not _NAME.fullmatch(name.lower()) or name.startswith("."):
        raise ValueError(
            f"{name[:40]!r} is no name of a host: quote what belongs to the URL, and put the method before it"
        )
    name = name.rstrip(".")
    port = str(int(found[2] or 0))
    return name if port in ("0", DEFAULT_PORTS[scheme]) else f"{name}:{port}"


def ascii_name(name: str) -> str:
    """Return a host name in ASCII and lower case, labels with other characters as IDNA 2008."""
    if name.isascii():
        return name.lower()
    import idna

    try:
        return ".".join(
            label.lower() if label.isascii() else idna.encode(label.lower(), strict=True, std3_rules=True).decode()
            for label in name.split(".")
        )
    except (idna.IDNAError, UnicodeError):
        raise ValueError(f"the host {name[:40]!r} cannot be written as IDNA: give it in ASCII") from None
