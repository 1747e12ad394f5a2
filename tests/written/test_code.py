"""The code that ``paraph as`` prints is run, and a server judges what it sends."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from paraph.codegen.call import call_of
from paraph.codegen.languages import code_for
from paraph.core.claims import Reason
from tests.written.server import SAMPLES, SECRETS, Judge, judging, meant

Runner = Callable[[Path], list[str]]
VARIABLES = [word for name, value in SECRETS.items() for word in ("--env-var", f"{name}={value}")]
NEWMAN = os.environ.get("PARAPH_NEWMAN") or "newman"
RUNNERS: dict[str, tuple[str, str, str, Runner]] = {
    "python": ("python3", "", "call.py", lambda path: [sys.executable, str(path)]),
    "httpx": ("python3", "", "call.py", lambda path: [sys.executable, str(path)]),
    "curl": ("curl", "apt-get install curl openssl", "call.sh", lambda path: ["bash", str(path)]),
    "postman": (NEWMAN, "npm install newman@6.2.2", "call.json", lambda path: [NEWMAN, "run", str(path), *VARIABLES]),
    "javascript": ("node", "apt-get install nodejs", "call.mjs", lambda path: ["node", str(path)]),
    "php": ("php", "apt-get install php-cli", "call.php", lambda path: ["php", str(path)]),
    "ruby": ("ruby", "apt-get install ruby", "call.rb", lambda path: ["ruby", str(path)]),
    "go": ("go", "apt-get install golang-go", "call.go", lambda path: ["go", "run", str(path)]),
    "java": ("java", "apt-get install default-jdk-headless", "Call.java", lambda path: ["java", str(path)]),
}
"""Of each language that is run: its program, how to get it, what to call the file, and the command."""


def run(
    language: str, server: Judge, sample: str, folder: Path, before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the code of a sample; `before` goes before its command."""
    _, _, name, command = RUNNERS[language]
    code = code_for(language, call_of(SAMPLES[sample], base_url=server.url))
    for secret in SECRETS.values():
        assert secret not in code
    (folder / name).write_text(code, "utf-8")
    env = {**os.environ, **SECRETS}
    words = [*before, *command(folder / name)]
    return subprocess.run(words, capture_output=True, text=True, env=env, timeout=120, check=False)


def need(program: str, how: str, what: str) -> None:
    """Skip the test when a program is missing and something may be left out."""
    if shutil.which(program) is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ:
        pytest.skip(f"left out: {what}, since there is no {program}; {how}")


@pytest.mark.parametrize("language", RUNNERS)
def test_what_it_sends_is_accepted_and_is_the_same_call(language: str, tmp_path: Path) -> None:
    program, how, _, _ = RUNNERS[language]
    need(program, how, f"running {language} code")
    with judging() as server:
        for sample in SAMPLES:
            done = run(language, server, sample, tmp_path)
            assert server.seen, (sample, done.stderr)
            received, verdict = server.seen.pop()
            assert verdict.valid, (sample, verdict.detail, received, done.stderr)
            assert not server.seen, sample
            assert meant(received) == meant(SAMPLES[sample]), sample
            assert done.returncode == 0, (sample, done.stderr)
            assert language == "postman" or '"valid": true' in done.stdout, (sample, done.stdout)


@pytest.mark.parametrize("language", ["curl", "postman"])
def test_an_hour_later_it_signs_anew(language: str, tmp_path: Path) -> None:
    program, how, _, _ = RUNNERS[language]
    need(program, how, f"running {language} code")
    need("faketime", "apt-get install faketime", f"running {language} code an hour later")
    for sample in ("duo-get", "oauth-alteryx"):
        with judging(3600) as server:
            run(language, server, sample, tmp_path)
            run(language, server, sample, tmp_path, ["faketime", "-f", "+3600s"])
            verdicts = [verdict for _, verdict in server.seen]
            assert [verdict.reason for verdict in verdicts] == [Reason.BAD_TIME, Reason.VALID], verdicts
