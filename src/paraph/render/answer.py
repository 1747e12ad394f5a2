"""A server's answer for a terminal and as JSON."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from paraph.render.as_json import request_json
from paraph.render.redact import redacted
from paraph.render.visible import MARKS, one_line, plain_character

if TYPE_CHECKING:
    from paraph.credential import Credential
    from paraph.http.handler import Response
    from paraph.message import Request


def sent_json(request: Request, response: Response | None, credential: Credential) -> dict[str, Any]:
    """The object of ``paraph.send/1``; without a response nothing was sent. `json` is the body where it is JSON."""
    shown: dict[str, Any] = {"schema": "paraph.send/1", "status": None, "headers": [], "body": ""}
    if response is not None:
        shown |= {
            "status": response.status,
            "headers": [[name, value] for name, value in response.headers],
            **body_json(response.body),
        }
    return {**shown, "request": redacted(request_json(request), credential)}


def body_json(body: bytes) -> dict[str, Any]:
    """A body as text, in base64 where it is none, and its value where it is JSON."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"body": "", "body_base64": base64.b64encode(body).decode("ascii")}
    try:
        return {"body": text, "json": json.loads(text)}
    except (ValueError, RecursionError):
        return {"body": text}


def body_text(body: bytes) -> str:
    """A body for a terminal: JSON with indents, other text as it is, nothing that a terminal obeys."""
    shown = body_json(body)
    if "body_base64" in shown:
        return f"({len(body)} bytes that are no text; pipe them into a file)\n"
    text = json.dumps(shown["json"], indent=2, ensure_ascii=False) if "json" in shown else shown["body"]
    return "".join(safe(char) for char in text).rstrip("\n") + "\n" if text else ""


def safe(char: str) -> str:
    """A character as it is unless a terminal would obey it."""
    if char in "\n\t " or (char.isprintable() and not "\ud800" <= char <= "\udfff"):
        return char
    return MARKS.get(char) or plain_character(char)


def head_text(first: str, headers: tuple[tuple[str, str], ...], mark: str) -> str:
    """The head of a message, each line after a mark."""
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{mark} {one_line(line)}\n" for line in lines)
