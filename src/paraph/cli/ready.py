"""Shared by commands that start a server: the ready file, and the error for an address that cannot be used."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from paraph.private_files import write_file


def cannot_listen(host: str, port: int, error: OSError, choose: str = "--host or --port") -> click.UsageError:
    """Return the error for an address at which no server can listen; `choose` are the options that name another."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    return click.UsageError(f"cannot listen on {host}:{port}: {reason}; choose another {choose}")


def write_ready(path: str, url: str, **more: Any) -> None:
    """Write the ready file at once, readable by its owner only, since it may hold a token.

    A usage error if it cannot be written.
    """
    data = json.dumps({"url": url, "pid": os.getpid(), **more}) + "\n"
    try:
        write_file(Path(path), data.encode())
    except OSError as error:
        raise click.UsageError(f"cannot write the ready file {path}: {error.strerror}") from None
