"""What is cheap to know is said first: problems that no search is needed for, each with a plain sentence."""

import base64
import hashlib
from urllib.parse import quote

import pytest

from paraph import Credential, Request, explain, request_for, sign
from paraph.core.encoding import FORM_TYPE
from paraph.core.trace import Trace
from paraph.explaining.result import Explanation, Finding
from paraph.render.as_json import explanation_json
from paraph.render.text import explanation_text
from paraph.schemes.oauth1 import OAUTH1

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


def signed_with(timestamp: str) -> Explanation:
    """Explain a request that is signed right with that timestamp."""
    plain = sign(request_for("GET", URL), CLIENT, "oauth1", now=NOW, nonce="7d8f3e4a9c01b2aa")
    claims = OAUTH1.parse(plain).readings[0]
    protocol = tuple((name, timestamp if name == "oauth_timestamp" else value) for name, value in claims.protocol)
    own = claims._replace(protocol=protocol)
    request = OAUTH1.attach(plain, own, OAUTH1.derive(plain, own, CLIENT, Trace()))
    return explain(request, CLIENT, "oauth1", now=NOW)


@pytest.mark.parametrize(
    ("timestamp", "said"),
    [
        ("1773739805.5", "positive whole number"),
        ("1773739805,5", "positive whole number"),
        ("2026-03-17T09:30:05Z", "positive whole number"),
        ("1.77e9", "positive whole number"),
        ("-1773739805", "positive whole number"),
        ("0", "positive whole number"),
        ("", "oauth_timestamp is empty"),
        ("1773739805000", "has 13 digits"),
        ("17737398050000000000", "has 20 digits"),
    ],
)
def test_a_timestamp_is_in_whole_seconds(timestamp: str, said: str) -> None:
    found = signed_with(timestamp)
    assert found.verdict == "valid"
    assert [problem.id for problem in found.problems] == ["timestamp-unit"]
    assert said in found.problems[0].detail


JSON_BODY = b'{"a": 1, "b": [2]}'


@pytest.mark.parametrize(
    ("hashed", "mistake", "said"),
    [
        (JSON_BODY, "", ""),
        (b'{"a":1,"b":[2]}', "body-hash-of-other-body", "this JSON written without blanks"),
        (b'{\n  "a": 1,\n  "b": [\n    2\n  ]\n}', "body-hash-of-other-body", "indented by two blanks"),
        (JSON_BODY + b"\n", "body-hash-of-other-body", "other line ends"),
        (b"", "body-hash-of-other-body", "the empty body"),
        (b"another one", "body-hash-of-other-body", "No algorithm makes oauth_body_hash"),
    ],
)
def test_a_body_hash_of_another_body_names_no_algorithm(hashed: bytes, mistake: str, said: str) -> None:
    signed = sign(request_for("POST", URL, (("Content-Type", "application/json"),), hashed), CLIENT, "oauth1", now=NOW,
                  nonce="7d8f3e4a9c01b2aa", body_hash=True)  # fmt: skip
    found = explain(signed._replace(body=JSON_BODY), CLIENT, "oauth1", now=NOW)
    assert found.verdict == "valid"
    assert [problem.id for problem in found.problems] == ([mistake] if mistake else [])
    assert all(said in problem.detail and "Duo" not in problem.fix for problem in found.problems)


def test_a_body_hash_by_another_algorithm_names_it() -> None:
    md5 = base64.b64encode(hashlib.md5(JSON_BODY, usedforsecurity=False).digest()).decode()
    body_hash = f"oauth_body_hash={quote(md5, safe='')}"
    request = sign(request_for("POST", f"{URL}?{body_hash}")._replace(body=JSON_BODY), CLIENT, "oauth1", now=NOW,
                   nonce="7d8f3e4a9c01b2aa", placement="query")  # fmt: skip
    found = explain(request, CLIENT, "oauth1", now=NOW)
    assert "body-hash-algorithm" in [problem.id for problem in found.problems]


def test_a_blank_in_the_secret_is_named_if_the_signature_has_it() -> None:
    pasted = Credential.of("ck-example", "consumer-secret-of-the-client ", "tk", " token-secret-of-it")
    request = sign(request_for("GET", URL), pasted, "oauth1", now=NOW, nonce="7d8f3e4a9c01b2aa")
    (problem,) = explain(request, pasted, "oauth1", now=NOW).problems
    assert problem.id == "secret-trailing-space"
    assert "the secret and the token secret begin or end with a blank" in problem.detail
    other = explain(request.with_header("Authorization", AUTHORIZATION), pasted, "oauth1", now=NOW, budget=0.2)
    assert "secret-trailing-space" not in [problem.id for problem in other.problems]


@pytest.mark.parametrize(
    ("realm", "seen"), [(None, "There is no realm"), ("1234567-sb1", "The realm is '1234567-sb1'"), ("1234567_SB1", "")]
)
def test_the_realm_of_an_account(realm: str | None, seen: str) -> None:
    request = sign(request_for("GET", "https://1234567-sb1.suitetalk.api.netsuite.com/x"), CLIENT, "oauth1", now=NOW,
                   nonce="7d8f3e4a9c01b2aa", method="HMAC-SHA256", realm=realm)  # fmt: skip
    problems = explain(request, CLIENT, "oauth1", now=NOW).problems
    assert [problem.id for problem in problems] == (["account-id-form"] if seen else [])
    assert all(seen in problem.detail and 'realm="1234567_SB1"' in problem.fix for problem in problems)


def test_a_misspelt_signature_is_not_signed() -> None:
    request = sign(request_for("GET", URL), CLIENT, "oauth1", now=NOW, nonce="7d8f3e4a9c01b2aa")
    sent = (request.header("authorization") or "").replace("oauth_signature=", "oauth_signiture=")
    found = explain(request.with_header("Authorization", sent), CLIENT, "oauth1", now=NOW)
    assert found.verdict == "explained"
    assert [mistake.id for mistake in found.mistakes] == ["place-oauth-name-typo"]
    assert found.mistakes[0].fix == "Write oauth_signature, not oauth_signiture."
    assert not [step for step in found.expected if "signiture" in step.value]
    assert found.request == request
    assert "are right; the mistake is in what is sent" in " ".join(explanation_text(found, request).split())


def test_a_misspelt_signature_of_another_secret_is_no_explanation() -> None:
    request = sign(
        request_for("GET", URL), Credential.of("ck-example", "other"), "oauth1", now=NOW, nonce="7d8f3e4a9c01b2aa"
    )
    sent = (request.header("authorization") or "").replace("oauth_signature=", "oauth_signiture=")
    found = explain(request.with_header("Authorization", sent), CLIENT, "oauth1", now=NOW, budget=0.2)
    assert found.verdict == "unexplained"
    assert [problem.id for problem in found.problems] == ["place-oauth-name-typo"]


@pytest.mark.parametrize("name", ["oauth_sig", "oauth_extension", "oauth_signature_metod"])
def test_a_name_that_means_another_parameter_is_no_signature(name: str) -> None:
    parsed = OAUTH1.parse(request_for("GET", URL).with_header("Authorization", f'{AUTHORIZATION}, {name}="x"'))
    assert parsed.signature == ("x" if name == "oauth_sig" else "")
    assert parsed.flaws
