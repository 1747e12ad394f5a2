"""A local server that is killed while it writes: what it acknowledged has to be in its file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from paraph.auth import requests as signing
from paraph.core.credential import Credential

if TYPE_CHECKING:
    from collections.abc import Iterator


def start(folder: Path, number: int, *words: str) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
    """Start ``paraph serve`` with its data in the folder; return it and its ready file."""
    ready = folder / f"ready-{number}.json"
    command = [sys.executable, "-m", "paraph", "serve", "--data", str(folder / "data.db"), "--ready-file", str(ready)]
    process = subprocess.Popen([*command, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not ready.exists():
        os.sched_yield()
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
    found: dict[str, Any] = json.loads(ready.read_text())
    return process, found


def write_until_dead(url: str, key: Credential, prefix: str, kill: Any, count: int) -> list[tuple[str, str]]:
    """Create users until the connection breaks; `kill` is called after `count`. Return ids and names that were acknowledged."""
    acknowledged: list[tuple[str, str]] = []
    with requests.Session() as session:
        session.auth = signing(key, "duo")
        try:
            for number in range(10 * count + 10):
                if number == count:
                    threading.Thread(target=kill).start()
                name = f"{prefix}-{number}"
                made = session.post(f"{url}/admin/v1/users", data={"username": name}, timeout=30).json()["response"]
                acknowledged.append((made["user_id"], name))
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            pass
    return acknowledged


def stored(url: str, key: Credential) -> Iterator[tuple[str, str]]:
    """Return ids and names of all users."""
    offset: int | None = 0
    while offset is not None:
        page = requests.get(
            f"{url}/admin/v1/users?limit=300&offset={offset}", auth=signing(key, "duo"), timeout=30
        ).json()
        yield from ((user["user_id"], user["username"]) for user in page["response"])
        offset = page["metadata"].get("next_offset")


def lost_by_kills(count: int, *words: str, writes: int = 10) -> tuple[int, list[tuple[str, str]]]:
    """Kill a server so many times while it writes; return how many users it acknowledged, and those that are lost."""
    acknowledged: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(count + 1):
            process, ready = start(folder, number, "duo", "--users", "0", *words)
            duo = ready["providers"]["duo"]
            key = Credential.of(duo["ikey"], duo["skey"])
            try:
                if number < count:
                    acknowledged += write_until_dead(
                        ready["url"], key, f"run{number}", process.kill, writes + number % 7
                    )
                else:
                    there = set(stored(ready["url"], key))
            finally:
                process.kill()
                process.wait()
    return len(acknowledged), [each for each in acknowledged if each not in there]
