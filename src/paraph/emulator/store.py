"""What a local server remembers: objects, links between them, names they are known by, and log records, in SQLite.

An object is a JSON value of a kind under an id; its members are the server's business. Objects come back in the order
in which they were first put. A log record has a time in milliseconds and an id, by which logs are gone through. One
file can hold several accounts, none of which sees what another remembers.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import zlib
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from paraph.core.errors import Unconfigured
from paraph.private_files import PRIVATE, Exposure, exposure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from paraph.core.credential import Credential

Object = dict[str, Any]
T = TypeVar("T")
MOST_REMEMBERED = 64
"""How many answers are remembered between two changes."""
APPLICATION = 0x70617261
"""Says in the head of a file that it is one of these."""
TABLES = """
CREATE TABLE IF NOT EXISTS objects (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, body BLOB, UNIQUE (kind, id));
CREATE TABLE IF NOT EXISTS names (kind TEXT, name TEXT, id TEXT, PRIMARY KEY (kind, name, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named ON names (kind, id);
CREATE TABLE IF NOT EXISTS links (number INTEGER PRIMARY KEY, kind TEXT, one TEXT, other TEXT, UNIQUE (kind, one, other));
CREATE INDEX IF NOT EXISTS linked ON links (kind, other);
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY, log TEXT, time INTEGER, id TEXT, body BLOB, UNIQUE (log, time, id)
);
"""
"""Records lie apart from the index they are found by: counting a span of 100,000 takes 5 ms in place of 57, and the file a third."""

LISTS = """
SELECT one, links.kind, body FROM json_each(?) AS asked CROSS JOIN json_each(?) AS ones
CROSS JOIN links ON links.kind = asked.key AND links.one = ones.value
JOIN objects ON objects.kind = asked.value AND objects.id = links.other ORDER BY links.number
"""
"""CROSS JOIN, since what is asked for is small, which SQLite cannot know."""


class Connection(sqlite3.Connection):
    """One that begins a transaction when the first change comes, and is closed when nobody has it any more.

    Python warns of the latter as of an oversight.
    """

    together = False
    """Whether changes are to take effect together."""

    def change(self, query: str, values: Sequence[Any]) -> sqlite3.Cursor:
        """Run a statement that changes something."""
        self._begin()
        return self.execute(query, values)

    def change_many(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same for several rows of values."""
        self._begin()
        self.executemany(query, rows)

    def _begin(self) -> None:
        if self.together and not self.in_transaction:
            self.execute("BEGIN")

    def __del__(self) -> None:
        self.close()


class Event(NamedTuple):
    """A log record: its time in Unix milliseconds, its id, and itself as JSON."""

    time: int
    id: str
    body: bytes

    @property
    def record(self) -> Object:
        """The record as a value."""
        value: Object = msgspec.json.decode(self.body)
        return value


class Store:
    """The state of a local server; in memory, or in a file that only its owner may read, for one server at a time.

    `shown` are the keys that the server was shown, by their ids: their secrets are in memory and never in the file.
    `starts` is how often the file was opened before, which the file remembers.
    Methods may be called from any thread. Raises Unconfigured for a file that is something else or cannot be opened.
    """

    def __init__(self, file: str | None = None) -> None:
        self._lock, self._part = threading.RLock(), ""
        self.shown: dict[str, Credential] = {}
        self._parts: dict[str, Store] = {}
        self._remembered: dict[tuple[Any, ...], tuple[int, Any]] = {}
        if file is not None:
            made(file)
        try:
            self._base: Connection = sqlite3.connect(
                file or ":memory:", isolation_level=None, check_same_thread=False, timeout=0, factory=Connection
            )
            self._base.create_function("lot", 1, lot, deterministic=True)
            (mark,) = self._base.execute("PRAGMA application_id").fetchone()
            (tables,) = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and mark != APPLICATION:
                raise Unconfigured(f"{file} is a database of something else: name a new file")
            if file is not None:
                keep_private(file)  # before it holds a key, and SQLite gives its other files the same mode
            (starts,) = self._base.execute("PRAGMA user_version").fetchone()
            self.starts: int = max(starts, int(tables > 0))
            self._base.executescript(
                f"PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA application_id = {APPLICATION};{TABLES}"
                f"PRAGMA user_version = {self.starts + 1};"
            )
        except sqlite3.OperationalError as error:
            held = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
            why = "another server has it open" if held else str(error)
            raise Unconfigured(f"{file} cannot be used to keep data in: {why}") from None
        except sqlite3.Error as error:
            raise Unconfigured(f"{file} cannot be used to keep data in: {error}") from None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._base.close()

    def of(self, account: str) -> Store:
        """What another account remembers, kept in the same place and under the same lock; "" names the first account."""
        if account not in self._parts:
            self._parts[account] = part = copy(self)
            part._part = f"{account}/" if account else ""  # noqa: SLF001 - of the same class
        return self._parts[account]

    @property
    def account(self) -> str:
        """Whose part this is; "" is the first account's."""
        return self._part.rstrip("/")

    def forget(self, account: str) -> None:
        """Forget all that an account remembers; the first account stays."""
        beginning = f"{account}/"
        with self.transaction():
            for table, column in (("objects", "kind"), ("names", "kind"), ("links", "kind"), ("events", "log")):
                query = f"DELETE FROM {table} WHERE substr({column}, 1, ?) = ?"  # noqa: S608 - names of this file's own
                self._base.change(query, (len(beginning), beginning))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done within takes effect together, or not at all when an error leaves it."""
        with self._lock:
            if self._base.together:
                # It belongs to the one around it.
                yield
                return
            self._base.together = True
            try:
                yield
            except BaseException:
                self._end("ROLLBACK")
                raise
            self._end("COMMIT")

    def _end(self, how: str) -> None:
        """End a transaction, if anything was changed in it."""
        self._base.together = False
        if self._base.in_transaction:
            self._base.execute(how)
        if how == "ROLLBACK":
            self._remembered.clear()

    def remembered(self, asked: tuple[Any, ...], find: Callable[[], T | None]) -> T | None:
        """What `find` finds, remembered by what is `asked` until anything is changed; not to be altered."""
        asked, changes = (self._part, *asked), self._base.total_changes
        known = self._remembered.get(asked)
        if known is not None and known[0] == changes:
            value: T = known[1]
            return value
        found = find()
        if found is not None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[asked] = (changes, found)
        return found

    # Objects

    def put(self, kind: str, key: str, body: Object, names: Iterable[str] | None = None) -> Object:
        """Keep an object, in its old place if it has one; `names` are those it is looked up by, None for as before."""
        return self._keep("ON CONFLICT DO UPDATE SET body = excluded.body", kind, key, body, names)

    def add(self, kind: str, key: str, body: Object, names: Iterable[str] | None = None) -> Object:
        """Keep a new object; raises sqlite3.IntegrityError if there is one of that kind and id, which stays as it is."""
        return self._keep("", kind, key, body, names)

    def _keep(self, otherwise: str, kind: str, key: str, body: Object, names: Iterable[str] | None) -> Object:
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
        """The object of that id."""
        found = self._rows("SELECT body FROM objects WHERE kind = ? AND id = ?", self._part + kind, key)
        return decoded(found[0][0]) if found else None

    def delete(self, kind: str, key: str) -> bool:
        """Forget an object and its names; whether there was one. Links are the caller's to undo."""
        with self.transaction():
            self._base.change("DELETE FROM names WHERE kind = ? AND id = ?", (self._part + kind, key))
            query = "DELETE FROM objects WHERE kind = ? AND id = ?"
            return self._base.change(query, (self._part + kind, key)).rowcount > 0

    def count(self, kind: str) -> int:
        """How many objects of a kind there are."""
        return int(self._rows("SELECT count(*) FROM objects WHERE kind = ?", self._part + kind)[0][0])

    def page(self, kind: str, offset: int = 0, limit: int = -1) -> list[Object]:
        """Objects of a kind, oldest first; all of them without a limit."""
        query = "SELECT body FROM objects WHERE kind = ? ORDER BY number LIMIT ? OFFSET ?"
        return [decoded(body) for (body,) in self._rows(query, self._part + kind, limit, offset)]

    def named(self, kind: str, name: str) -> list[Object]:
        """The objects that bear a name."""
        query = "SELECT body FROM names JOIN objects USING (kind, id) WHERE names.kind = ? AND name = ? ORDER BY objects.number"
        return [decoded(body) for (body,) in self._rows(query, self._part + kind, name)]

    # Links

    def link(self, kind: str, one: str, other: str) -> None:
        """Link two ids, once."""
        with self._lock:
            query = "INSERT OR IGNORE INTO links (kind, one, other) VALUES (?, ?, ?)"
            self._base.change(query, (self._part + kind, one, other))

    def unlink(self, kind: str, one: str | None, other: str | None) -> int:
        """Undo a link; with None for either side all of the other side's. How many there were."""
        with self._lock:
            return self._base.change(
                "DELETE FROM links WHERE kind = ? AND one = ifnull(?, one) AND other = ifnull(?, other)",
                (self._part + kind, one, other),
            ).rowcount

    def linked(self, kind: str, one: str) -> list[str]:
        """The ids that `one` is linked to, oldest link first."""
        query = "SELECT other FROM links WHERE kind = ? AND one = ? ORDER BY number"
        return [found for (found,) in self._rows(query, self._part + kind, one)]

    def linking(self, kind: str, other: str) -> list[str]:
        """The ids that are linked to `other`, oldest link first."""
        query = "SELECT one FROM links WHERE kind = ? AND other = ? ORDER BY number"
        return [found for (found,) in self._rows(query, self._part + kind, other)]

    def objects_linked(self, kind: str, one: str, of: str) -> list[Object]:
        """The objects of the kind `of` that `one` is linked to, oldest link first."""
        return self._objects_by_link("one", "other", kind, one, of)

    def lists(self, kinds: Mapping[str, str], ones: Iterable[str]) -> dict[tuple[str, str], list[msgspec.Raw]]:
        """What each of `ones` is linked to, by it and by the kind of link, oldest link first, as stored.

        `kinds` are the kinds of links, each with the kind of object that it leads to.
        """
        found: dict[tuple[str, str], list[msgspec.Raw]] = {}
        asked = msgspec.json.encode({self._part + link: self._part + of for link, of in kinds.items()})
        prefix = len(self._part)
        for one, link, body in self._rows(LISTS, asked.decode(), msgspec.json.encode(list(ones)).decode()):
            found.setdefault((one, link[prefix:]), []).append(msgspec.Raw(body))
        return found

    def objects_linking(self, kind: str, other: str, of: str) -> list[Object]:
        """The objects of the kind `of` that are linked to `other`, oldest link first."""
        return self._objects_by_link("other", "one", kind, other, of)

    def _objects_by_link(self, near: str, far: str, kind: str, key: str, of: str) -> list[Object]:
        query = (
            f"SELECT body FROM links JOIN objects ON objects.kind = ? AND objects.id = links.{far}"  # noqa: S608 - columns
            f" WHERE links.kind = ? AND links.{near} = ? ORDER BY links.number"
        )
        return [decoded(body) for (body,) in self._rows(query, self._part + of, self._part + kind, key)]

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
        """Records with `since` <= time < `until` in the order of time and id, those that come after `after`.

        With `again` that one comes first. `where` is a further condition in SQL on the columns, with `values` for its
        question marks; it can draw a :func:`lot`.
        """
        order, beyond = ("DESC", "<") if descending else ("ASC", ">")
        beyond += "=" if again else ""
        query = "SELECT time, id, body FROM events WHERE log = ? AND time >= ? AND time < ?"
        given: list[Any] = [self._part + log, since, until]
        if after is not None:
            query += f" AND (time, id) {beyond} (?, ?)"
            given += after
        if where:
            query += f" AND ({where})"
            given += values
        query += f" ORDER BY time {order}, id {order} LIMIT ?"
        return [Event(*row) for row in self._rows(query, *given, limit)]

    def event_count(self, log: str, since: int, until: int, where: str = "", values: Sequence[Any] = ()) -> int:
        """How many records there are in that span of time.

        Every page of a walk asks for the same count, so it is remembered until something is changed.
        """
        query = "SELECT count(*) FROM events WHERE log = ? AND time >= ? AND time < ?"
        if where:
            query += f" AND ({where})"
        asked = (self._part + log, since, until, *values)
        return self.remembered(("count", where, *asked), lambda: int(self._rows(query, *asked)[0][0])) or 0

    def tally(self, log: str, since: int, until: int, *paths: str) -> list[tuple[Any, ...]]:
        """The values at JSON paths (such as ``$.result``) of the records in that span, each combination once, then how often."""
        query = "SELECT "
        for _ in paths:
            query += "json_extract(CAST(body AS TEXT), ?), "
        query += "count(*) FROM events WHERE log = ? AND time >= ? AND time < ? GROUP BY "
        query += ", ".join(str(place) for place, _ in enumerate(paths, 1))
        return self._rows(query, *paths, self._part + log, since, until)

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(query, values).fetchall()


def lot(text: str) -> float:
    """What a text draws: a number from 0 up to 100, the same each time."""
    return zlib.crc32(text.encode()) % 10_000 / 100


def decoded(body: bytes) -> Object:
    """A stored object as a value."""
    value: Object = msgspec.json.decode(body)
    return value


def made(file: str) -> None:
    """Make the file, if it is new, so that only its owner can read it: it holds keys, if only those of a test.

    Raises Unconfigured for one that others can write, since its content may be theirs.
    """
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))
    except FileExistsError:
        refuse_exposed(Path(file))
    except OSError as error:
        raise Unconfigured(f"{file} cannot be made: {error.strerror}") from None


def refuse_exposed(path: Path) -> None:
    """Raise Unconfigured for what is no file of one's own."""
    try:
        status = path.stat()
    except OSError as error:
        raise Unconfigured(f"{path} cannot be used to keep data in: {error.strerror}") from None
    if stat.S_ISDIR(status.st_mode):
        raise Unconfigured(f"{path} is a folder: name a file")
    exposure = exposure_of(status)
    if exposure in (Exposure.WRITTEN, Exposure.FOREIGN):
        raise Unconfigured(f"{path} {exposure.value}: name a file that only you can write, or a new one")


def keep_private(file: str) -> None:
    """Let nobody else read a file that was there before."""
    if exposure_of(Path(file).stat()) is Exposure.READ:
        Path(file).chmod(PRIVATE)
