"""``python -m tests.trust``: the campaign with full counts, resumable and bounded in time."""

import argparse
import platform
import sys
from pathlib import Path

from tests.trust.campaign import Part, State, run, table, unfinished
from tests.trust.parts import PARTS

DOCUMENT = Path(__file__).parents[2] / "docs" / "trust.md"
HEAD = """# What was measured

Each row is a promise of [SECURITY.md](../SECURITY.md), tried as often as the column says; `make trust` makes this page. The
campaign is seeded (seed {seed}), remembers what is done and goes on there: `make trust MINUTES=60 SEED={seed}`. A share of each
part runs in `make test`. Measured with Python {python} on {cores} cores.

"""


def chosen(words: list[str]) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("--minutes", type=float, default=120.0, help="stop after this time, to be continued (120)")
    parser.add_argument("--seed", type=int, default=1, help="what all draws follow from (1)")
    parser.add_argument("--only", default="", help="run the parts whose name has this word, and write no page")
    parser.add_argument("--anew", action="store_true", help="forget what is done with this seed")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Run, print the table, write the page; 1 if anything is wrong."""
    options = chosen(words)
    parts: list[Part] = [part for part in PARTS if options.only in part.name]
    path = Path(".trust") / f"{options.seed}.json"
    if options.anew:
        path.unlink(missing_ok=True)
    state = State(path)
    run(parts, state, options.seed, options.minutes)
    print(table(parts, state))
    failed = [fault for part in parts for fault in state.of(part).faults]
    for fault in failed:
        print(f"\nFAULT {fault}")
    if left := unfinished(parts, state):
        print(f"\nNot finished: {', '.join(left)}. Run the same command again to go on.")
    if not options.only:
        import os

        head = HEAD.format(seed=options.seed, python=platform.python_version(), cores=os.cpu_count())
        DOCUMENT.write_text(head + table(parts, state) + "\n", "utf-8")
    return 1 if failed or left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
