"""``paraph doctor``: each check, as it holds and as it fails."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from paraph.cli.checks import EXTRAS
from tests.cli.test_send import Home, home  # noqa: F401
from tests.http.servers import DUO, Told, serving

NAMES = [
    "clock",
    "certificates",
    "keyring",
    "configuration",
    "permissions",
    "versions",
    "extras",
    "completion",
    "proxies",
]
NOW = ("--now", "Tue, 17 Mar 2026 09:30:05 GMT")
PLAIN: dict[str, Any] = {"SHELL": "/bin/bash", "SSL_CERT_FILE": "", "SSL_CERT_DIR": "", "NO_PROXY": "*"}


def checks(home: Home, *words: str, code: int = 0, **env: Any) -> dict[str, dict[str, Any]]:  # noqa: F811
    done = home.paraph("doctor", "--json", *words, HOME=str(home.folder), **{**PLAIN, **env})
    assert done.returncode == code, done
    told = json.loads(done.stdout)
    assert told["schema"] == "paraph.doctor/1"
    assert [list(check) for check in told["checks"]] == [["name", "ok", "detail", "fix"]] * len(NAMES)
    assert [check["name"] for check in told["checks"]] == NAMES
    return {check["name"]: check for check in told["checks"]}


def test_all_is_well(home: Home) -> None:  # noqa: F811
    home.login("--no-test")
    found = checks(home)
    assert all(check["ok"] for check in found.values())
    assert found["keyring"]["detail"] == "ring.Keyring"
    assert "1 profile" in found["configuration"]["detail"]
    assert "httpx2 2" in found["versions"]["detail"]
    assert "--host" in found["clock"]["fix"]


@pytest.mark.parametrize(("date", "code", "said"), [
    ("Tue, 17 Mar 2026 09:30:05 GMT", 0, "the same as at http://127.0.0.1"),
    ("Tue, 17 Mar 2026 09:30:00 GMT", 0, "5 s ahead of http://127.0.0.1"),
    ("Tue, 17 Mar 2026 09:40:05 GMT", 1, "600 s behind http://127.0.0.1"),
    ("", 1, "sends no Date"),
])  # fmt: skip
def test_the_clock_of_a_host(home: Home, date: str, code: int, said: str) -> None:  # noqa: F811
    with serving(lambda _: Told(404, (("Date", date),))) as server:
        clock = checks(home, "--host", server.url, *NOW, code=code)["clock"]
        assert said in clock["detail"]
        assert bool(clock["fix"]) is (code == 1)
        ((request, _),) = server.seen
        assert (request.method, request.target, request.header("Authorization")) == ("HEAD", "/", None)


def test_the_clock_of_the_host_of_a_profile(home: Home) -> None:  # noqa: F811
    with serving(lambda _: Told(200, (("Date", "Tue, 17 Mar 2026 09:30:05 GMT"),))) as server:
        home.config.parent.mkdir(mode=0o700)
        home.config.write_text(f'[profile.a]\nhost = "{server.url}/api"\n[profile.b]\nid = "x"\n')
        home.config.chmod(0o600)
        assert "the same" in checks(home, "--profile", "a", *NOW)["clock"]["detail"]
    for words in (("--profile", "b"), ("--profile", "a", "--host", "h"), ("--host", "h h")):
        assert home.paraph("doctor", *words).returncode == 2
    assert "cannot ask" in checks(home, "--host", server.url, code=1)["clock"]["detail"]


def test_certificates_that_cannot_be_loaded(home: Home) -> None:  # noqa: F811
    found = checks(home, code=1, SSL_CERT_FILE=str(home.folder / "none.pem"))["certificates"]
    assert not found["ok"]
    assert "none.pem" in found["detail"]
    assert "SSL_CERT_FILE" in found["fix"]


def test_proxies_are_named_without_their_passwords(home: Home) -> None:  # noqa: F811
    url = f"http://me:{DUO.secret.text}@proxy.example:3128"
    assert checks(home, HTTPS_PROXY=url, NO_PROXY="")["proxies"]["detail"] == "https: proxy.example:3128"
    found = checks(home, code=1, HTTPS_PROXY="ftp://proxy.example", NO_PROXY="")
    assert not found["proxies"]["ok"]


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "no.such.Keyring"])
def test_the_keyring_has_to_work_if_a_profile_needs_it(home: Home, backend: str) -> None:  # noqa: F811
    assert checks(home, PYTHON_KEYRING_BACKEND=backend)["keyring"]["ok"]
    home.login("--no-test")
    found = checks(home, code=1, PYTHON_KEYRING_BACKEND=backend)["keyring"]
    assert not found["ok"]
    assert found["fix"]


def test_what_others_can_read_or_change(home: Home) -> None:  # noqa: F811
    home.login("--no-test", "--no-keyring")
    own, kept = home.folder / "own", home.config.parent / "secrets" / "prod"
    own.write_text("x")
    home.config.write_text(home.config.read_text() + f'[profile.b]\nsecret = {{file = "{own}"}}\n')
    for path, mode, good in ((home.config, 0o644, 0o600), (home.config.parent, 0o777, 0o700), (kept, 0o640, 0o600),
                             (kept.parent, 0o770, 0o700), (own, 0o644, 0o600)):  # fmt: skip
        own.chmod(0o600)
        path.chmod(mode)
        found = checks(home, code=1)["permissions"]
        assert str(path) in found["detail"]
        assert found["fix"] == f"chmod {good:o} {path}"
        path.chmod(good)
    assert checks(home)["permissions"]["ok"]


def test_a_configuration_that_is_no_toml(home: Home) -> None:  # noqa: F811
    home.config.parent.mkdir(mode=0o700)
    home.config.write_text(f"secret = {DUO.secret.text}")
    home.config.chmod(0o600)
    found = checks(home, code=1)["configuration"]
    assert "neither JSON nor TOML" in found["detail"]


@pytest.mark.parametrize(("shell", "file"), [
    ("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", ".config/fish/config.fish"),
])  # fmt: skip
def test_completion_is_looked_for_in_the_start_file_of_the_shell(home: Home, shell: str, file: str) -> None:  # noqa: F811
    missing = checks(home, SHELL=f"/usr/bin/{shell}")["completion"]
    (home.folder / file).parent.mkdir(parents=True, exist_ok=True)
    (home.folder / file).write_text(missing["fix"].partition(": ")[2] + "\n")
    assert "switched on" in checks(home, SHELL=f"/usr/bin/{shell}")["completion"]["detail"]
    assert "not known" in checks(home, SHELL="/bin/dash")["completion"]["detail"]


def test_every_extra_is_explained() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert set(EXTRAS) == set(project["optional-dependencies"]) - {"dev"}


def test_for_people_each_check_begins_a_line_and_its_fix_is_under_it(home: Home) -> None:  # noqa: F811
    env = {**PLAIN, "HOME": str(home.folder)}
    done = home.paraph("doctor", **env)
    lines = done.stdout.decode().splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [line[6:].partition(":")[0] for line in heads] == NAMES
    assert lines[0].startswith("note  clock: ")
    assert lines[1].startswith("        fix: ")
    assert b"\x1b[33mnote\x1b[0m  clock" in home.paraph("doctor", "--color", "always", **env).stdout
