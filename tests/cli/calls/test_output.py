"""What a server wrote: a terminal obeys none of it, a spreadsheet runs none of it, and programs get it exactly."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from paraph.apis.catalogue import catalogue
from paraph.cli.calls.output import Format, Shapes, print_csv, print_lines, print_table
from paraph.cli.calls.parameters import further_parameters

HOSTILE = "a\x1b]0;title\x07\x9b31m\u202e\ud800"
DUO = catalogue("duo")
KNOWN = Shapes(next(each for each in DUO.endpoints if each.call == "users.list"), DUO.shapes)
UNKNOWN = Shapes(next(each for each in DUO.endpoints if each.call == "info.summary"), {})


def asked(**values: Any) -> Format:
    return Format(**{"as_json": False, "as_jsonl": False, "as_csv": True, "columns": None, "color": "never", **values})


@pytest.mark.parametrize("result", [
    [{"username": HOSTILE, HOSTILE: HOSTILE}], {HOSTILE: HOSTILE, "b": [HOSTILE]}, [HOSTILE], HOSTILE,
])  # fmt: skip
@pytest.mark.parametrize("known", [KNOWN, UNKNOWN])
@pytest.mark.parametrize("as_csv", [True, False])
def test_a_terminal_obeys_no_server(
    result: Any, known: Shapes, as_csv: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    if as_csv:
        print_csv(result if isinstance(result, list) else [result], asked(), known)
    else:
        print_table(result, asked(), known)
    shown = capsys.readouterr().out
    assert "title" in shown
    assert not set(shown) & set("\x07\x1b\x9b\u202e\ud800")


@pytest.mark.parametrize("text", [
    "=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-1+cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", "\uff1d1+1", "-a", "+a",
])  # fmt: skip
def test_a_spreadsheet_runs_no_text(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_csv([{"username": text, text: 1}], asked(columns="username"), KNOWN)
    print_csv([{text: 1}], asked(), UNKNOWN)
    shown = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert shown[1] == [f"'{text}"]
    assert f"'{text}" in shown[2]


@pytest.mark.parametrize("value", ["+1 555 010-0100", "+15550100", "-5", "-", "ada", "a=b", "", "2026-02-03", -5, 1.5])
def test_numbers_telephone_numbers_and_words_stay(value: Any, capsys: pytest.CaptureFixture[str]) -> None:
    print_csv([{"username": value, "email": "b"}], asked(columns="username,email"), KNOWN)
    assert next(iter(list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:])) == [str(value), "b"]


def test_lines_are_exact(capsys: pytest.CaptureFixture[str]) -> None:
    print_lines([{"username": "=1+1"}])
    assert capsys.readouterr().out == '{"username":"=1+1"}\n'


def test_a_further_parameter_that_is_a_secret_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("3132\n")
    option = click.Option(["--extra"])
    pairs = further_parameters(click.Context(click.Command("x")), option, (f"secret=@{tmp_path / 'secret'}", "a=@b"))
    assert pairs == (("secret", "3132"), ("a", "@b"))
