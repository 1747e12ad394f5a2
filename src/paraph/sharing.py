"""A deep search on two processes: each takes every other block of the same enumeration.

Both enumerate alike, so a find is told by its cost and its turn, and the earlier one counts, whichever process
comes first in time: the answer is the one that a single process would give.
"""

from __future__ import annotations

import os
import select
from typing import TYPE_CHECKING, NamedTuple

from paraph.search.walk import Share

if TYPE_CHECKING:
    from paraph.search.target import Found
    from paraph.search.walk import Search


class Report(NamedTuple):
    """How far a process has come: all costs up to `cost`; or what it found there, and in which `turn`."""

    cost: int
    turn: int
    candidates: int


def can_share() -> bool:
    """Whether a second process may be forked, and would have a processor of its own."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def on_two(search: Search, cost: int, limit: int) -> Found | None:
    """Go on with a search from `cost` on, with a second process for half of the blocks."""
    reader, writer = os.pipe()
    before, turn = search.candidates, search.turn
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            search.share = Share(1, 2)
            tell(search, cost, limit, writer)
        finally:
            os._exit(0)
    os.close(writer)
    search.share = Share(0, 2)
    try:
        return together(search, cost, limit, Other(reader), before, turn)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(reader)


def tell(search: Search, cost: int, limit: int, writer: int) -> None:
    """Do one share, and write a line after each cost, and when something is found."""
    for at in range(cost, limit + 1):
        found = search.level(at)
        os.write(writer, f"{at} {search.turn if found else 0} {search.candidates}\n".encode())
        if found or search.stopped:
            return


class Other:
    """What the other process has told so far."""

    def __init__(self, reader: int) -> None:
        self.last = Report(-1, 0, 0)
        self.ended = False
        self._reader = reader
        self._held = b""

    def listen(self, *, wait: bool) -> None:
        """Read what there is; with `wait`, at least one line or the end."""
        while not self.ended and not self.last.turn:
            ready, _, _ = select.select([self._reader], [], [], None if wait else 0)
            if not ready:
                return
            piece = os.read(self._reader, 65536)
            self.ended = not piece
            *lines, self._held = (self._held + piece).split(b"\n")
            for line in lines:
                self.last = Report(*map(int, line.split()))
            wait = wait and not lines


def together(search: Search, cost: int, limit: int, other: Other, before: int, turn: int) -> Found | None:
    """Do this process's share, and settle which find is the earlier one."""
    found: Found | None = None
    own = Report(limit + 1, 0, 0)
    for at in range(cost, limit + 1):
        other.listen(wait=False)
        if other.last.turn and other.last.cost < at:
            break
        found = search.level(at)
        if found is not None:
            own = Report(at, search.turn, search.candidates)
            break
        if search.stopped:
            break
        search.cost = at
    while not other.ended and not other.last.turn and other.last.cost < own.cost and not search.stopped:
        other.listen(wait=True)
    search.candidates += max(other.last.candidates - before, 0)
    theirs = other.last
    if not theirs.turn or (found is not None and (own.cost, own.turn) < (theirs.cost, theirs.turn)):
        return found
    search.share = Share(0, 1, theirs.turn)
    search.turn = turn
    search.stopped = False
    return replayed(search, cost, theirs.cost)


def replayed(search: Search, cost: int, found_at: int) -> Found | None:
    """What the other process found, made again here: the enumeration up to its turn, and that one block."""
    search.deadline += 3600
    for at in range(cost, found_at + 1):
        found = search.level(at)
        if found is not None:
            return found
    return None
