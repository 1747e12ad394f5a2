"""Duo's response envelopes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.duo.calls import MESSAGES, Content, Page
from paraph.http.handler import JSON, Response

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import DuoCall


def success_response(call: DuoCall, answer: Any) -> Response:
    """Return the response of a successful call."""
    if isinstance(answer, Content):
        return Response(200, (("Content-Type", answer.content_type),), answer.body)
    if not isinstance(answer, Page):
        return Response(200, JSON, msgspec.json.encode({"stat": "OK", "response": answer}))
    content = {"metadata": paging_metadata(call, answer), "response": answer.items, "stat": "OK"}
    return Response(200, JSON, msgspec.json.encode(content))


def paging_metadata(call: DuoCall, page: Page) -> dict[str, int]:
    """Return where a list continues, where it came from, and its length."""
    result = {"total_objects": page.total}
    end = call.offset + len(page.items)
    if page.items and end < page.total:
        result["next_offset"] = end
    if call.offset:
        result["prev_offset"] = max(0, call.offset - call.limit)
    return result


def error_response(code: int, message: str = "", detail: str = "") -> Response:
    """Return the response with an error; its HTTP status is the first three digits of `code`."""
    content: dict[str, Any] = {"code": code, "message": message or MESSAGES[code], "stat": "FAIL"}
    if detail:
        content["message_detail"] = detail
    return Response(code // 100, JSON, msgspec.json.encode(content))
