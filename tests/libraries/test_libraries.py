"""Real client libraries sign awkward parameters: paraph and oauthlib agree on every request.

`python -m tests.libraries.record` makes the recording anew.
"""

import pytest

from tests.libraries.verdicts import Recorded, explain_recorded, is_accepted_by_oauthlib, judge_recorded, read_recording

RECORDED = list(read_recording())
OAUTH = [each for each in RECORDED if each.scheme == "oauth1"]
DUO = [each for each in RECORDED if each.scheme == "duo"]
REFUSED = [each for each in OAUTH if not is_accepted_by_oauthlib(each)]
UNEXPLAINED = {
    ("magento-api-rest (npm)", "query-reserved"): "it signs the part after # as well, which no client sends",
    ("mastercard-oauth1-signer (npm)", "query-marks"): "it leaves ! ' ( ) both times that it encodes, and * once",
    (
        "woocommerce-api (npm)",
        "query-names",
    ): "it sends five parameters twice, in two forms: three mistakes, a long search",
    ("@woocommerce/woocommerce-rest-api (npm)", "query-names"): "as woocommerce-api",
}
"""Requests for which a search takes long or finds nothing, by library and case, each with its reason."""
EXPLAINED = [each for each in REFUSED if (each.library, each.case) not in UNEXPLAINED]


def test_there_are_many_libraries() -> None:
    assert len({each.library for each in RECORDED}) >= 40
    assert len(RECORDED) > 1000


def test_paraph_judges_as_oauthlib_does() -> None:
    refused = {each.name for each in OAUTH if not judge_recorded(each).valid}
    assert refused == {each.name for each in REFUSED}


def test_an_accepted_request_is_called_valid() -> None:
    refused = {each.name for each in REFUSED}
    wrong = [each.name for each in OAUTH if each.name not in refused and explain_recorded(each).verdict != "valid"]
    assert wrong == []


def test_duo_client_is_accepted() -> None:
    assert DUO
    assert [each.name for each in DUO if not judge_recorded(each).valid] == []


@pytest.mark.parametrize("recorded", EXPLAINED, ids=lambda recorded: recorded.name)
def test_a_refused_request_is_explained_and_its_client_named(recorded: Recorded) -> None:
    explanation = explain_recorded(recorded)
    assert explanation.verdict == "explained", explanation.hints
    assert explanation.mistakes
    assert any(hint.startswith("If the request comes from ") for hint in explanation.hints), "no client is named"
