"""A background queue with one worker thread; accepted work is not lost.

A search that finds nothing uses all its time. So the more pieces wait, the less time each gets, and when the server
stops, all of them together have a few seconds.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


MOST_BYTES = 64 * 1024 * 1024
"""Bytes that the waiting pieces may use together."""


class Backlog(Generic[T]):
    """Calls `work` with each piece and its seconds to search: `patience` if nothing else waits."""

    def __init__(self, work: Callable[[T, float], None], patience: float, most_bytes: int = MOST_BYTES) -> None:
        self._work, self._patience, self._end = work, patience, float("inf")
        self._lock, self._room = threading.Lock(), most_bytes
        self._waiting: queue.Queue[tuple[T, int] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def take(self, piece: T, size: int) -> bool:
        """Queue a piece of that size; return False, and do nothing, if too much is waiting."""
        with self._lock:
            if size > self._room:
                return False
            self._room -= size
        self._waiting.put((piece, size))
        return True

    def join(self) -> None:
        """Wait until all pieces are done."""
        self._waiting.join()

    def close(self) -> None:
        """Do what is still waiting, as far as time allows, then end."""
        self._end = time.monotonic() + self._patience
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (taken := self._waiting.get()) is not None:
            piece, size = taken
            self._work(piece, seconds_for(self._waiting.qsize(), self._patience, self._end - time.monotonic()))
            with self._lock:
                self._room += size
            self._waiting.task_done()


def seconds_for(waiting: int, patience: float, left: float) -> float:
    """Return how long to search if so many pieces wait, and so many seconds are left."""
    return max(0.0, min(patience / (1 + waiting), left))
