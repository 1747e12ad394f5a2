"""What `explain` answers: the proof, the ties, the budget, and what it never does."""

import base64
import hashlib
import hmac
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Clues, Credential, Request, explain, read, request_for, sign
from paraph.explaining.examples import NOW
from paraph.explaining.result import Explanation
from paraph.explaining.two_processes import search_on_two
from tests.samples import samples

ALTERYX = Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123")
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
EXAMPLES = Path("examples/requests")


def ids(explanation: Explanation) -> list[str]:
    return [mistake.id for mistake in explanation.mistakes]


def example(name: str) -> Request:
    return read((EXAMPLES / f"{name}.http").read_bytes())


def test_a_date_of_an_earlier_run() -> None:
    explanation = explain(example("duo-logs-from-postman"), DUO)
    assert ids(explanation) == ["date-signed-differs-from-sent"]
    assert "200 seconds earlier" in explanation.mistakes[0].detail
    assert [[mistake.id for mistake in tie] for tie in explanation.alternatives] == [["date-reused-across-calls"]]


def test_parameters_that_were_not_sent_need_a_clue() -> None:
    request = example("duo-logs-from-a-script")
    assert explain(request, DUO, budget=0.3).verdict == "unexplained"
    clues = Clues((("mintime", "1772355600000"), ("maxtime", "1772442000000")))
    assert ids(explain(request, DUO, clues=clues)) == ["params-signed-not-sent"]


def test_several_at_once_and_a_constant_nonce() -> None:
    explanation = explain(example("alteryx-users"), Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123"))
    assert ids(explanation) == ["host-default-port-kept", "ord-unsorted", "out-base64-urlsafe"]
    assert "nonce-constant" in [problem.id for problem in explanation.problems]


@pytest.mark.parametrize("timestamp", range(1700000000, 1700000012))
def test_a_client_of_alteryx(timestamp: int) -> None:
    pairs = {"page": "1", "pageSize": "100", "oauth_timestamp": str(timestamp), "oauth_signature_method": "HMAC-SHA1",
             "oauth_consumer_key": "key", "oauth_version": "1.0", "oauth_nonce": "000001"}  # fmt: skip
    url = "https://gallery.example.com:443/gallery/api/admin/v1/users/"
    base = "&".join(("GET", quote(url, safe="~"), quote(urlencode(pairs), safe="~")))
    mac = base64.urlsafe_b64encode(hmac.new(b"secret&", base.encode(), "sha1").digest()).decode()
    request = request_for("GET", f"{url}?{urlencode({**pairs, 'oauth_signature': mac})}")
    alphabet = ["out-base64-urlsafe"] if set(mac) & set("-_") else []
    explanation = explain(request, Credential.of("key", "secret"), now=timestamp)
    assert ids(explanation) == ["host-default-port-kept", "ord-unsorted", *alphabet]
    assert [problem.id for problem in explanation.problems] == ["nonce-constant"]


@pytest.mark.parametrize("sample", list(samples()), ids=lambda sample: f"{sample.scheme} {sample.request.method}")
def test_a_right_signature_is_valid_and_a_wrong_secret_is_not_explained(sample: Any) -> None:
    signed = sign(sample.request, sample.credential, sample.scheme, now=NOW, nonce="7d8f3e4a9c01b2aa", **sample.options)
    if sample.request.media_type != "text/plain":
        assert explain(signed, sample.credential, sample.scheme, now=NOW).verdict == "valid"
    stranger = Credential.of(sample.credential.key_id, "quiteAnotherSecret0123456789abcdefghijk9")
    explanation = explain(signed, stranger, sample.scheme, now=NOW, budget=0.5)
    assert explanation.verdict == "unexplained"
    assert explanation.hints
    assert not explanation.mistakes


def test_the_same_question_gets_the_same_answer() -> None:
    request = example("duo-auth-unsorted")
    first, second = explain(request, DUO, now=NOW), explain(request, DUO, now=NOW)
    assert (first.mistakes, first.alternatives, first.candidates) == (
        second.mistakes,
        second.alternatives,
        second.candidates,
    )


def test_what_was_signed_reproduces_the_signature() -> None:
    explanation = explain(example("duo-auth-unsorted"), DUO)
    text = next(step.value for step in explanation.observed if step.name == "canonical string")
    assert hmac.new(DUO.secret.value, text.encode(), hashlib.sha1).hexdigest() == explanation.observed_signature
    assert [step.name for step in explanation.observed] == [step.name for step in explanation.expected]


def test_the_mended_request_verifies() -> None:
    explanation = explain(example("alteryx-users"), Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123"))
    assert explanation.request is not None
    assert (
        explain(explanation.request, Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123")).verdict == "valid"
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_two_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.explaining.search.scan.DEEP", 50)
    for name, credential in (("duo-logs-from-postman", DUO), ("alteryx-users", ALTERYX)):
        alone = explain(example(name), credential, now=NOW)
        together = explain(example(name), credential, now=NOW, share=search_on_two)
        assert (together.mistakes, together.alternatives) == (alone.mistakes, alone.alternatives)
    stranger = Credential.of(DUO.key_id, "quiteAnotherSecret0123456789abcdefghijk9")
    assert explain(example("duo-auth-unsorted"), stranger, budget=0.5, share=search_on_two).verdict == "unexplained"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=60), st.binary(max_size=40))
def test_any_request_gets_an_answer(authorization: str, date: str, target: str, body: bytes) -> None:
    headers = (("Host", "api-1.duosecurity.com"), ("Authorization", f"Basic {authorization}"), ("Date", date))
    assert explain(Request("GET", "/" + target, headers, body), DUO, "duo", budget=0.02).verdict == "unexplained"
    oauth = (("Host", "h"), ("Authorization", f'OAuth oauth_signature="{authorization}", oauth_nonce={date}'))
    explain(Request("POST", "/?" + target, oauth, body), DUO, "oauth1", budget=0.02)


def test_a_request_of_another_key_is_told_so_and_no_secret_is_blamed() -> None:
    sent = sign(request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users"), DUO, now=NOW)
    other = Credential.of("DIOTHER0000000000000", "anotherSecretKey0123456789abcdefABCDEF00")
    found = explain(sent, other, now=NOW)
    assert (found.verdict, found.exhausted) == ("unexplained", True)
    assert [problem.id for problem in found.problems] == ["secret-other-environment"]
    assert found.hints[0].startswith(f"This request was signed with another key id ({DUO.key_id})")
    assert "with another key id" in str(found).splitlines()[0]


def test_out_of_time_names_a_larger_budget_and_blames_no_secret() -> None:
    sent = sign(request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users"), DUO, now=NOW)
    stranger = Credential.of(DUO.key_id, "anotherSecretKey0123456789abcdefABCDEF00")
    found = explain(sent, stranger, now=NOW, budget=0.01)
    assert (found.verdict, found.exhausted) == ("unexplained", False)
    assert "--budget" in found.hints[0]
    assert not [hint for hint in found.hints if "secret" in hint and "others" not in hint]
