"""What the clients of ``.http`` files make of a URL and of an Authorization header.

Source: https://github.com/Huachao/vscode-restclient src/utils/httpClient.ts, and
https://www.jetbrains.com/help/idea/http-client-reference.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paraph.core.encoding import base64_text, percent_only, unpercent
from paraph.core.message import DEFAULT_PORTS, Pairs, wire_bytes
from paraph.readers.urls import ascii_host

ESCAPED = '\x7f "<>\\^`{|}'
_AUTHORITY = re.compile(r"([A-Za-z]+)://([^/?#\\]*)")
_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|[a-z0-9._~!$&'()*+,;=-]+)(?::[0-9]*)?")
_HELPERS = {
    "digest": "this logs in with HTTP Digest: this is the first request, without Authorization; the second one, which "
    "answers the server's challenge, is not in the file",
    "aws": "the client signs this for AWS each time it sends it, and the file does not have that signature",
    "cognito": "the client gets a token from AWS Cognito when it sends this, and the file does not have it",
}


class WholeUrl(NamedTuple):
    """A URL as it is sent, and the login in it: user and password, empty if there is none."""

    url: str
    login: str


def whole_url(url: str) -> WholeUrl:
    """Return a URL with its host in ASCII and small letters, without a default port, and its path and query encoded.

    Raises ValueError for a URL that is not of HTTP, or has no host that can be sent.
    """
    found = _AUTHORITY.match(url)
    if found is None or found[1].lower() not in DEFAULT_PORTS:
        raise ValueError(f"expected a URL that starts with https:// or http://, got {url[:40]!r}")
    scheme, (login, _, host) = found[1].lower(), found[2].rpartition("@")
    host = checked_host(host).removesuffix(":").removesuffix(f":{DEFAULT_PORTS[scheme]}")
    return WholeUrl(f"{scheme}://{host}{percent_only(url[found.end() :], ESCAPED)}", login)


def checked_host(host: str) -> str:
    """Return a host, with its port, in ASCII and small letters; raises ValueError for one that cannot be sent."""
    name, colon, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    host = ascii_host(name).lower() + colon + port
    if not _HOST.fullmatch(host):
        raise ValueError(f"{host[:40]!r} is no name of a host: correct it" if host else "there is no host in this URL")
    return host


def with_login(headers: Pairs, login: str) -> Pairs:
    """Return the headers with the login of a URL as HTTP Basic, unless they have an Authorization."""
    if not login or any(name.lower() == "authorization" for name, _ in headers):
        return headers
    user, _, password = login.partition(":")
    pair = f"{unpercent(user)}:{unpercent(password)}"
    return (*headers, ("Authorization", f"Basic {base64_text(wire_bytes(pair))}"))


def without_helper(headers: Pairs) -> tuple[Pairs, tuple[str, ...]]:
    """Return the headers without an Authorization that tells the client how to log in, and a note on what it does.

    ``Digest USER PASSWORD``, ``AWS ID KEY`` and ``COGNITO USER PASSWORD ...`` are such; a header of Digest that was
    copied from a message, which has ``name=value``, is sent as it is.
    """
    for pair in headers:
        scheme, *words = (pair[1].split() if pair[0].lower() == "authorization" else []) or [""]
        note = _HELPERS.get(scheme.lower())
        if note and len(words) > 1 and not (scheme.lower() == "digest" and "=" in words[0]):
            return tuple(other for other in headers if other is not pair), (note,)
    return headers, ()
