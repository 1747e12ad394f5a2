"""Chooses the Python for a script: the one that the user's shell would use, because it has the script's libraries."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOOL_MARKS = ("pipx_metadata.json", "uv-receipt.toml")
"""Files that pipx and `uv tool` put into the environment of a program that they install."""
_SHEBANG = re.compile(rb"#![ \t]*(/[^\s]*python[0-9.]*)(?:[ \t].*)?\r?\n")


def python_for(script: Path | None, variables: Mapping[str, str] = os.environ) -> str:
    """Return the Python for a script, or for -m and -c if there is none.

    The first of: the active environment (VIRTUAL_ENV, CONDA_PREFIX), the script's #! line, paraph's own Python unless
    paraph is installed as a tool of its own, and python3 or python on PATH.
    """
    return next(candidates(script, variables), sys.executable)


def candidates(script: Path | None, variables: Mapping[str, str]) -> Iterator[str]:
    """Yield the Pythons that exist, the best one first."""
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        if variables.get(name) and (found := python_in(Path(variables[name]))):
            yield found
    if script is not None and (named := shebang_python(script)):
        yield named
    if not is_tool(Path(sys.prefix)):
        yield sys.executable
    for name in ("python3", "python"):
        if on_path := shutil.which(name, path=variables.get("PATH")):
            yield on_path


def python_in(environment: Path) -> str:
    """Return the Python of a virtual environment; empty if it has none."""
    places = (environment / "bin" / "python", environment / "Scripts" / "python.exe", environment / "python.exe")
    return next((str(place) for place in places if place.is_file()), "")


def shebang_python(script: Path) -> str:
    """Return the Python that the #! line of a script names by its path; empty if it names none that exists."""
    with script.open("rb") as file:
        found = _SHEBANG.match(file.readline(1024))
    path = os.fsdecode(found[1]) if found else ""
    return path if path and os.access(path, os.X_OK) else ""


def is_tool(environment: Path) -> bool:
    """Whether an environment was made by pipx or `uv tool` for one program, so that it has no other libraries."""
    return any((environment / mark).exists() for mark in TOOL_MARKS)
