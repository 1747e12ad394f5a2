"""The base of a call, and the address under which the server knows it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from paraph.core.message import Request  # noqa: TC001 - it is made anew here
from paraph.http.handler import Response

ROOTS = ("gallery", "api", "webapi")
"""First parts of the paths of Alteryx Server; an administrator can remove ``/gallery``."""
BASES = (("/gallery/api/", True), ("/api/", True), ("/webapi/", False))


class Address(NamedTuple):
    """The path of an endpoint as in the catalogue, and whether the call came to the older base."""

    path: str
    older: bool


def parse_address(path: str) -> Address | None:
    """Split a path into its base and the rest; return None if no API has it."""
    for base, older in BASES:
        if path.startswith(base):
            return Address(path[len(base) - 1 :], older)
    return None


def with_base_address(request: Request, path: str, base_address: str) -> Request:
    """Return the request as a server with that base address sees it when it checks the signature."""
    if not base_address:
        return request
    base = urlsplit(base_address)
    query = f"?{request.query}" if "?" in request.target else ""
    target = f"{base.path.rstrip('/')}/api{path}{query}"
    return request._replace(target=target, scheme=base.scheme).with_header("Host", base.netloc)


def redirect_to_slash(request: Request) -> Response:
    """Redirect to the same address with a slash at the end of its path."""
    query = f"?{request.query}" if "?" in request.target else ""
    return Response(307, (("Location", f"{request.scheme}://{request.host}{request.path}/{query}"),))
