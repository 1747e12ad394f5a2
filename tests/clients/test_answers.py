"""What comes back: errors by class and code, with advice; answers that are none."""

import pickle
from typing import Any

import pytest

from paraph.clients import errors
from paraph.http.handler import Response, json_response
from tests.clients.script import HOST, NOW, ONCE, Script, duo, failed

REFUSALS: list[tuple[Response, type[errors.ApiError], str]] = [
    (
        failed(400, 40002, "Invalid request parameters", message_detail="username"),
        errors.Rejected,
        r"40002 .* \(username\)",
    ),
    (failed(400, 40003, "Duplicate resource"), errors.Rejected, "40003 Duplicate"),
    (failed(401, 40101, "Missing request credentials"), errors.Unauthorized, "40101"),
    (failed(401, 40102, "Invalid integration key in request credentials"), errors.Unauthorized, "40102"),
    (failed(401, 40103, "Invalid signature in request credentials"), errors.BadSignature, "40103"),
    (failed(401, 40105, "Bad request timestamp"), errors.Unauthorized, "40105"),
    (failed(403, 40301, "Access forbidden"), errors.Forbidden, "40301.*Grant read resource"),
    (failed(404, 40401, "Resource not found"), errors.NotFound, "40401"),
    (failed(405, 40501, "Method not allowed"), errors.Rejected, "405"),
    (failed(429, 42901, "Too Many Requests"), errors.RateLimited, "42901"),
    (failed(500, 50000, "Internal"), errors.ServerFailed, "500"),
    (Response(302, (("Location", "https://evil.example/"),)), errors.Rejected, "302"),
    (Response(304, ()), errors.Rejected, "304"),
    (Response(401, (), b"<html>log in</html>"), errors.Unauthorized, "401"),
    (Response(403, (), b""), errors.Forbidden, "403"),
    (Response(400, (), b"[1]"), errors.Rejected, "400"),
    (Response(400, (), b"[" * 100_000), errors.Rejected, "400"),
    (Response(400, (), b"\xff\xfe\x00"), errors.Rejected, "400"),
    (Response(400, (), b'{"message":{"a":[1]},"message_detail":["x\\ny"]}'), errors.Rejected, "400"),
    (Response(200, (), b'{"stat": "FAIL", "code": 40002, "message": "no"}'), errors.Rejected, "40002 no"),
]


@pytest.mark.parametrize(("answer", "kind", "said"), REFUSALS, ids=range(len(REFUSALS)))
def test_each_refusal_has_its_class(answer: Response, kind: type[errors.ApiError], said: str) -> None:
    script = Script(answer)
    with pytest.raises(errors.ApiError, match=said) as caught:
        script.admin(retry=ONCE).users.get("DU1")
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.body) == (answer.status, answer.body)
    assert str(caught.value).isprintable()
    assert str(caught.value).startswith(f"GET /admin/v1/users/DU1: {answer.status}")
    assert len(script.requests) == 1
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (type(again), str(again), again.code, again.advice) == (
        kind,
        str(caught.value),
        caught.value.code,
        caught.value.advice,
    )


def test_a_clock_that_is_wrong_is_named_with_its_seconds() -> None:
    date = (("Date", "Tue, 17 Mar 2026 10:33:20 GMT"),)
    script = Script(failed(401, 40105, "Bad request timestamp", date))
    with pytest.raises(errors.Unauthorized) as caught:
        script.admin().users.get("DU1")
    assert any("3600" in each or "hour" in each or "60 min" in each for each in caught.value.advice), (
        caught.value.advice
    )
    assert NOW == 1_773_740_000


def test_a_wrong_key_comes_with_advice() -> None:
    with pytest.raises(errors.BadSignature) as caught:
        Script(failed(401, 40103, "Invalid signature in request credentials")).admin().users.get("DU1")
    assert caught.value.advice
    assert "secret" in " ".join(caught.value.advice)


def test_a_permission_that_is_missing_is_named() -> None:
    script = Script(failed(403, 40301, "Access forbidden"))
    with pytest.raises(errors.Forbidden, match="Grant read log"):
        script.admin().logs.authentication(since="2h").all()


ALTERYX: list[tuple[Response, type[errors.ApiError], str]] = [
    (json_response(401, {"exceptionName": "UnauthorizedException", "message": "The provided signature(oauth_signature) is invalid."}), errors.BadSignature, "oauth_signature"),
    (json_response(404, {"message": "User not found", "exceptionName": "NotFoundException"}), errors.NotFound, "User not found"),
    (json_response(400, {"Message": "The request is invalid.", "ModelState": {"contract.name": ["too long"]}}), errors.Rejected, r"invalid\. \(.*too long"),
    (json_response(409, {"message": "exists"}), errors.Rejected, "409 exists"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "kind", "said"), ALTERYX)
def test_refusals_of_alteryx(answer: Response, kind: type[errors.ApiError], said: str) -> None:
    with pytest.raises(errors.ApiError, match=said) as caught:
        Script(answer).gallery(retry=ONCE).users.list().all()
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (b"", None),
        (b" \r\n", None),
        (b"null", None),
        (b'\xef\xbb\xbf{"stat":"OK","response":{"a":1}}', {"a": 1}),
        (b'{"stat":"OK","response":{"name":"FAIL","a":"\\"FAIL\\""}}', {"name": "FAIL", "a": '"FAIL"'}),
        (b'{"stat":"OK","response":""}', ""),
        (b'{"stat":"OK","response":null}', None),
        (b'{"stat":"OK"}', {"stat": "OK"}),
        (b'{"stat":"OK","response":{"n":123456789012345678901234567890}}', {"n": 123456789012345678901234567890}),
        (b'{"stat":"OK","response":{"n":1e999}}', {"n": float("inf")}),
        (b"[1]", [1]),
    ],
)
def test_answers_that_are_odd(body: bytes, result: Any) -> None:
    assert Script(Response(200, (), body)).admin().users.get("DU1") == result


def test_no_number_comes_as_it_is() -> None:
    found: Any = Script(Response(200, (), b'{"response":{"n":NaN}}')).admin().users.get("DU1")
    assert found["n"] != found["n"]
    assert Script(Response(204, (), b"")).admin().users.delete("DU1") is None


@pytest.mark.parametrize(
    "body", [b"<html>sign in</html>", b'{"stat":"OK","response":', b"\xff", b"{" * 100_000, b"1 2"]
)
def test_answers_that_are_no_json(body: bytes) -> None:
    with pytest.raises(errors.Unreachable, match=r"the answer to GET /admin/v1/users/\{user_id\} is no JSON") as caught:
        Script(Response(200, (), body)).admin().users.get("DU1")
    assert caught.value.final


def test_files_come_as_bytes_whatever_is_in_them() -> None:
    assert Script(Response(200, (), b"\x89PNG\xff")).auth().logo() == b"\x89PNG\xff"


def test_a_redirect_is_not_followed() -> None:
    script = Script(Response(307, (("Location", f"https://{HOST}.evil.example/"),)), duo({}))
    with pytest.raises(errors.Rejected):
        script.admin().users.get("DU1")
    assert [each.host for each in script.requests] == [HOST]
