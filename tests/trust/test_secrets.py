"""A share of the scenarios of secrets; all of them run in the campaign."""

from unittest.mock import patch

from paraph.core.redaction import Forms
from paraph.core.secret import Secret
from tests.trust.secrets import HOLDERS, REQUESTS, VERBS, forms_of, run_secrets, scenarios


def test_no_form_of_a_secret_gets_out() -> None:
    assert run_secrets(7, 60) == []


def test_every_part_comes_in_the_campaign() -> None:
    seen = list(scenarios(1, 400))
    assert {each.verb for each in seen} >= set(VERBS)
    assert {each.holder for each in seen} == set(HOLDERS)
    assert {each.request for each in seen} == set(REQUESTS)
    assert len(set(seen)) == 400


def test_the_scenarios_see_what_is_not_hidden() -> None:
    with patch.object(Forms, "remove_from", lambda _, text: text):
        assert any("in the output" in fault for fault in run_secrets(7, 120))
    with patch.object(Secret, "__repr__", lambda self: self.text):
        assert any("in a traceback" in fault for fault in run_secrets(7, 120))


def test_the_forms_are_found_within_other_text() -> None:
    import base64

    secret = "Zq7canarySECRETvalue42tailMARK9xyz012345"
    for before in ("", "a", "ab"):
        text = base64.b64encode(f"{before}{secret}:0000".encode()).decode()
        assert any(form in text for form in forms_of(secret))
