"""The scripts of the page, as the TypeScript compiler checks them: their types stand in comments."""

import os
import subprocess
from pathlib import Path

import pytest

COMPILER = os.environ.get("PARAPH_TSC", "")


@pytest.mark.skipif(
    not COMPILER and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: npm install typescript@5.9.3, and set PARAPH_TSC to its tsc",
)
def test_the_types_of_the_scripts() -> None:
    command = [COMPILER, "--project", str(Path(__file__).with_name("tsconfig.json"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
