"""The cases of Standard Webhooks: each is accepted or refused as they say, and never ends in another error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from paraph import Credential, Reason, Request, judge

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("standard_webhooks.json").read_text("utf-8"))["cases"]
BLANKS = "timestamp with spaces"
"""Blanks around the value of a header are not a part of it (RFC 9110 section 5.5), so this message is a good one."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case(case: dict[str, Any]) -> None:
    headers = (("Host", "hooks.example.com"), *case["headers"].items())
    request = Request("POST", "/hooks", headers, case["body"].encode())
    keys = [Credential.of("", secret) for secret in case["secrets"]]
    verdict = judge(request, keys, "standard-webhooks", now=case["now"])
    assert verdict.valid == bool(case["valid"] or case["name"] == BLANKS), verdict.detail


@pytest.mark.parametrize("secret", ["whsec_", "whsec_=", "whsec_no base64!", "whsec_é"])
def test_a_secret_that_is_no_key_is_refused(secret: str) -> None:
    case = CASES[0]
    request = Request(
        "POST", "/hooks", (("Host", "hooks.example.com"), *case["headers"].items()), case["body"].encode()
    )
    verdict = judge(request, Credential.of("", secret), "standard-webhooks", now=case["now"])
    assert verdict.reason is Reason.NOT_ALLOWED
    assert "is not base64" in verdict.detail
