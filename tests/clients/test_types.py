"""The clients are typed: mypy takes a program of forty calls, and refuses each of ten wrong ones."""

import os
import re
import subprocess
import sys
from pathlib import Path

FORTY, WRONG = "tests/clients/program_of_forty.py", "tests/clients/wrong_calls.py"


def mypy(path: str) -> list[str]:
    """The lines of mypy about a file."""
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", path],
        capture_output=True, text=True, check=False, env={**os.environ, "MYPYPATH": "src"},
    )  # fmt: skip
    assert found.stderr == ""
    return [line for line in found.stdout.splitlines() if ": note:" not in line]


def test_forty_calls_have_the_types_that_they_should() -> None:
    assert len(re.findall(r"^ +(?:assert_type\()", Path(FORTY).read_text("utf-8"), re.MULTILINE)) >= 40
    assert mypy(FORTY) == []


def test_ten_wrong_calls_are_refused() -> None:
    lines = Path(WRONG).read_text("utf-8").splitlines()
    expected = [number for number, line in enumerate(lines, 1) if "# wrong" in line]
    found = [int(line.split(":")[1]) for line in mypy(WRONG)]
    assert len(expected) == 10
    assert sorted(set(found)) == expected
