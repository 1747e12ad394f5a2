"""JavaScript programs made from a seed, run by Node.js against the recorder, and compared with what the reader says.

Each program is made of one client, an option or two of it, and several ways of writing values, all drawn by a number,
so that a difference can be repeated by its seed alone. Many programs run in one Node process.
"""

import json
import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from paraph.core.errors import Unreadable
from paraph.core.message import Request
from paraph.readers.programs.client_requests import BOUNDARY
from paraph.readers.programs.javascript import read_javascript
from tests.readers.tools.javascript_programs import program
from tests.readers.tools.recorder import OWN, Received, Recorder

RUNNER = r"""
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const wanted = createRequire(process.argv[1] + '/x.js');
const AsyncFunction = (async () => {}).constructor;
(async () => {
  const got = (await import(pathToFileURL(process.argv[1] + '/got/dist/source/index.js'))).default;
  const texts = JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8'));
  const said = [];
  const one = async (text, number) => {
    let timer;
    try {
      const late = new Promise((done, fail) => { timer = setTimeout(() => fail(new Error('time is up')), 4000); });
      await Promise.race([new AsyncFunction('require', 'got', text)(wanted, got.extend({ retry: { limit: 0 } })), late]);
      said[number] = '';
    } catch (error) { said[number] = String(error && error.message || error).slice(0, 200); }
    clearTimeout(timer);
  };
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
  for (let start = 0; start < texts.length; start += 20)
    await Promise.all(texts.slice(start, start + 20).map((text, index) => one(text, start + index)));
  process.stdout.write(JSON.stringify(said));
  process.exit(0);
})();
"""
WITHOUT_NODE = "left out: programs run by Node.js; npm install axios got, PARAPH_NODE_PACKAGES names their folder"
ALLOWED: dict[str, str] = {}
"""Differences that stay, by a part of the program, each with its reason; none today."""


class Outcome(NamedTuple):
    """What came of a batch: the programs whose requests differ, and how many the reader refused though Node sent them."""

    differences: list[str]
    refused: list[str]
    sent: int


def packages() -> Path | None:
    """Return the folder with axios and got, if Node.js and they are there."""
    folder = Path(os.environ.get("PARAPH_NODE_PACKAGES", ""))
    there = bool(os.environ.get("PARAPH_NODE_PACKAGES")) and all((folder / name).is_dir() for name in ("axios", "got"))
    return folder if there and shutil.which("node") else None


def run(texts: list[str], folder: Path) -> list[str]:
    """Run programs in one Node process; return what each one threw, or an empty text."""
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(texts, file)
        file.flush()
        command = ["node", "-e", RUNNER, str(folder), file.name]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    said: list[str] = json.loads(done.stdout)
    return said


def compare(seeds: list[int], folder: Path) -> Outcome:
    """Run the programs of some seeds, and compare what was sent with what the reader says."""
    differing: list[str] = []
    refused: list[str] = []
    sent = 0
    for start in range(0, len(seeds), 500):
        part = seeds[start : start + 500]
        with Recorder(len(part)) as recorder:
            texts = [program(random.Random(seed), recorder.host(number)) for number, seed in enumerate(part)]
            thrown = run(texts, folder)
            for number, text in enumerate(texts):
                received = recorder.received(number)
                sent += bool(received)
                found = difference(text, received, thrown[number])
                if found.startswith("refused"):
                    refused.append(f"seed {part[number]}: {found}\n{text}")
                elif found and not any(mark in text for mark in ALLOWED):
                    differing.append(f"seed {part[number]}: {found}\n{text}")
    return Outcome(differing, refused, sent)


def difference(text: str, received: list[Received], thrown: str) -> str:
    """Return how the reader's requests differ from those that came; empty if they do not."""
    try:
        said = [entry.request for entry in read_javascript(text)]
    except Unreadable as error:
        return f"refused: {error}" if received else ""
    if len(said) != len(received):
        return f"{len(received)} sent ({thrown}), {len(said)} read: {said}"
    return "; ".join(filter(None, map(unlike, received, said)))


def unlike(sent: Received, said: Request) -> str:
    """Return how one request differs from the one that came; empty if it does not."""
    announced = "; ".join(value for _, value in sent.headers).encode()
    boundary = re.match(rb"--(\S+)\r\n", sent.body) or re.search(rb"boundary=([\w-]+)", announced)
    body, headers = said.body, said.headers
    if boundary and BOUNDARY in (said.header("content-type") or "") + body.decode():
        own_boundary = boundary[1].removesuffix(b"--")
        body = body.replace(BOUNDARY.encode(), own_boundary)
        headers = tuple((name, value.replace(BOUNDARY, own_boundary.decode())) for name, value in headers)
    stated = {name.lower() for name, _ in said.headers} - {"content-length"}
    own = {name for name in (*OWN, "transfer-encoding") if name not in stated}
    pairs = [
        (what, of_sent, of_said)
        for what, of_sent, of_said in (
            ("method", sent.method, said.method),
            ("target", sent.target, said.target),
            ("body", sent.body, body),
            ("host", hosts(sent.headers), hosts(headers)),
            ("headers", rest(sent.headers, own), rest(headers, own)),
        )
        if of_sent != of_said
    ]
    return "; ".join(f"{what}: sent {of_sent!r}, read {of_said!r}" for what, of_sent, of_said in pairs)


def hosts(headers: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the values of Host; where it stands among the headers is the client's choice."""
    return [value for name, value in headers if name.lower() == "host"]


def rest(headers: tuple[tuple[str, str], ...], own: set[str]) -> list[tuple[str, str]]:
    """Return the other headers that a client does not add by itself, as they are sent."""
    return [(name, value.strip(" \t")) for name, value in headers if name.lower() not in own | {"host"}]


def run_programs(seed: int, step: int, count: int = 2_000) -> Outcome:
    """Compare the programs of one step of the campaign."""
    folder = packages()
    assert folder is not None, WITHOUT_NODE
    first = (seed * 1_000 + step) * 1_000_000
    return compare(list(range(first, first + count)), folder)
