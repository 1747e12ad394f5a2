"""Repeats requests: which may be sent again, and when."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from paraph.core.dates import date_seconds
from paraph.core.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.http.handler import Response

    Send = Callable[[Request], Response]

TRIES = 4
LONGEST = 60.0
"""Seconds between two tries at most, whatever a server asks for."""
HARMLESS = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))
"""Methods that may arrive twice (RFC 9110 section 9.2.2)."""
BUSY = frozenset((500, 502, 503, 504))


class RepeatableResponse(Exception):
    """A response after which the request may be sent again."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"status {response.status}")
        self.response = response


def retried(
    send: Send,
    tries: int = TRIES,
    report: Callable[[str], None] = lambda _: None,
    now: Callable[[], float] = time.time,
) -> Send:
    """Wrap a function that sends: up to `tries` times after 429, and after 5xx or no response if the method allows it.

    A Retry-After of up to a minute is honoured; without it the pauses grow, with a random part. `report` is called with a
    message about each. The last try's response or error is the result. Wrap :func:`paraph.http.network.signed`, so that
    each try has a new signature.
    """

    def patient(request: Request) -> Response:
        try:
            return raise_if_repeatable(send(request), request.method)
        except (RepeatableResponse, Unreachable) as error:
            failure = error
        return repeat(failure, request)

    def repeat(failure: Exception, request: Request) -> Response:
        """Repeat a request after a failure, which counts as the first try; most calls never get here, nor import stamina."""
        from stamina import retry_context

        count = 0

        def pause(error: Exception) -> bool | float:
            wait = pause_after(error, request.method, now())
            if wait is not False and count < tries:
                report(f"{error}; trying again ({count + 1} of {tries}){f' in {wait:g} s' if wait is not True else ''}")
            return wait

        try:
            for attempt in retry_context(pause, attempts=tries, timeout=None, wait_initial=1.0, wait_max=LONGEST):
                count = attempt.num
                with attempt:
                    if count == 1:
                        raise failure
                    return raise_if_repeatable(send(request), request.method)
        except RepeatableResponse as last:
            return last.response
        raise AssertionError("the last try returns or raises")

    return patient


def raise_if_repeatable(response: Response, method: str) -> Response:
    """Return the response if repeating the request is useless; else raise RepeatableResponse."""
    if response.status == 429 or (response.status in BUSY and method.upper() in HARMLESS):
        raise RepeatableResponse(response)
    return response


def pause_after(error: Exception, method: str, now: float) -> bool | float:
    """Return False if there is no further try, the seconds that the server asks for, or True to choose them."""
    if isinstance(error, Unreachable):
        return not error.final and (not error.sent or method.upper() in HARMLESS)
    if not isinstance(error, RepeatableResponse):
        return False
    return next((wait for name, value in error.response.headers
                 if name.lower() == "retry-after" and (wait := seconds_in(value, now)) is not None), True)  # fmt: skip


def seconds_in(value: str, now: float) -> float | None:
    """Return the pause of a Retry-After, in seconds or a date (RFC 9110 section 10.2.3); None if it is neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST)
    until = date_seconds(text)
    return None if until is None else min(max(until - now, 0.0), LONGEST)
