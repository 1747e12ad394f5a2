"""Explains requests as they arrive: answers at once, explains afterwards, loses none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.clues import Clues
from paraph.core.errors import ParaphError
from paraph.core.redaction import redact
from paraph.explaining.explain import explain
from paraph.http.answering import answer, response_bytes
from paraph.http.backlog import Backlog
from paraph.http.handler import json_response
from paraph.http.listing import NO_LIST
from paraph.readers.files.raw import read_raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.claims import Claims
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.http.answering import Accepted
    from paraph.http.listing import Listing

UNSIGNED = response_bytes(json_response(400, {"error": "this request is not signed: no known signature found in it"}))
TOO_MANY = "too many requests are waiting to be explained; send this one again later"
OVERHEAD = 512
"""Bytes of memory that a message takes besides its content, roughly."""
PATIENCE = 10.0
"""Seconds to search for an explanation if no other request waits."""


class Watcher:
    """Answers messages as the vendor would, and explains them in a thread of its own, in order.

    `show` is called with each request, without the credential's secrets, and its explanation; `refuse` with the reason
    why a message cannot be explained. `accepted` answers correctly signed requests. `hosts` are names for which a client
    may have signed. `listing` gets each request, what became of it, and its explanation.
    """

    def __init__(
        self,
        credential: Credential,
        show: Callable[[Request, Explanation], None],
        refuse: Callable[[str], None],
        accepted: Accepted,
        now: int | None = None,
        hosts: tuple[str, ...] = (),
        listing: Listing = NO_LIST,
    ) -> None:
        self._credential, self._show, self._refuse, self._now = credential, show, refuse, now
        self._clues = Clues(hosts=hosts)
        self._accepted, self._listing = accepted, listing
        self._backlog = Backlog(self._explain, PATIENCE)

    def take(self, message: bytes) -> bytes:
        """Return the answer to a message, which is explained later; 503 if too many wait."""
        number = self._list(message, verdict="waiting")
        if not self._backlog.take((message, number), len(message) + OVERHEAD):
            self._listing.update(number, status=503, detail=TOO_MANY, verdict="refused")
            self._refuse(TOO_MANY)
            return response_bytes(json_response(503, {"error": TOO_MANY}))
        said = answer(message, "http", self._credentials, self._accepted, self._now) or UNSIGNED
        self._listing.update(number, status=int(said[9:12]))
        return said

    def note_refused(self, message: bytes, status: int, reason: str) -> None:
        """List a message that is refused before it is taken; it is empty if it is incomplete."""
        self._list(message, status, reason, "refused")

    def close(self) -> None:
        """Explain what is still waiting, as far as time allows, then end."""
        self._backlog.close()

    def _credentials(self, _scheme: Scheme[Any], _claims: Claims) -> list[Credential]:
        return [self._credential]

    def _list(self, message: bytes, status: int = 0, detail: str = "", verdict: str = "") -> int:
        """Add a message to the list, if there is one; return its number."""
        if self._listing is NO_LIST:  # it need not be read twice
            return 0
        try:
            request = read_raw(message, scheme="http") if message else None
        except ParaphError:
            request = None
        return self._listing.add(request, status, detail, verdict, None, self._credential)

    def _explain(self, waiting: tuple[bytes, int], seconds: float) -> None:
        message, number = waiting
        try:
            request = read_raw(message, scheme="http")
            found = explain(request, self._credential, clues=self._clues, now=self._now, budget=seconds)
            self._listing.explained(number, found)
            self._show(redact(request, self._credential), found)
        except ParaphError as error:
            reason = redact(str(error), self._credential)
            self._listing.update(number, detail=reason, verdict="unsigned")
            self._refuse(reason)
