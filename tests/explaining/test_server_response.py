"""What the answers of servers mean: a table of answers, and what `explain` makes of them."""

from typing import NamedTuple

import pytest

from paraph import Credential, explain, request_for, sign
from paraph.core.answers import answer_text, quote_answer
from paraph.core.claims import Reason
from paraph.core.diagnosis import ServerError
from paraph.core.message import ServerResponse
from paraph.explaining.server_response import response_advice, response_problems
from paraph.mistakes import MISTAKES
from paraph.schemes.oauth1 import answers
from paraph.schemes.oauth1.answers import PROBLEMS, ROWS, read_error

NOW = 1764300000
CLIENT = Credential.of("ck", "cs", "tk", "ts")
GET = request_for("GET", "https://shop.example.net/v1/orders?a=1")


class Case(NamedTuple):
    """An answer of a server, and what it means."""

    said: str
    reason: Reason
    part: str
    problem: str = ""
    header: str = ""
    status: int = 401


R = Reason
CASES = [
    Case('{"message":"Signature method %1 is not supported","parameters":["HMAC-SHA1"]}', R.NOT_ALLOWED,
         "does not support the signature method", "hash-algorithm", status=400),
    Case("Signature method 'HMAC-SHA512' not supported try one of the following: HMAC-SHA1", R.NOT_ALLOWED,
         "does not support", "hash-algorithm"),
    Case("OAuth version '1.1' not supported", R.MALFORMED, "has to be 1.0", "params-oauth-version-toggle"),
    Case("Expired timestamp, yours 1764300000, ours 1764309000", R.BAD_TIME, "refuses the timestamp", "clock-skew"),
    Case("Nonce already used: n4Xq81LdvE", R.REPLAYED, "has seen this nonce before"),
    Case('{"code":"woocommerce_rest_authentication_error","message":"Invalid nonce - nonce has already been used."}',
         R.REPLAYED, "has seen this nonce before"),
    Case('{"code":"woocommerce_rest_authentication_error","message":"Invalid signature - provided signature does not match."}',
         R.BAD_SIGNATURE, "computed another signature"),
    Case('{"code":"woocommerce_rest_authentication_error","message":"Consumer key is invalid."}', R.UNKNOWN_KEY,
         "does not know the consumer key", "place-wrong-endpoint-account"),
    Case('{"code":"woocommerce_rest_authentication_error","message":"The API key provided does not have write permissions."}',
         R.FORBIDDEN, "no permission", "permission-shown-as-signature"),
    Case('{"code":"json_oauth1_signature_mismatch","message":"OAuth signature does not match"}', R.BAD_SIGNATURE,
         "another signature"),
    Case('{"code":"json_oauth1_expired_token","message":"OAuth request token has expired"}', R.UNKNOWN_KEY, "has expired"),
    Case('{"errors":[{"code":32,"message":"Could not authenticate you."}]}', R.BAD_SIGNATURE, "another signature"),
    Case('{"errors":[{"code":89,"message":"Invalid or expired token."}]}', R.UNKNOWN_KEY, "expired"),
    Case('{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}', R.BAD_TIME, "timestamp", "clock-skew"),
    Case('{"errors": [{"code": 215, "message": "Bad Authentication data."}]}', R.NO_CREDENTIALS, "no OAuth parameters"),
    Case('{"errors":[{"message":"Requests with bodies must have content-type of application/json."}]}', R.MALFORMED,
         "wants JSON", status=400),
    Case("oauth_problem=signature_method_rejected", R.NOT_ALLOWED, "signature method", "hash-algorithm"),
    Case("oauth_problem=token_rejected&oauth_problem_advice=The%20access+token%20has%20been%20revoked.", R.UNKNOWN_KEY,
         "it says: The access token has been revoked"),
    Case("", R.BAD_TIME, "accepts timestamps from 1764300100 (Fri, 28 Nov 2025", "clock-skew",
         'OAuth oauth_problem="timestamp_refused", oauth_acceptable_timestamps="1764300100-1764300700"'),
    Case("oauth_problem=version_rejected&oauth_acceptable_versions=1.0-1.0", R.MALFORMED, "accepts the versions 1.0-1.0",
         "params-oauth-version-toggle"),
    Case("oauth_problem=parameter_absent&oauth_parameters_absent=oauth_nonce%26oauth_timestamp", R.MALFORMED,
         "it misses oauth_nonce, oauth_timestamp"),
    Case('{"messages":{"error":[{"code":401,"message":"oauth_problem=signature_invalid"}]}}', R.BAD_SIGNATURE,
         "another signature"),
    Case('{"oauth_problem":"consumer_key_unknown"}', R.UNKNOWN_KEY, "consumer key", "place-wrong-endpoint-account"),
    Case("error code: InvalidSignature", R.BAD_SIGNATURE, "another signature"),
    Case("IntegrationBlocked", R.FORBIDDEN, "blocked"),
    Case("<html><head><style>.a{}</style></head><body><h1>Sorry</h1><p>OAuth <b>signature</b> mismatch</p></body></html>",
         R.BAD_SIGNATURE, "another signature"),
    Case('{"data":null,"exceptionName":"UnauthorizedException","message":"The provided signature(oauth_signature) is invalid."}',
         R.BAD_SIGNATURE, "another signature"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.part[:30])
def test_an_answer_has_a_meaning(case: Case) -> None:
    headers = (("WWW-Authenticate", case.header),) if case.header else ()
    error = read_error(case.status, headers, case.said.encode())
    assert error is not None
    assert (error.reason, error.problem) == (case.reason, case.problem)
    assert case.part in error.meaning


@pytest.mark.parametrize("said", ["", "Hello", '{"ok": true}', "oauth_problem=unheard_of_thing"])
def test_other_answers_say_nothing(said: str) -> None:
    assert read_error(200, (), said.encode()) is None


@pytest.mark.parametrize(("status", "header", "body", "is_refusal"), [
    (401, "OAuth realm=x", "", True), (401, "", "oauth_token", True), (401, "", "no", False), (403, "OAuth", "", False),
])  # fmt: skip
def test_a_refusal_without_a_reason_is_about_the_signature(
    status: int, header: str, body: str, is_refusal: bool
) -> None:
    error = read_error(status, (("WWW-Authenticate", header),), body.encode())
    assert error == (ServerError("", "", "", Reason.BAD_SIGNATURE) if is_refusal else None)


def test_every_row_has_a_source_and_a_problem_of_the_catalogue() -> None:
    assert all(row.source.startswith(("http://", "https://")) for row in ROWS)
    meanings = [*(row.meaning for row in ROWS), *PROBLEMS.values()]
    assert {meaning.problem for meaning in meanings} - {""} <= set(MISTAKES)
    assert answers.REPORTING.endswith("ProblemReporting")


def answered(body: str, status: int = 401) -> tuple[list[str], list[str]]:
    """What is said about an answer to a right request: hints, and ids of problems."""
    found = explain(sign(GET, CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE"), CLIENT, "oauth1", now=NOW)
    answer = ServerResponse(status, (), body.encode())
    return [*response_advice(answer, found)], [problem.id for problem in response_problems(answer, found)]


def test_an_answer_about_the_method_is_a_problem_of_a_right_request() -> None:
    hints, problems = answered('{"message":"Signature method %1 is not supported"}', 400)
    assert problems == ["hash-algorithm"]
    assert "whether or not the signature is right" in hints[0]


def test_an_unknown_page_is_quoted_clean_and_short() -> None:
    hints, problems = answered(
        "<html><body>\x1b[31mNo\x07 way <script>x()</script>" + "z" * 500 + "</body></html>", 500
    )
    assert problems == []
    assert "'[31mNo way z" in hints[0]
    assert len(hints[0]) < 200
    assert "\x1b" not in hints[0]


@pytest.mark.parametrize(("body", "text"), [
    (b"a\x00\x1b[0m b\r\n\tc", "a [0m b c"),
    (b"<p>a&amp;b</p><style>x</style></style>c", "a&b c"),
    ("\u202eabc é".encode(), "abc é"),
    (b"\xff\xfe", ""),
    (b"<script>" * 4000, ""),
])  # fmt: skip
def test_the_text_of_an_answer(body: bytes, text: str) -> None:
    assert answer_text(b"<body>" + body if b"<script" in body else body) == text


def test_a_quotation_is_short() -> None:
    assert quote_answer("a\nb") == "a b"
    assert quote_answer("x" * 300) == "x" * 120 + " ..."


def test_a_problem_is_blamed_before_the_secret() -> None:
    """A refusal of a right signature has the problem as its likelier cause, if there is one."""
    answer = ServerResponse(401, (), b"oauth_problem=signature_invalid")
    for now, is_blamed in ((NOW, True), (NOW + 90_000, False)):
        found = explain(sign(GET, CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE"), CLIENT, "oauth1", now=now)
        said = " ".join(response_advice(answer, found))
        assert ("the server has another secret" in said) == is_blamed
        assert ("correct first what is named above" in said) != is_blamed


def test_a_blank_in_the_secret_is_not_called_right() -> None:
    pasted = Credential.of("ck", "secret-of-the-client ")
    found = explain(sign(GET, pasted, "oauth1", now=NOW, nonce="n4Xq81LdvE"), pasted, "oauth1", now=NOW)
    said = " ".join(response_advice(ServerResponse(401, (), b"oauth_problem=signature_invalid"), found))
    assert "correct first what is named above" in said
    assert "hardly" not in said
