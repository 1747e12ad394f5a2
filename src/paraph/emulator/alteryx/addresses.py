"""Which base a call goes to, and as what address the server knows it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from paraph.core.message import Request  # noqa: TC001 - it is made anew here
from paraph.http.handler import Response

ROOTS = ("gallery", "api", "webapi")
"""How the paths of Alteryx Server begin; an administrator may leave out ``/gallery``."""
BASES = (("/gallery/api/", True), ("/api/", True), ("/webapi/", False))


class Address(NamedTuple):
    """The path of an endpoint as the catalogue has it, and whether the call came to the older base."""

    path: str
    older: bool


def address_of(path: str) -> Address | None:
    """The base that a path begins with, and the rest; None for a path of no API."""
    for base, older in BASES:
        if path.startswith(base):
            return Address(path[len(base) - 1 :], older)
    return None


def as_known(request: Request, path: str, base_address: str) -> Request:
    """The request as a server with that base address sees it, which is what it checks signatures by."""
    if not base_address:
        return request
    base = urlsplit(base_address)
    query = f"?{request.query}" if "?" in request.target else ""
    target = f"{base.path.rstrip('/')}/api{path}{query}"
    return request._replace(target=target, scheme=base.scheme).with_header("Host", base.netloc)


def with_slash(request: Request) -> Response:
    """The redirect to the same address with a slash at the end of its path."""
    query = f"?{request.query}" if "?" in request.target else ""
    return Response(307, (("Location", f"{request.scheme}://{request.host}{request.path}/{query}"),))
