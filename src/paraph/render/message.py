"""A request as raw HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.message import wire_bytes

if TYPE_CHECKING:
    from paraph.core.message import Request


def request_text(request: Request) -> bytes:
    """Return the message as on the wire, with Host first and Content-Length if there is a body."""
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
    if request.body and request.header("content-length") is None and request.header("transfer-encoding") is None:
        lines.append(f"Content-Length: {len(request.body)}")
    return wire_bytes("\r\n".join(lines)) + b"\r\n\r\n" + request.body
