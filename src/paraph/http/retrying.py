"""Trying again: what may be sent once more, and when."""

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
"""Seconds: whatever a server asks for, a person does not wait longer for the next try."""
HARMLESS = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))
"""Methods that may arrive twice (RFC 9110 section 9.2.2)."""
BUSY = frozenset((500, 502, 503, 504))


class RepeatableResponse(Exception):
    """An answer after which the request may be sent once more."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"status {response.status}")
        self.response = response


def retried(
    send: Send,
    tries: int = TRIES,
    report: Callable[[str], None] = lambda _: None,
    now: Callable[[], float] = time.time,
) -> Send:
    """Sends up to `tries` times: after 429, and where the method allows it after 5xx and when no answer came.

    A Retry-After is honoured up to a minute; without it the pauses grow, with some chance in them. `told` hears of
    each. The answer, or the error, of the last try is that of all. Put it around :func:`paraph.http.network.signed`,
    and each try is signed anew.
    """

    def patient(request: Request) -> Response:
        try:
            return raise_if_repeatable(send(request), request.method)
        except (RepeatableResponse, Unreachable) as error:
            failure = error
        return repeat(failure, request)

    def repeat(failure: Exception, request: Request) -> Response:
        """Try again after a failure, which stands for the first try; most calls need none, and no stamina."""
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
    """The response, when trying again makes no sense; raises Again otherwise."""
    if response.status == 429 or (response.status in BUSY and method.upper() in HARMLESS):
        raise RepeatableResponse(response)
    return response


def pause_after(error: Exception, method: str, now: float) -> bool | float:
    """False when there is to be no further try, the seconds that the server asks for, or True to choose them."""
    if isinstance(error, Unreachable):
        return not error.final and (not error.sent or method.upper() in HARMLESS)
    if not isinstance(error, RepeatableResponse):
        return False
    return next((wait for name, value in error.response.headers
                 if name.lower() == "retry-after" and (wait := seconds_in(value, now)) is not None), True)  # fmt: skip


def seconds_in(value: str, now: float) -> float | None:
    """The pause that a Retry-After asks for, in seconds or as a date (RFC 9110 section 10.2.3); None when it is neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST)
    until = date_seconds(text)
    return None if until is None else min(max(until - now, 0.0), LONGEST)
