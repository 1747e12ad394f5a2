"""Tokens of OAuth 2: asked for once, renewed when they end or are refused, and what happens if there are none."""

import json
from typing import Any

import pytest

from paraph.clients import Retry
from paraph.clients.alteryx import Gallery
from paraph.clients.errors import ApiError, RateLimited, ServerFailed, Unauthorized, Unreachable
from paraph.core.encoding import parse_form
from paraph.core.message import Request
from paraph.http.handler import Response, json_response
from tests.clients.script import ONCE, SKEY, Script


class Tokens:
    """A server that grants tokens and answers calls with those that are not revoked."""

    def __init__(self, seconds: Any = 3600) -> None:
        self.seconds, self.granted = seconds, 0
        self.revoked: set[str] = set()

    def __call__(self, request: Request) -> Response:
        if request.path.endswith("/oauth2/token"):
            self.granted += 1
            return json_response(200, {"access_token": f"canary-token-{self.granted}", "expires_in": self.seconds})
        token = request.header("Authorization") or ""
        return json_response(401, {"message": "expired"}) if token in self.revoked else json_response(200, [])

    def revoke(self) -> None:
        self.revoked.add(f"Bearer canary-token-{self.granted}")


def paths(script: Script) -> list[str]:
    return [f"{each.method} {each.path}" for each in script.requests]


TOKEN, CALL = "POST /webapi/oauth2/token", "GET /webapi/v3/users"


def test_a_token_is_asked_for_once_and_again_shortly_before_its_end() -> None:
    script = Script(Tokens())
    server = script.server()
    for _ in range(3):
        server.users.list()
    assert paths(script) == [TOKEN, CALL, CALL, CALL]
    assert dict(parse_form(script.requests[0].body.decode())) == {
        "grant_type": "client_credentials", "client_id": "key", "client_secret": SKEY,
    }  # fmt: skip
    script.now += 3539
    server.users.list()
    assert paths(script)[4:] == [CALL]
    script.now += 1
    server.users.list()
    assert paths(script)[5:] == [TOKEN, CALL]
    assert script.requests[-1].header("Authorization") == "Bearer canary-token-2"


def test_a_token_that_was_revoked_is_renewed_once_also_for_what_changes_something() -> None:
    tokens = Tokens()
    script = Script(tokens)
    server = script.server()
    server.users.list()
    tokens.revoke()
    server.users.delete("1")
    assert paths(script)[2:] == ["DELETE /webapi/v3/users/1", TOKEN, "DELETE /webapi/v3/users/1"]
    assert script.pauses == []


def test_a_server_that_refuses_every_token_is_asked_twice() -> None:
    script = Script(
        lambda request: Tokens()(request) if "token" in request.path else json_response(401, {"message": "no"})
    )
    with pytest.raises(Unauthorized, match="401 no") as caught:
        script.server().users.list()
    assert paths(script) == [TOKEN, CALL, TOKEN, CALL]
    assert caught.value.request.header("Authorization") == "[hidden]"
    assert caught.value.advice == (
        "The server granted a token for this key, so key and secret are right.",
        "GET /v3/users probably needs the role Curator: use the key of a user who has it.",
    )


@pytest.mark.parametrize(
    ("seconds", "used"), [(10, 4), (120, 59), ("3600", 3539), (None, None), (-5, None), ("x", None)]
)
def test_tokens_that_are_short(seconds: Any, used: int | None) -> None:
    script = Script(Tokens(seconds))
    server = script.server()
    if used is None:
        with pytest.raises(Unreachable, match="has no token that can be used: check the base address"):
            server.users.list()
        return
    server.users.list()
    script.now += used
    server.users.list()
    assert paths(script) == [TOKEN, CALL, CALL]
    script.now += 2
    server.users.list()
    assert paths(script)[3:] == [TOKEN, CALL]


def test_a_token_without_an_end_is_used_for_five_minutes() -> None:
    script = Script(lambda _: json_response(200, {"access_token": "abc"}))
    server = script.server()
    server.users.list()
    server.users.list()
    assert paths(script) == [TOKEN, CALL, CALL]


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"<html>", b'{"access_token":null}', b'{"access_token":5}', b'{"access_token":""}',
     b'{"access_token":"a\\r\\nX-Evil: 1"}', b'{"access_token":"a b"}', b'{"access_token":"a","expires_in":NaN}', b"[" * 100_000],
)  # fmt: skip
def test_a_token_that_is_none(body: bytes) -> None:
    script = Script(Response(200, (), body))
    with pytest.raises(Unreachable, match="has no token that can be used") as caught:
        script.server().users.list()
    assert caught.value.final
    assert len(script.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_key_that_the_server_does_not_know(status: int) -> None:
    script = Script(json_response(status, {"error": "invalid_client", "error_description": "unknown client"}))
    with pytest.raises(Unauthorized, match=r"invalid_client \(unknown client\).*compare both") as caught:
        script.server().users.list()
    assert len(script.requests) == 1
    assert caught.value.request.path == "/webapi/oauth2/token"
    assert caught.value.request.body == b""


def test_an_error_that_quotes_the_secret_is_not_quoted() -> None:
    script = Script(json_response(400, {"error": f"client_secret {SKEY} is wrong"}))
    with pytest.raises(Unauthorized) as caught:
        script.server().users.list()
    assert SKEY not in f"{caught.value} {caught.value.__dict__}"


@pytest.mark.parametrize("first", [json_response(503, {}), json_response(429, {}), Unreachable("lost", sent=True)])
def test_a_token_is_asked_for_again_whatever_became_of_the_request(first: Any) -> None:
    tokens = Tokens()
    script = Script(first, tokens)
    script.server().users.delete("1")
    assert paths(script) == [TOKEN, TOKEN, "DELETE /webapi/v3/users/1"]
    assert len(script.pauses) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(json_response(503, {}), ServerFailed), (json_response(429, {}), RateLimited), (json_response(404, {}), ApiError)],
)
def test_a_token_endpoint_that_fails_is_not_asked_more_often_than_a_call(
    answer: Response, kind: type[ApiError]
) -> None:
    script = Script(answer)
    with pytest.raises(kind):
        script.server(retry=Retry(tries=3)).users.list()
    assert len(script.requests) == (1 if answer.status == 404 else 3)
    lost = Script(Unreachable("lost", sent=True))
    with pytest.raises(Unreachable):
        lost.server(retry=ONCE).users.list()
    assert len(lost.requests) == 1


def test_versions_1_and_2_at_the_newer_base_have_tokens_too() -> None:
    script = Script(Tokens())
    script.answering(Gallery("key", SKEY, "https://a.example/webapi", now=script.clock)).users.list_v1().all()
    assert paths(script)[0] == TOKEN
    assert json.dumps(paths(script)).count("token") == 1
