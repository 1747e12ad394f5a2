"""Every shipped vector holds, stage by stage, and any other signer can be held against them."""

import json
import sys
from pathlib import Path

import pytest

from paraph.vectors import Case, cases, check
from paraph.vectors.against import question_line, run_against

SIGNER = """
import hashlib, hmac, json, sys
from urllib.parse import parse_qsl, quote_plus, urlsplit
for line in sys.stdin:
    case = json.loads(line)
    request, claims = case["request"], case["claims"]
    url = urlsplit(request["url"])
    text = request["body"] if request["body"] else url.query
    pairs = sorted((quote_plus(k), quote_plus(v)) for k, v in parse_qsl(text, keep_blank_values=True))
    lines = [claims["date"], request["method"].upper(), url.hostname, url.path, "&".join(f"{k}={v}" for k, v in pairs)]
    mac = hmac.new(case["credential"]["secret"].encode(), "\\n".join(lines).encode(), claims["digest"])
    signature = mac.hexdigest() if case["id"] in sys.argv else ""
    print(json.dumps({"id": case["id"], "signature": signature}))
"""
ASKED = ("v2-get-common-prefix", "v2-get-reserved", "v5-get-noparams")


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.scheme}-{case.id}")
def test_vector(case: Case) -> None:
    assert check(case) is None


def test_every_flag_is_told() -> None:
    for name in ("duo", "oauth1"):
        table = json.loads((Path("src/paraph/vectors") / f"{name}.json").read_text("utf-8"))
        used = {flag for case in table["cases"] for flag in case["flags"]}
        assert used <= set(table["notes"])
        assert table["source"]
        assert table["license"]


def test_another_signer_is_told_its_mistake(tmp_path: Path) -> None:
    program = tmp_path / "signer.py"
    program.write_text(SIGNER)
    answers = {answer.case.id: answer for answer in run_against(f"{sys.executable} {program} {' '.join(ASKED)}", "duo")}
    assert answers["v2-get-common-prefix"].right
    assert answers["v2-get-reserved"].mistakes == ("enc-space-as-plus",)
    assert not answers["v5-get-noparams"].right


def test_each_vector_can_be_given_to_another_signer() -> None:
    chosen = [case for case in cases() if case.result == "valid"]
    questions = [json.loads(json.dumps(question_line(case))) for case in chosen]
    assert {each["scheme"] for each in questions} == {case.scheme for case in cases()}
    assert all(
        each["claims"].items() >= dict(case.claims).items() for each, case in zip(questions, chosen, strict=True)
    )
