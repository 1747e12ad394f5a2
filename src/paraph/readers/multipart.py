"""Bodies of multipart/form-data, of which the tool makes up the boundary when it sends them.

The fields are known, the boundary is not: here it is :data:`BOUNDARY`, which a note says. Where the body is not signed,
that is enough to explain a signature.

Source: RFC 7578; https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.message import wire_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.core.message import Pairs

BOUNDARY = "-" * 24 + "boundary"
MULTIPART = "multipart/form-data"
BOUNDARY_NOTE = (
    "the tool makes up the boundary of the form each time it sends it: the body here has another one, so a signature over "
    "the body cannot be checked from here (send it to `paraph watch`, or paste the raw request)"
)


class Part(NamedTuple):
    """One field: its name or None, its value as bytes, the name of a file or None, further headers, and lines like them."""

    name: str | None
    value: bytes
    filename: str | None = None
    headers: Pairs = ()
    lines: tuple[str, ...] = ()


def multipart(
    parts: Iterable[Part],
    boundary: str = BOUNDARY,
    disposition: str = "form-data",
    escape: Callable[[str], str] | None = None,
) -> bytes:
    """Return the body of these fields; `escape` writes a name as it stands in quotes, by default as browsers do."""
    escape = escape or quoted
    pieces: list[bytes] = []
    for part in parts:
        placed = disposition if part.name is None else f'{disposition}; name="{escape(part.name)}"'
        placed += f'; filename="{escape(part.filename)}"' if part.filename is not None else ""
        lines = [
            f"--{boundary}",
            f"Content-Disposition: {placed}",
            *(f"{name}: {value}" for name, value in part.headers),
            *part.lines,
        ]
        pieces += [wire_bytes("\r\n".join(lines)), b"\r\n\r\n", part.value, b"\r\n"]
    return b"".join((*pieces, f"--{boundary}--\r\n".encode()))


def quoted(text: str) -> str:
    """Return a name as it stands in quotes: line ends and double quotes escaped, as browsers do it."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
