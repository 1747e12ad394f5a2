"""How long `paraph explain` takes for large HARs, from a file and from standard input, and how much memory it needs.

Memory is the most that the process ever had in RAM. Run by `python -m bench.recordings 200 1000` (megabytes); POSIX only.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

MEGABYTES = (200,)
SIGNED = (
    'OAuth oauth_consumer_key="k", oauth_nonce="n", oauth_signature="abc%3D", oauth_signature_method="HMAC-SHA1", '
    'oauth_timestamp="1700000000"'
)
SCRIPT = 'function f(a, b) {\n\tif (a < "x") { return b + "\\n"; }\n}\n' * 1500
NAMES = (
    "accept",
    "accept-encoding",
    "accept-language",
    "cookie",
    "referer",
    "sec-ch-ua",
    "sec-fetch-mode",
    "user-agent",
)


def entry(number: int, dice: random.Random) -> dict[str, Any]:
    """An entry as Chrome exports it; the first one and then every 1,500th is signed."""
    headers = [{"name": name, "value": "v" * dice.randrange(5, 60)} for name in NAMES]
    if number % 1500 == 1:
        headers.append({"name": "Authorization", "value": SIGNED})
    content = {"mimeType": "text/javascript", "text": SCRIPT[: dice.randrange(len(SCRIPT))]}
    if number % 3 == 0:
        content = {"mimeType": "text/html", "text": "Füße, 漢字\n" * dice.randrange(4000)}
    request = {"method": "GET", "url": f"https://h.example/{number}?a=b", "headers": headers, "cookies": []}
    return {
        "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 1.5, "request": request,
        "response": {"status": 200, "headers": headers, "content": content}, "timings": {"wait": 5, "receive": 1},
    }  # fmt: skip


def write(path: Path, size: int) -> int:
    """Write a recording of about `size` bytes; return how many entries it has."""
    dice, written, number = random.Random(1), 0, 0  # noqa: S311
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n  "log": {"version": "1.2", "pages": [], "entries": [\n')
        while written < size:
            number += 1
            text = json.dumps(entry(number, dice), indent=2, ensure_ascii=False)
            written += len(text.encode())
            file.write(text if number == 1 else f",\n{text}")
        file.write("]}}\n")
    return number


def run(path: Path, words: tuple[str, ...]) -> tuple[float, float]:
    """Run paraph with the file as standard input; return the seconds and the most megabytes in RAM."""
    command = (sys.executable, "-m", "paraph", *words)
    actions = [(os.POSIX_SPAWN_OPEN, 0, str(path), os.O_RDONLY, 0)]
    actions += [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    started = time.perf_counter()
    _, _, usage = os.wait4(os.posix_spawn(sys.executable, command, os.environ, file_actions=actions), 0)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return time.perf_counter() - started, usage.ru_maxrss / unit


def rows(sizes: tuple[int, ...] = MEGABYTES) -> None:
    """Print two rows for each size in megabytes."""
    with tempfile.TemporaryDirectory() as name:
        path, credentials = Path(name, "large.har"), Path(name, "credentials.json")
        credentials.write_text('{"id": "k", "secret": "s"}')
        credentials.chmod(0o600)
        options = ("--entry", "1", "--budget", "0", "--credentials", str(credentials))
        for size in sizes:
            count = write(path, size * 1_000_000)
            for title, source in (("file", str(path)), ("standard input", "-")):
                seconds, megabytes = run(path, ("explain", source, *options))
                print(
                    f"explain, HAR of {size:,} MB and {count:,} entries, {title}: {seconds:.1f} s, {megabytes:.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    rows(tuple(int(word) for word in sys.argv[1:]) or MEGABYTES)
