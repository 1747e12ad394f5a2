"""The long poll: it answers once the live list has changed, and not more often than every 100 ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.http.handler import DelayedResponse, json_response

if TYPE_CHECKING:
    from paraph.http.handler import Reply, Response
    from paraph.web.live import LiveRequests

PAUSE = 0.1
"""Seconds between two looks, and at least between two answers of a flood."""
PATIENCE = 20.0
"""Seconds after which a poll is answered without rows."""


def poll(live: LiveRequests, after: int, seconds: float = PATIENCE) -> Reply:
    """Answer at once if the list changed after that version, else as soon as it does or the time has passed.

    If it was answered less than 100 ms ago, the answer waits until then: a flood of requests becomes few answers.
    """
    if not live.is_newer(after):
        return look_later(live, after, seconds)
    # abs: a clock that was set back must not delay the answer
    left = PAUSE - abs(live.clock() - live.answered_at)
    return answer_aside(live, after, max(left, 0.0))


def look_later(live: LiveRequests, after: int, seconds: float) -> DelayedResponse:
    """Look after a pause, and again until something changed or the time has passed."""

    def look() -> DelayedResponse:
        is_over = left <= 0 or live.is_newer(after)
        return answer_aside(live, after) if is_over else look_later(live, after, left)

    pause = min(PAUSE, seconds)
    left = seconds - pause
    return DelayedResponse(pause, look)


def answer_aside(live: LiveRequests, after: int, pause: float = 0.0) -> DelayedResponse:
    """Return the answer to a poll, which is made in a thread of its own: masking many rows takes a while."""

    def answer() -> Response:
        live.answered_at = live.clock()
        return json_response(200, live.since(after).as_json())

    return DelayedResponse(pause, answer, aside=True)
