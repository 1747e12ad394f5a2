"""How soon a local server is ready, and how much memory it takes, with 100,000 log records and with a million on disk.

Seconds are from the start of the command until the ready file is there; memory is the most that the server's process ever
had in RAM, before and after a client has read all that is asked for below. Run by `python -m bench.size`; Linux only.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duo_client

if TYPE_CHECKING:
    from collections.abc import Iterator

USERS = 1_000
DAY_MS = 86_400_000
PAGES = 50


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[duo_client.Admin, int, float]]:
    """A server while it runs: a client of it, its process, and how many seconds it took to be ready."""
    ready, began = folder / "ready.json", time.perf_counter()
    command = [sys.executable, "-m", "paraph", "serve", "duo", "--seed", "1", "--ready-file", str(ready), *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not ready.exists():
            time.sleep(0.005)
        seconds, told = time.perf_counter() - began, json.loads(ready.read_text())
        duo, port = told["providers"]["duo"], int(told["url"].rpartition(":")[2])
        yield duo_client.Admin(duo["ikey"], duo["skey"], duo["host"], ca_certs="HTTP", port=port), told["pid"], seconds
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        ready.unlink(missing_ok=True)


def read(admin: duo_client.Admin) -> None:
    """Read pages of a large log in both directions, reports over all of it, the oldest log, and every user."""
    now = int(time.time() * 1000)
    for sort in ("ts:asc", "ts:desc"):
        offset = None
        for _ in range(PAGES):
            page = admin.get_authentication_log(
                api_version=2, mintime=now - 179 * DAY_MS, maxtime=now, limit="1000", sort=sort, next_offset=offset
            )
            offset = page["metadata"]["next_offset"]
    admin.get_authentication_log(
        api_version=2, mintime=now - 179 * DAY_MS, maxtime=now, limit="1000", results="denied", factors="duo_push"
    )
    admin.get_info_summary()
    admin.get_authentication_attempts(str(now // 1000 - 179 * DAY_MS // 1000))
    admin.get_user_authentication_attempts(str(now // 1000 - 179 * DAY_MS // 1000))
    admin.get_info_telephony_credits_used(str(now // 1000 - 179 * DAY_MS // 1000))
    admin.get_administrator_log()
    list(admin.get_users_iterator())


def peak(pid: int) -> float:
    """The most megabytes that a process had in RAM."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def rows() -> None:
    """Print a row for each way of running."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on_disk = ("--events", "1000000", "--data", str(folder / "duo.db"))
        for title, words in (
            ("100,000 records in memory", ("--events", "100000")),
            ("1,000,000 records on disk, made", on_disk),
            ("1,000,000 records on disk, again", on_disk),
        ):
            with served(folder, "--users", str(USERS), *words) as (admin, pid, seconds):
                before = peak(pid)
                read(admin)
                print(
                    f"{title:33} ready in {seconds:4.1f} s, {before:4.0f} MB, {peak(pid):4.0f} MB once read", flush=True
                )


if __name__ == "__main__":
    rows()
