"""The frameworks' own test clients, and real servers on loopback that receive requests byte by byte."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import httpx
import pytest
import uvicorn
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import AsyncClient, Client, override_settings
from starlette.testclient import TestClient
from werkzeug.serving import WSGIRequestHandler as WerkzeugHandler
from werkzeug.serving import make_server

from paraph import Credential, Request, judge, request_for, sign
from tests.middleware.doors import fastapi_app, flask_app, starlette_app
from tests.trust.edits import wire

NOW = 1_773_739_805
CLIENT = Credential.of("KEY", "s3cret")
DUO = Credential.of("DIEXAMPLE00000000000", "s" * 40)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)
OPTIONS: dict[str, Any] = {"keys": [CLIENT, DUO], "now": lambda: NOW, "nonces": None, "report": lambda _: None}


def signed(host: str, path: str = "/a%20b", scheme: str = "http", **options: Any) -> Request:
    request = request_for("POST", f"{scheme}://{host}{path}?x=%2F", FORM, b"a=1&b=2")
    return sign(request, CLIENT, "oauth1", now=NOW, **options)


def plain_headers(request: Request) -> dict[str, str]:
    return dict(request.headers)


@pytest.mark.parametrize("make", [starlette_app, fastapi_app])
def test_the_clients_of_starlette(make: Callable[..., Any]) -> None:
    app = make(**OPTIONS)
    request = signed("testserver")
    client = TestClient(app)
    answers = [client.post(request.target, content=request.body, headers=plain_headers(request)).json()]

    async def send() -> Any:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as own:
            return (await own.post(request.target, content=request.body, headers=plain_headers(request))).json()

    answers.append(asyncio.run(send()))
    for answer in answers:
        assert answer["verified"] == ["KEY", "/a%20b", [["a", "1"], ["b", "2"], ["x", "/"]]]
        assert answer["form"] == [["a", "1"], ["b", "2"]]
    assert client.post(request.target, content=b"a=1&b=3", headers=plain_headers(request)).status_code == 401
    client.close()


def test_the_client_of_flask() -> None:
    request = signed("localhost")
    client = flask_app(**OPTIONS).test_client()
    answer = client.post(request.target, data=request.body, headers=plain_headers(request))
    assert answer.json
    assert answer.json["verified"] == ["KEY", "/a%20b", [["a", "1"], ["b", "2"], ["x", "/"]]]
    assert client.post(request.target, data=b"a=1&b=3", headers=plain_headers(request)).status_code == 401


def test_the_clients_of_django() -> None:
    request = signed("testserver")
    headers = {name: value for name, value in request.headers if name != "Content-Type"}
    own = {name: value for name, value in headers.items() if name != "Host"}  # the asynchronous client sends one itself
    with override_settings(PARAPH=OPTIONS):
        answer = Client().post(request.target, request.body, content_type=FORM[0][1], headers=headers)
        assert answer.json()["verified"] == ["KEY", "/a%20b", [["a", "1"], ["b", "2"], ["x", "/"]]]
        assert answer.json()["form"] == [["a", "1"], ["b", "2"]]
        assert Client().post(request.target, b"a=1", content_type=FORM[0][1], headers=headers).status_code == 401
        with override_settings(ROOT_URLCONF="tests.middleware.django_async_urls"):
            later = AsyncClient().post(request.target, request.body, content_type=FORM[0][1], headers=own)
            assert asyncio.run(later).json()["verified"] == answer.json()["verified"]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the tests read the answers."""


