"""Duo's own client through everything that a local server of 100,000 log records and 1,000 users holds: nothing lost or twice.

What is stored is counted in the server's file; what comes is counted by its ids. The client asks for pages of 100, of logs
of 1,000. Run by `python -m bench.walking`.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
import warnings
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duo_client

from bench.serving import local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

USERS, EVENTS = 1_000, 100_000
DAY_MS = 86_400_000
FULL = 1_000
"""How many records an answer of the older logs has at most."""
Record = dict[str, Any]


def of_v2(read: Callable[..., Any], name: str, **options: Any) -> Iterator[Record]:
    """A log of version 2, from cursor to cursor."""
    now, offset = int(time.time() * 1000), None
    while True:
        page = read(mintime=now - 179 * DAY_MS, maxtime=now, next_offset=offset, **options)
        yield from page[name]
        offset = page["metadata"]["next_offset"]
        if not offset:
            return


def of_v1(read: Callable[..., Any]) -> Iterator[Record]:
    """An older log, which begins at a second: a full page is used up to its last second, and begun anew there."""
    since = 0
    while True:
        page = read(mintime=since)
        if len(page) < FULL:
            yield from page
            return
        last = page[-1]["timestamp"]
        yield from (record for record in page if record["timestamp"] < last)
        since = last + (page[0]["timestamp"] == last)


def walks(admin: Any) -> Iterator[tuple[str, str, Iterator[Record], str]]:
    """By what it is called: the log or the kind as it is stored, the walk, and what a record is known by."""
    now = int(time.time() * 1000)
    span = {"mintime": now - 179 * DAY_MS, "maxtime": now}
    # Its limit is a text for one log and a number for the other: it fails on anything else.
    logins = of_v2(admin.get_authentication_log, "authlogs", api_version=2, limit="1000")
    messages = of_v2(admin.get_telephony_log, "items", api_version=2, limit=1000)
    yield "authentication log", "authentication", logins, "txid"
    yield "activity log", "activity", of_v2(admin.get_activity_logs, "items", limit="1000"), "activity_id"
    yield "telephony log", "telephony", messages, "telephony_id"
    yield "authentication log, version 1", "authentication", of_v1(admin.get_authentication_log), ""
    yield "administrator log", "administrator", of_v1(admin.get_administrator_log), ""
    yield "telephony log, version 1", "telephony", of_v1(admin.get_telephony_log), ""
    yield "offline log", "offline_enrollment", of_v1(admin.get_offline_log), ""
    yield "Trust Monitor", "trust_monitor", admin.get_trust_monitor_events_iterator(**span), "sekey"
    yield "users", "user", admin.get_users_iterator(), "user_id"
    yield "groups", "group", admin.get_groups_generator(), "group_id"
    yield "phones", "phone", admin.get_phones_generator(), "phone_id"
    yield "hardware tokens", "token", admin.get_tokens_generator(), "token_id"
    yield "WebAuthn credentials", "webauthncredential", admin.get_webauthncredentials_iterator(), "webauthnkey"
    yield "applications", "integration", admin.get_integrations_generator(), "integration_key"
    yield "administrators", "admin", admin.get_admins_iterator(), "admin_id"
    yield "endpoints", "endpoint", admin.get_endpoints_iterator(), "epkey"


def stored(file: Path, name: str) -> int:
    """How many records of a log, or things of a kind, the server keeps."""
    with closing(sqlite3.connect(file)) as base:
        (number,) = base.execute(
            "SELECT (SELECT count(*) FROM events WHERE log = ?) + (SELECT count(*) FROM objects WHERE kind = ?)",
            (name, name),
        ).fetchone()
    return int(number)


def rows() -> None:
    """Print a row for each walk."""
    warnings.simplefilter("ignore", DeprecationWarning)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "duo.db"
        with ExitStack() as ending:
            words = ["--seed", "1", "--users", str(USERS), "--events", str(EVENTS), "--data", str(file)]
            url, key = local(ending, *words)
            port = int(url.rpartition(":")[2])
            admin = duo_client.Admin(key.key_id, key.secret.text, "127.0.0.1", ca_certs="HTTP", port=port)
            found = [(title, name, *walked(walk, known_by)) for title, name, walk, known_by in walks(admin)]
        for title, name, ids, seconds in found:  # the file can be read now that the server has ended
            wanted = stored(file, name)
            lost, twice = wanted - len(set(ids)), len(ids) - len(set(ids))
            said = "all, each once" if (lost, twice) == (0, 0) else f"{lost:,} LOST, {twice:,} TWICE"
            print(f"{title:30} {len(ids):7,} of {wanted:7,}  {said}  ({seconds:.1f} s)", flush=True)


def walked(walk: Iterator[Record], known_by: str) -> tuple[list[Any], float]:
    """By what each record is known, or its number where it has no id, and the seconds that it took."""
    began = time.perf_counter()
    ids = [record[known_by] if known_by else number for number, record in enumerate(walk)]
    return ids, time.perf_counter() - began


if __name__ == "__main__":
    rows()
