"""JSON is coloured on a terminal, and never in a pipe unless that is asked for."""

import json
import os
import pty
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.cli.terminal import coloured_json, coloured_lines
from tests.cli.test_send import Home, home  # noqa: F401
from tests.http.servers import DUO, Told, serving

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.booleans())
def test_only_colours_are_added(value: Any, is_indented: bool) -> None:
    text = json.dumps(value, indent=2 if is_indented else None)
    assert COLOUR.sub("", coloured_json(text)) == text
    assert COLOUR.sub("", "".join(coloured_lines(json.JSONEncoder(indent=2).iterencode(value)))) == json.dumps(
        value, indent=2
    )


def test_each_kind_of_token_has_its_colour() -> None:
    assert coloured_json('{"a\\": 1": "b:", "c": [-1.5e3, true, null]}') == (
        '{\x1b[36m"a\\": 1"\x1b[0m: \x1b[32m"b:"\x1b[0m, \x1b[36m"c"\x1b[0m: '
        "[\x1b[33m-1.5e3\x1b[0m, \x1b[35mtrue\x1b[0m, \x1b[35mnull\x1b[0m]}"
    )


def on_terminal(home: Home, words: tuple[str, ...], **env: str) -> str:  # noqa: F811
    """What a command prints on a terminal."""
    own, other = pty.openpty()
    plain = {name: value for name, value in home.env.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "paraph", *words]
    subprocess.run(command, env={**plain, "TERM": "xterm", **env}, stdin=other, stdout=other, timeout=60, check=False)
    os.close(other)
    shown = b""
    try:
        while piece := os.read(own, 65536):
            shown += piece
    except OSError:  # the end of a terminal
        pass
    os.close(own)
    return shown.decode()


COMMANDS = [
    ("mistakes", "ord-unsorted", "--json"),
    ("doctor", "--json"),
    ("verify", "examples/requests/duo-auth-unsorted.http", "--credentials", "examples/duo.json", "--json"),
    ("explain", "examples/requests/duo-auth-unsorted.http", "--credentials", "examples/duo.json", "--json"),
    ("sign", "examples/requests/duo-auth-unsorted.http", "--credentials", "examples/duo.json", "--json"),
    ("send", "https://h.example/x", "--id", "K", "--secret-env", "DUO_SKEY", "--offline", "--json"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_json_on_a_terminal_and_in_a_pipe(home: Home, words: tuple[str, ...]) -> None:  # noqa: F811
    assert "\x1b[36m" in on_terminal(home, words)
    assert not COLOUR.search(on_terminal(home, words, NO_COLOR="1"))
    assert not COLOUR.search(on_terminal(home, (*words, "--color", "never")))
    piped = home.paraph(*words, FORCE_COLOR="1").stdout.decode()
    assert not COLOUR.search(piped)
    json.loads(piped)
    assert COLOUR.search(home.paraph(*words, "--color", "always").stdout.decode())


def test_a_body_is_coloured_if_it_is_json(home: Home) -> None:  # noqa: F811
    words = ("send", "/x", "--id", DUO.key_id, "--secret-env", "DUO_SKEY", "--base-url")
    with serving(lambda _: Told(200, (), b'{"a": [1]}')) as server:
        shown = on_terminal(home, (*words, server.url))
        assert '\x1b[36m"a"\x1b[0m: [\r\n    \x1b[33m1\x1b[0m\r\n' in shown
        assert COLOUR.sub("", shown).split() == ["{", '"a":', "[", "1", "]", "}"]
        assert not COLOUR.search(on_terminal(home, (*words, server.url), NO_COLOR="1"))
    with serving(lambda _: Told(200, (), b'say "1"')) as server:
        assert not COLOUR.search(on_terminal(home, (*words, server.url)))
