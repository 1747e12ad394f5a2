"""A secret that was given with a blank or line end around it is said to be so; a right request is not blamed for it."""

import pytest

from paraph import Credential, request_for, sign
from paraph.explaining.explain import explain
from tests.explaining.test_exchanged import GET, KEY

SECRET = KEY.secret.text
GIVEN = [f"{SECRET} ", f" {SECRET}", f"{SECRET}\n", f"{SECRET}\r\n", f"\t{SECRET}", f" {SECRET}\n"]
NOW = 1773739805


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("scheme", ["duo", "oauth1"])
def test_a_right_request_stays_right(scheme: str, given: str) -> None:
    request = sign(GET, KEY, scheme, now=NOW, nonce="7d8f3e4a9c01b2aa")
    found = explain(request, Credential.of(KEY.key_id, given), scheme, now=NOW)
    assert (found.verdict, found.mistakes, found.problems) == ("valid", (), ())
    assert found.hints[0].startswith("The secret that you gave begins or ends with a blank")
    assert found.expected_signature == found.observed_signature
    assert SECRET not in f"{found} {found.hints}"


@pytest.mark.parametrize("given", GIVEN)
def test_of_a_wrong_request_only_its_own_mistake_is_named(given: str) -> None:
    right = sign(GET, KEY, "duo", now=NOW)
    wrong = right._replace(method="PUT", target=right.path, body=b"offset=0&limit=10").with_header(
        "Content-Type", "application/x-www-form-urlencoded"
    )
    for request in (right.with_header("Date", "Tue, 17 Mar 2026 09:31:05 -0000"), wrong):
        plain = explain(request, KEY, "duo", now=NOW)
        found = explain(request, Credential.of(KEY.key_id, given), "duo", now=NOW)
        assert plain.verdict == "explained"
        assert [each.id for each in found.mistakes] == [each.id for each in plain.mistakes]
        assert found.hints[0].startswith("The secret that you gave begins or ends with a blank")
        assert found.expected_signature == plain.expected_signature


@pytest.mark.parametrize("given", GIVEN[:3])
def test_a_client_that_uses_the_blank_made_the_mistake(given: str) -> None:
    found = explain(sign(GET, Credential.of(KEY.key_id, given), "duo", now=NOW), KEY, "duo", now=NOW)
    assert [each.id for each in found.mistakes] in (["secret-trailing-space"], ["secret-trailing-newline"])
    same = explain(
        sign(GET, Credential.of(KEY.key_id, given), "duo", now=NOW), Credential.of(KEY.key_id, given), "duo", now=NOW
    )
    assert same.verdict == "valid"
    assert not any("The secret that you gave" in hint for hint in same.hints)


def test_the_token_secret_counts_too() -> None:
    owner = Credential.of("ck-example", "consumer-secret-of-the-client", "tk", "token-secret-of-it")
    pasted = Credential.of("ck-example", "consumer-secret-of-the-client", "tk", "token-secret-of-it\n")
    request = sign(
        request_for("GET", "https://photos.example.net/photos?size=original"),
        owner,
        "oauth1",
        now=NOW,
        nonce="7d8f3e4a9c01b2aa",
    )
    found = explain(request, pasted, "oauth1", now=NOW)
    assert found.verdict == "valid"
    assert "Correct the credentials" in found.hints[0]
