"""Inputs that were read wrongly once, each with the request that its real tool sends, or with an error."""

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import Request
from paraph.readers import entries
from tests.readers.tools.recorder import OWN

FOLDERS = sorted(Path("tests/readers/cases").iterdir())
SEVERAL = {"curl-two-commands-lines": 2, "httpie-two-commands": 2}
"""Cases for which several entries are as good as an error."""


def differences(want: dict[str, Any], got: Request) -> list[str]:
    """What is otherwise than wanted; headers that tools add by themselves count only when they are wanted."""
    body = base64.b64decode(want["body_base64"]) if "body_base64" in want else want["body"].encode()
    need = Counter((name.lower(), value) for name, value in want["headers"] if name.lower() != "host")
    have = Counter((name.lower(), value) for name, value in got.headers if name.lower() != "host")
    found = [f"missing {pair}" for pair in need - have]
    found += [f"too many {pair}" for pair in have - need if pair[0] not in OWN]
    for name, wanted, said in (("method", want["method"], got.method), ("url", want["url"], got.url)):
        found += [f"{name}: {said}"] if wanted != said else []
    return found + ([f"body: {got.body[:80]!r}"] if body != got.body else [])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_cases(folder: Path) -> None:
    case = json.loads((folder / "expected.json").read_text("utf-8"))
    data = (folder / case["input"]).read_bytes()
    variables = case.get("env") or case.get("variables") or {}
    if isinstance(case["expected"], str):
        if folder.name in SEVERAL:
            assert len(entries(data)) == SEVERAL[folder.name]
            return
        with pytest.raises(Unreadable) as raised:
            _ = entries(data, variables=variables)[0].request
        assert isinstance(raised.value, NoRequest) == case["expected"].startswith("expected a raw")
        return
    wanted = case["expected"] if isinstance(case["expected"], list) else [case["expected"]]
    got = [entry.request for entry in entries(data, variables=variables)]
    assert [differences(want, said) for want, said in zip(wanted, got, strict=True)] == [[] for _ in wanted]
