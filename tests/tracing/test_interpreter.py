"""Which Python runs a traced script."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paraph.tracing.interpreter import python_for
from paraph.tracing.python.hooks import PARENT
from paraph.tracing.run import BOOTSTRAP
from tests.tracing.test_tracing import PROGRAMS, explained, trace


def executable(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def test_the_active_environment_comes_first(tmp_path: Path) -> None:
    python = executable(tmp_path / "venv" / "bin" / "python")
    script = executable(tmp_path / "script.py", f"#!{sys.executable}\n")
    assert python_for(script, {"VIRTUAL_ENV": str(tmp_path / "venv")}) == str(python)
    assert python_for(None, {"CONDA_PREFIX": str(tmp_path / "venv")}) == str(python)
    assert python_for(script, {"VIRTUAL_ENV": str(tmp_path / "removed")}) == sys.executable


@pytest.mark.parametrize(
    ("line", "is_named"),
    [("#!{}\n", True), ("#! {} -u\n", True), ("#!/usr/bin/env python3\n", False), ("#!/no/such/python\n", False), ("", False)],
)  # fmt: skip
def test_the_line_of_the_script_comes_next(tmp_path: Path, line: str, is_named: bool) -> None:
    python = executable(tmp_path / "python3.12")
    script = executable(tmp_path / "script.py", line.format(python))
    assert python_for(script, {}) == (str(python) if is_named else sys.executable)


def test_the_environment_of_a_tool_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = executable(tmp_path / "bin" / "python3")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert python_for(None, {"PATH": str(tmp_path / "bin")}) == sys.executable
    (tmp_path / "uv-receipt.toml").touch()
    assert python_for(None, {"PATH": str(tmp_path / "bin")}) == str(python)
    assert python_for(None, {"PATH": ""}) == sys.executable


def test_any_python_can_be_named() -> None:
    (answer,) = explained(trace("--json", sys.executable, str(PROGRAMS / "by_half.py")))
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["ord-unsorted"]


def test_a_python_that_cannot_be_traced_does_not_run_the_program(tmp_path: Path) -> None:
    broken = tmp_path / "hmac.py"  # the program's own module, which the hooks cannot use
    broken.write_text("raise ImportError('broken')\n", "utf-8")
    (tmp_path / "program.py").write_text("print('it ran')\n", "utf-8")
    variables = {"PYTHONPATH": f"{BOOTSTRAP}{os.pathsep}{tmp_path}", PARENT: "no-such-socket"}
    command = [sys.executable, str(tmp_path / "program.py")]
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert f"paraph: error: cannot trace {sys.executable}" in done.stderr
    assert done.returncode == 78
