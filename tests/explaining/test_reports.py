"""Requests of public reports, rebuilt: `explain` says what their authors found out (`expected.json` names the source)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

REPORTS = sorted(folder for folder in Path(__file__).parent.joinpath("reports").iterdir() if folder.is_dir())


def answer(folder: Path, tmp_path: Path) -> dict[str, Any]:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "credentials.json").chmod(0o600)
    source = folder / "input.json"
    name = json.loads(source.read_text())["file"] if source.exists() else "request.http"
    more = [
        str(tmp_path / word) if word in ("response.http", "signed.txt") else word
        for word in json.loads((folder / "args.json").read_text())
    ]
    words = [
        "explain",
        str(tmp_path / name),
        "--credentials",
        str(tmp_path / "credentials.json"),
        "--json",
        "--budget",
        "60",
    ]
    found: dict[str, Any] = json.loads(run(*words, *more).stdout.splitlines()[0])
    return found


@pytest.mark.parametrize("folder", REPORTS, ids=lambda folder: folder.name)
def test_a_report(folder: Path, tmp_path: Path) -> None:
    expected, found = json.loads((folder / "expected.json").read_text()), answer(folder, tmp_path)
    assert found["verdict"] == expected["verdict"]
    ids = sorted(mistake["id"] for mistake in found["mistakes"])
    assert not expected["accept"] or ids in [sorted(each) for each in expected["accept"]]
    assert {problem["id"] for problem in found["problems"]} >= set(expected["problems"])
    assert "hint" not in expected or any(expected["hint"] in hint for hint in found["hints"])
    assert expected["source"]
    findings = json.dumps([*found["mistakes"], *found["problems"]])
    assert [words for words in expected.get("says", ()) if json.dumps(words)[1:-1] not in findings] == []
    assert [words for words in expected.get("never", ()) if words in json.dumps(found)] == []


def test_a_form_for_json_is_named(tmp_path: Path) -> None:
    folder = next(each for each in REPORTS if each.name == "garmin-dict-as-form")
    found = answer(folder, tmp_path)
    assert found["server"]["name"] == "Garmin"
    assert any("wants JSON and not a form" in hint for hint in found["hints"])
