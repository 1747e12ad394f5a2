"""Lists that page by themselves, for programs with and without asyncio.

A list is read page by page as it is iterated over, and can be iterated over again, which reads it anew::

    for user in admin.users.list():            # all of them
        ...
    for page in admin.users.list().pages():    # with the cursor of each page, to go on from there later
        save(page.records, page.cursor)
    first = admin.users.list(limit=5).all()    # five, as a list
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from paraph.clients.arguments import plain_value
from paraph.clients.calls import first_page, page_after
from paraph.clients.cursors import Place, cursor_text, place_at
from paraph.core.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from paraph.apis.catalogue import Endpoint
    from paraph.clients.settings import Settings
    from paraph.clients.steps import Steps

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
    of the next page, or of the rest of one that `limit` cut; None on the last one. Give it as ``cursor=`` to the same call
    with the same filters to go on from there. `total` is the number of all records if the server states it, `reached` the
    time that a log has come to, in Unix seconds, and `note` what there is to tell, usually nothing.
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
        self._next: Place | None = None
        self._left: int | None = limit_of(calls)

    def step(self) -> Steps[Page[Any]] | None:
        """Return the steps for the next page; None if there is no more."""
        if self._left == 0:
            return None
        if self._next is None:
            if not self._calls:
                return None
            self._next = first_place(self._settings, self._endpoint, self._calls.pop(0))
        return self._read(self._next)

    def _read(self, place: Place) -> Steps[Page[Any]]:
        result, self._next = yield from page_after(self._settings, self._endpoint, place)
        records, following = result.records, self._next
        if self._left is not None:
            if self._left < len(records):
                records, following = records[: self._left], place._replace(skip=place.skip + self._left)
            self._left -= len(records)
        cursor = None if following is None else cursor_text(self._endpoint, following)
        return Page(records, cursor, result.total, result.note, result.reached)


def first_place(settings: Settings, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Place:
    """Return the place where a list begins: at its cursor if it has one. Raises InvalidParameter."""
    cursor, request = arguments.get("cursor"), first_page(settings, endpoint, arguments)
    return Place(request) if cursor is None else place_at(endpoint, request, cursor)


def limit_of(calls: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the largest number of records that is wanted, None for all of them; raises InvalidParameter."""
    limit = calls[0].get("limit") if calls else None
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 0):
        raise InvalidParameter("limit", f"it is the largest number of records, 0 or more, not {limit!r}")
    return limit


def checked_calls(
    settings: Settings, endpoint: Endpoint, calls: Sequence[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """Return the arguments of calls as they can be read again and again; raises InvalidParameter for what they do not take.

    A generator among them would be empty when the list is read a second time, and so would be the filter.
    """
    kept = tuple({name: repeatable(name, value) for name, value in each.items()} for each in calls)
    limit_of(kept)
    for each in kept:
        first_place(settings, endpoint, each)
    return kept


def repeatable(name: str, value: Any) -> Any:
    """Return a copy of a collection, so that later changes to it do not matter; other values as they are."""
    if isinstance(value, Mapping):
        return {each: repeatable(name, part) for each, part in value.items()}
    is_collection = isinstance(value, Iterable) and not isinstance(value, str | bytes)
    return plain_value(value, name) if is_collection else value


class Pages(Generic[R]):
    """The records of a list, read page by page while they are iterated over."""

    def __init__(self, client: Runner, endpoint: Endpoint, calls: Sequence[Mapping[str, Any]]) -> None:
        self._client, self._endpoint = client, endpoint
        self._calls = checked_calls(client.configuration, endpoint, calls)

    def __repr__(self) -> str:
        return f"<Pages of {self._endpoint.name}: iterate with `for`, or call .all() for a list>"

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
        self._client, self._endpoint = client, endpoint
        self._calls = checked_calls(client.configuration, endpoint, calls)

    def __repr__(self) -> str:
        return f"<AsyncPages of {self._endpoint.name}: iterate with `async for`, or await .all() for a list>"

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
