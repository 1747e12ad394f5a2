"""`paraph as` from outside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.test_cli import answer, paraph

REQUEST = "examples/requests/duo-auth-unsorted.http"
COLLECTION = "tests/readers/data/duo.postman_collection.json"


def test_a_missing_or_unknown_language_names_all() -> None:
    alone, wrong, none = paraph("as"), paraph("as", "Pythn", REQUEST), paraph("as", REQUEST)
    names = "python, httpx, curl, postman, javascript, php, ruby, go, java, csharp, powershell"
    for done in (alone, wrong, none):
        assert done.returncode == 2
        assert done.stderr.decode().startswith("paraph: error: ")
        assert done.stderr.decode().endswith(f"LANGUAGE is one of: {names}\n")
        assert done.stderr.count(b"\n") == 1
    assert b"did you mean python?" in wrong.stderr
    assert b"did you mean" not in none.stderr


def test_the_help_is_short() -> None:
    assert b"Usage: paraph as [OPTIONS] LANGUAGE [INPUT]\n" in paraph("as", "--help").stdout


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("curl", "next, set the environment variable DUO_SKEY to the secret key, then run: bash {}"),
        (
            "postman",
            "next, import {} into Postman, set the variable DUO_SKEY to the secret key (type secret, current value only), and send",
        ),
    ],
)
def test_after_writing_it_says_what_to_do_next(language: str, end: str, tmp_path: Path) -> None:
    out = tmp_path / "call"
    done = paraph("as", language, REQUEST, "--out", str(out))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"paraph: wrote {out}; {end.format(out)}\n"
    assert out.read_text("utf-8") == answer("as", language, REQUEST)["code"]


def test_a_postman_file_stays_itself() -> None:
    made = json.loads(paraph("as", "postman", COLLECTION, "--entry", "User").stdout)
    assert made["info"]["name"] == "Duo"
    assert made["item"][1]["request"]["url"]["host"] == ["{{host}}"]
    assert "event" in made["item"][1]


def test_explain_recommends_the_language_of_the_input(tmp_path: Path) -> None:
    curl = tmp_path / "call.txt"
    curl.write_text("curl https://api-example0.duosecurity.com/x -u DIEXAMPLE00000000000:" + "0" * 128)
    words = ("--credentials", "examples/duo.json", "--budget", "0")
    for name, language in ((str(curl), "curl"), (COLLECTION, "postman"), (REQUEST, "python")):
        shown = paraph("explain", name, *words, *(("--entry", "2") if name == COLLECTION else ())).stdout.decode()
        assert f"\n    paraph as {language} {name}" in shown


def test_only_as_loads_the_template_engine() -> None:
    code = """
import sys
from paraph.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("jinja2" in sys.modules, file=sys.stderr)
"""
    for words, loaded in (
        (("explain", REQUEST, "--credentials", "examples/duo.json"), "False"),
        (("as", "python", REQUEST), "True"),
    ):
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
        assert done.stderr.splitlines()[-1] == loaded


def test_a_collection_of_a_whole_api(tmp_path: Path) -> None:
    out = tmp_path / "auth.json"
    done = run("as", "postman", "--api", "duo-auth", "--out", str(out))
    assert (done.code, done.stdout) == (0, "")
    assert (
        done.stderr
        == f"paraph: wrote {out}; next, import {out} into Postman, and set its variables: host, ikey and skey\n"
    )
    printed = run("as", "postman", "--api", "duo-auth", "--json")
    assert json.loads(printed.stdout)["code"] == out.read_text("utf-8")
    unsigned = json.loads(run("as", "postman", "--api", "duo-auth", "--unsigned").stdout)
    assert unsigned["event"] == []
    assert unsigned["variable"] == [{"key": "base", "value": "http://localhost:8090", "type": "string"}]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("postman", "--api", "duo-admn"), "did you mean duo-admin?"),
        (("python", "--api", "duo-admin"), "write `paraph as postman --api NAME`"),
        (("postman", REQUEST, "--api", "duo-admin"), "omit INPUT"),
        (("postman", "--api", "duo-admin", "--var", "a=b"), "omit INPUT"),
        (("postman", "--api", "alteryx-v3", "--unsigned"), "omit --unsigned"),
        (("postman", REQUEST, "--unsigned"), "--unsigned goes with --api NAME"),
        (("postman",), "INPUT is missing"),
    ],
)
def test_what_does_not_go_with_a_whole_api(words: tuple[str, ...], message: str) -> None:
    done = run("as", *words)
    assert (done.code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert message in done.stderr
