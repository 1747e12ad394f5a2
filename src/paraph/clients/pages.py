"""Lists that page by themselves, for programs with and without asyncio.

A list is read page by page as it is iterated over, and can be iterated over again, which reads it anew::

    for user in admin.users.list():            # all of them
        ...
    for page in admin.users.list().pages():    # with the cursor of each page, to go on from there later
        save(page.records, page.cursor)
    first = admin.users.list(limit=5).all()    # five, as a list
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from paraph.clients.calls import at_cursor, first_page, page_after

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from paraph.apis.catalogue import Endpoint
    from paraph.clients.settings import Settings
    from paraph.clients.steps import Steps
    from paraph.core.message import Request

R = TypeVar("R")
T = TypeVar("T")


class Runner(Protocol):
    """What carries out calls: a client."""

    @property
    def configuration(self) -> Settings:
        """Return its settings."""

    def run(self, steps: Steps[T]) -> T:
        """Carry out a call."""


class AsyncRunner(Protocol):
    """What carries out calls with asyncio: a client."""

    @property
    def configuration(self) -> Settings:
        """Return its settings."""

    async def run(self, steps: Steps[T]) -> T:
        """Carry out a call."""


class Page(Generic[R]):
    """A page of a list.

    `records` are decoded when they are looked at: keep ``list(page.records)`` to look at them often. `cursor` is the place
    of the next page, None on the last one; give it as ``cursor=`` to the same call to go on from there. `total` is the number of all records if the server states it, `reached` the time that a log has come to, in Unix
    seconds, and `note` what there is to tell, usually nothing.
    """

    __slots__ = ("cursor", "note", "reached", "records", "total")

    def __init__(
        self, records: Sequence[R], cursor: str | None, total: int | None, note: str, reached: float | None
    ) -> None:
        self.records, self.cursor, self.total, self.note, self.reached = records, cursor, total, note, reached

    def __repr__(self) -> str:
        more = "the last page" if self.cursor is None else f"cursor={self.cursor!r}"
        return f"<Page of {len(self.records)} records, {more}>"


class Reading:
    """The state of one pass over a list: which request comes next, and how many records may still be given."""

    def __init__(self, settings: Settings, endpoint: Endpoint, calls: Sequence[Mapping[str, Any]]) -> None:
        self._settings, self._endpoint = settings, endpoint
        self._calls = list(calls)
        self._next: tuple[Request, Any] | None = None
        limit = self._calls[0].get("limit") if self._calls else None
        if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 0):
            raise ValueError(f"limit is the largest number of records, 0 or more, not {limit!r}")
        self._left: int | None = limit

    def step(self) -> Steps[Page[Any]] | None:
        """Return the steps for the next page; None if there is no more."""
        if self._left == 0:
            return None
        if self._next is None:
            if not self._calls:
                return None
            arguments = self._calls.pop(0)
            cursor = arguments.get("cursor")
            request = first_page(self._settings, self._endpoint, arguments)
            self._next = (request, None) if cursor is None else at_cursor(request, cursor)
        return self._read(*self._next)

    def _read(self, request: Request, memory: Any) -> Steps[Page[Any]]:
        result, self._next = yield from page_after(self._settings, self._endpoint, request, memory)
        records = result.records if self._left is None else result.records[: self._left]
        if self._left is not None:
            self._left -= len(records)
        return Page(records, result.cursor, result.total, result.note, result.reached)


class Pages(Generic[R]):
    """The records of a list, read page by page while they are iterated over."""

    def __init__(self, client: Runner, endpoint: Endpoint, calls: Sequence[Mapping[str, Any]]) -> None:
        self._client, self._endpoint, self._calls = client, endpoint, calls

    def __iter__(self) -> Iterator[R]:
        return chain.from_iterable(page.records for page in self.pages())

    def pages(self) -> Iterator[Page[R]]:
        """Iterate over the pages; each has a cursor to go on from."""
        reading = Reading(self._client.configuration, self._endpoint, self._calls)
        while (steps := reading.step()) is not None:
            yield self._client.run(steps)

    def all(self) -> list[R]:
        """Return all records as a list."""
        return [record for page in self.pages() for record in page.records]

    def first(self) -> R | None:
        """Return the first record; None if there is none."""
        return next(iter(self), None)


class AsyncPages(Generic[R]):
    """The records of a list, read page by page while they are iterated over with ``async for``."""

    def __init__(self, client: AsyncRunner, endpoint: Endpoint, calls: Sequence[Mapping[str, Any]]) -> None:
        self._client, self._endpoint, self._calls = client, endpoint, calls

    async def __aiter__(self) -> AsyncIterator[R]:
        async for page in self.pages():
            for record in page.records:
                yield record

    async def pages(self) -> AsyncIterator[Page[R]]:
        """Iterate over the pages; each has a cursor to go on from."""
        reading = Reading(self._client.configuration, self._endpoint, self._calls)
        while (steps := reading.step()) is not None:
            yield await self._client.run(steps)

    async def all(self) -> list[R]:
        """Return all records as a list."""
        return [record async for record in self]

    async def first(self) -> R | None:
        """Return the first record; None if there is none."""
        return await anext(aiter(self), None)
