"""Local servers in the place of the vendors', for programs whose requests are not to leave the machine."""

from __future__ import annotations

import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING

from paraph.core.errors import Unconfigured
from paraph.emulator.local import Local
from paraph.http.handler import Later

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.credential import Credential, Secret
    from paraph.core.message import Request
    from paraph.http.handler import Reply, Response

USERS, EVENTS, SEED = 20, 1000, 1
AT_ONCE = {"push_seconds": 0.0, "enroll_seconds": 0.0}


class StandIn:
    """Answers accepted requests as a local Duo and a local Alteryx do; any thread may ask it.

    They are made when the first request comes, have the same data each time, and take every key that they are shown.
    `clock` gives Unix seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._lock = clock, threading.RLock()
        self._known: dict[str, Secret] = {}

    @cached_property
    def _local(self) -> Local:
        return Local(clock=self._clock, seed=SEED, users=USERS, events=EVENTS, options=AT_ONCE)

    def __call__(self, request: Request, credential: Credential) -> Response | None:
        """The response to a request that is signed with this credential, once it is known; None where none is to be had."""
        reply = self._begun(request, credential)
        while isinstance(reply, Later):
            time.sleep(max(reply.seconds, 0))
            with self._lock:
                reply = reply.then()
        return reply

    def _begun(self, request: Request, credential: Credential) -> Reply | None:
        with self._lock:
            if not self._local.knows(request.path):
                return None
            try:
                if self._known.get(credential.key_id) != credential.secret:
                    self._local.accept(credential)
                    self._known[credential.key_id] = credential.secret
                return self._local(request)
            except Unconfigured:
                return None
