"""A complete local server: the vendors with injected faults, a request log and the control API."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING

from paraph.emulator.control_api import ControlApi, RequestLog
from paraph.emulator.faults import Faults, with_faults
from paraph.emulator.listing import with_listing
from paraph.http.handler import DelayedResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.local import LocalVendors
    from paraph.http.handler import Handler, Reply
    from paraph.http.listing import Listing


class LocalApp:
    """The vendors in `local`, and the layers around them.

    `handler` is for programs in this process; `served` is for the network: its responses have a Date. `listing` gets each
    request, except those of the control API.
    """

    def __init__(
        self,
        make: Callable[[Faults], LocalVendors],
        *,
        faults: Faults | None = None,
        request_log: RequestLog | None = None,
        listing: Listing | None = None,
    ) -> None:
        self.faults, self.request_log = faults or Faults(), request_log or RequestLog()
        self.local = make(self.faults)
        self.control = ControlApi(self.faults, self.request_log, self.local.control_resources)
        recorded = self.request_log.record_requests(with_faults(self.local, self.faults))
        self.handler: Handler = self.control.in_front_of(with_listing(recorded, listing) if listing else recorded)
        self.served: Handler = with_date(self.handler, self.local.clock)


def with_date(handler: Handler, clock: Callable[[], float]) -> Handler:
    """Wrap a Handler so that responses carry the server's time: a client notices that its clock is wrong."""

    def stamp(reply: Reply) -> Reply:
        if isinstance(reply, DelayedResponse):
            then = reply.then
            return DelayedResponse(reply.seconds, lambda: stamp(then()), reply.aside)
        return reply._replace(headers=(("Date", http_date(int(clock()))), *reply.headers))

    return lambda request: stamp(handler(request))


@lru_cache(maxsize=2)
def http_date(seconds: int) -> str:
    """Format Unix seconds as an HTTP date."""
    return formatdate(seconds, usegmt=True)
