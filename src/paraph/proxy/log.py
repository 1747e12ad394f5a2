"""One line for each request: what was asked and how it was answered, without values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.render.visible import one_line

if TYPE_CHECKING:
    from paraph.core.message import Request

MOST = 200
"""Characters of a target."""


def log_line(request: Request | None, status: int, seconds: float, detail: str) -> str:
    """Return the line: method, target without the values of parameters, status, milliseconds, and what went wrong."""
    what = (
        f"{request.method} {request.host} {target_without_values(request.target)}" if request else "unreadable request"
    )
    end = f": {detail}" if detail else ""
    return one_line(f"{what} {status} {seconds * 1000:.1f} ms{end}")


def target_without_values(target: str) -> str:
    """Return a target whose parameters have names only."""
    path, mark, query = target.partition("?")
    names = "&".join(
        f"{name}=" if equals else "[value]" for name, equals, _ in (pair.partition("=") for pair in query.split("&"))
    )
    return f"{path}{mark}{names if query else ''}"[:MOST]
