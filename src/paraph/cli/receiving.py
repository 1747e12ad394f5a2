"""Passes on the body of a response as it arrives, so that it need not fit into memory."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph.core.errors import Unreachable
from paraph.http.receiving import whole_body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from paraph.core.message import Pairs
    from paraph.http.receiving import Take


def is_streamed(status: int) -> bool:
    """Return whether a body is passed on as it arrives: that of a success. Any other may be repeated or explained."""
    return 200 <= status < 300


def to_stdout(status: int, headers: Pairs, pieces: Iterator[bytes]) -> bytes:
    """Print the body of a success as it arrives, and return any other."""
    if not is_streamed(status):
        return whole_body(status, headers, pieces)
    size = 0
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            size += len(piece)
    except Unreachable as error:
        if not size:
            raise
        raise Unreachable(f"{error}, after {size} bytes were printed", sent=True, final=True) from None
    return b""


def to_file(name: str) -> Take:
    """Return a function that saves the body of a success to a file, which appears when it is complete, and returns any other body.

    A usage error if the file cannot be created. Only its owner can read it: a response may contain secrets.
    """
    path = Path(os.path.realpath(name))
    try:
        refuse_foreign_link(name, path)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            raise click.UsageError(f"--output: {name} is no regular file")
        if not os.access(path.parent, os.W_OK | os.X_OK) or not path.parent.is_dir():
            raise click.UsageError(f"--output: nothing can be written in {path.parent}")
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--output: {name} cannot be a file: {error}") from None

    def take(status: int, headers: Pairs, pieces: Iterator[bytes]) -> bytes:
        if not is_streamed(status):
            return whole_body(status, headers, pieces)
        try:
            write_atomically(path, pieces)
        except OSError as error:
            raise click.UsageError(f"cannot write {name}: {error.strerror or error}") from None
        return b""

    return take


def refuse_foreign_link(name: str, path: Path) -> None:
    """Raise a usage error for a symbolic link that another user put there to choose which file is overwritten.

    The system does not follow such a link in /tmp either; `path` is where it leads.
    """
    own = Path(name).absolute()
    if path != Path(os.path.realpath(own.parent)) / own.name and own.lstat().st_uid not in owners():
        raise click.UsageError(f"--output: {name} is a link of somebody else")


def owners() -> tuple[int, ...]:
    """Return whose files are trusted: root's and one's own."""
    return (0, os.geteuid()) if hasattr(os, "geteuid") else (0,)


def write_atomically(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a temporary file beside `path`, and rename it when it is complete; leave nothing behind on failure."""
    handle, made = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write_all(file, pieces)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def write_all(file: BinaryIO, pieces: Iterator[bytes]) -> None:
    """Write the pieces and flush them to the disk."""
    file.writelines(pieces)
    file.flush()
    os.fsync(file.fileno())
