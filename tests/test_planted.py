"""Mistakes planted by a second implementation of the signers, which shares no code with this one, are found again."""

import json
from pathlib import Path
from typing import Any

import pytest

from paraph import Clues, Credential, explain, read
from paraph.credential import Secret

CASES = [json.loads(line) for line in Path("tests/planted.jsonl").read_text("utf-8").splitlines()]


def credential(entry: dict[str, Any]) -> Credential:
    others = {name: Secret(value) for name, value in entry.get("others", {}).items()}
    secret, token_secret = Secret(entry["secret"]), Secret(entry.get("token_secret", ""))
    return Credential(entry["id"], secret, entry.get("token", ""), token_secret, entry.get("host", ""), others)


@pytest.mark.parametrize("case", CASES, ids=lambda case: "+".join(case["mistakes"]))
def test_named_exactly_or_as_a_tie(case: dict[str, Any]) -> None:
    request = case["request"] if isinstance(case["request"], str) else json.dumps(case["request"])
    clues = Clues(tuple(map(tuple, case.get("parameters", ()))), tuple(case.get("hosts", ())))
    explanation = explain(read(request.encode()), credential(case["credentials"]), clues=clues, now=1773739805)
    sets = [sorted(entry.id for entry in one) for one in (explanation.mistakes, *explanation.alternatives)]
    assert case["mistakes"] in sets
