"""Files of secrets that others can read or write, folders, and tracebacks that show local variables."""

import base64
import hashlib
import json
import os
import stat
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paraph import Credential, Request, Secret, sign
from paraph.cli.files import file_secret, seal
from paraph.core.errors import Unconfigured
from paraph.core.mac import hmac_bytes, hmac_text, prepared_hashes
from paraph.deviations import macs
from paraph.private_files import Exposure, exposure_of, make_private_folder
from paraph.schemes.duo import signing as duo
from tests.trust.secrets import Ran, ran_here, umask

SECRET = "Zq7canarySECRETvalue42tailMARK9xyz012345"
FORMS = (SECRET, SECRET.encode().hex(), base64.b64encode(SECRET.encode()).decode()[:40])
TEXT = json.dumps({"id": "DIEXAMPLE00000000000", "secret": SECRET})
SENT = ("send", "GET", "https://api-x.duosecurity.com/x", "--offline")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


def run(*words: str, **env: str) -> Ran:
    return ran_here(list(words), env)


def written(path: Path, text: str, mode: int) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("option", ["--credentials", "--secret-file"])
@pytest.mark.parametrize(("mode", "kept"), [(0o600, ""), (0o400, ""), (0o640, "read"), (0o604, "read"), (0o644, "read"),
                                            (0o620, "written"), (0o602, "written"), (0o666, "written")])  # fmt: skip
def test_who_else_can_touch_a_file(option: str, mode: int, kept: str, tmp_path: Path) -> None:
    key = written(tmp_path / "a key", TEXT if option == "--credentials" else f"{SECRET}\n", mode)
    ran = run(
        *SENT, *(() if option == "--credentials" else ("--id", "DIEXAMPLE00000000000")), option, str(key), "--json"
    )
    lines = [line for line in ran.said.splitlines() if line.startswith("paraph: ")]
    if not kept:
        assert (ran.code, lines) == (0, [])
    else:
        assert ran.code == (78 if kept == "written" else 0)
        said = "error" if kept == "written" else "warning"
        assert lines == [f"paraph: {said}: {key} can be {kept} by others; run: chmod 600 '{key}'"]
    if kept != "written":
        json.loads(ran.said.splitlines()[0])


def test_a_file_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = written(tmp_path / "key", TEXT, 0o600)
    monkeypatch.setattr(os, "geteuid", lambda: key.stat().st_uid + 1)
    if key.stat().st_uid:
        with pytest.raises(Unconfigured, match="somebody else"):
            file_secret(key)
    status = list(key.stat())
    status[4] = 4242
    assert exposure_of(os.stat_result(status)) is Exposure.FOREIGN


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
@pytest.mark.parametrize("which", ["config.toml", "secrets/prod"])
def test_the_store_is_for_its_owner_alone(which: str, mode: int, tmp_path: Path) -> None:
    kept = written(tmp_path / "secrets" / "prod", SECRET, 0o600)
    config = written(tmp_path / "config.toml", f'[profile.prod]\nid = "x"\nsecret = {{file = "{kept}"}}\n', 0o600)
    env = {"PARAPH_CONFIG": str(config)}
    assert run(*SENT, "--profile", "prod", **env).code == 0
    (tmp_path / which).chmod(mode)
    ran = run(*SENT, "--profile", "prod", **env)
    assert ran.code == 78
    assert f"chmod 600 {tmp_path / which}" in ran.said


@pytest.mark.parametrize(("mode", "code"), [(0o700, 0), (0o755, 0), (0o1777, 0), (0o775, 78), (0o777, 78)])
def test_a_command_runs_from_a_folder_of_ones_own_alone(mode: int, code: int, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    program = written(tmp_path / "program", f"#!/bin/sh\ntouch {mark}\necho {SECRET}\n", 0o700)
    config = written(
        tmp_path / "c" / "config.toml", f'[profile.prod]\nid = "x"\nsecret = {{command = "{program}"}}\n', 0o600
    )
    config.parent.chmod(mode)
    assert run(*SENT, "--profile", "prod", PARAPH_CONFIG=str(config)).code == code
    assert mark.exists() == (code == 0)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277])
