"""Programs of users, run under watch as the command line does it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = Path("tests/tracing/programs").absolute()
SECRETS = ("exampleSecretKey0123456789abcdefABCDEF00", "consumer-secret", "token-secret")


def trace(*words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "paraph", "trace", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **more}, timeout=60)
    assert not [secret for secret in SECRETS if secret in done.stdout + done.stderr]
    return done


def explained(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def spoken(source: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(place["what"], Path(place["file"]).name, place["function"]) for place in source]


@pytest.mark.parametrize(
    ("program", "function"),
    [("by_half", "<module>"), ("by_requests", "<module>"), ("by_urllib", "<module>"), ("by_httpx", "<module>"), ("by_httpx2", "<module>"), ("by_socket", "<module>"), ("by_httpx_async", "main"),
     ("by_aiohttp", "main")],
)  # fmt: skip
def test_each_client(program: str, function: str) -> None:
    done = trace("--json", str(PROGRAMS / f"{program}.py"))
    (answer,) = explained(done)
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["ord-unsorted"]
    assert answer["search"]["candidates"] == 0
    signing = [("built", "signing.py", "headers"), ("signed", "signing.py", "headers")]
    assert spoken(answer["source"]) == [*signing, ("sent", f"{program}.py", function)]
    assert answer["source"][0]["code"] == 'text = "\\n".join((date, text, QUERY))'
    assert done.returncode == 1
    assert "401" in done.stderr


def test_threads_and_processes() -> None:
    answers = explained(trace("--json", str(PROGRAMS / "by_threads.py")))
    assert [answer["verdict"] for answer in answers] == ["explained"] * 9
    assert {spoken(answer["source"])[-1][1] for answer in answers} == {"by_threads.py", "by_urllib.py"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_processes_that_are_forked_off() -> None:
    answers = explained(trace("--json", str(PROGRAMS / "by_fork.py")))
    assert [answer["verdict"] for answer in answers] == ["explained"] * 5


def test_a_right_signature_is_accepted() -> None:
    done = trace(str(PROGRAMS / "by_oauthlib.py"))
    assert done.stdout.startswith("200\n")
    assert "sent at tests/tracing/programs/by_oauthlib.py:6" in done.stdout
    assert done.returncode == 0


def test_the_vendors_client_works_with_one_server_for_all_processes() -> None:
    done = trace("--json", str(PROGRAMS / "by_duo_client.py"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == ["auth", "21", "+12015550123 user_update"]
    answers = explained(done)
    assert {(answer["verdict"], answer["variant"]) for answer in answers} == {("valid", "v5/sha512")}
    assert [len(answer["source"]) for answer in answers] == [2] * 7


def test_the_package_cryptography() -> None:
    (answer,) = explained(trace("--json", str(PROGRAMS / "by_cryptography.py")))
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["join-crlf"]
    assert answer["search"]["candidates"] == 0


def test_what_was_seen_before_an_interrupt_is_explained() -> None:
    command = [sys.executable, "-m", "paraph", "trace", "--color", "never", str(PROGRAMS / "waits.py")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "waiting\n"
        os.killpg(running.pid, signal.SIGINT)
        out, _ = running.communicate(timeout=60)
    assert "ord-unsorted" in out
    assert running.returncode == 130


def test_a_program_that_a_signal_ends_has_the_code_of_a_shell() -> None:
    done = trace(sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    assert done.returncode == 128 + signal.SIGTERM


def test_what_is_not_signed_is_refused_and_nothing_printed_is_lost() -> None:
    done = trace(str(PROGRAMS / "unsigned.py"))
    assert done.stdout == "before\nrefused\n"
    assert "a request to example.org was not sent" in done.stderr
    assert done.returncode == 7


def test_a_module_and_the_programs_own_sitecustomize(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nprint('own', file=sys.stderr)\n")
    (tmp_path / "job.py").write_text("import by_urllib\n")
    done = trace(
        "--json", "--", "-m", "job", cwd=tmp_path, PYTHONPATH=f"{tmp_path}:{PROGRAMS}:{Path('src').absolute()}"
    )
    assert done.stderr.count("own") == 2  # once for paraph itself
    assert len(explained(done)) == 1


def test_another_secret_than_the_programs_own(tmp_path: Path) -> None:
    path = tmp_path / "duo.json"
    path.write_text(json.dumps({"id": "DIEXAMPLE00000000000", "secret": f"{SECRETS[0]}x"}))
    (answer,) = explained(trace("--json", "--credentials", str(path), str(PROGRAMS / "by_requests.py")))
    assert {mistake["id"] for mistake in answer["mistakes"]} == {"ord-unsorted", "secret-cut-short"}


def test_a_wholly_different_secret_than_the_programs_own(tmp_path: Path) -> None:
    path = tmp_path / "duo.json"
    path.write_text(json.dumps({"id": "DIEXAMPLE00000000000", "secret": "quiteAnotherSecret0123456789abcdefghijk9"}))
    (answer,) = explained(trace("--json", "--credentials", str(path), str(PROGRAMS / "by_requests.py")))
    assert answer["verdict"] == "explained"
    said = [(mistake["id"], mistake["title"]) for mistake in answer["mistakes"]]
    assert said == [
        ("ord-unsorted", "The parameters were signed unsorted"),
        ("", "The program signed with another key than the one of the credentials"),
    ]
    assert not [hint for hint in answer["hints"] if "taken from the program" in hint]


def test_an_odd_text_is_shown_whole() -> None:
    program = str(PROGRAMS / "by_odd_text.py")
    (answer,) = explained(trace("--json", program))
    (mistake,) = answer["mistakes"]
    assert (answer["verdict"], mistake["title"]) == (
        "explained",
        "JSON text was signed instead of the canonical string",
    )
    (signed,) = [step["value"] for step in answer["observed"]["steps"] if step["name"] == "canonical string"]
    assert set(json.loads(signed)) == {"url", "date"}
    assert "the key was taken from the program" in " ".join(answer["hints"]).lower()
    assert answer["variant"] == "v2/sha512"
    assert '  - {"url":·"https://api-example0' in trace("--color", "never", program).stdout


def test_what_cannot_be_run() -> None:
    done = trace("no_such_program.py")
    assert (done.returncode, done.stdout) == (2, "")
    said = "cannot run no_such_program.py: no such file; give a script, -m MODULE, or a command such as python or node"
    assert done.stderr.splitlines() == [f"paraph: error: {said}"]
