"""The file by which those who started a server know that it accepts connections."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from paraph.private_files import write_file


def write_ready(path: str, url: str, **more: Any) -> None:
    """Write the ready file, which may hold a token, for its owner alone; what reads it finds all of it or nothing.

    A usage error when it cannot be written.
    """
    data = json.dumps({"url": url, "pid": os.getpid(), **more}) + "\n"
    try:
        write_file(Path(path), data.encode())
    except OSError as error:
        raise click.UsageError(f"cannot write the ready file {path}: {error.strerror}") from None
