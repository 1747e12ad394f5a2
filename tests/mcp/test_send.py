"""The tool `send`: to the server of the credential and to no other, with capped answers and explained refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from mcp import ClientSession
from paraph.cli.mcp_sending import MOST_BYTES
from paraph.testing import DuoServer
from tests.http.servers import DUO, Told, serving
from tests.mcp.talking import call, error_of, talk

WORDS = ("--id", DUO.key_id, "--secret-env", "DUO_SKEY", "--allow-send", "--base-url")
SKEY = DUO.secret.text


def send(url: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request, whatever its status."""
    result = call("send", arguments, *WORDS, url, DUO_SKEY=SKEY)
    assert not result.is_error, result.content
    answer: dict[str, Any] = result.structured_content
    return answer


def test_a_local_duo_answers(paraph_duo: DuoServer) -> None:
    paraph_duo.add_user("ada", phone="+15555550100")
    words = ("--id", paraph_duo.ikey, "--secret-env", "DUO_SKEY", "--allow-send", "--base-url", paraph_duo.url)

    async def calls(session: ClientSession) -> list[dict[str, Any]]:
        users = {"path": "/admin/v1/users?limit=1", "query": {"username": "ada"}}
        preauth = {"path": "/auth/v2/preauth", "form": {"username": "ada"}}
        both = [await session.call_tool("send", arguments) for arguments in (users, preauth)]
        return [result.structured_content for result in both]

    users, preauth = talk(calls, *words, DUO_SKEY=paraph_duo.skey)
    assert users["status"] == 200
    assert json.loads(users["body"])["response"][0]["username"] == "ada"
    assert json.loads(preauth["body"])["response"]["result"] == "auth"
    assert [received.request.method for received in paraph_duo.requests] == ["GET", "POST"]
    assert ["Authorization", "Basic [hidden]"] in users["request"]["headers"]


def test_a_rejected_signature_is_explained(paraph_duo: DuoServer) -> None:
    words = ("--id", paraph_duo.ikey, "--secret-env", "DUO_SKEY", "--allow-send", "--base-url", paraph_duo.url)
    answer = call("send", {"path": "/auth/v2/check"}, *words, DUO_SKEY="w" * 40).structured_content
    assert answer["status"] == 401
    assert "The signature is right for the secret that was used" in answer["refusal"][0]


def test_a_long_answer_is_cut_off() -> None:
    with serving(lambda _: Told(200, (), b"x" * (3 * MOST_BYTES))) as server:
        answer = send(server.url, {"path": "/auth/v2/check"})
    assert (len(answer["body"]), answer["truncated"]) == (MOST_BYTES, True)


def test_a_redirect_is_returned_and_not_followed() -> None:
    with serving() as trap, serving(lambda _: Told(302, (("Location", f"{trap.url}/auth/v2/check"),))) as server:
        answer = send(server.url, {"path": "/auth/v2/check"})
        assert (answer["status"], trap.seen) == (302, [])


def test_what_gives_access_is_masked_in_answers() -> None:
    with serving(lambda _: Told(200, (("Set-Cookie", "sid=abcdef"),), b"ok")) as server:
        answer = send(server.url, {"path": "/auth/v2/check"})
    assert ["Set-Cookie", "[hidden]"] in answer["headers"]


def test_the_body_is_what_was_given() -> None:
    with serving(lambda _: Told(200)) as server:
        send(server.url, {"path": "/a", "json": {"b": [1, None], "ä": "ö"}, "headers": {"X-Own": "1"}, "method": "put"})
        send(server.url, {"path": "/a b\\", "query": {"c d": "e&f"}})
    seen = [request for request, _ in server.seen]
    assert (seen[0].method, seen[0].body.decode(), seen[0].header("x-own")) == ("PUT", '{"b":[1,null],"ä":"ö"}', "1")
    assert seen[1].target == "/a%20b%5C?c%20d=e%26f"


HOSTILE: tuple[dict[str, Any], ...] = (
    {"path": "http://TRAP/auth/v2/check"},
    {"path": "@TRAP/auth/v2/check"},
    {"path": "/x#@TRAP/"},
    {"path": ""},
    {"path": "/", "headers": {"Host": "TRAP"}},
    {"path": "/", "headers": {"hOST": "TRAP"}},
    {"path": "/", "headers": {"X-Forwarded-Host": "TRAP"}},
    {"path": "/", "headers": {"X": "a\r\nHost: TRAP"}},
    {"path": "/", "headers": {"Host ": "TRAP"}},
    {"path": "/", "headers": {"Content-Length": "5"}},
    {"path": "/", "headers": {"Transfer-Encoding": "chunked"}},
    {"path": "/", "headers": {"Authorization": "Basic x"}},
    {"path": "/", "method": "GET TRAP"},
    {"path": "/", "json": {}, "form": {}},
    {"path": "/", "method": "GET", "form": {"a": "b"}},
    {"path": "/", "base_url": "http://TRAP"},
)
ODD = (
    "//TRAP/auth/v2/check",
    "/@TRAP/",
    "/\r\nHost: TRAP",
    "/%0d%0aHost:%20TRAP",
    "/..//TRAP",
    "/http://TRAP/",
    "/?u=http://TRAP",
)


def test_an_agent_cannot_choose_the_server() -> None:
    with serving() as trap, serving() as server:

        def aimed(value: Any) -> Any:
            return json.loads(json.dumps(value).replace("TRAP", trap.url.removeprefix("http://")))

        async def calls(session: ClientSession) -> None:
            for arguments in HOSTILE:
                error_of(await session.call_tool("send", aimed(arguments)))
            assert server.seen == []
            for path in ODD:
                await session.call_tool("send", {"path": aimed(path)})

        talk(calls, *WORDS, server.url, DUO_SKEY=SKEY)
        assert trap.seen == []
        hosts = {request.header("host") for request, _ in server.seen}
        assert hosts == {server.url.removeprefix("http://")}
        assert len(server.seen) == len(ODD)


def test_the_host_of_a_profile_is_signed_and_the_base_url_only_reached(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.touch(mode=0o600)
    config.write_text(
        f'[profile.prod]\nid = "{DUO.key_id}"\nsecret = "{SKEY}"\nhost = "api-example0.duosecurity.com"\n'
    )
    words = ("--profile", "prod", "--allow-send", "--base-url")
    with serving() as server:
        result = call("send", {"path": "/auth/v2/check"}, *words, server.url, PARAPH_CONFIG=str(config))
        ((request, verdict),) = server.seen
    assert result.structured_content["status"] == 200
    assert (request.header("host"), verdict.valid) == ("api-example0.duosecurity.com", True)


def test_a_server_that_is_not_there_is_one_line() -> None:
    assert "nothing listens on" in error_of(call("send", {"path": "/"}, *WORDS, "http://127.0.0.1:9", DUO_SKEY=SKEY))


@pytest.mark.parametrize("piece", [b"\xff\xfe\xfd", b"[" * 100_000, b'{"a": NaN}'])
def test_any_body_comes_back(piece: bytes) -> None:
    with serving(lambda _: Told(200, (), piece)) as server:
        answer = send(server.url, {"path": "/auth/v2/check"})
    assert answer["body"] or answer["body_base64"]
