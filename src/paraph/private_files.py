"""Writes files that only their owner can read, and says what others can do with existing files."""

from __future__ import annotations

import os
import stat
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from paraph.core.secret import Secret

PRIVATE, PUBLIC = 0o600, 0o644


OTHERS_WRITE, OTHERS_READ = stat.S_IWGRP | stat.S_IWOTH, stat.S_IRGRP | stat.S_IROTH


class Exposure(Enum):
    """What others can do with a file or folder."""

    NONE = ""
    READ = "can be read by others"
    WRITTEN = "can be written by others"
    FOREIGN = "belongs to somebody else, who can change it"


def exposure_of(status: os.stat_result) -> Exposure:
    """Return what others can do with a file of this status; NONE on Windows, and for pipes and terminals."""
    if os.name == "nt" or not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return Exposure.NONE
    if status.st_uid not in (0, os.geteuid()):
        return Exposure.FOREIGN
    is_sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
    if status.st_mode & OTHERS_WRITE and not is_sticky:
        return Exposure.WRITTEN
    return Exposure.READ if status.st_mode & OTHERS_READ else Exposure.NONE


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone, whatever the umask; raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        each.chmod(0o700)


def write_file(path: Path, data: bytes | Secret, mode: int = PRIVATE) -> None:
    """Write a file with exactly that mode, whatever the umask, whole or not at all; raises OSError.

    What is at `path` is replaced, a symbolic link too, so nobody who put one there gets to see or redirect the data.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(aside, flags, PRIVATE), "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data if isinstance(data, bytes) else data.value)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
