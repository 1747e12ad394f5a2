"""Explains the signatures of requests that pass through, in a thread of its own; none waits for its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.clues import Clues
from paraph.core.errors import ParaphError
from paraph.core.redaction import redact
from paraph.explaining.explain import explain
from paraph.http.backlog import Backlog
from paraph.http.guard import split_authority

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.explaining.result import Explanation
    from paraph.proxy.routes import Route

TOO_MANY = "too many requests are waiting to be explained; send this one again later"
OVERHEAD = 2048
"""Bytes of memory that a request takes besides its body, roughly."""
PATIENCE = 10.0
"""Seconds to search for an explanation if no other request waits."""


class Sample(NamedTuple):
    """A request as the upstream got it, the Host that the client named, and the route."""

    request: Request
    host: str
    route: Route


class Observer:
    """Explains requests in order; `show` gets each without secrets, `refuse` the reason why one is not explained."""

    def __init__(
        self, show: Callable[[Request, Explanation], None], refuse: Callable[[str], None], now: int | None = None
    ) -> None:
        self._show, self._refuse, self._now = show, refuse, now
        self._backlog = Backlog(self._explain, PATIENCE)

    def take(self, request: Request, host: str, route: Route) -> None:
        """Explain a request later."""
        if not self._backlog.take(Sample(request, host, route), len(request.body) + len(request.target) + OVERHEAD):
            self._refuse(TOO_MANY)

    def close(self) -> None:
        """Explain what is still waiting, as far as time allows, then end."""
        self._backlog.close()

    def _explain(self, sample: Sample, seconds: float) -> None:
        request, credential = sample.request, sample.route.credential
        clues = Clues(hosts=(sample.host, split_authority(sample.host)[0]))
        try:
            found = explain(request, credential, clues=clues, now=self._now, budget=seconds)
            self._show(redact(request, credential), found)
        except ParaphError as error:
            self._refuse(redact(str(error), credential))
