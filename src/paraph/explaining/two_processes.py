"""A deep search on two processes, which take the pieces of one enumeration in turns.

Both enumerate alike, so a find is told by its cost and its turn, and the earlier one counts, whichever process comes
first in time: the answer is the one that a single process would give. Each tells the other how far it is and what it
found, and stops where the other has found something earlier.
"""

from __future__ import annotations

import os
import select
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from paraph.explaining.search.walk import Share

if TYPE_CHECKING:
    from paraph.explaining.search.target import Found
    from paraph.explaining.search.walk import Search


class Report(NamedTuple):
    """How far a process has come: all costs up to `cost`; or what it found there, and in which `turn`."""

    cost: int
    turn: int
    candidates: int


NOTHING = Report(-1, 0, 0)


def can_share() -> bool:
    """Whether a second process may be forked, and would have a processor of its own."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def on_two(search: Search, cost: int, limit: int) -> Found | None:
    """Go on with a search from `cost` on, with a second process for half of the pieces."""
    to_parent, to_child = os.pipe(), os.pipe()
    before = search.candidates
    child = os.fork()
    if child == 0:
        try:
            os.close(to_parent[0])
            os.close(to_child[1])
            searched(search, Share(1), cost, limit, Other(to_child[0], to_parent[1]))
        finally:
            os._exit(0)
    os.close(to_parent[1])
    os.close(to_child[0])
    other = Other(to_parent[0], to_child[1])
    try:
        found, turns = searched(search, Share(0), cost, limit, other)
        return earlier(search, found, turns, other, before)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        other.close()


class Other:
    """The other process: what it has told so far, and a way to tell it something."""

    def __init__(self, reader: int, writer: int) -> None:
        self.last = NOTHING
        self.told = NOTHING
        self.ended = False
        self._reader = reader
        self._writer = writer
        self._held = b""

    def tell(self, report: Report) -> None:
        """Let the other process know; one that is gone has told what it found, and that can still be read."""
        self.told = report
        with suppress(BrokenPipeError):
            os.write(self._writer, f"{report.cost} {report.turn} {report.candidates}\n".encode())

    def listen(self, *, wait: bool = False) -> None:
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

    def has_found_before(self, cost: int, turn: int) -> bool:
        """Whether the other process found something in an earlier turn than this one."""
        self.listen()
        return bool(self.last.turn) and (self.last.cost, self.last.turn) <= (cost, turn)

    def close(self) -> None:
        """Close the pipes."""
        os.close(self._reader)
        os.close(self._writer)


def searched(
    search: Search, share: Share, cost: int, limit: int, other: Other
) -> tuple[tuple[Report, Found] | None, dict[int, int]]:
    """Do one share; what was found and where, and the first turn of each cost."""
    search.share = share
    turns = {}
    for at in range(cost, limit + 1):
        turns[at] = search.turn
        search.watch = lambda at=at: other.has_found_before(at, search.turn)
        found = search.level(at)
        if search.stopped and found is None:
            break
        other.tell(Report(at, search.turn if found else 0, search.candidates))
        if found is not None:
            return (other.told, found), turns
        search.cost = at
    return None, turns


def earlier(
    search: Search, own: tuple[Report, Found] | None, turns: dict[int, int], other: Other, before: int
) -> Found | None:
    """The earlier of what the two processes found."""
    while not other.ended and not other.last.turn and (own is None or other.last.cost < own[0].cost):
        other.listen(wait=True)
    search.candidates += max(other.last.candidates - before, 0)
    theirs = other.last
    if not theirs.turn or (own is not None and (own[0].cost, own[0].turn) < (theirs.cost, theirs.turn)):
        return None if own is None else own[1]
    return found_again(search, theirs, turns)


def found_again(search: Search, theirs: Report, turns: dict[int, int]) -> Found | None:
    """What the other process found, made again here: the enumeration of that cost, and that one piece."""
    search.share = Share(0, theirs.turn)
    search.watch = None
    search.stopped = False
    search.deadline.at += 3600
    for cost in range(max(turns), theirs.cost):
        search.level(cost)
        turns[cost + 1] = search.turn
    search.turn = turns[theirs.cost]
    return search.level(theirs.cost)
