"""The lock file holds every library that the project names; a fresh clone installs only what it holds."""

import re
import tomllib
from pathlib import Path


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_named_library_is_locked() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    locked = {name_of(line) for line in Path("requirements.lock").read_text("utf-8").splitlines() if "==" in line}
    assert {name_of(each) for each in named} - {"paraph"} <= locked
