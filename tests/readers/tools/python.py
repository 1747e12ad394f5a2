"""Python programs made from a seed, run for real against the recorder, and compared with what the reader says.

Many programs run in one process, each by itself; the libraries are those of the environment of the tests.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile

from paraph.core.errors import Unreadable
from paraph.core.message import Request
from paraph.readers import entries
from paraph.readers.multipart import BOUNDARY
from tests.readers.tools.python_programs import program
from tests.readers.tools.recorder import OWN, Received, Recorder

RUNNER = r"""
import json, sys, warnings
warnings.simplefilter("ignore")
import requests, httpx
_init, _request = httpx.Client.__init__, requests.Session.request
said = []
with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
requests.Session.request = lambda self, *given, **named: _request(self, *given, **{"timeout": 5, **named})
for text in texts:
    try:
        exec(compile(text, "program", "exec"), {"__name__": "__main__"})
        said.append("")
    except BaseException as error:
        said.append(f"{type(error).__name__}: {error}"[:200])
print(json.dumps(said))
"""
ALLOWED: dict[str, str] = {}
"""Differences that stay, by a part of the difference, each with its reason; none today."""
REFUSED: dict[str, str] = {}
"""Refusals of what is sent, by a part of the message, each with its reason; none today."""


def run(texts: list[str]) -> list[str]:
    """Run programs in one process; return what each one raised, or an empty text."""
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment["NETRC"] = "/nowhere"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", RUNNER, file.name], capture_output=True, timeout=300, check=False, env=environment
        )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    said: list[str] = json.loads(done.stdout.decode().splitlines()[-1])
    return said


def faults(seed: int, first: int, count: int) -> list[str]:
    """Return the programs of some seeds whose requests differ from what the reader says, or that it refuses."""
    seeds = [f"python {seed} {number}" for number in range(first, first + count)]
    with Recorder(count) as recorder:
        texts = [program(random.Random(name), recorder.host(number)) for number, name in enumerate(seeds)]
        raised = run(texts)
        found = [
            (name, text, difference(text, recorder.received(number), raised[number]))
            for number, (name, text) in enumerate(zip(seeds, texts, strict=True))
        ]
    known = (*ALLOWED, *REFUSED)
    return [
        f"{name}: {fault}\n{text}" for name, text, fault in found if fault and not any(mark in fault for mark in known)
    ]


def difference(text: str, received: list[Received], raised: str) -> str:
    """Return how the reader's requests differ from those that came; empty if they do not."""
    try:
        said = [entry.request for entry in entries(text.encode())]
    except Unreadable as error:
        return f"refused: {error}" if received else ""
    if not received and raised:
        return f"read, but Python says {raised}"
    if len(said) != len(received):
        return f"{len(received)} sent ({raised}), {len(said)} read: {said}"
    return "; ".join(filter(None, map(unlike, received, said)))


def unlike(sent: Received, said: Request) -> str:
    """Return how one request differs from the one that came; empty if it does not."""
    announced = "; ".join(value for _, value in sent.headers).encode("utf-8", "surrogateescape")
    boundary = re.search(rb"boundary=([0-9a-f]{32})", announced) or re.match(rb"--([0-9a-f]{32})\r\n", sent.body)
    body, headers = sent.body, sent.headers
    if boundary:
        body = body.replace(boundary[1], BOUNDARY.encode())
        headers = tuple((name, value.replace(boundary[1].decode(), BOUNDARY)) for name, value in headers)
        headers = tuple((n, str(len(body)) if n.lower() == "content-length" else v) for n, v in headers)
    stated = {name.lower() for name, _ in said.headers}
    sent_headers = [pair for pair in headers if pair[0].lower() in stated or pair[0].lower() not in OWN]
    said_headers = [(name, value.strip(" \t")) for name, value in said.headers]
    pairs = (
        ("method", sent.method, said.method),
        ("target", sent.target, said.target),
        ("body", body, said.body),
        ("host", named(sent_headers, "host"), named(said_headers, "host")),
        ("headers", without(sent_headers), without(said_headers)),
    )
    return "; ".join(f"{what}: sent {one!r}, read {other!r}" for what, one, other in pairs if one != other)


def named(headers: list[tuple[str, str]], wanted: str) -> list[str]:
    """Return the values of one header."""
    return [value for name, value in headers if name.lower() == wanted]


def without(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers but Host and Content-Length, whose places the libraries choose by themselves."""
    return [pair for pair in headers if pair[0].lower() not in ("host", "content-length")]
