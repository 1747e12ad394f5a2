"""``paraph profiles``, and how the configuration file changes."""

import json
import os
import pty
import re
import subprocess
import sys
import tomllib
import traceback
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.cli.profile_file import differs_only_in, remove, store, with_profile, without_profile
from paraph.core.errors import Unconfigured
from paraph.core.secret import Secret
from tests.cli.test_send import API, Home, home  # noqa: F401
from tests.http.servers import DUO

NO_KEYRING: dict[str, Any] = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
VALUES = {"id": "K", "host": "h.example", "secret": {"env": "S"}}
SECTION = 'id = "K"\nhost = "h.example"\nsecret = {env = "S"}\n'
OTHERS = '# about other\n[profile.other]\nid = "x" # why\n\n[tool]\nlist = [\n  1,\n]\n'
CHANGES = [
    ("", f"[profile.prod]\n{SECTION}", None),
    (f'# top\n[profile.prod] # mine\nid = "old"\ntoken = "t"\n\n{OTHERS}',
     '# top\n[profile.prod] # mine\nid = "K"\nhost = "h.example"\nsecret = {env = "S"}\n\n' + OTHERS,
     f"# top\n\n{OTHERS}"),
    ('a = 1\n[profile.prod]\nid = "1"\n[profile.prod.others]\nz = "2"\n# end\n', f"a = 1\n[profile.prod]\n{SECTION}# end\n", "a = 1\n# end\n"),
    ('profile = {prod = {id = "1"}, b = {id = "2"}} # on one line\n',
     'profile = {prod = {id = "K", host = "h.example", secret = {env = "S"}}, b = {id = "2"}} # on one line\n',
     'profile = {b = {id = "2"}} # on one line\n'),
    (OTHERS, f"{OTHERS}\n[profile.prod]\n{SECTION}", None),
    ('{"profile": {"prod": {}}}', None, None),
    ("no TOML", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "put", "removed"), CHANGES)
def test_a_profile_changes_and_the_rest_stays(before: str, put: str | None, removed: str | None) -> None:
    changed, without = with_profile(Secret(before), "prod", VALUES), without_profile(Secret(before), "prod")
    assert squeeze(changed.text if changed else None) == squeeze(put)
    assert squeeze(without.text if without else None) == squeeze(removed)


def squeeze(text: str | None) -> str | None:
    """The text without the blanks within tables on one line, which are tomlkit's affair."""
    return text and re.sub(r"(?<=[,{]) +", "", text)


COMMENTS = st.lists(st.sampled_from(["# a\n", "\n", "  # b\n"]), max_size=3).map("".join)
TABLES = st.lists(
    st.tuples(st.sampled_from(["profile.a", "profile.prod", "profile.prodded", 'profile."c d"', "tool", "x.y"]), COMMENTS),
    unique_by=lambda each: each[0], max_size=5,
)  # fmt: skip


@given(COMMENTS, TABLES)
@settings(max_examples=200, deadline=None)
def test_no_comment_and_no_other_value_is_lost(opening: str, tables: list[tuple[str, str]]) -> None:
    text = opening + "".join(f'[{name}]\nid = "{name[:9].encode().hex()}"\n{comments}' for name, comments in tables)
    before = tomllib.loads(text)
    for after in (with_profile(Secret(text), "prod", VALUES), without_profile(Secret(text), "prod")):
        if after is not None:
            assert differs_only_in(before, after, "prod")
            assert [line.strip() for line in after.text.splitlines() if "#" in line] == [
                line.strip() for line in text.splitlines() if "#" in line
            ]


def test_profiles_are_listed_and_shown_without_their_secrets(home: Home) -> None:  # noqa: F811
    empty = home.paraph("profiles")
    assert (empty.returncode, empty.stdout) == (0, b"")
    assert b"paraph login" in empty.stderr
    assert json.loads(home.paraph("profiles", "--json").stdout)["profiles"] == []
    home.login("--no-test")
    with home.config.open("a") as file:
        file.write(f'[profile.ci]\nid = "DI2"\nsecret = "{DUO.secret.text}"\n')
        file.write(f'[profile.pass]\nid = "DI3"\nsecret = {{command = "echo {DUO.secret.text}"}}\n')
    lines = home.paraph("profiles").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == ["profile", "prod", "ci", "pass"]
    assert lines[1].split()[1:4] == [DUO.key_id, API, "duo"]
    assert [line[lines[0].index("secret") :] for line in lines[1:]] == [
        "keyring paraph/prod", "configuration file", "output of a command"
    ]  # fmt: skip
    told = json.loads(home.paraph("profiles", "show", "prod", "--json").stdout)
    assert told == {
        "schema": "paraph.profiles/1", "path": str(home.config),
        "profiles": [{"name": "prod", "id": DUO.key_id, "host": API, "scheme": "duo", "kept_in": "keyring",
                      "secret": {"keyring": "paraph/prod"}}],
    }  # fmt: skip


