"""Files that hold configuration or secrets, of which no word is told when they cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.errors import Unconfigured

if TYPE_CHECKING:
    from pathlib import Path


def first_line(raw: bytes) -> bytes:
    """The first line without its end: what a file or a program says when it is asked for a secret."""
    lines = raw.splitlines()
    return lines[0] if lines else b""


def file_bytes(path: Path) -> bytes:
    """The bytes of a credentials file; Unconfigured when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unconfigured(f"cannot read {path}: {error.strerror or error}") from None


def load_table(path: Path) -> dict[str, Any]:
    """The table in a JSON or TOML file; Unconfigured, without a word of what is in it, when it is neither."""
    import json
    import tomllib

    raw = file_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
        table = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise Unconfigured(f"{path} is neither JSON nor TOML{where}") from None
    if not isinstance(table, dict):
        raise Unconfigured(f"{path} holds no table with id and secret")
    return table
