"""Files with configuration or secrets; errors about them quote nothing of their contents."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.field_names import field_name
from paraph.cli.masking import is_first_time
from paraph.core.errors import Unconfigured
from paraph.core.secret import Secret
from paraph.private_files import Exposure, exposure_of

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

MOST_BYTES = 256 * 1024
_TEXT = re.compile(
    r""""{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3})?|'{3}.*?(?:'{3}|\Z)|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
"""Strings and comments, even unterminated: no alternative fails once it has begun, so each character is read once."""
_LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){12}")
"""A name with so many parts, on which the parser takes quadratic time."""


PUBLIC = frozenset(("id", "token", "host", "scheme", "region", "service"))
"""The fields of a credential or profile that are not secret; every other text is treated as a secret."""
CHANGED = (Exposure.WRITTEN, Exposure.FOREIGN)
ANY = (*CHANGED, Exposure.READ)


def first_line(content: Secret) -> Secret:
    """Return the first line without its end: what a file or a program prints as a secret."""
    return Secret(next(iter(content.value.splitlines()), b""))


def file_secret(path: Path, refused: Container[Exposure] = CHANGED, *, warns: bool = True) -> Secret:
    """Return the content of a file; Unconfigured if it cannot be read, or if its exposure to others is one of `refused`.

    A file that others can only read is used, with a warning of one line.
    """
    try:
        with path.open("rb") as file:
            status, content = os.fstat(file.fileno()), Secret(file.read())
    except OSError as error:
        raise Unconfigured(f"cannot read {path}: {error.strerror or error}") from None
    exposure = exposure_of(status)
    said = f"{path} {exposure.value}; run: {repair_command(path, exposure)}"
    if exposure in refused:
        raise Unconfigured(said)
    if exposure is Exposure.READ and warns and is_first_time(said):
        from paraph.render.visible import one_line

        click.echo(f"paraph: warning: {one_line(said)}", err=True)
    return content


def repair_command(path: Path, exposure: Exposure) -> str:
    """Return the command that makes a file private."""
    name = shlex.quote(str(path))
    return f"{f'chown $(id -u) {name} && ' if exposure is Exposure.FOREIGN else ''}chmod 600 {name}"


def refuse_open_folder(folder: Path) -> None:
    """Raise Unconfigured for a folder in which others can create or replace files."""
    if folder.is_dir() and (exposure := exposure_of(folder.stat())) in CHANGED:
        raise Unconfigured(f"{folder} {exposure.value}; run: {folder_repair_command(folder, exposure)}")


def folder_repair_command(folder: Path, exposure: Exposure) -> str:
    """Return the command that makes a folder private."""
    name = shlex.quote(str(folder))
    return f"{f'chown $(id -u) {name} && ' if exposure is Exposure.FOREIGN else ''}chmod 700 {name}"


def load_table(path: Path, refused: Container[Exposure] = CHANGED, *, warns: bool = True) -> dict[str, Any]:
    """Return the table in a JSON or TOML file, its secrets as Secret; Unconfigured, without quoting it, if it is not a table."""
    return table_from(file_secret(path, refused, warns=warns), path)


def table_from(content: Secret, path: Path) -> dict[str, Any]:
    """Return the table in the content of such a file."""
    if len(content.value) > MOST_BYTES:
        raise Unconfigured(f"{path} is larger than {MOST_BYTES // 1024} KiB: it is not a credentials file")
    table, fault = parse_table(content)
    if fault:
        raise Unconfigured(f"{path} {fault}")
    if not isinstance(table, dict):
        raise Unconfigured(f"{path} is not a table with `id` and `secret`")
    return table


def parse_table(content: Secret) -> tuple[Any, str]:
    """Return the value of a JSON or TOML text, or what is wrong with it; the frames of no error contain the text."""
    import json

    try:
        if content.text.removeprefix("\ufeff").lstrip().startswith("{"):
            return seal(json.loads(content.value.decode("utf-8-sig"))), ""
        import tomllib

        if _LONG_KEY.search(_TEXT.sub("_", content.value.decode("utf-8-sig"))):
            return None, "has a name of more than 12 parts with dots between them: write shorter ones"
        return seal(tomllib.loads(content.value.decode("utf-8-sig"))), ""
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        return None, f"is neither JSON nor TOML{f' (line {line})' if line else ''}"


def seal(value: Any, name: str = "") -> Any:
    """Return the value with every text that may be a secret as a Secret."""
    if isinstance(value, dict):
        return {key: seal(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [seal(each, name) for each in value]
    return Secret(value) if isinstance(value, str) and field_name(name) not in PUBLIC else value
