"""What is cheap to know is said first: problems that no search is needed for, each with a plain sentence."""

import base64

import pytest

from paraph import Credential, Request, explain, request_for, sign
from paraph.core.encoding import FORM_TYPE
from paraph.explaining.result import Explanation, Finding
from paraph.render.as_json import explanation_json
from paraph.render.text import explanation_text

NOW = 1773739805
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
CLIENT = Credential.of("ck-example", "consumer-secret-of-the-client")
URL, DUO_URL = "https://shop.example.com/orders", "https://api-example0.duosecurity.com/admin/v1/users"
AUTHORIZATION = (
    'OAuth oauth_consumer_key="ck-example", oauth_nonce="7d8f3e4a9c01b2aa", oauth_timestamp="1773739805", '
    'oauth_signature_method="HMAC-SHA1"'
)


def oauth(body: bytes = b"", kind: str = "", header: str = "") -> Explanation:
    """Explain a POST that is signed as it is sent, or has this Authorization header."""
    request = request_for("POST", URL)._replace(body=body)
    if kind:
        request = request.with_header("Content-Type", kind)
    if header:
        request = request.with_header("Authorization", header)
    else:
        request = sign(request, CLIENT, "oauth1", now=NOW, nonce="7d8f3e4a9c01b2aa")
    return explain(request, CLIENT, "oauth1", now=NOW, budget=0.2)


@pytest.mark.parametrize(
    ("body", "kind", "mistake", "said"),
    [
        (b'{"a": 1}', FORM_TYPE, "place-json-for-form", "the body is JSON: if the server wants JSON"),
        (b"[1, 2]\n", FORM_TYPE, "place-json-for-form", "if it wants a form, send name=value pairs"),
        (
            b"a=1&b=2",
            "application/json",
            "place-content-type-missing",
            "the body is a form: if the server wants a form",
        ),
        (b"a=1&b=2", FORM_TYPE, "", ""),
        (b'{"a": 1}', "application/json", "", ""),
        (b'"a=1"', "application/json", "", ""),
        (b"", "application/json", "", ""),
    ],
)
def test_json_and_form_are_not_what_the_content_type_says(body: bytes, kind: str, mistake: str, said: str) -> None:
    found = oauth(body, kind)
    assert found.verdict == "valid"
    assert [problem.id for problem in found.problems] == ([mistake] if mistake else [])
    assert said in "".join(problem.detail for problem in found.problems)


@pytest.mark.parametrize(
    ("method", "nearest"),
    [
        ("HMACSHA1", "HMAC-SHA1"),
        ("hmac-sha256", "HMAC-SHA256"),
        ("HMAC-SHA-512", "HMAC-SHA512"),
        ("RSA-SHA-1", "RSA-SHA1"),
        ("PLAIN", "PLAINTEXT"),
    ],
)
def test_an_unknown_method_is_named_with_the_nearest_one(method: str, nearest: str) -> None:
    header = AUTHORIZATION.replace("HMAC-SHA1", method) + ', oauth_signature="AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"'
    assert f"'{method}' as a method; the nearest one is {nearest}." in oauth(header=header).problems[0].detail


def test_no_signature_needs_no_search() -> None:
    found = oauth(header=AUTHORIZATION)
    assert (found.verdict, found.candidates) == ("unexplained", 0)
    assert found.problems[0].detail == "There is no oauth_signature."


def test_a_pasted_date_is_the_first_problem_and_says_how_old_it_is() -> None:
    request = sign(request_for("GET", DUO_URL), DUO, "duo", now=NOW)
    found = explain(request, DUO, now=NOW + 3 * 86_400 + 7200)
    assert found.problems[0].id == "date-hardcoded"
    assert "is 3 days 2 hours behind the clock used here" in found.problems[0].detail
    assert "or its date was pasted from an earlier run" in found.problems[0].detail


def test_another_key_id_and_swapped_values_come_first() -> None:
    request = sign(request_for("GET", DUO_URL), DUO, "duo", now=NOW)
    other = explain(request, Credential.of("DIOTHER0000000000000", "x" * 40), now=NOW, budget=0.1)
    assert other.problems[0].id == "secret-other-environment"
    assert explanation_text(other, request).startswith("This request was signed with another key id")
    basic = base64.b64encode(f"{DUO.secret.text}:{'0' * 40}".encode()).decode()
    swapped = Request(
        "GET", "/admin/v1/users", (("Host", "api-example0.duosecurity.com"), ("Authorization", f"Basic {basic}"))
    )
    found = explain(swapped, DUO, now=NOW)
    assert found.problems[0].id == "key-wrong-field"
    assert found.candidates == 0


@pytest.mark.parametrize(("count", "every", "shown", "left_out"), [(2, False, 2, 0), (5, False, 3, 2), (5, True, 5, 0)])
def test_three_alternatives_are_shown_and_the_rest_is_counted(
    count: int, every: bool, shown: int, left_out: int
) -> None:
    ties = tuple((Finding(f"tie-{number}", "", "A tie", "", ""),) for number in range(count))
    found = Explanation("explained", "duo", "v2/sha1", mistakes=(Finding.of("ord-unsorted"),), alternatives=ties)
    answer = explanation_json(found, every)
    assert (len(answer["alternatives"]), answer["alternatives_left_out"]) == (shown, left_out)
    text = " ".join(explanation_text(found, request_for("GET", DUO_URL), every=every).split())
    assert f"tie-{shown - 1}." in text
    assert ("2 more: --all shows them." in text) == bool(left_out)
