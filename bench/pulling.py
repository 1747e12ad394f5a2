"""How many records of a log a second the typed client and duo_client pull over loopback: ``python -m bench.pulling [RECORDS]``.

A process of its own serves pages over TLS, ready to be sent, so that the clients are measured and not the server. Each client
has a process of its own too, which also tells its largest memory. Both ask in their usual way: the typed client for the
largest pages, over one connection; duo_client for the server's default of a hundred records, over a new connection each.
The second row gives duo_client the largest pages as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from statistics import median

from bench.serving import started

RECORDS, ROUNDS = 200_000, 3
SERVER = """
import json, os, sys
from pathlib import Path
from paraph.core.encoding import parse_form
from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from paraph.emulator.certificates import write_certificates
from paraph.http.handler import Response
from paraph.http.serving import Server

count, folder = int(sys.argv[1]), Path(sys.argv[2])
files = write_certificates(folder, ["localhost"])
shapes = catalogue("duo").shapes
record = sample(shapes["AuthenticationLog"], shapes)
text = json.dumps(record).encode()
pages = {}

def answer(request):
    names = dict(reversed(parse_form(request.query)))  # of a name that comes twice, the first
    limit, offset = int(names.get("limit", 100)), int(names.get("next_offset", "0,x").partition(",")[0])
    here = min(limit, count - offset)
    if here not in pages:
        pages[here] = b",".join([text] * here)
    following = json.dumps([str(offset + here), "x"]) if offset + here < count else "null"
    metadata = b'],"metadata":{"total_objects":%d,"next_offset":%s}}}' % (count, following.encode())
    return Response(200, body=b'{"stat":"OK","response":{"authlogs":[' + pages[here] + metadata)

def ready(port):
    os.write(1, json.dumps({"port": port, "ca": str(files.authority)}).encode() + b"\\n")

Server(answer, "127.0.0.1", 0, ready, str(files.chain)).run()
"""
MEASURE = """
import resource, sys, time
port, ca, limit = int(sys.argv[1]), *sys.argv[2:]
began = time.perf_counter()
{}
seconds = time.perf_counter() - began
print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
OURS = """
from paraph.clients.duo import Admin
with Admin("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00", f"localhost:{port}", ca=ca) as admin:
    count = sum(1 for event in admin.logs.authentication(page_size=int(limit) if limit != "usual" else None))
"""
THEIRS = """
import duo_client
admin = duo_client.Admin("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00", "localhost", ca_certs=ca, port=port)
count, words = 0, {} if limit == "usual" else {"limit": limit}
while True:
    page = admin.get_authentication_log(api_version=2, **words)
    count += sum(1 for event in page["authlogs"])
    if not page["metadata"]["next_offset"]:
        break
    words["next_offset"] = page["metadata"]["next_offset"]
"""


def pulled(port: int, ca: str, program: str, limit: str) -> tuple[float, int]:
    """Records a second of a client, and its largest memory in MB."""
    words = [sys.executable, "-W", "ignore", "-c", MEASURE.format(program), str(port), ca, limit]
    count, seconds, memory = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    return int(count) / float(seconds), int(memory)


def rows(records: int = RECORDS) -> None:
    """Print a row for pages as each client asks for them, and one for pages of a thousand."""
    with ExitStack() as ending:
        folder = ending.enter_context(tempfile.TemporaryDirectory())
        server = started(ending, "-c", SERVER, str(records), folder)
        assert server.stdout is not None
        port, ca = json.loads(server.stdout.readline()).values()
        for limit, about in (("usual", "as each asks for them"), ("1000", "pages of 1,000")):
            ours, theirs = zip(
                *((pulled(port, ca, OURS, limit), pulled(port, ca, THEIRS, limit)) for _ in range(ROUNDS)), strict=True
            )
            our, their = median(each[0] for each in ours), median(each[0] for each in theirs)
            memory = f"{max(each[1] for each in ours)} MB and {max(each[1] for each in theirs)} MB"
            print(
                f"pull {records:,} log records, {about}: {our:,.0f} a second, duo_client {their:,.0f}: "
                f"{our / their:.1f} times; memory {memory}"
            )


if __name__ == "__main__":
    rows(int(sys.argv[1]) if sys.argv[1:] else RECORDS)
