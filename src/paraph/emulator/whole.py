"""A local server as it is listened to: the vendors, struck by faults, watched and steered by their owner."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING

from paraph.emulator.control import Arrivals, Control
from paraph.emulator.faults import Faults, faulty
from paraph.http.handler import Later

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.local import Local
    from paraph.http.handler import Handler, Reply


class Whole:
    """The vendors in `local`, and what goes around them.

    `handler` is what programs in this process call; `served` is what listens: its responses say the time.
    """

    def __init__(
        self, make: Callable[[Faults], Local], *, faults: Faults | None = None, arrivals: Arrivals | None = None
    ) -> None:
        self.faults, self.arrivals = faults or Faults(), arrivals or Arrivals()
        self.local = make(self.faults)
        self.control = Control(self.faults, self.arrivals, self.local.doors)
        self.handler: Handler = self.control.before(self.arrivals.kept(faulty(self.local, self.faults)))
        self.served: Handler = dated(self.handler, self.local.clock)


def dated(handler: Handler, clock: Callable[[], float]) -> Handler:
    """The same Handler, whose responses say the time that it goes by: a client with a wrong clock sees it from that."""

    def stamped(reply: Reply) -> Reply:
        if isinstance(reply, Later):
            then = reply.then
            return Later(reply.seconds, lambda: stamped(then()), reply.aside)
        return reply._replace(headers=(("Date", http_date(int(clock()))), *reply.headers))

    return lambda request: stamped(handler(request))


@lru_cache(maxsize=2)
def http_date(seconds: int) -> str:
    """Unix seconds as HTTP writes them."""
    return formatdate(seconds, usegmt=True)
