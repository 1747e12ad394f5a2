"""A deadline for a source that cannot be interrupted: a blocking socket, a name server, a library that waits itself."""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from threading import Event, Semaphore, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator

T = TypeVar("T")
AHEAD = 4
"""Items that may wait, so that a fast source does not fill the memory."""


class DeadlinePassed(Exception):
    """The deadline passed before the source ended."""


class _End(Exception):
    """The source has no further item."""


def until_deadline(source: Generator[T], seconds: float) -> Generator[T]:
    """Yield the items of `source`; raise DeadlinePassed after `seconds`, whatever the source is waiting for.

    The source runs in a daemon thread. Its exceptions are raised here. If the caller stops or the deadline passes, the
    source is closed at its next item; until then its thread waits, without keeping the program alive.
    """
    deadline = time.monotonic() + seconds
    items: SimpleQueue[T | BaseException] = SimpleQueue()
    room, unwanted = Semaphore(AHEAD), Event()

    def produce() -> None:
        try:
            for item in source:
                items.put(item)
                room.acquire()
                if unwanted.is_set():
                    break
            source.close()
            items.put(_End())
        except BaseException as error:
            items.put(error)

    Thread(target=produce, name="paraph-until", daemon=True).start()
    try:
        while True:
            item = _next_item(items, deadline)
            if isinstance(item, _End):
                return
            if isinstance(item, BaseException):
                raise item
            room.release()
            yield item
    finally:
        unwanted.set()
        room.release()


def _next_item(items: SimpleQueue[T], deadline: float) -> T:
    """Return the next item; raises DeadlinePassed if it does not come in time."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlinePassed
    try:
        return items.get(timeout=left)
    except Empty:
        raise DeadlinePassed from None
