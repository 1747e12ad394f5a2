"""How long a server waits for an idle client, and how many clients it accepts at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.http.framing import Framing


class Room:
    """How many more bytes of unfinished bodies a server may hold, over all its connections."""

    def __init__(self, most: int = 256 * 1024 * 1024) -> None:
        self._left = most

    def take(self, size: int) -> bool:
        """Reserve so many bytes; return whether they were free. They must be given back in any case."""
        self._left -= size
        return self._left >= 0

    def give_back(self, size: int) -> None:
        """Free so many bytes."""
        self._left += size


class Limits(NamedTuple):
    """What a server allows its clients, in seconds and connections.

    `idle` is how long a connection may be open without a request, or with an answer of which the client takes nothing;
    within `stalled`, the head of a request must be complete, and each `least` bytes of the body must arrive.
    """

    idle: float = 75
    stalled: float = 15
    least: int = 1024
    connections: int = 1000


LIMITS = Limits()


class Patience:
    """The timer of one connection: calls `end` if the client keeps the server waiting.

    It does not expire while `excused` returns that the client waits for the server.
    """

    def __init__(self, limits: Limits, end: Callable[[], None], excused: Callable[[], bool] = lambda: False) -> None:
        self._limits, self._end, self._excused = limits, end, excused
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._mark: tuple[int, int] | None = None  # heads and bytes when the timer of a request was started

    def wait_for_request(self) -> None:
        """Allow the client to be idle for a while."""
        self._start(self._limits.idle)

    def note(self, framing: Framing) -> None:
        """Update the timer by the client's progress, each time that there is some."""
        if not framing.unfinished:
            self.stop()
            return
        mark = self._mark
        if mark is None or framing.heads != mark[0] or framing.passed - mark[1] >= self._limits.least:
            self._start(self._limits.stalled)
            self._mark = (framing.heads, framing.passed)

    def stop(self) -> None:
        """Stop the timer."""
        self._mark = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self, seconds: float) -> None:
        self.stop()
        self._timer = self._loop.call_later(seconds, self._run_out, seconds)

    def _run_out(self, seconds: float) -> None:
        if self._excused():
            self._timer = self._loop.call_later(seconds, self._run_out, seconds)
        else:
            self.stop()
            self._end()


class Untaken:
    """The timer of what waits to be sent: calls `end` if the client takes nothing of it for so many seconds.

    `size` returns how many bytes wait.
    """

    def __init__(self, seconds: float, size: Callable[[], int], end: Callable[[], None]) -> None:
        self._seconds, self._size, self._end = seconds, size, end
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Something waits to be sent."""
        self.stop()
        self._timer = self._loop.call_later(self._seconds, self._run_out, self._size())

    def stop(self) -> None:
        """Nothing waits any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _run_out(self, before: int) -> None:
        if self._size() < before:
            self.start()
        else:
            self.stop()
            self._end()
