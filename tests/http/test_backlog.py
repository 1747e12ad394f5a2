"""Work behind the back of a server is done in order, all of it, and in a time that does not grow with what waits."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from paraph.http.backlog import Backlog, seconds_for

SECONDS = st.floats(0, 60)


@given(st.integers(0, 10_000), SECONDS, st.floats(-60, 60))
def test_nobody_is_given_more_than_there_is(waiting: int, patience: float, left: float) -> None:
    given = seconds_for(waiting, patience, left)
    assert 0 <= given <= max(0, min(patience, left))
    assert seconds_for(waiting + 1, patience, left) <= given
    assert seconds_for(0, patience, float("inf")) == patience


def test_all_is_done_in_order_and_what_waits_shares_the_time() -> None:
    done: list[tuple[int, float]] = []
    go_on = threading.Event()

    def work(piece: int, seconds: float) -> None:
        go_on.wait()
        done.append((piece, seconds))

    backlog = Backlog(work, 8.0)
    for piece in range(5):
        assert backlog.take(piece, 1)
    go_on.set()
    backlog.join()
    assert [piece for piece, _ in done] == [0, 1, 2, 3, 4]
    assert [seconds for _, seconds in done[1:]] == [2.0, 8.0 / 3, 4.0, 8.0]
    backlog.take(5, 1)
    backlog.close()
    assert done[-1][0] == 5
    assert done[-1][1] <= 8.0


def test_what_waits_is_bounded() -> None:
    done: list[str] = []
    go_on = threading.Event()

    def work(piece: str, _seconds: float) -> None:
        go_on.wait()
        done.append(piece)

    backlog = Backlog(work, 8.0, most_bytes=10)
    assert [backlog.take(piece, size) for piece, size in (("a", 6), ("b", 6), ("c", 4), ("d", 1))] == [1, 0, 1, 0]
    go_on.set()
    backlog.join()
    assert backlog.take("e", 10)
    backlog.close()
    assert done == ["a", "c", "e"]