def test_what_login_makes_is_for_its_owner_alone(mask: int, tmp_path: Path) -> None:
    config = tmp_path / "new" / "deep" / "config.toml"
    words = (
        "login",
        "prod",
        "--id",
        "DI",
        "--host",
        "api-x.duosecurity.com",
        "--secret-env",
        "S",
        "--no-test",
        "--no-keyring",
    )
    with umask(mask):
        assert run(*words, S=SECRET, PARAPH_CONFIG=str(config)).code == 0
    made = {str(path.relative_to(tmp_path)): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert made == {"new": 0o700, "new/deep": 0o700, "new/deep/secrets": 0o700, "new/deep/secrets/prod": 0o600,
                    "new/deep/config.toml": 0o600}  # fmt: skip
    (tmp_path / "new" / "deep").chmod(0o777)
    ran = run(*words, S=SECRET, PARAPH_CONFIG=str(config))
    assert ran.code == 78
    assert "chmod 700" in ran.said


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "b")] == [
        0o755,
        0o700,
        0o700,
    ]


def test_all_texts_but_names_are_sealed() -> None:
    table = {"id": "x", "skey": SECRET, "others": {"old": SECRET}, "list": [SECRET], "number": 1}
    assert SECRET not in str(seal(table))
    assert seal(table)["skey"] == Secret(SECRET)


def frames(call: Callable[[], Any]) -> str:
    """The traceback of the call, with local variables, without the frame of this test."""
    try:
        call()
    except Exception as error:
        assert error.__traceback__ is not None
        error.__traceback__ = error.__traceback__.tb_next
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    raise AssertionError("nothing was raised")


def broken(name: str = "", *_: Any, **__: Any) -> Any:
    del name, _, __
    raise RuntimeError("broken")


@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("size", [1, 5], ids=["short", "longer than a block"])
def test_no_frame_of_a_mac_shows_the_key(name: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Secret(SECRET * size)
    plain = getattr(hashlib, name)

    def second(data: bytes = b"") -> Any:
        if data:
            del data
            raise RuntimeError("broken")
        return plain()

    stage = next(each for each in macs.mac_deviations(duo.hmac_sha512, name) if each.id == "key-message-swapped")
    monkeypatch.setattr(hashlib, name, second)
    calls: list[Callable[[], Any]] = [
        lambda: prepared_hashes(name, Secret(secret.value)),
        lambda: hmac_bytes(name, Secret(secret.value), b"text"),
        lambda: hmac_text(name, Secret(secret.value), "text"),
        lambda: list(stage.ways(Secret(secret.value), "text")),
    ]
    for call in calls:
        shown = frames(call)
        assert "broken" in shown
        assert not [form for form in FORMS if form in shown]


@pytest.mark.parametrize("scheme", ["duo", "oauth1"])
def test_no_frame_of_signing_shows_it(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    credential = Credential.of("id", SECRET, "token", SECRET[::-1])
    request = Request("GET", "/x", (("Host", "shop.example.com"),))
    monkeypatch.setattr(hashlib, "sha512" if scheme == "duo" else "sha1", broken)
    shown = frames(lambda: sign(request, credential, scheme))
    assert "broken" in shown
    for form in (*FORMS, SECRET[::-1]):
        assert form not in shown


@pytest.mark.parametrize("make", [
    lambda: Credential.of(1, SECRET, "token", SECRET),  # type: ignore[arg-type]
    lambda: Credential.rsa("id", SECRET),
])  # fmt: skip
def test_no_frame_of_a_credential_shows_it(make: Callable[[], Any]) -> None:
    shown = frames(make)
    assert not [form for form in FORMS if form in shown]
