"""The program of the module client sends one request and prints the answer as duo_client's does."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.compat.arguments import SCRIPTS
from tests.compat.libraries import Library, both

KEYS = ("--ikey", "DI1", "--skey", "secret", "--host", "api-1", "--method")


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("script", ["list", "not JSON", "401", "image"])
@pytest.mark.parametrize("words", [
    ("GET", "--path", "/auth/v2/check", "a=1", "a=2", "b=x=y"),
    ("POST", "--path", "/x", "--sig-version", "5", "--show-header", "Content-Type", "--show-header", "None", "a=1"),
    ("POST", "--path", "/x", "--sig-timezone", "Europe/Berlin", "--ca", "HTTP", "--disable-ca-pinning", "", "a=1"),
    ("POST", "--path", "/x", "--file-args", "logo,other", "logo=picture.png", "a=1"),
    ("POST", "--path", "/x", "--file-args", "logo", "logo=picture.png", "logo=picture.png"),
])  # fmt: skip
def test_both_programs_do_the_same(
    words: tuple[str, ...], script: str, capsys: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["client", *KEYS, *words])

    def call(library: Library) -> Any:
        library.module(".client").main()
        return capsys.readouterr()

    both(SCRIPTS[script], call)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("words", [("GET", "--path", "/x", "nothing"), ("GET",)])
def test_wrong_arguments_are_refused(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["client", *KEYS, *words])

    def call(library: Library) -> Any:
        with pytest.raises(SystemExit) as caught:
            library.module(".client").main()
        return str(caught.value)

    both(SCRIPTS["list"], call)
