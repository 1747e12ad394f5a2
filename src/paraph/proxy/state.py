"""What the connections of a proxy share: routes, limits, upstream connections, counts and the log."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from paraph.http.guard import Guard
from paraph.http.patience import LIMITS, Limits, Room
from paraph.proxy.stripping import HOP_BY_HOP, NOT_SIGNED
from paraph.proxy.upstream import UPSTREAM_LIMITS, Pool, UpstreamLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.http.listing import Listing
    from paraph.proxy.routes import Route, Routes

    Observe = Callable[[Request, str, Route], int]
    Log = Callable[[Request | None, int, float, str], None]


class Client(Protocol):
    """A connection of a client."""

    def drain(self) -> None:
        """End the connection once the request in progress is answered."""

    def abort(self) -> None:
        """End the connection at once."""


class Sent(NamedTuple):
    """A request as it went to the upstream, the credential of its route, and its number if it is in the list already."""

    request: Request
    credential: Credential
    number: int


class Proxy:
    """Signs requests and passes them on. With `observe`, it signs nothing: it gives each request, its Host and route to it.

    `log` is called with each request (None if it could not be read), the status of its answer, the seconds that it took,
    and what went wrong, if anything. `listing` gets each request with the signed one; `observe` returns its number there.
    """

    def __init__(
        self,
        routes: Routes,
        *,
        observe: Observe | None = None,
        log: Log | None = None,
        listing: Listing | None = None,
        limits: Limits = LIMITS,
        upstream_limits: UpstreamLimits = UPSTREAM_LIMITS,
    ) -> None:
        self.routes, self.observe, self.limits = routes, observe, limits
        self.dropped = HOP_BY_HOP if observe else NOT_SIGNED
        self.guard = Guard(routes.names)
        self.pool = Pool(upstream_limits)
        self.room = Room()
        self.clients: set[Client] = set()
        self.now = time.monotonic
        self.is_draining = False
        self._log, self.listing, self._count, self._failed = log, listing, 0, 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.is_empty = asyncio.Event()

    def remove(self, client: Client) -> None:
        """Forget a connection that is closed."""
        self.clients.discard(client)
        if not self.clients:
            self.is_empty.set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the background."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def note(
        self, request: Request | None, status: int, started: float, detail: str = "", sent: Sent | None = None
    ) -> None:
        """Count an answer, log it, and list it; without `sent` the proxy itself refused the request."""
        self._count += 1
        if detail:
            self._failed += 1
        if self._log is not None:
            self._log(request, status, self.now() - started, detail)
        if self.listing is not None:
            if sent is None:
                self.listing.add(request, status, detail, "refused")
            elif sent.number:
                self.listing.update(sent.number, status=status, detail=detail)
            else:
                assert request is not None
                self.listing.note(request, status, detail, sent.request, sent.credential)

    def health(self) -> dict[str, Any]:
        """Return what the health page says."""
        return {
            "schema": "paraph.proxy-health/1", "status": "draining" if self.is_draining else "ok",
            "signs": self.observe is None, "hosts": [route.authority for route in self.routes.all],
            "requests": self._count, "failed": self._failed,
        }  # fmt: skip
