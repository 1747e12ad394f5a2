"""Credentials with key id and secret exchanged are said to be so; the request is not blamed for it."""

from paraph import Credential, request_for, sign
from paraph.explaining.explain import explain

KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
EXCHANGED = Credential.of(KEY.secret.text, KEY.key_id)
GET = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users?limit=10&offset=0")


def test_a_right_request_stays_right() -> None:
    found = explain(sign(GET, KEY), EXCHANGED)
    assert (found.verdict, found.mistakes, found.problems) == ("valid", (), ())
    assert found.hints[0].startswith("Key id and secret are exchanged in the credentials that you gave")
    assert KEY.secret.text not in f"{found} {found.hints}"


def test_a_mistake_of_the_request_is_still_found() -> None:
    wrong = sign(GET, KEY)._replace(target="/admin/v1/users?limit=10")
    assert [each.id for each in explain(wrong, EXCHANGED).mistakes] == [
        each.id for each in explain(wrong, KEY).mistakes
    ]


def test_a_request_with_both_exchanged_is_still_the_mistake_of_the_request() -> None:
    found = explain(sign(GET, EXCHANGED, "duo"), KEY, "duo")
    assert "key-wrong-field" in {each.id for each in (*found.mistakes, *found.problems)}
    assert not any("credentials that you gave" in hint for hint in found.hints)
