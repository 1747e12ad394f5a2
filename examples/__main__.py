"""Explain the examples: requests that were rejected, as people really send them, and two programs. Run by `make`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path("examples")
KEY = str(HERE / "duo.json")
DUO = ("--credentials", KEY)
EXAMPLES = (
    ("A date and a signature from an earlier run, pasted into Postman",
     ("explain", str(HERE / "requests" / "duo-logs-from-postman.http"), *DUO)),
    ("preauth works and auth fails: several parameters",
     ("explain", str(HERE / "requests" / "duo-auth-unsorted.http"), *DUO)),
    ("A script that signs its parameters, but never puts them on the URL", ("trace", str(HERE / "duo_logs.py"))),
    ("A client of Alteryx Gallery with two mistakes and a constant nonce", ("trace", str(HERE / "alteryx_users.py"))),
)  # fmt: skip
NEXT = """\
To call paraph:    .venv/bin/paraph, or paraph after: source .venv/bin/activate
Your own request:  .venv/bin/paraph explain REQUEST --credentials FILE
                   FILE is JSON: {"id": "YOUR KEY", "secret": "YOUR SECRET"}
Your own program:  .venv/bin/paraph trace PROGRAM.py
All commands:      .venv/bin/paraph
"""
_AFTER_MISTAKES = re.compile(r"^(?:Other problems|What was signed|The .* is right)", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ID = re.compile(r"\[([a-z]+(?:-[a-z0-9]+)+)\]")


def main() -> int:
    """Run `paraph` on each example, then sum up; return the number of examples that were not explained."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:  # others can read a checkout, which paraph warns of
        own = Path(folder) / "duo.json"
        own.touch(mode=0o600)
        own.write_bytes(Path(KEY).read_bytes())
        for title, words in EXAMPLES:
            print(f"{'=' * 80}\n{title}\n$ paraph {' '.join(words)}\n", flush=True)
            output = explain([str(own) if word == KEY else word for word in words])
            print(output, flush=True)
            found[title] = mistakes_in(output)
    print(summary(found), end="")
    return sum(not mistakes for mistakes in found.values())


def explain(words: list[str]) -> str:
    """Return what paraph prints, in colour on a terminal."""
    in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    colour = ["--color", "always"] if in_colour else []
    command = [sys.executable, "-m", "paraph", words[0], *colour, *words[1:]]
    return subprocess.run(command, check=False, stdout=subprocess.PIPE, encoding="utf-8").stdout  # noqa: S603


def mistakes_in(output: str) -> list[str]:
    """Return the ids of the mistakes that an explanation names."""
    plain = _COLOUR.sub("", output)
    return list(dict.fromkeys(_ID.findall(_AFTER_MISTAKES.split(plain, maxsplit=1)[0])))


def summary(found: dict[str, list[str]]) -> str:
    """Say what each example showed, and how to go on."""
    lines = [f"{title}\n    {', '.join(mistakes) or 'not explained'}" for title, mistakes in found.items()]
    count = sum(map(bool, found.values()))
    head = f"{'=' * 80}\n{count} of {len(found)} examples explained, each proved by reproducing its signature:\n"
    return "\n".join([head, *lines, "", NEXT])


if __name__ == "__main__":
    sys.exit(main())
