"""No server exhausts memory or patience, and no request contradicts itself."""

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing

import pytest

from paraph import Request
from paraph.core.errors import Unreachable
from paraph.core.message import Pairs
from paraph.http import receiving
from paraph.http.consistency import check_framing
from paraph.http.network import Network
from paraph.http.receiving import is_loopback, whole_body
from paraph.http.retrying import pause_after, retried
from tests.http.servers import Told, serving
from tests.trust.bad_servers import BAD, bad_server

HOST = ("Host", "api-example0.duosecurity.com")
LARGE = ("zlib-bomb", "deflate-bomb", "greedy-json")
"""Servers that take seconds to make their answers; the campaign has them."""


@pytest.mark.parametrize("name", [name for name in BAD if name not in LARGE])
def test_a_bad_server_ends_in_one_short_line(name: str) -> None:
    def drained(_status: int, _headers: Pairs, pieces: Iterator[bytes]) -> bytes:
        for _ in pieces:
            pass
        return b""

    patience = 0.4 if BAD[name].codes == (69,) else 60
    with bad_server(name) as url, Network(to=url, timeout=patience, take=drained) as network:
        try:
            response = network(Request("GET", "/", (HOST,)))
        except Unreachable as error:
            assert 69 in BAD[name].codes, error
            assert 0 < len(str(error)) < 300
            assert str(error).isprintable()
            assert error.sent
        else:
            assert response.status // 100 - 2 in {0, 1}
            assert BAD[name].codes != (69,)


def test_late_is_said_with_the_seconds() -> None:
    for name in ("drip-body", "drip-head", "drip-chunk-size", "endless-1xx", "silence"):
        late = pytest.raises(Unreachable, match="within 0.3 s")
        with bad_server(name) as url, Network(to=url, timeout=0.3) as network, late:
            network(Request("GET", "/", (HOST,)))


def test_a_late_answer_does_not_spoil_the_next_one() -> None:
    slow: list[Told] = [Told(200)]

    def answer(_: Request) -> Told | None:
        if slow:
            slow.pop()
            go_on.wait()
        return None

    go_on = threading.Event()
    with serving(answer) as server, Network(to=server.url, timeout=2) as network:
        with pytest.raises(Unreachable, match="within 2 s"):
            network(Request("GET", "/", (HOST,)))
        go_on.set()
        assert network(Request("GET", "/", (HOST,))).status == 401


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_honest_compression_is_unpacked(coding: str, pack: object) -> None:
    assert callable(pack)
    text = b"".join(b'{"number": %d, "name": "user%d"},' % (each, each * 7919) for each in range(100_000))
    small = b"0" * 200_000  # packs 1,000 to 1, and is nobody's danger
    for body in (text, small):
        with serving(lambda _, body=body: Told(200, (("Content-Encoding", coding),), pack(body))) as server:  # type: ignore[misc]
            assert Network(to=server.url)(Request("GET", "/", (HOST,))).body == body


def test_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES", 1000)
    assert whole_body(200, (), [b"0" * 500] * 2) == b"0" * 1000
    taken = iter([b"0" * 500] * 9)
    with pytest.raises(Unreachable, match="larger than") as caught:
        whole_body(200, (), taken)
    assert len(list(taken)) == 6
    assert pause_after(caught.value, "GET", 0) is False


def test_a_closed_port_of_this_machine_is_not_tried_again() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    said: list[str] = []
    with pytest.raises(Unreachable, match=f"nothing listens on http://127.0.0.1:{port}") as refused:
        retried(Network(to=f"http://127.0.0.1:{port}"), report=said.append)(Request("GET", "/", (HOST,)))
    assert said == []
    assert not refused.value.sent


@pytest.mark.parametrize(
    ("base", "own"),
    [("http://127.0.0.1:1", True), ("http://127.9.9.9", True), ("http://[::1]:80", True), ("http://localhost", True),
     ("https://a.localhost:1", True), ("http://127.0.0.1.example.com", False), ("http://10.0.0.1", False),
     ("https://example.com", False), ("http://localhost.example.com", False)],
)  # fmt: skip
def test_what_is_loopback(base: str, own: bool) -> None:
    assert is_loopback(base) is own


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ((("Content-Length", "5"),), b"1234", "the body has 4 bytes, but Content-Length says 5"),
        ((("Content-Length", "4"), ("content-length", "4")), b"1234", "says 4, 4"),
        ((("Content-Length", "4"), ("content-length", "5")), b"1234", "says 4, 5"),
        ((("Content-Length", "+4"),), b"1234", "Content-Length"),
        ((("Content-Length", "04"),), b"1234", "Content-Length"),
        ((("content-length", ""),), b"1234", "Content-Length"),
        ((("Content-Length", "1"),), b"", "the body has 0 bytes"),
        ((("Transfer-Encoding", "chunked"),), b"1", "Transfer-Encoding"),
        ((("transfer-encoding", ""),), b"", "Transfer-Encoding"),
        ((HOST, ("host", "b")), b"", "two Host"),
        ((("X-A", "a\r\nX-B: b"),), b"", "line break"),
        ((("X-A", "a\nb"),), b"", "line break"),
        ((("X-A", "a\0b"),), b"", "NUL"),
        ((("X\r\nA", "a"),), b"", "line break"),
    ],
)
def test_headers_that_contradict_are_not_sent(headers: Pairs, body: bytes, said: str) -> None:
    request = Request("POST", "/", headers, body, "http")
    with pytest.raises(ValueError, match=said):
        check_framing(request)
    with serving() as server:
        with pytest.raises(ValueError, match=said):
            Network(to=server.url)(request)
        assert server.seen == []


@pytest.mark.parametrize("change", [{"method": "GET\r\n"}, {"target": "/a\r\nX-B: b"}, {"target": "/\0"}])
def test_a_request_line_without_breaks(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="request line"):
        check_framing(Request("GET", "/", (HOST,))._replace(**change))  # type: ignore[arg-type]


def test_headers_that_agree_are_sent() -> None:
    with serving() as server:
        Network(to=server.url)(Request("POST", "/", (HOST, ("Content-Length", " 4 ")), b"1234"))
        assert server.seen[0][0].body == b"1234"


def test_what_the_engine_refuses_is_a_usage_error() -> None:
    with serving() as server:
        with pytest.raises(ValueError, match="cannot be sent"):
            Network(to=server.url)(Request("GET", "/", (HOST, ("X A", "1"))))
        assert server.seen == []
