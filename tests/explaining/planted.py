"""Requests with planted mistakes, made by a second implementation of the signers, which shares no code with paraph.

`planted.jsonl` is one run of its generator, nothing left out: mistakes drawn evenly from the catalogue, their forms at
random, in random requests.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from paraph import Clues, Credential, Request, read
from paraph.core.credential import Secret


class Planted(NamedTuple):
    """A rejected request, what it was signed with, what its sender knows besides, and the mistakes in it."""

    request: Request
    credential: Credential
    clues: Clues
    mistakes: list[str]


@cache
def planted() -> list[Planted]:
    """All of them."""
    path = Path(__file__).with_name("planted.jsonl")
    return [opened(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def opened(case: dict[str, Any]) -> Planted:
    """One line of the file."""
    request = case["request"] if isinstance(case["request"], str) else json.dumps(case["request"])
    entry = case["credentials"]
    others = {name: Secret(value) for name, value in entry.get("others", {}).items()}
    secret, token_secret = Secret(entry["secret"]), Secret(entry.get("token_secret", ""))
    credential = Credential(entry["id"], secret, entry.get("token", ""), token_secret, entry.get("host", ""), others)
    clues = Clues(tuple(map(tuple, case.get("parameters", ()))), tuple(case.get("hosts", ())))
    return Planted(read(request.encode()), credential, clues, case["mistakes"])
