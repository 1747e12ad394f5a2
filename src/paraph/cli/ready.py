"""The file by which those who started a server know that it accepts connections."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click


def write_ready(path: str, url: str, **more: Any) -> None:
    """Write the ready file whole: what reads it finds all of it or nothing. A usage error when it cannot be."""
    aside = Path(f"{path}.{os.getpid()}")
    try:
        aside.write_text(json.dumps({"url": url, "pid": os.getpid(), **more}) + "\n", "utf-8")
        aside.replace(path)
    except OSError as error:
        raise click.UsageError(f"cannot write the ready file {path}: {error.strerror}") from None
