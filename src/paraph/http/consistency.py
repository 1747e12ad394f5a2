"""Refuses headers that would let a server read another message than the one that is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.core.message import Request

_BREAKS = re.compile(r"[\r\n\0]")


def check_framing(request: Request) -> None:
    """Raise ValueError for headers that contradict the body or each other, and for line breaks and NUL in the head."""
    if request.header_count("transfer-encoding"):
        raise ValueError("leave Transfer-Encoding out: the body is sent whole, with its Content-Length")
    lengths = [value.strip(" \t") for name, value in request.headers if name.lower() == "content-length"]
    if lengths and lengths != [str(len(request.body))]:
        said = f"the body has {len(request.body)} bytes, but Content-Length says {', '.join(lengths)[:40]}"
        raise ValueError(f"{said}: leave it out, it is added")
    if request.header_count("host") > 1:
        raise ValueError("there are two Host headers: give one")
    for name, value in request.headers:
        if _BREAKS.search(name) or _BREAKS.search(value):
            raise ValueError(f"the header {name[:40]!r} has a line break or a NUL, which no header can have")
    if _BREAKS.search(request.method) or _BREAKS.search(request.target):
        raise ValueError("the request line has a line break or a NUL: write them as %0D, %0A and %00")
