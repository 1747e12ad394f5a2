"""What a source yields comes in order, and nobody waits beyond the deadline."""

import threading
from collections.abc import Generator

import pytest

from paraph.http.deadline import AHEAD, DeadlinePassed, until_deadline


def test_items_come_in_order_and_errors_too() -> None:
    def source() -> Generator[int]:
        yield from range(100)
        raise KeyError("the end")

    got: list[int] = []
    with pytest.raises(KeyError, match="the end"):
        got.extend(until_deadline(source(), 60))
    assert got == list(range(100))
    assert list(until_deadline((each for each in "abc"), 60)) == ["a", "b", "c"]


@pytest.mark.parametrize("before", [0, 1, 3])
def test_a_source_that_waits_is_late(before: int) -> None:
    go_on, closed = threading.Event(), threading.Event()

    def source() -> Generator[int]:
        try:
            yield from range(before)
            go_on.wait()
            yield -1
        finally:
            closed.set()

    got: list[int] = []
    with pytest.raises(DeadlinePassed):
        got.extend(until_deadline(source(), 0.2))
    assert got == list(range(before))
    assert not closed.is_set()
    go_on.set()
    assert closed.wait(30)


def test_a_source_without_end_is_late_and_never_far_ahead() -> None:
    made = 0
    closed = threading.Event()

    def source() -> Generator[int]:
        nonlocal made
        try:
            while True:
                made += 1
                yield made
        finally:
            closed.set()

    ahead: list[int] = []
    with pytest.raises(DeadlinePassed):
        ahead.extend(made - item for item in until_deadline(source(), 0.2))
    assert max(ahead) <= AHEAD + 1
    assert closed.wait(30)


def test_who_stops_taking_closes_the_source() -> None:
    closed = threading.Event()

    def source() -> Generator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    items = until_deadline(source(), 60)
    assert next(items) == 1
    items.close()
    assert closed.wait(30)
