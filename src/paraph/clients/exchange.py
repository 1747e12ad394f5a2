"""A request until it is answered: kept apart from others, signed anew for each try, repeated while that is allowed."""

from __future__ import annotations

import random
from http import HTTPStatus
from typing import TYPE_CHECKING

from paraph.clients.steps import Send, Steps, Wait
from paraph.core.errors import Unreachable
from paraph.http.retrying import LONGEST, RepeatableResponse, pause_after, raise_if_repeatable

if TYPE_CHECKING:
    from paraph.clients.settings import Settings
    from paraph.core.message import Request
    from paraph.http.handler import Response


def exchange(
    settings: Settings, request: Request, kind: str, timeout: float, *, may_repeat: bool = False
) -> Steps[tuple[Request, Response]]:
    """Return a request as it was signed last, and its response; each try has a signature of its own.

    `kind` is the class of calls that share a rate limit. What may be repeated is repeated while the time budget of
    `settings.retry` lasts; `may_repeat` says that the request may arrive twice whatever its method. A call that is refused
    with a token is made once more, with a new one.
    """
    method = "PUT" if may_repeat else request.method  # a method that may arrive twice
    waited, tries, is_renewed = 0.0, 0, False
    while True:
        pause = settings.limiter.reserve(kind, settings.now())
        if pause > 0:
            yield from wait_for(settings, pause, f"the limit of calls of {kind}")
        signed = yield from settings.authorise(request)
        try:
            response = yield Send(signed, timeout)
            assert response is not None
            raise_if_repeatable(response, method)
        except (RepeatableResponse, Unreachable) as error:
            tries += 1
            pause = pause_before(settings, error, method, tries)
            if pause < 0 or waited + pause > settings.retry.budget:
                if isinstance(error, RepeatableResponse):
                    return signed, error.response
                raise
            waited += pause
            yield from wait_for(settings, pause, str(error))
        else:
            if response.status != HTTPStatus.UNAUTHORIZED or is_renewed or not settings.renew(signed):
                return signed, response
            is_renewed = True


def wait_for(settings: Settings, seconds: float, reason: str) -> Steps[None]:
    """Pause, and tell the program about it."""
    settings.on_wait(seconds, reason)
    yield Wait(seconds)


def pause_before(settings: Settings, error: Exception, method: str, tries: int) -> float:
    """Return the seconds to wait before the next try; negative if there is none.

    A Retry-After is honoured; without it the pauses double, with a random part, up to a minute.
    """
    asked = pause_after(error, method, settings.now())
    if asked is False or tries >= settings.retry.tries:
        return -1.0
    if asked is not True:
        return asked
    pause: float = min(LONGEST, settings.retry.first * 2.0 ** min(tries - 1, 16))
    return pause * random.uniform(0.75, 1.25)  # noqa: S311
