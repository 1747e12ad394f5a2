"""How many records of a log a second the typed client and duo_client pull from the local Duo: ``python -m bench.pulling [EVENTS]``.

Both ask in their usual way: the typed client for the largest pages, over one connection; duo_client for the server's default of
a hundred records, over a new connection each. The second row gives duo_client the largest pages as well. Each client has a
process of its own, which also tells its largest memory.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.serving import local

if TYPE_CHECKING:
    from paraph import Credential

EVENTS, ROUNDS = 240_000, 3
"""Of these events about 200,000 are in the log of the last 179 days."""
MEASURE = """
import resource, sys, time
port, ikey, limit, skey = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.stdin.readline().strip()
since = int(time.time() - 179 * 86_400) * 1000
began = time.perf_counter()
{}
seconds = time.perf_counter() - began
print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
OURS = """
from paraph.clients.duo import Admin
with Admin(ikey, skey, f"http://127.0.0.1:{port}") as admin:
    count = sum(1 for event in admin.logs.authentication(since=since))
"""
THEIRS = """
import duo_client
admin = duo_client.Admin(ikey, skey, "127.0.0.1", ca_certs="HTTP", port=port)
words = {"mintime": since, "maxtime": int(time.time() - 120) * 1000}
count, words = 0, words if limit == "usual" else {**words, "limit": limit}
while True:
    page = admin.get_authentication_log(api_version=2, **words)
    count += sum(1 for event in page["authlogs"])
    if not page["metadata"]["next_offset"]:
        break
    words["next_offset"] = page["metadata"]["next_offset"]
"""


def pulled(port: int, key: Credential, program: str, limit: str = "usual") -> tuple[int, float, int]:
    """How many records a client pulled, how many a second, and its largest memory in MB."""
    words = [sys.executable, "-W", "ignore", "-c", MEASURE.format(program), str(port), key.key_id, limit]
    done = subprocess.run(words, input=key.secret.text, capture_output=True, text=True, check=True)
    count, seconds, memory = done.stdout.split()
    return int(count), int(count) / float(seconds), int(memory)


def rows(events: int = EVENTS) -> None:
    """Print a row for pages as each client asks for them, and one for pages of a thousand."""
    with ExitStack() as ending:
        url, key = local(ending, "--seed", "1", "--events", str(events))
        port = urlsplit(url).port or 0
        for limit, about in (("usual", "as each asks for them"), ("1000", "pages of 1,000")):
            ours, theirs = zip(
                *((pulled(port, key, OURS), pulled(port, key, THEIRS, limit)) for _ in range(ROUNDS)), strict=True
            )
            our, their = median(each[1] for each in ours), median(each[1] for each in theirs)
            memory = f"{max(each[2] for each in ours)} MB and {max(each[2] for each in theirs)} MB"
            print(
                f"pull {ours[0][0]:,} log records, {about}: {our:,.0f} a second, duo_client {their:,.0f}: "
                f"{our / their:.1f} times; memory {memory}"
            )


if __name__ == "__main__":
    rows(int(sys.argv[1]) if sys.argv[1:] else EVENTS)
