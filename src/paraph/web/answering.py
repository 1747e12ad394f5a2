"""Answers of the page in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paraph.http.handler import Response
from paraph.render.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON_TYPE = "application/json"


def answer(value: Mapping[str, Any], status: int = 200) -> Response:
    """Return JSON in ASCII: it carries every text, also what is not UTF-8."""
    return Response(status, (("Content-Type", JSON_TYPE),), json.dumps(value, separators=(",", ":")).encode("ascii"))


def error(status: int, kind: str, message: str) -> Response:
    """Return an error as the command line prints it with --json."""
    return answer({"schema": "paraph.error/1", "error": {"kind": kind, "message": one_line(message)}}, status)
