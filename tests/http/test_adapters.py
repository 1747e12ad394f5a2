"""Every library really sends, to servers on loopback that judge what arrives. niquests joins in where it is installed."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any

import aiohttp
import httpx
import httpx2
import pytest
import requests

import paraph
from paraph import Credential, Request
from paraph.core.claims import Reason
from tests.http.servers import DUO, OAUTH, Server, Told, serving

Sending = Callable[..., int]
FORM = {"name": "Zoë & co", "b": "1+1", "a": "~*'"}


def by_httpx2(method: str, url: str, auth: Any, **more: Any) -> int:
    with httpx2.Client(follow_redirects=True) as client:
        return client.request(method, url, auth=auth, **more).status_code


def by_httpx(method: str, url: str, auth: Any, **more: Any) -> int:
    with httpx.Client(follow_redirects=True) as client:
        return client.request(method, url, auth=auth, **more).status_code


def by_httpx2_async(method: str, url: str, auth: Any, **more: Any) -> int:
    async def send() -> int:
        async with httpx2.AsyncClient(follow_redirects=True) as client:
            return (await client.request(method, url, auth=auth, **more)).status_code

    return asyncio.run(send())


def by_httpx_async(method: str, url: str, auth: Any, **more: Any) -> int:
    async def send() -> int:
        async with httpx.AsyncClient(follow_redirects=True) as client:
            return (await client.request(method, url, auth=auth, **more)).status_code

    return asyncio.run(send())


def by_requests(method: str, url: str, auth: Any, **more: Any) -> int:
    with requests.Session() as session:
        session.trust_env = False
        return int(session.request(method, url, auth=auth, timeout=5, **more).status_code)


def by_niquests(method: str, url: str, auth: Any, **more: Any) -> int:
    import niquests

    with niquests.Session() as session:
        session.trust_env = False
        return int(session.request(method, url, auth=auth, timeout=5, **more).status_code)


def by_aiohttp(method: str, url: str, auth: Any, **more: Any) -> int:
    async def send() -> int:
        async with (
            aiohttp.ClientSession(middlewares=[auth]) as session,
            session.request(method, url, allow_redirects=True, **more) as response,
        ):
            return response.status

    return asyncio.run(send())


LIBRARIES: dict[str, tuple[Callable[..., Any], Sending]] = {
    "httpx2": (paraph.auth.httpx2, by_httpx2),
    "httpx2, async": (paraph.auth.httpx2, by_httpx2_async),
    "httpx": (paraph.auth.httpx, by_httpx),
    "httpx, async": (paraph.auth.httpx, by_httpx_async),
    "requests": (paraph.auth.requests, by_requests),
    "aiohttp": (paraph.auth.aiohttp, by_aiohttp),
} | ({"niquests": (paraph.auth.niquests, by_niquests)} if find_spec("niquests") else {})
HOW: list[tuple[Credential, dict[str, Any]]] = [
    (DUO, {}),
    (DUO, {"version": 2, "digest": "sha1"}),
    (OAUTH, {}),
    (OAUTH, {"placement": "query"}),
    (OAUTH, {"method": "HMAC-SHA256"}),
]
library = pytest.mark.parametrize("name", LIBRARIES)
how = pytest.mark.parametrize(
    ("credential", "options"), HOW, ids=["duo", "duo-sha1", "oauth", "oauth-query", "oauth-sha256"]
)


def has_signature(request: Request) -> bool:
    return request.header("authorization") is not None or b"oauth_" in request.body or "oauth_" in request.target


@library
@how
def test_what_is_sent_is_accepted(name: str, credential: Credential, options: dict[str, Any]) -> None:
    made, send = LIBRARIES[name]
    with serving() as server:
        auth = made(credential, **options)
        for path in ("/admin/v1/users", "/a%2Fb/%7Euser?q=a%2fb&s=[1]&u=é&x", "/a//b/../c/?=&a=b+c&&"):
            assert send("GET", server.url + path, auth) == 200, path
        assert (
            send("GET", f"{server.url}/x", auth, params={"username": "lena okafor", "b": "1+1/é~*'", "a": ["2", "1"]})
            == 200
        )
        assert send("POST", f"{server.url}/admin/v1/users", auth, data=FORM) == 200
        assert send("DELETE", f"{server.url}/admin/v1/users/DU1", auth) == 200
        if options.get("digest") != "sha1":  # versions 1 and 2 do not cover a JSON body
            assert send("POST", f"{server.url}/admin/v1/users", auth, json={"b": 1, "a": "é"}) == 200
        assert set(server.reasons) == {Reason.VALID}


@library
def test_the_body_can_carry_it(name: str) -> None:
    made, send = LIBRARIES[name]
    with serving() as server:
        assert send("POST", f"{server.url}/1/update", made(OAUTH, placement="body"), data=FORM) == 200
        (request, _) = server.seen[0]
        assert request.body.startswith(b"name=Zo%C3%AB")
        assert b"oauth_signature=" in request.body
    with serving(redirecting(308, lambda _: "/there")) as server:
        assert send("POST", f"{server.url}/from", made(OAUTH, placement="body"), data=FORM) == 200
        assert server.reasons == [Reason.VALID] * 2


def test_a_streamed_body_is_signed_as_a_whole() -> None:
    with serving() as server:
        for module, auth in ((httpx2, paraph.auth.httpx2(DUO)), (httpx, paraph.auth.httpx(DUO))):
            headers = {"Content-Type": "application/json"}
            reply = module.post(f"{server.url}/x", content=iter([b'{"a":', b"1}"]), headers=headers, auth=auth)
            assert reply.status_code == 200


def redirecting(status: int, location: Callable[[Request], str]) -> Callable[[Request], Told | None]:
    """Answers /from with a redirect."""
    return lambda request: Told(status, (("Location", location(request)),)) if request.path == "/from" else None


@library
@how
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_origin_is_signed_anew(
    name: str, credential: Credential, options: dict[str, Any], status: int
) -> None:
    made, send = LIBRARIES[name]
    with serving(redirecting(status, lambda request: f"/there?again=1&{request.query}")) as server:
        assert send("GET", f"{server.url}/from?b=2", made(credential, **options)) == 200
        assert server.reasons == [Reason.VALID] * 2
        assert send("POST", f"{server.url}/from", made(credential, **options), data=FORM) == 200
        assert server.reasons == [Reason.VALID] * 4
        assert server.seen[3][0].method == ("POST" if status in (307, 308) else "GET")


@library
@pytest.mark.parametrize("status", [302, 308])
@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(
    ("credential", "options"), [(DUO, {}), (OAUTH, {}), (OAUTH, {"placement": "query"}), (OAUTH, {"placement": "body"})]
)
def test_no_signature_goes_to_another_origin(
    name: str, credential: Credential, options: dict[str, Any], status: int, named: bool
) -> None:
    made, send = LIBRARIES[name]
    with ExitStack() as stack:
        other = stack.enter_context(serving())
        first = stack.enter_context(
            serving(redirecting(status, lambda request: f"{other.url}/there?a=b&{request.query}"))
        )
        more = {"headers": {"Host": "api.example.com"}} if named else {}
        send("POST", f"{first.url}/from?x=1", made(credential, **options), data=FORM, **more)
        assert has_signature(first.seen[0][0])
        ((arrived, _),) = other.seen
        assert not has_signature(arrived), arrived
        assert arrived.target == "/there?a=b&x=1"


@library
def test_what_comes_back_after_leaving_is_not_signed(name: str) -> None:
    made, send = LIBRARIES[name]
    with ExitStack() as stack:
        servers: list[Server] = []
        for place in (1, 0):
            servers.append(stack.enter_context(serving(redirecting(307, lambda _, n=place: f"{servers[n].url}/back" if n == 0 else f"{servers[1].url}/from"))))  # type: ignore[misc]  # fmt: skip
        send("GET", f"{servers[0].url}/from", made(DUO))
        assert has_signature(servers[0].seen[0][0])
        assert not has_signature(servers[1].seen[0][0])
        assert not has_signature(servers[0].seen[1][0])


def test_the_next_request_of_an_aiohttp_session_is_signed_again() -> None:
    async def send(first: Server, other: Server) -> None:
        async with aiohttp.ClientSession(middlewares=[paraph.auth.aiohttp(DUO)]) as session:
            for url in (f"{first.url}/from", f"{first.url}/x", f"{other.url}/y"):
                async with session.get(url):
                    pass

    with serving() as other, serving(redirecting(302, lambda _: f"{other.url}/there")) as first:
        asyncio.run(send(first, other))
        assert first.reasons == [Reason.VALID] * 2
        assert [verdict.reason for _, verdict in other.seen] == [Reason.NO_CREDENTIALS, Reason.VALID]


def test_a_request_that_is_sent_twice_has_two_nonces() -> None:
    with serving() as server, httpx2.Client(auth=paraph.auth.httpx2(OAUTH, placement="query")) as client:
        request = client.build_request("GET", f"{server.url}/x?a=1")
        assert [client.send(request).status_code for _ in range(2)] == [200, 200]
        exact = client.build_request("GET", server.url, extensions={"target": b"/a/../b%2f?q=%2f"})
        assert client.send(exact).status_code == 200
        assert server.seen[-1][0].target.startswith("/a/../b%2f?q=%2f&oauth_")


def test_what_is_wrong_is_said_when_the_adapter_is_made() -> None:
    with pytest.raises(ValueError, match="unknown scheme"):
        paraph.auth.requests(DUO, "sigv4")
