"""The files of the page, as the TypeScript compiler checks them (types stand in comments), and as Prettier writes them."""

import os
import subprocess
from pathlib import Path

import pytest

COMPILER = os.environ.get("PARAPH_TSC", "")
FORMATTER = os.environ.get("PARAPH_PRETTIER", "")


@pytest.mark.skipif(
    not COMPILER and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: npm install typescript@5.9.3, and set PARAPH_TSC to its tsc",
)
def test_the_types_of_the_scripts() -> None:
    command = [COMPILER, "--project", str(Path(__file__).with_name("tsconfig.json"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.skipif(
    not FORMATTER and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: npm install prettier@3.7.3, and set PARAPH_PRETTIER to its prettier",
)
def test_the_layout_of_the_files() -> None:
    files = sorted(str(file) for file in Path("src/paraph/web/static").iterdir() if file.suffix != ".svg")
    command = [FORMATTER, "--print-width", "120", "--list-different", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
