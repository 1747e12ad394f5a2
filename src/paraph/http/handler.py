"""A Handler serves a request: a function from `Request` to `Response`, without a socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from paraph.core.message import Pairs, Request

JSON = (("Content-Type", "application/json"),)


class Response(NamedTuple):
    """A response as on the wire; the server adds Content-Length and similar headers.

    With `cut`, the connection is closed after so many bytes of the body.
    """

    status: int
    headers: Pairs = JSON
    body: bytes = b""
    cut: int | None = None

    def __repr__(self) -> str:
        """Return the response without its body, in which there may be a token."""
        return (
            f"Response(status={self.status}, headers={self.headers!r}, body=<{len(self.body)} bytes>, cut={self.cut})"
        )


class DelayedResponse(NamedTuple):
    """A response that is not known yet: call `then` after `seconds`, in a thread of its own if it takes long (`aside`).

    `left` is called if the client disconnects while that thread works.
    """

    seconds: float
    then: Callable[[], Response | DelayedResponse]
    aside: bool = False
    left: Callable[[], object] | None = None


Reply = Response | DelayedResponse
Handler = Callable[[Request], Reply]


def json_response(status: int, value: Any, headers: Pairs = JSON) -> Response:
    """Return a response whose body is `value` as JSON, without blanks."""
    return Response(status, headers, json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())
