"""A server's response, for a terminal and as JSON."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from paraph.core.redaction import redact
from paraph.render.as_json import request_json
from paraph.render.masking import mask_headers, mask_text
from paraph.render.visible import one_line, terminal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.http.handler import Response


def sent_json(request: Request, response: Response | None, credential: Credential) -> dict[str, Any]:
    """Return the object of ``paraph.send/1``; without a response nothing was sent. `json` is the body if it is JSON."""
    shown: dict[str, Any] = {"schema": "paraph.send/1", "status": None, "headers": [], "body": ""}
    if response is not None:
        shown |= {
            "status": response.status,
            "headers": [[name, value] for name, value in response.headers],
            **body_json(response.body),
        }
    return {**shown, "request": redact(request_json(request), credential)}


def body_json(body: bytes) -> dict[str, Any]:
    """Return a body as text, or in base64 if it is not text, and its value if it is JSON."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"body": "", "body_base64": base64.b64encode(body).decode("ascii")}
    try:
        return {"body": text, "json": json.loads(text)}
    except (ValueError, RecursionError):
        return {"body": text}


def body_text(body: bytes) -> str:
    """Return a body for a terminal: JSON with indents, other text unchanged except for terminal controls."""
    return "".join(body_pieces(body))


def body_pieces(body: bytes) -> Iterator[str]:
    """Yield the same text in pieces: indents can make deeply nested JSON a thousand times as long."""
    shown = body_json(body)
    if "body_base64" in shown:
        yield f"({len(body)} bytes that are no text; write them to a file with --output FILE)\n"
    elif "json" in shown:
        for piece in json.JSONEncoder(indent=2, ensure_ascii=False).iterencode(shown["json"]):
            yield terminal_text(piece)
        yield "\n"
    elif shown["body"]:
        yield terminal_text(shown["body"]).rstrip("\n") + "\n"


def head_text(first: str, headers: tuple[tuple[str, str], ...], mark: str) -> str:
    """Return the head of a message, each line after a mark, without the values that give access."""
    lines = [mask_text(first), *(f"{name}: {value}" for name, value in mask_headers(headers))]
    return "".join(f"{mark} {one_line(line)}\n" for line in lines)
