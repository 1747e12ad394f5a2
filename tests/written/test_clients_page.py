"""The page about the typed clients names every client, error and option, and its program for child accounts works."""

import re
from pathlib import Path
from typing import Any

import pytest

from paraph.clients import alteryx, duo, errors
from paraph.clients.options import Options
from tests.clients.script import Script
from tests.clients.script import duo as answer

PAGE = Path("docs/clients.md").read_text("utf-8")


def test_every_client_error_and_option_is_on_the_page() -> None:
    for name in (*duo.__all__, *alteryx.__all__):
        assert f"{name.removeprefix('Async')}" in PAGE, name
    for name in errors.__all__:
        assert f"`{name}`" in PAGE, name
    for name in set(Options.__annotations__) - {"now"}:  # the clock is for tests
        assert f"{name}=" in PAGE or f"`{name}`" in PAGE, name


def test_the_program_for_child_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = [text for text in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "children()" in text]
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102
    children = [{"account_id": "DA1", "name": "north", "api_hostname": "api-north.example"}]
    script = Script(answer(children), answer([{"username": "ada"}]))
    accounts = script.accounts()
    child = script.answering(accounts.child("DA1", "api-north.example"))
    vars(accounts)["child"] = lambda *_: child
    names["print_users"](accounts)
    assert capsys.readouterr().out == "north ada\n"
    assert script.requests[-1].host == "api-north.example"
