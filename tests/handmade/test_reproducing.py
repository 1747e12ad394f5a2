"""What counts as an explanation of a hand-made signer: what it states gives the signature that was sent."""

import hashlib
import random

import pytest

from paraph import Explanation
from paraph.explaining.result import Finding, StageValue
from tests.handmade import webhooks
from tests.handmade.drawing import Choice, Drawn
from tests.handmade.measure import fault_of, jobs_of, outcomes

BODY_HASH = Choice("body", "hash of the body")
MAC_OF_HASH = Choice("MAC", "HMAC of the hash in hex")
SAID = "The text was hashed with {} first, and HMAC-{} was made of {}."
HEX_FIRST = Finding("", "hmac sha256", "", SAID.format("SHA256", "SHA256", "the hex of that"), "")
OTHER_MACS = {
    "another hash before": Finding("", "hmac sha256", "", SAID.format("MD5", "SHA256", "the hex of that"), ""),
    "another hash of the HMAC": Finding("", "hmac sha256", "", SAID.format("SHA256", "SHA1", "the hex of that"), ""),
    "another form": Finding("", "hmac sha256", "", SAID.format("SHA256", "SHA256", "the base64 of that"), ""),
    "a plain hash": Finding.of("hash-not-hmac"),
    "key and text swapped": Finding.of("key-message-swapped"),
    "an HMAC again": Finding("", "hmac sha256", "", "An HMAC was made again of its hex.", ""),
    "another hash alone": Finding.of("hash-algorithm", "HMAC-SHA1 was used, not HMAC-SHA256."),
}
NOT_REPRODUCED = "not reproduced by the text that was explained"


def github_webhook(*choices: Choice) -> tuple[Drawn, str]:
    """Return a webhook of GitHub, which signs the body alone, and its body."""
    draws = random.Random("reproducing")
    scene = webhooks.scene_of(draws)._replace(vendor=webhooks.VENDORS[0], body='{"note": "Müller"}')
    return webhooks.to_drawn(scene, choices), scene.body


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def explanation(text: str, *mistakes: Finding) -> Explanation:
    observed = (StageValue("body alone", text),)
    return Explanation("explained", "webhooks", "", mistakes=mistakes, observed=observed, subject="body alone")


def test_a_hashed_body_is_the_hash_of_the_text() -> None:
    drawn, body = github_webhook(BODY_HASH)
    assert fault_of(drawn, explanation(sha256_hex(body))) == ""
    assert fault_of(drawn, explanation(body, HEX_FIRST)) == ""
    assert fault_of(drawn, explanation(body)) == NOT_REPRODUCED
    assert fault_of(drawn, explanation(body + " ", HEX_FIRST)) == NOT_REPRODUCED
    assert fault_of(drawn, explanation(sha256_hex(body), HEX_FIRST)) == ""


def test_the_hash_of_the_text_is_a_hashed_body() -> None:
    drawn, body = github_webhook(MAC_OF_HASH)
    assert fault_of(drawn, explanation(body, HEX_FIRST)) == ""
    assert fault_of(drawn, explanation(sha256_hex(body))) == ""
    assert fault_of(drawn, explanation(sha256_hex(body + " "))) == NOT_REPRODUCED


@pytest.mark.parametrize("name", OTHER_MACS)
def test_a_mac_that_was_not_made_is_no_explanation(name: str) -> None:
    hashed, body = github_webhook(BODY_HASH)
    assert fault_of(hashed, explanation(body, OTHER_MACS[name])) == NOT_REPRODUCED
    assert fault_of(hashed, explanation(body, HEX_FIRST, OTHER_MACS[name])) == NOT_REPRODUCED
    of_hash, body = github_webhook(MAC_OF_HASH)
    assert fault_of(of_hash, explanation(sha256_hex(body), OTHER_MACS[name])) == NOT_REPRODUCED


def test_the_key_and_the_output_of_the_signer_count() -> None:
    choices = (BODY_HASH, Choice("hash", "md5"), Choice("output", "base64 of hex"), Choice("text of the key", "base64"))
    drawn, body = github_webhook(*choices)
    stated = Finding("", "hmac sha256", "", SAID.format("SHA256", "MD5", "the hex of that"), "")
    assert fault_of(drawn, explanation(body, stated)) == ""
    assert fault_of(drawn, explanation(body, HEX_FIRST)) == NOT_REPRODUCED
    other = Finding.of("hash-algorithm", "HMAC-MD5 was used, not HMAC-SHA256.")
    assert fault_of(drawn, explanation(sha256_hex(body), other)) == ""


@pytest.mark.parametrize(("wrong", "number"), [(2, 54), (3, 57)])
def test_what_explain_says_of_hashed_bodies_is_reproduced(wrong: int, number: int) -> None:
    jobs = jobs_of("webhooks", wrong, number + 1, "f2", 0.4, share=False)
    (outcome,) = outcomes(jobs[number:], 1)
    assert BODY_HASH in outcome.drawn.choices
    assert (outcome.verdict, outcome.fault) == ("explained", "")
