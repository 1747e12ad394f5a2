"""Duo's envelopes around what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.duo.calls import MESSAGES, Content, Page
from paraph.http.handler import JSON, Response

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call


def succeeded(call: Call, answer: Any) -> Response:
    """The response of a call that went well."""
    if isinstance(answer, Content):
        return Response(200, (("Content-Type", answer.content_type),), answer.body)
    if not isinstance(answer, Page):
        return Response(200, JSON, msgspec.json.encode({"stat": "OK", "response": answer}))
    said = {"metadata": metadata(call, answer), "response": answer.items, "stat": "OK"}
    return Response(200, JSON, msgspec.json.encode(said))


def metadata(call: Call, page: Page) -> dict[str, int]:
    """Where a list goes on, where it came from, and how long it is."""
    found = {"total_objects": page.total}
    end = call.offset + len(page.items)
    if page.items and end < page.total:
        found["next_offset"] = end
    if call.offset:
        found["prev_offset"] = max(0, call.offset - call.limit)
    return found


def failed(code: int, message: str = "", detail: str = "") -> Response:
    """The response with an error; its HTTP status is the first three digits of `code`."""
    said: dict[str, Any] = {"code": code, "message": message or MESSAGES[code], "stat": "FAIL"}
    if detail:
        said["message_detail"] = detail
    return Response(code // 100, JSON, msgspec.json.encode(said))
