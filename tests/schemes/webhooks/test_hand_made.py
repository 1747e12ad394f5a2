"""Of webhooks that were signed wrongly by hand, the mistake is named: at least 99 of 100."""

from __future__ import annotations

import random
from collections import Counter

from paraph import Credential, Request, explain, judge
from tests.schemes.webhooks.hand_made import NAMES, NOW, VENDORS, Choice, Message, body_of, message, secret_of, signed

COUNT, SEED = 1000, 20261128


def request_of(headers: list[tuple[str, str]], body: bytes) -> Request:
    return Request(
        "POST", "/hooks", (("Host", "hooks.example.com"), ("Content-Type", "application/json"), *headers), body
    )


def names_said(sent: Message) -> set[str]:
    """Every id that the explanation says: of the mistakes, of those that are as good, and of problems."""
    found = explain(request_of(sent.headers, sent.body), Credential.of("", sent.secret), now=NOW)
    sets = [found.mistakes, *found.alternatives, *((problem,) for problem in found.problems)]
    return {one[0].id for one in sets if len(one) == 1}


def test_a_thousand_planted_mistakes_are_named() -> None:
    chance = random.Random(SEED)
    missed: Counter[str] = Counter()
    for _ in range(COUNT):
        sent = message(chance)
        if not names_said(sent) & NAMES[sent.mistake]:
            missed[f"{sent.vendor} {sent.mistake}"] += 1
    assert missed.total() <= COUNT // 100, missed


def test_what_is_signed_rightly_by_hand_is_accepted() -> None:
    chance = random.Random(SEED)
    for vendor in VENDORS:
        for _ in range(20):
            secret, body = secret_of(vendor, chance), body_of(chance)
            request = request_of(signed(vendor, secret, body, Choice(), prefix=True), body)
            verdict = judge(request, Credential.of("", secret), now=NOW)
            assert (verdict.scheme, verdict.valid) == (vendor, True), verdict
            assert not judge(request._replace(body=body + b" "), Credential.of("", secret), now=NOW).valid