class QuietWerkzeug(WerkzeugHandler):
    def log(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving_uvicorn(app: Any, http: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, http=http, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def running(server: Any) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving_wsgiref(app: Any) -> Iterator[int]:
    server = WSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(app)
    with running(server) as port:
        yield port


@contextmanager
def serving_werkzeug(app: Any) -> Iterator[int]:
    with running(make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietWerkzeug)) as port:
        yield port


SERVERS: dict[str, Callable[[], Any]] = {
    "Starlette, httptools": lambda: serving_uvicorn(starlette_app(**OPTIONS), "httptools"),
    "FastAPI, h11": lambda: serving_uvicorn(fastapi_app(**OPTIONS), "h11"),
    "Django, httptools": lambda: serving_uvicorn(ASGIHandler(), "httptools"),
    "Flask, wsgiref": lambda: serving_wsgiref(flask_app(**OPTIONS)),
    "Flask, Werkzeug": lambda: serving_werkzeug(flask_app(**OPTIONS)),
    "Django, wsgiref": lambda: serving_wsgiref(WSGIHandler()),
}


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    urls = "tests.middleware.django_async_urls" if "httptools" in request.param else "tests.middleware.django_urls"
    with override_settings(PARAPH=OPTIONS, ROOT_URLCONF=urls), SERVERS[request.param]() as port:
        yield request.param, port


def exchange(port: int, message: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes, and return status, headers and body of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(message)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def sized(request: Request) -> Request:
    length = (("Content-Length", str(len(request.body))),) if request.body else ()
    return request._replace(headers=(*request.headers, *length))


def on(
    port: int, path: str = "/a%20b", scheme: str = "oauth1", method: str = "GET", headers: Any = (), body: bytes = b""
) -> Request:
    """A request to a server, signed for the name of a host without its port, since Duo signs none."""
    request = request_for(method, f"http://h.example{path}", headers, body)
    credential = DUO if scheme == "duo" else CLIENT
    options: dict[str, Any] = {"version": 5} if scheme == "duo" else {}
    return sized(sign(request, credential, scheme, now=NOW, **options))


def test_what_a_server_receives_is_verified_as_it_was_sent(server: tuple[str, int]) -> None:
    name, port = server
    for path in ("/a%20b?x=%2F", "/%C3%A9", "/a;b", "/a?b=c?d&e", "/"):
        status, _, body = exchange(port, wire(on(port, path)))
        assert (status, json.loads(body)["verified"][1]) == (200, path.partition("?")[0]), (name, path)
        assert exchange(port, wire(on(port, path)._replace(target=f"{path}x")))[0] == 401
    is_known = "wsgiref" not in name  # it passes on the decoded path alone
    for path in ("/a%2Fb", "/%41"):
        status, _, _ = exchange(port, wire(on(port, path)))
        assert (status == 200) == is_known, (name, path)


def test_bodies_arrive_unchanged(server: tuple[str, int]) -> None:
    name, port = server
    for content in (b"[1]", b'"' + b"x" * 1_000_000 + b'"'):
        status, _, body = exchange(port, wire(on(port, "/x", "duo", "POST", JSON, content)))
        assert (status, json.loads(body)["size"]) == (200, len(content))
    chunked = on(port, "/x", "duo", "POST", JSON, b"[1,2]").without_header("Content-Length")
    message = wire(
        chunked.with_header("Transfer-Encoding", "chunked")._replace(body=b"2\r\n[1\r\n3\r\n,2]\r\n0\r\n\r\n")
    )
    status, _, body = exchange(port, message)
    if "wsgiref" in name or "Django" in name:
        assert status == 400
    else:
        assert (status, json.loads(body)["size"]) == (200, 5)


ODD: dict[str, Callable[[Request], Request]] = {
    "two Hosts": lambda r: r._replace(headers=(*r.headers, ("Host", "evil.example"))),
    "two equal Hosts": lambda r: r._replace(headers=(*r.headers, ("Host", "h.example"))),
    "no Host": lambda r: r.without_header("Host"),
    "another Host": lambda r: r.with_header("Host", "evil.example"),
    "two Authorizations": lambda r: r._replace(headers=(*r.headers, ("Authorization", "Bearer admin"))),
    "a smuggled signed header": lambda r: r._replace(headers=(*r.headers, ("X-Duo-A", "c"))),
    "a target of another origin": lambda r: r._replace(target=f"http://evil.example{r.target}"),
    "an asterisk": lambda r: r._replace(target="*"),
    "another method": lambda r: r._replace(method="DELETE"),
    "another query": lambda r: r._replace(target=f"{r.target}?x=1"),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_odd_requests_do_not_reach_the_application(
    server: tuple[str, int], change: Callable[[Request], Request]
) -> None:
    name, port = server
    request = on(port, "/x", "duo", "GET", (("X-Duo-A", "b"),))
    assert exchange(port, wire(request))[0] == 200
    changed = change(request)
    assert not judge(changed, DUO, now=NOW).valid
    status, headers, body = exchange(port, wire(changed))
    if (
        changed.target.startswith("http://evil") and status == 200
    ):  # the server drops the origin: Host and path are as signed
        assert json.loads(body)["path"] == "/x"
    else:
        assert status in (400, 401, 404), (name, headers)


@pytest.mark.parametrize("header", ["X_Duo_A", "x_duo_z"])
def test_a_header_with_underscores_is_dropped_refused_or_another_one(server: tuple[str, int], header: str) -> None:
    name, port = server
    request = on(port, "/x", "duo", "GET", (("X-Duo-A", "b"),))
    status, _, _ = exchange(port, wire(request._replace(headers=(*request.headers, (header, "c")))))
    assert status == (401 if "wsgiref" in name or "Django" in name else 200)
