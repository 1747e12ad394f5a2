"""Requests of other libraries, as those libraries write them to a real server on loopback."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import aiohttp
import httpx
import httpx2
import pytest
import requests

from paraph import Credential, Request, explain, read
from paraph.core.library_requests import request_of

DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
PARAMETERS = {"username": "lena okafor", "b": "1+1/é", "a": ["2", "1"]}
FORM = {"name": "Zoë & co", "x": ""}


def recorded(send: Callable[[str], Any]) -> tuple[Any, Request]:
    """What `send` returns, and the request that it wrote to the address that it was given."""
    got = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                data = b""
                while b"\r\n\r\n" not in data or len(data.partition(b"\r\n\r\n")[2]) < length(data):
                    data += connection.recv(65536)
                got.append(data)
                connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        answer = send(f"http://127.0.0.1:{server.getsockname()[1]}/admin//v1/%7eusers")
        thread.join()
    return answer, read(got[0], scheme="http")


def length(data: bytes) -> int:
    """The announced length of the body."""
    head = data.lower().partition(b"content-length:")[2]
    return int(head.partition(b"\r\n")[0] or 0)


def by_requests(method: str, **more: Any) -> Callable[[str], Any]:
    return lambda url: requests.request(method, url, timeout=5, **more)


def by_httpx(method: str, **more: Any) -> Callable[[str], Any]:
    return lambda url: httpx.request(method, url, timeout=5, **more)


def by_httpx2(method: str, **more: Any) -> Callable[[str], Any]:
    return lambda url: httpx2.request(method, url, timeout=5, **more)


@pytest.mark.parametrize("send", [by_requests("GET", params=PARAMETERS), by_requests("POST", data=FORM),
                                  by_requests("PUT", json={"a": "é"}), by_httpx("GET", params=PARAMETERS),
                                  by_httpx("POST", data=FORM), by_httpx("PUT", json={"a": "é"}),
                                  by_httpx2("GET", params=PARAMETERS), by_httpx2("POST", data=FORM),
                                  by_httpx2("PUT", json={"a": "é"})])  # fmt: skip
def test_the_same_request_as_on_the_wire(send: Callable[[str], Any]) -> None:
    response, wire = recorded(send)
    for value in (response, response.request):
        ours = request_of(value)
        assert (ours.method, ours.target, ours.body, ours.scheme) == (wire.method, wire.target, wire.body, wire.scheme)
        assert ours.host == wire.host
        assert {name.lower() for name, _ in ours.headers} - {"host"} <= {name.lower() for name, _ in wire.headers}


def by_aiohttp(kept: list[Any], method: str, **more: Any) -> Callable[[str], Any]:
    """Sends, and puts the request that a middleware sees into `kept`."""

    async def keep(request: Any, send: Any) -> Any:
        kept.append(request)
        return await send(request)

    async def go(url: str) -> Any:
        async with aiohttp.ClientSession(middlewares=(keep,)) as session, session.request(method, url, **more) as got:
            return got

    return lambda url: asyncio.run(go(url))


@pytest.mark.parametrize("more", [{"params": {"b": "1+1/é", "a": "2"}}, {"data": FORM}, {"json": {"a": "é"}}], ids=str)
def test_the_same_request_as_aiohttp_writes(more: dict[str, Any]) -> None:
    kept: list[Any] = []
    response, wire = recorded(by_aiohttp(kept, "POST", **more))
    ours = request_of(kept[0])
    assert (ours.method, ours.target, ours.body, ours.scheme) == (wire.method, wire.target, wire.body, wire.scheme)
    assert ours.host == wire.host
    if wire.body:
        with pytest.raises(TypeError, match="keeps no body"):
            request_of(response)
    else:
        assert request_of(response).target == wire.target


def test_an_answer_shows_itself() -> None:
    headers = {"Date": "Tue, 17 Mar 2026 09:30:05 -0000", "Authorization": "Basic REk6" + "MDA" * 13 + "MA=="}
    url = "https://api-example0.duosecurity.com/admin/v1/users?a=<b>&c=1"
    answer = explain(httpx.Request("GET", url, headers=headers), DUO, budget=0.1)
    assert str(answer).startswith("The signature is wrong")
    page = answer._repr_html_()
    assert "<strong>The signature is wrong" in page
    assert "api-example0.duosecurity.com" in page
    assert "<b>" not in page
    assert DUO.secret.text not in page + str(answer) + repr(answer)


def test_a_failed_response_is_explained() -> None:
    headers = {"Date": "Tue, 17 Mar 2026 09:30:05 -0000", "Authorization": "Basic REk6" + "MDA" * 13 + "MA=="}
    prepared = requests.Request("GET", "https://api-example0.duosecurity.com:443/admin/v1/users", headers).prepare()
    assert request_of(prepared).host == "api-example0.duosecurity.com"
    assert explain(prepared, DUO, budget=0.1).verdict == "unexplained"


def test_what_is_no_request() -> None:
    with pytest.raises(TypeError, match="expected a request or response of requests"):
        request_of("GET /")
    with pytest.raises(TypeError, match="not bytes in memory"):
        request_of(requests.Request("POST", "https://h/", data=iter([b"a"])).prepare())
    with pytest.raises(TypeError, match="is a stream"):
        request_of(httpx.Request("POST", "https://h/", content=iter([b"a"])))
