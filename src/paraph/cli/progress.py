"""Shows the progress of work that takes longer than a second: one line on the terminal's stderr, redrawn in place.

Nothing is drawn if stderr is no terminal. Work that goes on in steps calls :meth:`Progress.show` after each step; for work
that cannot, such as a search, :func:`elapsed` draws from a timer signal, so that no thread is needed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DELAY = 1.0
"""Seconds before the first line is drawn: shorter work shows no progress."""
PAUSE = 0.2
"""Seconds between two lines."""
ERASE = "\r\x1b[K"
"""Goes back to the start of the line and erases it."""


def is_drawn(stream: TextIO) -> bool:
    """Return whether progress is drawn on a stream: on a terminal that can erase a line."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Progress:
    """A line of progress; `clock` gives seconds."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream or sys.stderr, clock
        self.is_drawn = is_drawn(self._stream)
        self._started = self._next = clock()
        self._next += DELAY
        self._is_visible = False

    @property
    def seconds(self) -> float:
        """The seconds since the start."""
        return self._clock() - self._started

    def show(self, text: str) -> None:
        """Draw the text in the place of the last one, unless it is too early for another."""
        if self.is_drawn and self._clock() >= self._next:
            self._next = self._clock() + PAUSE
            self._is_visible = True
            columns = shutil.get_terminal_size((80, 24)).columns
            self._stream.write(f"{ERASE}{text[: columns - 1]}")
            self._stream.flush()

    def clear(self) -> None:
        """Erase the line, so that other text can be printed."""
        if self._is_visible:
            self._is_visible = False
            self._stream.write(ERASE)
            self._stream.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield a line of progress that is erased at the end."""
    line = Progress()
    try:
        yield line
    finally:
        line.clear()


@contextmanager
def elapsed(text: Callable[[float], str]) -> Iterator[None]:
    """Draw `text` of the elapsed seconds repeatedly until the block ends."""
    with progress() as line:
        if not (line.is_drawn and has_timer()):
            yield
            return
        before = signal.signal(signal.SIGALRM, lambda *_: line.show(text(line.seconds)))
        signal.setitimer(signal.ITIMER_REAL, DELAY + PAUSE, PAUSE)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def has_timer() -> bool:
    """Return whether a timer can draw here: on Unix, in the main thread."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
