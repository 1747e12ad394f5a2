"""The response to a connection that is not read any further."""

from __future__ import annotations

from paraph.http.answering import response_bytes
from paraph.http.framing import Refusal
from paraph.http.handler import Response

LINGER = 2
"""Seconds that a refused client may continue to send, so that it can read the reason."""
CROWDED = Refusal(503, "too many connections are open, or long bodies coming in, at once")


def refusal_bytes(refusal: Refusal) -> bytes:
    """Return the response for a refusal."""
    headers = (("Content-Type", "text/plain"), ("Connection", "close"))
    return response_bytes(Response(refusal.status, headers, f"{refusal.detail}\n".encode()))
