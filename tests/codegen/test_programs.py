"""The code that ``paraph as`` prints is run, and a server judges what it sends."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from paraph.codegen.rendering import program
from paraph.core.claims import Reason
from tests.codegen.server import SAMPLES, SECRETS, Judge, judging, meaning

Runner = Callable[[Path, Mapping[str, str]], list[str]]
NEWMAN = os.environ.get("PARAPH_NEWMAN") or "newman"


def newman_run(path: Path, secrets: Mapping[str, str]) -> list[str]:
    """The command that runs a collection with these secrets as variables."""
    return [NEWMAN, "run", str(path), *(f"--env-var={name}={value}" for name, value in secrets.items())]


RUNNERS: dict[str, tuple[str, str, str, Runner]] = {
    "python": ("python3", "", "call.py", lambda path, _: [sys.executable, str(path)]),
    "httpx": ("python3", "", "call.py", lambda path, _: [sys.executable, str(path)]),
    "curl": ("curl", "apt-get install curl openssl", "call.sh", lambda path, _: ["bash", str(path)]),
    "postman": (NEWMAN, "npm install newman@6.2.2", "call.json", newman_run),
    "javascript": ("node", "apt-get install nodejs", "call.mjs", lambda path, _: ["node", str(path)]),
    "php": ("php", "apt-get install php-cli", "call.php", lambda path, _: ["php", str(path)]),
    "ruby": ("ruby", "apt-get install ruby", "call.rb", lambda path, _: ["ruby", str(path)]),
    "go": ("go", "apt-get install golang-go", "call.go", lambda path, _: ["go", "run", str(path)]),
    "java": ("java", "apt-get install default-jdk-headless", "Call.java", lambda path, _: ["java", str(path)]),
}
"""Of each language that is run: its program, how to get it, what to call the file, and the command."""


def run(
    language: str,
    server: Judge,
    sample: str,
    folder: Path,
    before: Sequence[str] = (),
    secrets: Mapping[str, str] = SECRETS,
) -> subprocess.CompletedProcess[str]:
    """Run the code of a sample; `before` goes before its command."""
    _, _, name, command = RUNNERS[language]
    code = program(language, SAMPLES[sample], base_url=server.url).code
    for secret in SECRETS.values():
        assert secret not in code
    (folder / name).write_text(code, "utf-8")
    env = {**os.environ, **secrets}
    words = [*before, *command(folder / name, secrets)]
    return subprocess.run(words, capture_output=True, text=True, env=env, timeout=120, check=False)


def need(program: str, how: str, what: str) -> None:
    """Skip the test when a program is missing and something may be left out."""
    if shutil.which(program) is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ:
        pytest.skip(f"left out: {what}, since there is no {program}; {how}")


@pytest.mark.parametrize("language", RUNNERS)
def test_what_it_sends_is_accepted_and_is_the_same_call(language: str, tmp_path: Path) -> None:
    executable, how, _, _ = RUNNERS[language]
    need(executable, how, f"running {language} code")
    with judging() as server:
        for sample in SAMPLES:
            done = run(language, server, sample, tmp_path)
            assert server.seen, (sample, done.stderr)
            received, verdict = server.seen.pop()
            assert verdict.valid, (sample, verdict.detail, received, done.stderr)
            assert not server.seen, sample
            assert meaning(received) == meaning(SAMPLES[sample]), sample
            assert done.returncode == 0, (sample, done.stderr)
            assert language == "postman" or '"valid": true' in done.stdout, (sample, done.stdout)


@pytest.mark.parametrize("language", ["curl", "postman"])
def test_an_hour_later_it_signs_afresh(language: str, tmp_path: Path) -> None:
    executable, how, _, _ = RUNNERS[language]
    need(executable, how, f"running {language} code")
    need("faketime", "apt-get install faketime", f"running {language} code an hour later")
    for sample in ("duo-get", "oauth-alteryx"):
        with judging(3600) as server:
            run(language, server, sample, tmp_path)
            run(language, server, sample, tmp_path, ["faketime", "-f", "+3600s"])
            verdicts = [verdict for _, verdict in server.seen]
            assert [verdict.reason for verdict in verdicts] == [Reason.BAD_TIME, Reason.VALID], verdicts


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize(
    ("sample", "secrets", "message"),
    [
        ("duo-get", {"DUO_SKEY": ""}, "DUO_SKEY is not set"),
        ("oauth-get", {"OAUTH_CONSUMER_SECRET": "x", "OAUTH_TOKEN_SECRET": ""}, "OAUTH_TOKEN_SECRET is not set"),
        ("oauth-plaintext", {}, "OAUTH_CONSUMER_SECRET is not set"),
    ],
)
def test_a_missing_secret_stops_it(
    language: str, sample: str, secrets: dict[str, str], message: str, tmp_path: Path
) -> None:
    executable, how, _, _ = RUNNERS[language]
    need(executable, how, f"running {language} code")
    with judging() as server:
        done = run(language, server, sample, tmp_path, secrets=secrets)
        assert done.returncode != 0
        assert message in done.stdout + done.stderr
        assert not [request for request, _ in server.seen if request.header("authorization")]
        assert language == "postman" or not server.seen


@pytest.mark.parametrize("language", ["csharp", "powershell"])
def test_what_is_not_run_names_the_call_and_no_secret(language: str) -> None:
    for sample in SAMPLES.values():
        made = program(language, sample)
        assert made.call is not None
        assert made.call.path in made.code
        assert all(value in made.code for _, value in made.facts.variables)
        assert all(
            f"{secret.name} is not set" in made.code or f'"{secret.name}"' in made.code for secret in made.facts.secrets
        )
        assert "is not set" in made.code
        assert not [secret for secret in SECRETS.values() if secret in made.code]
