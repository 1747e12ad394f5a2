"""Explain the example requests: four that were rejected, as people really send them. Run by `make`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path("examples")
EXAMPLES = (
    ("A date and a signature from an earlier run, pasted into Postman", "duo-logs-from-postman", "duo", ()),
    ("A script that signs its parameters, but never puts them on the URL", "duo-logs-from-a-script", "duo",
     ("--param", "mintime=1772355600000", "--param", "maxtime=1772442000000")),
    ("preauth works and auth fails: several parameters", "duo-auth-unsorted", "duo", ()),
    ("A client of Alteryx Gallery with four mistakes at once", "alteryx-users", "alteryx", ()),
)  # fmt: skip


def main() -> int:
    """Run `paraph explain` on each example; the number of examples that were not explained."""
    failed = 0
    for title, name, credentials, clues in EXAMPLES:
        words = ["explain", str(HERE / "requests" / f"{name}.http"), "--credentials", str(HERE / f"{credentials}.json")]
        print(f"{'=' * 80}\n{title}\n$ paraph {' '.join([*words, *clues])}\n", flush=True)
        done = subprocess.run([sys.executable, "-m", "paraph", *words, *clues], check=False)  # noqa: S603
        failed += done.returncode != 1
        print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
