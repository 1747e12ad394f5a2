"""The page about programs for duo_client pairs each method with the typed call that makes the same request."""

import ast
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from paraph.clients.duo import Admin, Auth
from paraph.clients.errors import ApiError
from paraph.compat import duo_client
from paraph.testing import DuoServer

PAGE = Path("docs/duo-client.md").read_text("utf-8")
PAIRS = re.findall(r"^\| `([^`]*\(.*?\))`.* \| `([^`]*)`.* \|$", PAGE, re.MULTILINE)
VALUES = {
    "user_id": "DUXXXXXXXXXXXXXXXXXX",
    "phone_id": "DPXXXXXXXXXXXXXXXXXX",
    "txid": "t",
    "ms": 1_772_442_000_000,
    "seconds": 0,
}


def requests_of(text: str, names: dict[str, Any], server: DuoServer) -> set[tuple[str, str]]:
    """The methods and paths that an expression asks for, once or for several pages."""
    before = len(server.requests)
    with suppress(RuntimeError, ApiError):
        eval(compile(ast.parse(text, mode="eval"), "page", "eval"), {**VALUES, **names})  # noqa: S307
    return {(each.request.method, each.request.path) for each in server.requests[before:]}


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_both_columns_make_the_same_request(old: str, new: str, paraph_duo: DuoServer) -> None:
    place: dict[str, Any] = {"ca_certs": "HTTP", "port": paraph_duo.port}
    key = (paraph_duo.ikey, paraph_duo.skey)
    older = {
        "admin": duo_client.Admin(*key, paraph_duo.host, **place),
        "auth": duo_client.Auth(*key, paraph_duo.host, **place),
    }
    made = requests_of(old, older, paraph_duo)
    with Admin(*key, paraph_duo.url) as admin, Auth(*key, paraph_duo.url) as auth:
        assert requests_of(new, {"admin": admin, "auth": auth}, paraph_duo) == made
    assert len(made) == 1


def test_the_table_is_read() -> None:
    assert len(PAIRS) == 12
