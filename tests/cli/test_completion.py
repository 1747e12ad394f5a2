"""What TAB offers, through the scripts and the words that the shells send."""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from paraph.codegen.languages import all_languages
from paraph.mistakes import MISTAKES
from paraph.schemes import ROOMS, scheme_names
from paraph.vectors import cases
from tests.cli.test_send import Home, home  # noqa: F401

LISTED = """GET https://api-x.duosecurity.com/a HTTP/1.1

### first-one
GET https://api-x.duosecurity.com/a HTTP/1.1

### $(touch gone)
GET https://api-x.duosecurity.com/b HTTP/1.1
"""


def offered(home: Home, *words: str) -> list[str]:  # noqa: F811
    """What bash is offered for the last of these words."""
    env: dict[str, Any] = {
        "_PARAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("paraph", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = home.paraph(**env)
    assert done.stderr == b""
    return [line.partition(",")[2] for line in done.stdout.decode().splitlines() if line]


def test_names_are_completed(home: Home) -> None:  # noqa: F811
    home.login("--no-test")
    assert offered(home, "mistakes", "ord") == [name for name in MISTAKES if name.startswith("ord")]
    assert offered(home, "as", "p") == [name for name in all_languages(ROOMS) if name.startswith("p")]
    assert offered(home, "send", "/x", "--scheme", "") == list(scheme_names())
    assert offered(home, "vectors", "list", "--scheme", "duo", "") == [case.id for case in cases("duo")]
    for words in (
        ("send", "/x", "--profile", "p"),
        ("profiles", "remove", "p"),
        ("doctor", "--profile", "p"),
        ("login", "p"),
    ):
        assert offered(home, *words) == ["prod"]
    assert offered(home, "send", "/x", "--profile", "q") == []


def test_entries_of_the_input_are_completed(home: Home) -> None:  # noqa: F811
    file = home.folder / "calls.http"
    file.write_text(LISTED)
    assert offered(home, "explain", str(file), "--entry", "") == ["1", "2", "3", "first-one"]
    assert offered(home, "sign", str(file), "--entry", "f") == ["first-one"]
    assert offered(home, "explain", str(home.folder / "none"), "--entry", "") == []
    assert offered(home, "explain", "--entry", "") == []


def test_a_configuration_that_cannot_be_read_offers_nothing(home: Home) -> None:  # noqa: F811
    assert offered(home, "send", "/x", "--profile", "") == []
    home.config.parent.mkdir(mode=0o700)
    home.config.write_text("no TOML")
    assert offered(home, "send", "/x", "--profile", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_of_the_shell(home: Home, shell: str) -> None:  # noqa: F811
    script = home.paraph("completion", shell).stdout.decode()
    assert f"_PARAPH_COMPLETE={shell}_complete" in script
    told = json.loads(home.paraph("completion", shell, "--json").stdout)
    assert (told["schema"], told["shell"], told["script"] + "\n") == ("paraph.completion/1", shell, script)
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script.encode(), check=True, timeout=60)
    assert f"paraph completion {shell}" in home.paraph("completion", "--help").stdout.decode()
    assert home.paraph("completion", "tcsh").returncode == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_with_the_script(home: Home) -> None:  # noqa: F811
    program = home.folder / "paraph"
    program.write_text('#!/bin/sh\nexec "$PYTHON" -m paraph "$@"\n')
    program.chmod(0o755)
    script = home.paraph("completion", "bash").stdout.decode()
    asked = 'COMP_WORDS=(paraph mistakes ord-un); COMP_CWORD=2; _paraph_completion paraph; echo "${COMPREPLY[@]}"'
    env = {**home.env, "PATH": f"{home.folder}:{os.environ['PATH']}", "PYTHON": sys.executable}
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{asked}"], capture_output=True, text=True, env=env, check=False
    )
    assert done.stdout.split() == [name for name in MISTAKES if name.startswith("ord-un")], done.stderr


def test_vectors_by_name(home: Home) -> None:  # noqa: F811
    first, second = [case.id for case in cases("duo")][:2]
    listed = json.loads(home.paraph("vectors", "list", second, first, "--json").stdout)["vectors"]
    assert [each["id"] for each in listed] == [second, first]
    assert json.loads(home.paraph("vectors", "run", first, "--json").stdout)["total"] == 1
    unknown = home.paraph("vectors", "run", first + "x")
    assert (unknown.returncode, first.encode() in unknown.stderr) == (2, True)


@pytest.mark.parametrize(("words", "wanted"), [
    (("duo", "log"), ["logo", "logs"]),
    (("duo", "logs", "auth"), ["authentication", "authentication-v1"]),
    (("duo", "users", "update", "X", "--sta"), ["--status"]),
    (("duo", "users", "update", "X", "--status", "a"), ["active"]),
    (("duo", "users", "list", "--columns", "username,rea"), ["username,realname"]),
    (("alteryx", "users", "transfer-"), ["transfer-assets"]),
])  # fmt: skip
def test_calls_are_completed_from_the_catalogue(home: Home, words: tuple[str, ...], wanted: list[str]) -> None:  # noqa: F811
    assert offered(home, *words) == wanted
