"""The data of a local server in SQLite: objects, links between them, names, and log records.

An object is a JSON value of a kind under an id; the store does not know its members. Objects are returned in the order in
which they were first saved. A log record has a time in milliseconds and an id, by which logs are paged. One file can hold
several accounts, each of which sees only its own data.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from paraph.emulator.database import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from paraph.core.credential import Credential

Object = dict[str, Any]
T = TypeVar("T")
MAX_CACHED = 64
"""Maximal number of cached results between two changes."""
LISTS = """
SELECT one, links.kind, body FROM json_each(?) AS asked CROSS JOIN json_each(?) AS ones
CROSS JOIN links ON links.kind = asked.key AND links.one = ones.value
JOIN objects ON objects.kind = asked.value AND objects.id = links.other ORDER BY links.number
"""
"""CROSS JOIN fixes the join order: SQLite cannot know that the requested lists are short."""


class Event(NamedTuple):
    """A log record: its time in Unix milliseconds, its id, and its JSON."""

    time: int
    id: str
    body: bytes

    @property
    def record(self) -> Object:
        """The record as a value."""
        value: Object = msgspec.json.decode(self.body)
        return value


class Store:
    """The data of a local server: in memory, or in a file that only its owner may read, for one server at a time.

    `memory_keys` are the user's own keys, by id: their secrets are in memory and never in the file. `starts` is how often
    the file was opened before; the file stores this number.
    Methods may be called from any thread. Raises Unconfigured for a file that is something else or cannot be opened.
    """

    def __init__(self, file: str | None = None) -> None:
        self._lock, self._part = threading.RLock(), ""
        self.memory_keys: dict[str, Credential] = {}
        self._parts: dict[str, Store] = {}
        self._cache: dict[tuple[Any, ...], tuple[int, Any]] = {}
        self._base, self.starts = open_database(file)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._base.close()

    def account_store(self, account: str) -> Store:
        """Return the data of another account in the same database; "" names the first account."""
        if account not in self._parts:
            self._parts[account] = part = copy(self)
            part._part = f"{account}/" if account else ""  # noqa: SLF001 - of the same class
        return self._parts[account]

    @property
    def account(self) -> str:
        """The id of the account; "" is the first one."""
        return self._part.rstrip("/")

    def delete_account(self, account: str) -> None:
        """Delete all data of an account; the first account stays."""
        prefix = f"{account}/"
        with self.transaction():
            for table, column in (("objects", "kind"), ("names", "kind"), ("links", "kind"), ("events", "log")):
                query = f"DELETE FROM {table} WHERE substr({column}, 1, ?) = ?"  # noqa: S608 - names of this file's own
                self._base.change(query, (len(prefix), prefix))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Apply all changes made within it together, or none if an exception leaves it."""
        with self._lock:
            if self._base.together:
                # Part of the enclosing transaction.
                yield
                return
            self._base.together = True
            try:
                yield
            except BaseException:
                self._end("ROLLBACK")
                raise
            self._end("COMMIT")

    def _end(self, statement: str) -> None:
        """End a transaction, if it changed anything."""
        self._base.together = False
        if self._base.in_transaction:
            self._base.execute(statement)
        if statement == "ROLLBACK":
            self._cache.clear()

    def cached(self, request_key: tuple[Any, ...], find: Callable[[], T | None]) -> T | None:
        """Return the result of `find`, cached under `request_key` until any data changes; do not modify it."""
        request_key, changes = (self._part, *request_key), self._base.total_changes
        existing = self._cache.get(request_key)
        if existing is not None and existing[0] == changes:
            value: T = existing[1]
            return value
        result = find()
        if result is not None:
            if len(self._cache) >= MAX_CACHED:
                self._cache.clear()
            self._cache[request_key] = (changes, result)
        return result

    # Objects

    def save(self, kind: str, key: str, body: Object, names: Iterable[str] | None = None) -> Object:
        """Save an object, in its old position if it exists; `names` are the names to look it up by, None keeps the old ones."""
        return self._record("ON CONFLICT DO UPDATE SET body = excluded.body", kind, key, body, names)

    def add(self, kind: str, key: str, body: Object, names: Iterable[str] | None = None) -> Object:
        """Save a new object; raises sqlite3.IntegrityError if one of that kind and id exists."""
        return self._record("", kind, key, body, names)

    def _record(self, otherwise: str, kind: str, key: str, body: Object, names: Iterable[str] | None) -> Object:
        with self.transaction():
            self._base.change(
                f"INSERT INTO objects (kind, id, body) VALUES (?, ?, ?) {otherwise}",  # noqa: S608 - of this class
                (self._part + kind, key, msgspec.json.encode(body)),
            )
            if names is not None:
                self._base.change("DELETE FROM names WHERE kind = ? AND id = ?", (self._part + kind, key))
                self._base.change_many(
                    "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
                    [(self._part + kind, name, key) for name in names if name],
                )
        return body

    def get(self, kind: str, key: str) -> Object | None:
        """Return the object of that id."""
        result = self._rows("SELECT body FROM objects WHERE kind = ? AND id = ?", self._part + kind, key)
        return decode(result[0][0]) if result else None

    def delete(self, kind: str, key: str) -> bool:
        """Delete an object and its names, not its links; return whether it existed."""
        with self.transaction():
            self._base.change("DELETE FROM names WHERE kind = ? AND id = ?", (self._part + kind, key))
            query = "DELETE FROM objects WHERE kind = ? AND id = ?"
            return self._base.change(query, (self._part + kind, key)).rowcount > 0

    def count(self, kind: str) -> int:
        """Return the number of objects of a kind."""
        return int(self._rows("SELECT count(*) FROM objects WHERE kind = ?", self._part + kind)[0][0])

    def page(self, kind: str, offset: int = 0, limit: int = -1) -> list[Object]:
        """Return objects of a kind, oldest first; all of them without a limit."""
        query = "SELECT body FROM objects WHERE kind = ? ORDER BY number LIMIT ? OFFSET ?"
        return [decode(body) for (body,) in self._rows(query, self._part + kind, limit, offset)]

    def find_by_name(self, kind: str, name: str) -> list[Object]:
        """Return the objects with a name."""
        query = "SELECT body FROM names JOIN objects USING (kind, id) WHERE names.kind = ? AND name = ? ORDER BY objects.number"
        return [decode(body) for (body,) in self._rows(query, self._part + kind, name)]

    # Links

    def link(self, kind: str, one: str, other: str) -> None:
        """Link two ids; do nothing if they are linked."""
        with self._lock:
            query = "INSERT OR IGNORE INTO links (kind, one, other) VALUES (?, ?, ?)"
            self._base.change(query, (self._part + kind, one, other))

    def unlink(self, kind: str, one: str | None, other: str | None) -> int:
        """Delete a link, or with None for one side all links of the other; return their number."""
        with self._lock:
            return self._base.change(
                "DELETE FROM links WHERE kind = ? AND one = ifnull(?, one) AND other = ifnull(?, other)",
                (self._part + kind, one, other),
            ).rowcount

    def targets(self, kind: str, one: str) -> list[str]:
        """Return the ids that `one` is linked to, oldest link first."""
        query = "SELECT other FROM links WHERE kind = ? AND one = ? ORDER BY number"
        return [result for (result,) in self._rows(query, self._part + kind, one)]

    def sources(self, kind: str, other: str) -> list[str]:
        """Return the ids that are linked to `other`, oldest link first."""
        query = "SELECT one FROM links WHERE kind = ? AND other = ? ORDER BY number"
        return [result for (result,) in self._rows(query, self._part + kind, other)]

    def target_objects(self, kind: str, one: str, of: str) -> list[Object]:
        """Return the objects of the kind `of` that `one` is linked to, oldest link first."""
        return self._objects_by_link("one", "other", kind, one, of)

    def target_bodies(self, kinds: Mapping[str, str], ones: Iterable[str]) -> dict[tuple[str, str], list[msgspec.Raw]]:
        """Return the stored objects that `ones` are linked to, by id and kind of link, oldest link first.

        `kinds` are the kinds of links, each with the kind of object that it leads to.
        """
        result: dict[tuple[str, str], list[msgspec.Raw]] = {}
        request_key = msgspec.json.encode({self._part + link: self._part + of for link, of in kinds.items()})
        prefix = len(self._part)
        for one, link, body in self._rows(LISTS, request_key.decode(), msgspec.json.encode(list(ones)).decode()):
            result.setdefault((one, link[prefix:]), []).append(msgspec.Raw(body))
        return result

    def source_objects(self, kind: str, other: str, of: str) -> list[Object]:
        """Return the objects of the kind `of` that are linked to `other`, oldest link first."""
        return self._objects_by_link("other", "one", kind, other, of)

    def _objects_by_link(self, near: str, far: str, kind: str, key: str, of: str) -> list[Object]:
        query = (
            f"SELECT body FROM links JOIN objects ON objects.kind = ? AND objects.id = links.{far}"  # noqa: S608 - columns
            f" WHERE links.kind = ? AND links.{near} = ? ORDER BY links.number"
        )
        return [decode(body) for (body,) in self._rows(query, self._part + of, self._part + kind, key)]

    # Log records

    def log(self, log: str, events: Iterable[Event]) -> None:
        """Add records to a log."""
        with self.transaction():
            self._base.change_many(
                "INSERT OR REPLACE INTO events (log, time, id, body) VALUES (?, ?, ?, ?)",
                ((self._part + log, *event) for event in events),
            )

    def events(
        self,
        log: str,
        since: int,
        until: int,
        *,
        limit: int,
        after: tuple[int, str] | None = None,
        again: bool = False,
        descending: bool = False,
        where: str = "",
        values: Sequence[Any] = (),
    ) -> list[Event]:
        """Return records with `since` <= time < `until`, ordered by time and id, after the record `after`.

        With `again` the record `after` comes first. `where` is a further SQL condition on the columns, with `values`
        for its question marks; it can call ``hash_percent``.
        """
        order, beyond = ("DESC", "<") if descending else ("ASC", ">")
        beyond += "=" if again else ""
        query = "SELECT time, id, body FROM events WHERE log = ? AND time >= ? AND time < ?"
        fields: list[Any] = [self._part + log, since, until]
        if after is not None:
            query += f" AND (time, id) {beyond} (?, ?)"
            fields += after
        if where:
            query += f" AND ({where})"
            fields += values
        query += f" ORDER BY time {order}, id {order} LIMIT ?"
        return [Event(*row) for row in self._rows(query, *fields, limit)]

    def event_count(self, log: str, since: int, until: int, where: str = "", values: Sequence[Any] = ()) -> int:
        """Count the records in a span of time.

        The count is cached until data changes, since every page requests it.
        """
        query = "SELECT count(*) FROM events WHERE log = ? AND time >= ? AND time < ?"
        if where:
            query += f" AND ({where})"
        request_key = (self._part + log, since, until, *values)
        return self.cached(("count", where, *request_key), lambda: int(self._rows(query, *request_key)[0][0])) or 0

    def tally(self, log: str, since: int, until: int, *paths: str) -> list[tuple[Any, ...]]:
        """Count the records in a span of time by their values at JSON paths (such as ``$.result``)."""
        query = "SELECT "
        for _ in paths:
            query += "json_extract(CAST(body AS TEXT), ?), "
        query += "count(*) FROM events WHERE log = ? AND time >= ? AND time < ? GROUP BY "
        query += ", ".join(str(place) for place, _ in enumerate(paths, 1))
        return self._rows(query, *paths, self._part + log, since, until)

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(query, values).fetchall()


def decode(body: bytes) -> Object:
    """Decode a stored object."""
    value: Object = msgspec.json.decode(body)
    return value
