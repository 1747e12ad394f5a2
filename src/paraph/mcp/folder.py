"""Reads files below one folder, and no others."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from paraph.core.errors import ParaphError

MOST_BYTES = 16 * 1024 * 1024
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
FLAGS = os.O_RDONLY | NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A named pipe is opened without waiting for a writer, and then refused."""


def read_below(folder: str | None, name: str) -> bytes:
    """Return the content of a file below the folder; raises ParaphError for every other file.

    Links are resolved first; what is then opened has no link in any part of its path, even if one appears in between.
    """
    if folder is None:
        raise ParaphError("this server reads no files, as it was started without --folder: give the text as `input`")
    try:
        root = Path(folder).resolve(strict=True)
        path = (root / name).resolve(strict=True)
        if not path.is_relative_to(root):
            raise ParaphError("this file is not below the folder that was given with --folder")
        return read_regular(root, path.relative_to(root).parts)
    except (OSError, ValueError, RuntimeError):
        raise ParaphError("there is no such file below the folder that was given with --folder") from None


def read_regular(root: Path, parts: tuple[str, ...]) -> bytes:
    """Return the content of a regular file; raises OSError if a part of its path is a link."""
    with os.fdopen(open_below(root, parts), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ParaphError("this is not a regular file")
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ParaphError("this file is larger than 16 MiB: give one request of it as `input`")
    return content


def open_below(root: Path, parts: tuple[str, ...]) -> int:
    """Return the descriptor of a file, opened part by part so that no link is followed."""
    if os.open not in os.supports_dir_fd:
        return os.open(root.joinpath(*parts), FLAGS)
    descriptor = os.open(root, os.O_RDONLY)
    for part in parts:
        above = descriptor
        try:
            descriptor = os.open(part, FLAGS, dir_fd=above)
        finally:
            os.close(above)
    return descriptor
