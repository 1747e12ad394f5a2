"""Files that hold configuration or secrets, of which no word is told when they cannot be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.errors import Unconfigured

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 256 * 1024
_TEXT = re.compile(
    r""""{3}(?:\\.|[^\\])*?(?:"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|"(?:\\.|[^"\\\n])*+(?:"|$)|'[^'\n]*+(?:'|$)|\#[^\n]*+""",
    re.DOTALL | re.MULTILINE,
)
_LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){12}")
"""A name of that many parts, each of which the parser goes through again for all the others."""


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
    return table_from(file_bytes(path), path)


def table_from(raw: bytes, path: Path) -> dict[str, Any]:
    """The table in the bytes of such a file."""
    import json
    import tomllib

    if len(raw) > MOST_BYTES:
        raise Unconfigured(f"{path} is larger than {MOST_BYTES // 1024} KiB, which no file of credentials is")
    try:
        text = raw.decode("utf-8-sig")
        is_json = text.lstrip().startswith("{")
        if not is_json and _LONG_KEY.search(_TEXT.sub("_", text)):
            raise Unconfigured(f"{path} has a name of more than 12 parts with dots between them: write shorter ones")
        table = json.loads(text) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise Unconfigured(f"{path} is neither JSON nor TOML{where}") from None
    if not isinstance(table, dict):
        raise Unconfigured(f"{path} holds no table with id and secret")
    return table
