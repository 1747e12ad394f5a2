"""Explain the examples: requests that were rejected, as people really send them, and two programs. Run by `make`."""

from __future__ import annotations

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
    ("A client of Alteryx Gallery with four mistakes at once", ("trace", str(HERE / "alteryx_users.py"))),
)  # fmt: skip


def main() -> int:
    """Run `paraph` on each example; the number of examples that were not explained."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:  # others can read a checkout, which paraph warns of
        own = Path(folder) / "duo.json"
        own.touch(mode=0o600)
        own.write_bytes(Path(KEY).read_bytes())
        for title, words in EXAMPLES:
            print(f"{'=' * 80}\n{title}\n$ paraph {' '.join(words)}\n", flush=True)
            line = [str(own) if word == KEY else word for word in words]
            done = subprocess.run([sys.executable, "-m", "paraph", *line], check=False)  # noqa: S603
            failed += done.returncode != 1
            print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
