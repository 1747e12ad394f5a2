"""Explaining requests as they come: answered at once, explained behind that, none lost."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

from paraph.errors import ParaphError
from paraph.explaining import explain
from paraph.http.answering import answer, written
from paraph.http.handler import json_response
from paraph.readers.raw import read_raw
from paraph.schemes import recognised

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.credential import Credential
    from paraph.explaining import Explanation
    from paraph.http.answering import Accepted
    from paraph.message import Request
    from paraph.scheme import Scheme

UNSIGNED = written(json_response(400, {"error": "this is no request that is signed in a way known here"}))


class Watcher:
    """Takes messages and answers them as the vendor would; explains them in a thread of its own, in order.

    `show` gets each request with its explanation, `refuse` what was wrong with one that cannot be explained. `accepted`
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
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._explain)
        self._thread.start()

    def take(self, message: bytes) -> bytes:
        """The answer to a message, which is explained later."""
        self._waiting.put(message)
        said = answer(message, "http", self._known, self._accepted, self._now)
        return said or UNSIGNED

    def close(self) -> None:
        """Explain what is still waiting, then end."""
        self._waiting.put(None)
        self._thread.join()

    def _known(self, _scheme: Scheme[Any], _key_id: str) -> list[Credential]:
        return [self._credential]

    def _explain(self) -> None:
        while (message := self._waiting.get()) is not None:
            try:
                request = read_raw(message, scheme="http")
                self._show(request, explain(request, self._credential, recognised(request), now=self._now))
            except ParaphError as error:
                self._refuse(str(error))
