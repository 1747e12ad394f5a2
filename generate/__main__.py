"""Write the modules of the typed clients, or say with ``--check`` which are not up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from generate.modules import modules

ROOT = Path(__file__).parent.parent / "src/paraph/clients"


def main() -> int:
    """Write each module whose text is another one; with ``--check`` name it, and return 1."""
    check = "--check" in sys.argv[1:]
    wanted = modules()
    stale = [path for path, text in wanted.items() if not is_current(ROOT / path, text)]
    for path in stale:
        if not check:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(wanted[path], "utf-8", newline="\n")
        print(f"{'not up to date' if check else 'written'}: {path}")
    return 1 if check and stale else 0


def is_current(path: Path, text: str) -> bool:
    """Return whether a file has that text."""
    return path.is_file() and path.read_text("utf-8") == text


sys.exit(main())
