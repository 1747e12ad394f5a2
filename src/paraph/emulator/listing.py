"""Lists the requests of a local server."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from paraph.http.handler import DelayedResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.http.handler import Handler, Reply
    from paraph.http.listing import Listing

CURRENT: ContextVar[int] = ContextVar("CURRENT", default=0)
"""The number in the list of the request that is being answered: a vendor's server reports a refusal without it."""


def with_listing(handler: Handler, listing: Listing) -> Handler:
    """Wrap a Handler: its requests are listed when they arrive, and their statuses when they are answered."""

    def answer(number: int, handle: Callable[[], Reply]) -> Reply:
        before = CURRENT.set(number)
        try:
            reply = handle()
        finally:
            CURRENT.reset(before)
        if isinstance(reply, DelayedResponse):
            then = reply.then
            return DelayedResponse(reply.seconds, lambda: answer(number, then), reply.aside)
        listing.update(number, status=reply.status)
        return reply

    def serve(request: Request) -> Reply:
        return answer(listing.add(request), lambda: handler(request))

    return serve
