"""A deep search on two processes, which share the work items of one scan.

Both processes number the items alike. A solution is identified by its cost and its item, and the earlier one counts,
whichever process finds its own first; so the answer is the one that a single process would give. Each process sends
the other its progress, and stops when the other has found something earlier.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from paraph.explaining.search.scan import Search
    from paraph.explaining.search.target import Solution

SECONDS_TO_REPEAT = 3600
"""Extra time to compute again what the other process has found in time."""


class Progress(NamedTuple):
    """All items up to `cost` are done, or a solution was found in `item` of that cost; 0 stands for no solution."""

    cost: int
    item: int
    candidates: int


NO_PROGRESS = Progress(-1, 0, 0)


class Peer:
    """The other process: the last progress that it sent, and the last that was sent to it."""

    def __init__(self, reader: Connection, writer: Connection) -> None:
        self.received = NO_PROGRESS
        self.sent = NO_PROGRESS
        self.has_ended = False
        self._reader = reader
        self._writer = writer

    def send(self, progress: Progress) -> None:
        """Send progress; if the other process has ended, what it sent before can still be received."""
        self.sent = progress
        with suppress(OSError):
            self._writer.send(tuple(progress))

    def receive(self, *, wait: bool = False) -> None:
        """Receive all progress that has arrived; with `wait`, at least one message or the end."""
        while not self.has_ended and not self.received.item and (wait or self._reader.poll()):
            wait = False
            try:
                self.received = Progress(*self._reader.recv())
            except (EOFError, OSError):
                self.has_ended = True

    def has_found_before(self, cost: int, item: int) -> bool:
        """Return whether the other process has found a solution before this item."""
        self.receive()
        return bool(self.received.item) and (self.received.cost, self.received.item) <= (cost, item)

    def close(self) -> None:
        """Close the pipes."""
        self._reader.close()
        self._writer.close()


def can_share() -> bool:
    """Return whether a second process can be forked and has a processor of its own."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def search_on_two(search: Search, cost: int, limit: int) -> Solution | None:
    """Go on with a search from `cost`, with a second process for half of the items."""
    from multiprocessing import get_context

    context = get_context("fork")
    parent_reader, child_writer = context.Pipe(duplex=False)
    child_reader, parent_writer = context.Pipe(duplex=False)
    parent, child = Peer(child_reader, child_writer), Peer(parent_reader, parent_writer)

    def run_child() -> None:
        child.close()
        with suppress(BaseException):  # the parent goes on alone, and an interrupt is its to report
            search_half(search, 1, range(cost, limit + 1), parent)

    before = search.candidates
    process = context.Process(target=run_child, daemon=True)
    process.start()
    parent.close()
    try:
        own, first_items = search_half(search, 0, range(cost, limit + 1), child)
        return earlier_solution(search, own, first_items, child, before)
    finally:
        process.kill()
        process.join()
        process.close()
        child.close()


Discovery = tuple[Progress, "Solution"]
"""A solution, and where it was found."""


def search_half(search: Search, half: int, costs: range, peer: Peer) -> tuple[Discovery | None, dict[int, int]]:
    """Do one half of the items; return what was found, and the number of items before each cost."""
    search.takes = lambda item: item.half == half
    first_items = {}
    for cost in costs:
        first_items[cost] = search.items
        search.should_stop = lambda cost=cost: peer.has_found_before(cost, search.items)
        solution = search.scan(cost)
        if search.stopped and solution is None:
            break
        peer.send(Progress(cost, search.items if solution else 0, search.candidates))
        if solution is not None:
            return (peer.sent, solution), first_items
        search.cost = cost
    return None, first_items


def earlier_solution(
    search: Search, own: Discovery | None, first_items: dict[int, int], peer: Peer, before: int
) -> Solution | None:
    """Return the earlier one of the solutions of both processes; `before` counts the candidates before the fork."""
    while not peer.has_ended and not peer.received.item and (own is None or peer.received.cost < own[0].cost):
        peer.receive(wait=True)
    theirs = peer.received
    search.candidates += max(theirs.candidates - before, 0)
    if not theirs.item or (own is not None and (own[0].cost, own[0].item) < (theirs.cost, theirs.item)):
        return None if own is None else own[1]
    return repeat_item(search, theirs, first_items)


def repeat_item(search: Search, theirs: Progress, first_items: dict[int, int]) -> Solution | None:
    """Compute here what the other process has found: number the items up to that cost, and do that one item."""
    search.takes = lambda item: item.number == theirs.item
    search.should_stop = None
    search.stopped = False
    search.deadline.at += SECONDS_TO_REPEAT
    for cost in range(max(first_items), theirs.cost):
        search.scan(cost)
        first_items[cost + 1] = search.items
    search.items = first_items[theirs.cost]
    return search.scan(theirs.cost)