@pytest.mark.parametrize("keyring", [{}, NO_KEYRING], ids=["keyring", "file"])
def test_remove_takes_out_the_profile_and_its_secret(home: Home, keyring: dict[str, Any]) -> None:  # noqa: F811
    home.login("--no-test", **keyring)
    home.config.write_text(f"# mine\n{home.config.read_text()}[other]\na = 1\n")
    kept = home.folder / "config" / "secrets" / "prod" if keyring else home.folder / "ring.json"
    assert DUO.secret.text in kept.read_text()
    assert home.paraph("profiles", "remove", "prod", **keyring).returncode == 2
    done = home.paraph("profiles", "remove", "prod", "--yes", "--json", **keyring)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["secret_removed"] is True
    assert home.config.read_text() == "# mine\n[other]\na = 1\n"
    assert not kept.exists() or DUO.secret.text not in kept.read_text()
    assert home.paraph("profiles", "remove", "prod", "--yes", **keyring).returncode == 78


def test_a_secret_that_paraph_did_not_store_stays(home: Home) -> None:  # noqa: F811
    own = home.folder / "own"
    own.write_text(DUO.secret.text)
    home.config.parent.mkdir(mode=0o700)
    home.config.write_text(f'[profile.prod]\nid = "DI"\nsecret = {{file = "{own}"}}\n')
    done = home.paraph("profiles", "remove", "prod", "--yes")
    assert done.returncode == 0
    assert f"its secret stays: file {own}".encode() in done.stderr
    assert own.exists()


def test_the_nearest_profile_is_named(home: Home) -> None:  # noqa: F811
    home.login("--no-test")
    for words in (("profiles", "show", "prdo"), ("profiles", "remove", "prdo"), ("send", "/x", "--profile", "prdo")):
        done = home.paraph(*words)
        assert done.returncode == 78
        assert b"did you mean prod?" in done.stderr
    assert home.paraph("profiles", "show").returncode == 2
    assert home.paraph("profiles", "list", "prod").returncode == 2


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 130)])
def test_remove_asks_on_a_terminal(home: Home, answer: bytes, code: int) -> None:  # noqa: F811
    home.login("--no-test")
    own, other = pty.openpty()
    os.write(own, answer)
    words = [sys.executable, "-m", "paraph", "profiles", "remove", "prod"]
    done = subprocess.run(words, env=home.env, stdin=other, stdout=other, stderr=other, timeout=60, check=False)
    assert done.returncode == code
    assert b"Remove the profile prod" in os.read(own, 4096)
    os.close(own)
    os.close(other)
    assert ("[profile.prod]" in Path(home.config).read_text()) is (code != 0)


def test_an_error_has_no_secret_in_its_frames(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("PARAPH_CONFIG", str(home.config))
    home.config.parent.mkdir(mode=0o700)
    home.config.write_text(f'{{"profile": {{"a": {{"id": "x", "secret": "{DUO.secret.text}"}}}}}}')
    home.config.chmod(0o600)
    for change in (lambda: store("b", "K", DUO.secret, API, "duo", use_keyring=False), lambda: remove("a")):
        with pytest.raises(Unconfigured, match="by hand") as caught:
            change()
        shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
        assert DUO.secret.text not in shown
    assert not (home.config.parent / "secrets").exists()


@pytest.mark.parametrize(
    "place", ['"text"', "{file = 3}", '{file = "/nowhere/x"}', '{keyring = "other"}', '{env = "X"}']
)
def test_a_place_that_is_not_of_paraph_is_left_alone(home: Home, place: str) -> None:  # noqa: F811
    home.config.parent.mkdir(mode=0o700)
    home.config.write_text(f'[profile.a]\nid = "x"\nsecret = {place}\n')
    home.config.chmod(0o600)
    assert json.loads(home.paraph("profiles", "remove", "a", "--yes", "--json").stdout)["secret_removed"] is False
    assert home.config.read_text() == ""


def test_without_a_configuration_file_login_is_named(home: Home) -> None:  # noqa: F811
    done = home.paraph("send", "/admin/v1/users", "--profile", "prod")
    said = f"paraph: error: there is no profile 'prod' in {home.config}: make one with `paraph login prod`\n"
    assert (done.returncode, done.stderr.decode()) == (78, said)
