"""A long list shows how far it is, how fast it comes, and how long the rest will take."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from paraph.cli.calls import running
from paraph.clients.pages import Page


class Line:
    """A line of progress after four seconds."""

    seconds, is_drawn = 4.0, True

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show(self, text: str) -> None:
        self.shown.append(text)

    def clear(self) -> None:
        pass


class Listed:
    """A list of so many pages of a hundred records."""

    def __init__(self, count: int, total: int | None) -> None:
        self.count, self.total = count, total

    def pages(self) -> Iterator[Page[int]]:
        for number in range(self.count):
            yield Page(list(range(100)), str(number), self.total, "", None)


@pytest.mark.parametrize(("total", "said"), [
    (1000, ["100 of 1000 records, 25 a second, about 36 seconds left", "200 of 1000 records, 50 a second, about 16 seconds left"]),
    (200, ["100 of 200 records, 25 a second, about 4 seconds left", "200 of 200 records, 50 a second"]),
    (None, ["100 records, 25 a second", "200 records, 50 a second"]),
])  # fmt: skip
def test_each_page_is_counted(total: int | None, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    line: Any = Line()

    @contextmanager
    def progress() -> Iterator[Any]:
        yield line

    monkeypatch.setattr(running, "progress", progress)
    pages: Any = Listed(2, total)
    assert sum(len(page.records) for page in running.followed(pages)) == 200
    assert line.shown == said
