"""Many calls at once: what needs no thinking is answered while others wait for a search."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from select import select
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.pages import RunningPage

HARD = Path("examples/requests/duo-logs-from-a-script.http").read_text()
SEARCH = {"input": HARD, "secret": "abcdefghijklmnop0123456789ABCDEF", "budget": 60}
READ = {"input": "GET / HTTP/1.1\nHost: a.example"}
WAITING = 40
PATIENCE = 50
"""Seconds, fewer than the search takes."""


@pytest.mark.parametrize("path", ["/api/start", "/api/examples", "/api/mistakes/ord-unsorted"])
def test_quick_answers_beside_a_search(opened: RunningPage, path: str) -> None:
    with ExitStack() as ending:
        search = ending.enter_context(closing(opened.begin("explain", SEARCH)))
        calls = [ending.enter_context(closing(opened.begin("read", READ, seconds=PATIENCE))) for _ in range(WAITING)]
        assert opened.get(path).status == 200
        assert select([search.sock], [], [], 0) == ([], [], [])  # it is still in progress
        search.close()  # nobody waits for it any more, so it ends, and the others do not wait for it
        assert {call.getresponse().status for call in calls} == {200}
