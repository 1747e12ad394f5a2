"""Writing files that others must not read or change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE, PUBLIC = 0o600, 0o644


def write_file(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Write a file with exactly that mode, whatever the umask, whole or not at all; raises OSError.

    What is at `path` is replaced, a symbolic link too, so nobody who put one there gets to see or redirect the data.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(aside, flags, PRIVATE), "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
