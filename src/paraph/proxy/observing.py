"""Explains the signatures of requests that pass through, in a thread of its own; none waits for its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.clues import Clues
from paraph.core.errors import ParaphError
from paraph.core.redaction import redact
from paraph.explaining.explain import explain
from paraph.http.backlog import Backlog
from paraph.http.guard import split_authority
from paraph.http.listing import NO_LIST

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.explaining.result import Explanation
    from paraph.http.listing import Listing
    from paraph.proxy.routes import Route

TOO_MANY = "too many requests are waiting to be explained; send this one again later"
OVERHEAD = 2048
"""Bytes of memory that a request takes besides its body, roughly."""
PATIENCE = 10.0
"""Seconds to search for an explanation if no other request waits."""


class Sample(NamedTuple):
    """A request as the upstream got it, the Host that the client named, the route, and its number in the list."""

    request: Request
    host: str
    route: Route
    number: int


class Observer:
    """Explains requests in order; `show` gets each without secrets, `refuse` the reason why one is not explained.

    `listing` gets each request and its explanation.
    """

    def __init__(
        self,
        show: Callable[[Request, Explanation], None],
        refuse: Callable[[str], None],
        now: int | None = None,
        listing: Listing = NO_LIST,
    ) -> None:
        self._show, self._refuse, self._now, self._listing = show, refuse, now, listing
        self._backlog = Backlog(self._explain, PATIENCE)

    def take(self, request: Request, host: str, route: Route) -> int:
        """Explain a request later; return its number in the list."""
        number = self._listing.add(request, verdict="waiting", credential=route.credential)
        size = len(request.body) + len(request.target) + OVERHEAD
        if not self._backlog.take(Sample(request, host, route, number), size):
            self._listing.update(number, detail=TOO_MANY, verdict="unexplained")
            self._refuse(TOO_MANY)
        return number

    def close(self) -> None:
        """Explain what is still waiting, as far as time allows, then end."""
        self._backlog.close()

    def _explain(self, sample: Sample, seconds: float) -> None:
        request, credential = sample.request, sample.route.credential
        clues = Clues(hosts=(sample.host, split_authority(sample.host)[0]))
        try:
            found = explain(request, credential, clues=clues, now=self._now, budget=seconds)
            self._listing.explained(sample.number, found)
            self._show(redact(request, credential), found)
        except ParaphError as error:
            reason = redact(str(error), credential)
            self._listing.update(sample.number, detail=reason, verdict="unsigned")
            self._refuse(reason)
