"""Nonces that were spent, kept for as long as a request could come again."""

from __future__ import annotations

import threading
from heapq import heappop, heappush
from typing import Protocol


class NonceStore(Protocol):
    """Where spent nonces are kept."""

    def spend(self, nonce: str, expires: int, now: int) -> bool:
        """Spend `nonce` until `expires`; False when it was spent before. Checking and spending are one act."""
        ...


class MemoryNonces:
    """Spent nonces in memory, safe across threads, bounded; when full, new nonces are refused, never old ones forgotten."""

    def __init__(self, most: int = 1_000_000) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._spent: set[str] = set()
        self._by_expiry: list[tuple[int, str]] = []

    def spend(self, nonce: str, expires: int, now: int) -> bool:
        """Spend `nonce` until `expires`; False when it was spent before, or when there is no room."""
        with self._lock:
            while self._by_expiry and self._by_expiry[0][0] < now:
                self._spent.discard(heappop(self._by_expiry)[1])
            if nonce in self._spent or len(self._spent) >= self._most:
                return False
            self._spent.add(nonce)
            heappush(self._by_expiry, (expires, nonce))
            return True
