"""One line for each request: what was asked and how it was answered, without values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.render.visible import one_line

if TYPE_CHECKING:
    from paraph.core.message import Request

MOST = 200
"""Characters of a method, a host or a target."""
_USER = re.compile(r"(?<=://)[^/?]*@")


def log_line(request: Request | None, status: int, seconds: float, detail: str) -> str:
    """Return the line: method, target without the values of parameters, status, milliseconds, and what went wrong."""
    what = "unreadable request"
    if request is not None:
        host = request.host.rpartition("@")[2]
        what = f"{request.method[:MOST]} {host[:MOST]} {target_without_values(request.target)}"
    end = f": {detail}" if detail else ""
    return one_line(f"{what} {status} {seconds * 1000:.1f} ms{end}")


def target_without_values(target: str) -> str:
    """Return a target whose parameters have names only, without a fragment, and without the user of a URL."""
    path, mark, query = _USER.sub("", target.partition("#")[0]).partition("?")
    names = "&".join(
        f"{name}=" if equals else "[value]" for name, equals, _ in (pair.partition("=") for pair in query.split("&"))
    )
    return f"{path}{mark}{names if query else ''}"[:MOST]
