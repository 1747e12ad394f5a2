"""The network sends exactly what it is given; trying again signs anew."""

import gzip
import socket
import ssl
import time
from pathlib import Path

import pytest
import trustme

from paraph import Request
from paraph.core.claims import Reason
from paraph.core.errors import Unconfigured, Unreachable, Untrusted
from paraph.http.handler import Response
from paraph.http.network import Network, parse_base_url, signed
from paraph.http.retrying import RepeatableResponse, pause_after, retried
from tests.http.servers import DUO, OAUTH, Told, serving

HOST = ("Host", "api-example0.duosecurity.com")


def test_it_sends_exactly_what_it_is_given() -> None:
    with serving() as server:
        for target in ("/a//b/../%7euser?q=%2f&Z&=&s=[1]", "/", "/a%2Fb?", "http://api-example0.duosecurity.com/x?y"):
            headers = (HOST, ("x-oDD", "two  2"), ("X-Odd", "again"), ("Accept-Encoding", "identity"))
            Network(to=server.url)(Request("PATCH", target, headers, b"\x00\xffbody", "https"))
            got = server.seen[-1][0]
            assert got.target == target.removeprefix("http://api-example0.duosecurity.com")
            assert got.body == b"\x00\xffbody"
            names = [name for name, _ in got.headers]
            assert sorted(set(names) - {"Content-Length"}) == ["Accept-Encoding", "Host", "X-Odd", "x-oDD"]
            assert [name for name in names if name != "Content-Length"] == [name for name, _ in headers]
        Network(to=server.url)(Request("GET", "/", (HOST,)))
        assert server.seen[-1][0].headers == (HOST,)
        Network(to=f"{server.url}/base/")(Request("GET", "/x", (HOST,)))
        assert server.seen[-1][0].target == "/base/x"


def test_the_answer_is_given_as_it_came_but_unpacked() -> None:
    packed = Told(418, (("Content-Encoding", "gzip"), ("X-A", "1"), ("X-A", "2")), gzip.compress(b"\xef\xbb\xbf[]"))
    moved = Told(302, (("Location", "/elsewhere"),))
    with serving(lambda request: moved if request.path == "/moved" else packed) as server:
        response = Network(to=server.url)(Request("GET", "/", (HOST,)))
        assert (response.status, response.body) == (418, b"\xef\xbb\xbf[]")
        assert [value for name, value in response.headers if name == "X-A"] == ["1", "2"]
        assert Network(to=server.url)(Request("GET", "/moved", (HOST,))).status == 302


@pytest.mark.parametrize(("number", "final"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False)])
def test_an_unknown_host_is_not_asked_for_again_unless_the_resolver_says_so(
    monkeypatch: pytest.MonkeyPatch, number: int, *, final: bool
) -> None:
    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(
        Unreachable, match=r"the host of https://api\.example\.test is unknown: correct its name"
    ) as told:
        Network(to="https://api.example.test")(Request("GET", "/", (HOST,)))
    assert (told.value.sent, told.value.final) == (False, final)


def test_no_answer() -> None:
    with pytest.raises(Unreachable, match="127.0.0.1:9") as refused:
        Network(to="http://127.0.0.1:9")(Request("GET", "/", (HOST,)))
    assert not refused.value.sent

    def slow(_: Request) -> Told:
        time.sleep(0.5)
        return Told(200)

    with serving(slow) as server, pytest.raises(Unreachable, match="within 0.1 s") as late:
        Network(to=server.url, timeout=0.1)(Request("GET", "/", (HOST,)))
    assert late.value.sent
    for wrong in ("ftp://x", "http://", "http://a b", "http://a:99999", "http://u@h", "http://h/?q"):
        with pytest.raises(ValueError, match="expected https"):
            parse_base_url(wrong)


def test_a_server_of_plain_http_is_named_as_such() -> None:
    with serving() as server:
        secure = server.url.replace("http://", "https://")
        with pytest.raises(Unreachable) as caught:
            Network()(Request("GET", "/", (("Host", secure.removeprefix("https://")),)))
    assert str(caught.value) == f"{secure} does not speak TLS, probably plain HTTP: use {server.url}"
    assert caught.value.final


def test_a_certificate_of_ones_own(tmp_path: Path) -> None:
    ca = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    with serving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        url = server.url.replace("http:", "https:")
        said: list[str] = []
        with pytest.raises(Untrusted, match="not trusted"):
            retried(Network(to=url), report=said.append)(Request("GET", "/", (HOST,)))
        assert said == []
        assert Network(to=url, ca=str(tmp_path / "ca.pem"))(Request("GET", "/", (HOST,))).status == 401
    with pytest.raises(Unconfigured, match="no-such-file"):
        Network(ca="no-such-file")
    with pytest.raises(Unconfigured, match="README"):
        Network(ca="README.md")


def test_each_try_is_signed_anew() -> None:
    answers = [Told(503), Told(429, (("Retry-After", "0"),))]
    with serving(lambda _: answers.pop() if answers else None) as server:
        said: list[str] = []
        send = retried(signed(Network(to=server.url), OAUTH, "oauth1"), report=said.append)
        assert send(Request("GET", "/x?a=1", (("Host", "127.0.0.1"),), scheme="http")).status == 200
        assert server.reasons == [Reason.VALID] * 3  # the server remembers nonces
        assert said == ["status 429; trying again (2 of 4) in 0 s", "status 503; trying again (3 of 4)"]


def test_the_last_answer_is_given() -> None:
    with serving(lambda _: Told(429, (("Retry-After", "0"),), b"no")) as server:
        response = retried(signed(Network(to=server.url), DUO), tries=3)(Request("POST", "/x", (HOST,)))
        assert (response.status, response.body, len(server.seen)) == (429, b"no", 3)
    with serving(lambda _: Told(500)) as server:
        assert retried(Network(to=server.url))(Request("POST", "/x", (HOST,))).status == 500
        assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("error", "method", "wait"),
    [
        (RepeatableResponse(Response(429, (("retry-after", " 7 "),))), "POST", 7.0),
        (RepeatableResponse(Response(429, (("Retry-After", "86400"),))), "GET", 60.0),
        (RepeatableResponse(Response(503, (("Retry-After", "Tue, 17 Mar 2026 09:30:10 GMT"),))), "GET", 5.0),
        (RepeatableResponse(Response(503, (("Retry-After", "Tue, 17 Mar 2026 09:00:00 GMT"),))), "GET", 0.0),
        (RepeatableResponse(Response(429, (("Retry-After", "soon"),))), "GET", True),
        (RepeatableResponse(Response(429)), "GET", True),
        (Unreachable("no connection"), "POST", True),
        (Unreachable("no answer", sent=True), "POST", False),
        (Unreachable("no answer", sent=True), "DELETE", True),
        (RuntimeError(), "GET", False),
    ],
)
def test_how_long_to_wait(error: Exception, method: str, wait: bool | float) -> None:
    assert pause_after(error, method, 1773739805) == wait
    assert isinstance(pause_after(error, method, 1773739805), bool) == isinstance(wait, bool)
