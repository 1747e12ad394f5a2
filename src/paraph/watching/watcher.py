"""Explaining requests as they come: answered at once, explained behind that, none lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.errors import ParaphError
from paraph.core.redaction import redacted
from paraph.explaining.explain import explain
from paraph.http.answering import answer, written
from paraph.http.backlog import Backlog
from paraph.http.handler import json_response
from paraph.readers.files.raw import read_raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.claims import Claims
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.http.answering import Accepted

UNSIGNED = written(json_response(400, {"error": "no Duo or OAuth 1.0a signature found in this request"}))
TOO_MANY = "too many requests wait to be explained; send this one again later"
OVERHEAD = 512
"""About how much memory a message takes besides its bytes."""
PATIENCE = 10.0
"""For how many seconds a request is searched for when no other waits."""


class Watcher:
    """Takes messages and answers them as the vendor would; explains them in a thread of its own, in order.

    `show` gets each request, without the credential's secrets wherever they were sent, with its explanation, `refuse` what was wrong with one that cannot be explained. `accepted`
    has the answers to requests that are rightly signed.
    """

    def __init__(
        self,
        credential: Credential,
        show: Callable[[Request, Explanation], None],
        refuse: Callable[[str], None],
        accepted: Accepted,
        now: int | None = None,
    ) -> None:
        self._credential, self._show, self._refuse, self._now = credential, show, refuse, now
        self._accepted = accepted
        self._backlog = Backlog(self._explain, PATIENCE)

    def take(self, message: bytes) -> bytes:
        """Return the answer to a message, which is explained later; 503 if too many wait to be explained."""
        if not self._backlog.take(message, len(message) + OVERHEAD):
            self._refuse(TOO_MANY)
            return written(json_response(503, {"error": TOO_MANY}))
        said = answer(message, "http", self._known, self._accepted, self._now)
        return said or UNSIGNED

    def close(self) -> None:
        """Explain what is still waiting, as far as there is time, then end."""
        self._backlog.close()

    def _known(self, _scheme: Scheme[Any], _claims: Claims) -> list[Credential]:
        return [self._credential]

    def _explain(self, message: bytes, seconds: float) -> None:
        try:
            request = read_raw(message, scheme="http")
            found = explain(request, self._credential, now=self._now, budget=seconds)
            self._show(redacted(request, self._credential), found)
        except ParaphError as error:
            self._refuse(redacted(str(error), self._credential))
