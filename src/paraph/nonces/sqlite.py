"""Nonces in SQLite: one table, in memory for one process, or in a file for several processes of one machine."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from sqlite3 import Connection, Error, OperationalError, connect
from typing import TYPE_CHECKING
from weakref import finalize

from paraph.core.errors import StoreUnavailable
from paraph.nonces.store import MOST_BYTES, nonce_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

TABLES = """
create table if not exists nonces (digest blob primary key, expires integer not null) without rowid;
create index if not exists by_expiry on nonces (expires);
create table if not exists clock (one integer primary key check (one = 1), latest integer not null);
insert or ignore into clock values (1, 0);
"""
EXPIRED_AT_ONCE = 64
"""How many expired nonces a call drops at most: more than one, so that they decrease."""
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""


class SQLiteNonces:
    """Spent nonces in the file at `path`, safe across threads and processes of one machine.

    A killed process loses no nonce; a power failure may lose those of the last moments. The file has at most `most_bytes`;
    when it is full, new nonces are refused, and none is forgotten. Raises StoreUnavailable if the file cannot be opened
    or written.
    """

    def __init__(self, path: str | PathLike[str], most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._opened = open_store(str(path), most_bytes)
        self.close = finalize(self, self._opened.close)
        """Close the file; further calls fail."""

    def spend(self, nonce: str, expires: int, now: int) -> bool:
        """Spend `nonce` until `expires`; return False if it was spent before, had expired, or there is no room."""
        digest = nonce_digest(nonce)
        try:
            with self._lock:
                return self._spend(digest, expires, now)
        except Error as error:
            raise StoreUnavailable(f"the store of nonces cannot be used: {error}") from None

    def _spend(self, digest: bytes, expires: int, now: int) -> bool:
        ask = self._opened.execute
        with transaction(self._opened):
            ask("update clock set latest = ? where latest < ?", (now, now))
            (latest,) = ask("select latest from clock").fetchone()
            self._drop(latest)
        if expires < latest:
            return False
        try:
            with transaction(self._opened):
                return self._insert(digest, expires, latest)
        except OperationalError as error:
            if "is full" not in str(error):
                raise
            return False

    def _drop(self, latest: int) -> int:
        """Drop some expired nonces; return how many."""
        wanted = "delete from nonces where digest in (select digest from nonces where expires < ? limit ?)"
        return self._opened.execute(wanted, (latest, EXPIRED_AT_ONCE)).rowcount

    def _insert(self, digest: bytes, expires: int, latest: int) -> bool:
        """Store a nonce; return False if it is stored already and has not expired."""
        wanted = (
            "insert into nonces values (?, ?)"
            " on conflict do update set expires = excluded.expires where nonces.expires < ?"
        )
        return self._opened.execute(wanted, (digest, expires, latest)).rowcount == 1


class MemoryNonces(SQLiteNonces):
    """Spent nonces in memory, safe across threads: a million in at most 64 MB.

    With `most` nonces that have not expired, new ones are refused, and none is forgotten.
    """

    def __init__(self, most: int = 1_000_000) -> None:
        super().__init__(":memory:")
        self._most, self._count = most, 0

    def _drop(self, latest: int) -> int:
        dropped = super()._drop(latest)
        self._count -= dropped
        return dropped

    def _insert(self, digest: bytes, expires: int, latest: int) -> bool:
        new = self._count < self._most and super()._insert(digest, expires, latest)
        self._count += new  # one too many if it takes the place of an expired one, which is the safe side
        return new


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block as one transaction: other processes see all its changes or none."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        with suppress(Error):  # SQLite may have rolled back itself
            connection.execute("rollback")
        raise
    connection.execute("commit")


def open_store(path: str, most_bytes: int) -> Connection:
    """Open the store at `path`; create it if necessary."""
    try:
        connection = connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        (page_size,) = connection.execute("pragma page_size").fetchone()
        connection.execute(f"pragma max_page_count = {most_bytes // page_size}")
        connection.execute("pragma cache_size = -4096")
        connection.execute("pragma journal_mode = wal")  # neither has an effect in memory
        connection.execute("pragma synchronous = normal")
        connection.executescript(TABLES)
    except Error as error:
        raise StoreUnavailable(f"the store of nonces cannot be opened: {error}") from None
    return connection
