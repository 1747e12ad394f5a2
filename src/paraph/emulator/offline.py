"""Local servers in place of the vendors' servers, for programs whose requests must stay on this machine."""

from __future__ import annotations

import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING

from paraph.core.errors import Unconfigured
from paraph.emulator.local import LocalVendors
from paraph.http.handler import DelayedResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.credential import Credential, Secret
    from paraph.core.message import Request
    from paraph.http.handler import Reply, Response

USERS, EVENTS, SEED = 20, 1000, 1
NO_DELAYS = {"push_seconds": 0.0, "enroll_seconds": 0.0}


class OfflineVendors:
    """Answers accepted requests with a local Duo and a local Alteryx; any thread may call it.

    The servers start with the first request, always hold the same data, and accept every key they are called with.
    `clock` gives Unix seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._lock = clock, threading.RLock()
        self._known: dict[str, Secret] = {}

    @cached_property
    def _local(self) -> LocalVendors:
        return LocalVendors(clock=self._clock, seed=SEED, users=USERS, events=EVENTS, options=NO_DELAYS)

    def __call__(self, request: Request, credential: Credential) -> Response | None:
        """Answer a request that is signed with this credential; return None if no endpoint matches it."""
        reply = self._start(request, credential)
        while isinstance(reply, DelayedResponse):
            time.sleep(max(reply.seconds, 0))
            with self._lock:
                reply = reply.then()
        return reply

    def _start(self, request: Request, credential: Credential) -> Reply | None:
        with self._lock:
            if not self._local.knows(request.path):
                return None
            try:
                if self._known.get(credential.key_id) != credential.secret:
                    self._local.accept_key(credential)
                    self._known[credential.key_id] = credential.secret
                return self._local(request)
            except Unconfigured:
                return None
