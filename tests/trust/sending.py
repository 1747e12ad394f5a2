"""What `paraph send` makes of each bad server: the real process, with half a GiB of address space and a short deadline.

``python -m tests.trust.sending`` runs all servers in all ways of taking an answer, and prints what fails and figures.
"""

import json
import os
import pty
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.trust.bad_servers import BAD, bad_server, packed

KILOBYTES = 512 * 1024
DEADLINE = 3.0
SLACK = 12.0
"""Seconds that a process may take besides, to start and to end, on a machine with other things to do."""
SECRET = "campaignSecretKey0123456789abcdefABCDEF0"
WAYS: dict[str, tuple[str, ...]] = {
    "pipe": (),
    "json": ("--json",),
    "page": ("--page",),
    "output": ("--output", "answer"),
    "verbose": ("-v",),
    "terminal": (),
}
PARSED = ("json", "page", "terminal")


class Outcome(NamedTuple):
    """What a process did: exit code, lines on stderr, seconds, bytes on stdout, the files that it left."""

    code: int
    lines: list[str]
    seconds: float
    size: int
    left: list[str]


def run(name: str, way: str, folder: Path, deadline: float = DEADLINE) -> Outcome:
    """Run ``paraph send`` against a bad server."""
    (folder / "credentials.json").write_text(json.dumps({"id": "DIEXAMPLE00000000000", "secret": SECRET}))
    (folder / "credentials.json").chmod(0o600)
    with bad_server(name) as url:
        words = ["send", f"{url}/admin/v1/users", "--credentials", "credentials.json", "--tries", "1",
                 "--timeout", f"{deadline:g}", *WAYS[way]]  # fmt: skip
        started = time.monotonic()
        done, size = finished([sys.executable, "-m", "paraph", *words], folder, way == "terminal")
        seconds = time.monotonic() - started
    lines = done.stderr.decode("utf-8", "backslashreplace").splitlines()
    left = sorted(path.name for path in folder.iterdir() if path.name != "credentials.json")
    for path in left:
        (folder / path).unlink()
    return Outcome(done.returncode, lines, seconds, size, left)


def finished(words: Sequence[str], folder: Path, terminal: bool) -> tuple[subprocess.CompletedProcess[bytes], int]:
    """A process that has ended, run with little memory, and how much it wrote to stdout."""
    limited = ["sh", "-c", f'ulimit -v {KILOBYTES}; exec "$@"', "-", *words]
    path = os.pathsep.join([str(Path("src").resolve()), os.environ.get("PYTHONPATH", "")])
    with reader(terminal) as (out, count):
        done = subprocess.run(limited, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, check=False,
                              cwd=folder, env={**os.environ, "PYTHONPATH": path}, timeout=60)  # fmt: skip
        os.close(out)
        size = int(count.communicate()[0])
    return done, size


@contextmanager
def reader(terminal: bool) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Where a process may write, and another one that reads it all and then says how much it was."""
    theirs, ours = os.pipe() if not terminal else pty.openpty()
    counting = "import os,sys\nn=0\ntry:\n  while p:=os.read(0,1<<20): n+=len(p)\nexcept OSError: pass\nprint(n)"
    count = subprocess.Popen([sys.executable, "-c", counting], stdin=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    try:
        yield ours, count
    finally:
        with suppress(OSError):
            os.close(ours)
        count.wait()


def faults(name: str, way: str, outcome: Outcome, deadline: float = DEADLINE) -> list[str]:
    """What is wrong with an outcome; nothing if the server got what it deserves."""
    found = []
    codes = BAD[name].codes if way not in PARSED else (*BAD[name].codes, 65, 69)
    if outcome.code not in codes:
        found.append(f"exit code {outcome.code}, expected one of {codes}")
    errors = [line for line in outcome.lines if line.startswith("paraph: error: ")]
    others = [line for line in outcome.lines if line not in errors and not (way == "verbose" and line[:2] in "> < ")]
    expected = outcome.code in (65, 69) or (way == "page" and outcome.code != 0)
    if others or len(errors) != expected:
        found.append(f"stderr: {outcome.lines[:3]}")
    if any(len(line) > 400 or not line.isprintable() for line in outcome.lines if line in errors):
        found.append("a line that is too long, or that a terminal obeys")
    if outcome.seconds > deadline + SLACK:
        found.append(f"{outcome.seconds:.1f} s")
    if outcome.left != (["answer"] if way == "output" and outcome.code == 0 else []):
        found.append(f"files left: {outcome.left}")
    return found


def main() -> int:
    """Run all, print what fails, and figures."""
    for kind in (31, 15, -15):
        packed(kind)
    failed = count = 0
    longest, codes = 0.0, dict[int, int]()
    with tempfile.TemporaryDirectory() as folder:
        for name in BAD:
            for way in WAYS:
                outcome = run(name, way, Path(folder))
                found = faults(name, way, outcome)
                count, failed = count + 1, failed + bool(found)
                longest = max(longest, outcome.seconds)
                codes[outcome.code] = codes.get(outcome.code, 0) + 1
                if found or "-v" in sys.argv:
                    sys.stdout.write(
                        f"{name} {way} {outcome.code} {outcome.seconds:.1f}s {outcome.size}: {found} {outcome.lines[-1:]}\n"
                    )
                    sys.stdout.flush()
    sys.stdout.write(f"{count} runs, {failed} failed; exit codes {codes}; longest {longest:.1f} s of {DEADLINE:g}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
