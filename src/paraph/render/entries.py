"""The requests of an input as they were understood, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.core.message import wire_text
from paraph.render.as_json import request_json
from paraph.render.text import style_function, wrap
from paraph.render.visible import one_line, terminal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.core.message import Request
    from paraph.readers.entry import Entry

LONGEST_BODY = 4000
"""How many characters of a body are shown to people."""


def entries_json(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the object of ``paraph.read/1``."""
    return {"schema": "paraph.read/1", "entries": [entry_json(entry) for entry in entries]}


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry with its request, or with the error about it."""
    shown: dict[str, Any] = {
        "number": entry.number,
        "name": entry.name,
        "status": entry.status,
        "kind": entry.kind,
        "notes": list(entry.notes),
    }
    if isinstance(entry.content, Unreadable):
        error = entry.content
        return shown | {"error": {"message": error.reason, "line": error.line, "column": error.column}}
    return shown | {"request": request_json(entry.content)}


def entries_text(entries: Sequence[Entry], width: int, colour: bool) -> str:
    """Return the requests for people: each with its headers, its body and what was left open."""
    return "\n".join(entry_text(entry, width, colour) for entry in entries)


def entry_text(entry: Entry, width: int, colour: bool) -> str:
    """Return one request for people."""
    style = style_function(colour)
    status = f" ({entry.status})" if entry.status is not None else ""
    title = f"== {entry.number}{f' {entry.name}' if entry.name else ''}{status}"
    lines = [style(line, "title") for line in wrap(title, width)]
    if isinstance(entry.content, Unreadable):
        lines += [style(line, "bad") for line in wrap(f"cannot be read: {entry.content}", width)]
    else:
        lines += request_lines(entry.content)
    for note in entry.notes:
        lines += [style(line, "note") for line in wrap(note, width, "*  ", "   ")]
    return "\n".join(lines) + "\n"


def request_lines(request: Request) -> list[str]:
    """Return method and URL, the headers, and the body as text."""
    lines = [one_line(f"{request.method} {request.url}")]
    lines += [one_line(f"{name}: {value}") for name, value in request.headers]
    if request.body:
        text = wire_text(request.body)
        more = f"... ({len(request.body)} bytes)" if len(text) > LONGEST_BODY else ""
        lines += ["", terminal_text(text[:LONGEST_BODY]).rstrip("\n") + more, ""]
    return lines
