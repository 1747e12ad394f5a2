"""What a server answers to a connection that it reads no further."""

from __future__ import annotations

from paraph.http.answering import response_bytes
from paraph.http.framing import Refusal
from paraph.http.handler import Response

LINGER = 2
"""For how many seconds a refused client may go on sending, so that it gets to read why it was refused."""
CROWDED = Refusal(503, "too many connections are open, or long bodies coming in, at once")


def refusal_bytes(refusal: Refusal) -> bytes:
    """Return the response to what is refused."""
    headers = (("Content-Type", "text/plain"), ("Connection", "close"))
    return response_bytes(Response(refusal.status, headers, f"{refusal.detail}\n".encode()))
