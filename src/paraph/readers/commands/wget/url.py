"""A URL as wget takes it apart and sends it.

Invalid characters are escaped, a % that begins no escape too; dots in the path are resolved. A scheme that is missing is
http. For example, ``H.test:80/a/../b c#d`` is asked of ``h.test`` as ``/b%20c``.

Source: https://www.gnu.org/software/wget/manual/wget.html#URL-Format
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paraph.core.encoding import percent_safe, unpercent
from paraph.core.message import DEFAULT_PORTS
from paraph.readers.urls import ascii_host, without_dots

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SHORT = re.compile(r"[^:/]+(?::[0-9]+)?(?=/|\Z)")
_LOGIN = re.compile(r"[^@/?#;]*@")
_PLACE = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:/?#]*)(?::([^/?#]*))?")
_NAME = re.compile(r"[a-z0-9._~-]+|\[[0-9a-f:.]+\]")
_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "".join(chr(octet) for octet in range(0x21, 0x7F) if chr(octet) not in '"<>\\^`{|}')


class Url(NamedTuple):
    """The parts of a URL as they are sent; user and password are decoded, None where there is none."""

    scheme: str
    host: str
    target: str
    user: str | None
    password: str | None


def taken_apart(text: str) -> Url:
    """Return the parts of a URL; ValueError, with what to do, for one that wget refuses or that is not HTTP."""
    found = _SCHEME.match(text)
    if not found and not _SHORT.match(text):
        raise ValueError("wget takes this for the URL of a file over FTP: begin it with https:// or http://")
    scheme = found[1].lower() if found else "http"
    if scheme not in DEFAULT_PORTS:
        raise ValueError(f"{scheme}:// is not HTTP: expected https:// or http://")
    rest = _ESCAPED.sub("%25", percent_safe(text[found.end() if found else 0 :], _KEPT))
    login = _LOGIN.match(rest)
    place = _PLACE.match(rest, login.end() if login else 0)
    assert place is not None  # it fits everywhere
    user, colon, password = login[0][:-1].partition(":") if login else ("", "", "")
    if login and not user:
        raise ValueError("wget refuses a URL without a user before its @")
    target = rest[place.end() :].partition("#")[0]
    path = target if target.startswith("/") else f"/{target}"
    return Url(
        scheme, host_of(place[1], place[2] or "", scheme), without_dots(path),
        unpercent(user) if login else None, unpercent(password) if colon else None,
    )  # fmt: skip


def host_of(name: str, port: str, scheme: str) -> str:
    """Return the Host header; ValueError for a host or port that wget refuses."""
    if port and not (port.isascii() and port.isdigit() and int(port[:9]) < 65536):
        raise ValueError(f"the port {port[:20]!r} in this URL is no number from 0 to 65535")
    plain = ascii_host(unpercent(name)).lower()
    if not _NAME.fullmatch(plain):
        raise ValueError(f"{plain[:40]!r} is no name of a host" if plain else "there is no host in this URL")
    number = str(int(port)) if port else DEFAULT_PORTS[scheme]
    return plain if number == DEFAULT_PORTS[scheme] else f"{plain}:{number}"
