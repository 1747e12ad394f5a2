"""Work behind the back of a server: done in order, in a thread of its own; what is taken is not lost.

What no known mistake explains is searched for as long as it may be. So the more pieces wait, the less time each gets, and
once the server is to end all of them together have a few seconds.
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
"""How much memory the pieces that wait may take together."""


class Backlog(Generic[T]):
    """Gives each piece to `work`, with the seconds that it may search: `patience` where nothing else waits."""

    def __init__(self, work: Callable[[T, float], None], patience: float, most_bytes: int = MOST_BYTES) -> None:
        self._work, self._patience, self._end = work, patience, float("inf")
        self._lock, self._room = threading.Lock(), most_bytes
        self._waiting: queue.Queue[tuple[T, int] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def take(self, piece: T, size: int) -> bool:
        """Do a piece of that size in a moment; return False, and do nothing, if too much is waiting."""
        with self._lock:
            if size > self._room:
                return False
            self._room -= size
        self._waiting.put((piece, size))
        return True

    def join(self) -> None:
        """Wait until all that came is done."""
        self._waiting.join()

    def close(self) -> None:
        """Do what is still waiting, as far as there is time, then end."""
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
    """For how long to search while so many others wait, and so many seconds are left."""
    return max(0.0, min(patience / (1 + waiting), left))
