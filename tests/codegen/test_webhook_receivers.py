"""The receivers that `paraph as` prints accept what the vendor signs, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from paraph import Credential, Request, sign
from paraph.codegen.rendering import program
from paraph.schemes import schemes_in
from paraph.schemes.webhooks.rows import ROWS, Row

SECRETS = {"whsec": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "text": "whsec_0123456789 ü"}
BODY = '{"id": "evt_1", "note": "Zoë"}'.encode()
COMMANDS = {"python": (sys.executable, ".py"), "javascript": ("node", ".mjs")}
EACH = [(row, language) for row in ROWS for language in COMMANDS]


def signed(name: str, secret: str, now: int) -> Request:
    """A message that arrives at the receiver."""
    plain = Request("POST", "/", (("Host", "hooks.example.com"), ("Content-Type", "application/json")), BODY)
    return sign(plain, Credential.of("", secret), name, now=now)


@contextmanager
def receiver(row: Row, language: str, folder: Path) -> Iterator[str]:
    """The address of a receiver that runs."""
    name = row.name
    secret = SECRETS[row.key_form]
    command, ending = COMMANDS[language]
    if shutil.which(command) is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ:
        pytest.skip(f"left out: receivers of webhooks in {language}, since there is no {command}")
    file = folder / f"receiver{ending}"
    file.write_text(program(language, signed(name, secret, 1), name).code, "utf-8")
    environment = {**os.environ, "PORT": "0", row.variable: secret}
    with subprocess.Popen([command, str(file)], stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def status(address: str, request: Request, body: bytes = BODY) -> int:
    """How the receiver answers."""
    return int(requests.post(address, data=body, headers=dict(request.headers), timeout=10).status_code)


@pytest.mark.parametrize(("row", "language"), EACH, ids=lambda value: getattr(value, "name", value))
def test_a_receiver(row: Row, language: str, tmp_path: Path) -> None:
    name, secret = row.name, SECRETS[row.key_form]
    now = int(time.time())
    with receiver(row, language, tmp_path) as address:
        right = signed(name, secret, now)
        assert status(address, right) == 204
        assert status(address, right, BODY + b" ") == 401
        assert status(address, signed(name, SECRETS["whsec"].replace("M", "N", 1), now)) == 401
        assert status(address, Request("POST", "/", ())) == 401
        if row.has_time:
            assert status(address, signed(name, secret, now - 4000)) == 401


@pytest.mark.parametrize("language", sorted(COMMANDS))
def test_a_receiver_stops_without_a_secret(language: str, tmp_path: Path) -> None:
    command, ending = COMMANDS[language]
    file = tmp_path / f"receiver{ending}"
    file.write_text(program(language, signed("slack", "x", 1), "slack").code, "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "SLACK_SIGNING_SECRET"}
    done = subprocess.run([command, str(file)], capture_output=True, text=True, env=environment, timeout=30)
    assert (done.returncode, done.stderr.strip()) == (1, "SLACK_SIGNING_SECRET is not set")


def test_every_vendor_has_receivers() -> None:
    assert {scheme.name for scheme in schemes_in("webhooks")} == {row.name for row, _ in EACH}
