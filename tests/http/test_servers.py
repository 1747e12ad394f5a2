"""Both servers refuse what is foreign or leaves room for two readings, and let go of clients that do not go on."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

import pytest

from paraph.core.message import Request
from paraph.http.answering import response_bytes
from paraph.http.framing import Framing
from paraph.http.handler import DelayedResponse, Response
from paraph.http.patience import LIMITS, Limits, Patience, Untaken
from tests.http.running import recording, serving
from tests.trust.framing_forms import GET, POST, SMUGGLING
from tests.trust.servers import (
    exchange,
    hang,
    message,
    read_response,
    read_to_end,
    refused_though_own,
    served_though_foreign,
    smuggled,
    status_of,
)  # fmt: skip

Running = Callable[..., AbstractContextManager[str]]
BOTH = pytest.mark.parametrize("server", [serving, recording])
TRIES = 20_000
HASTY = LIMITS._replace(idle=0.3, stalled=0.1)
"""Limits that run out soon: what is tested is that they do."""


@BOTH
def test_foreign_requests_are_refused(server: Running) -> None:
    with server() as url:
        assert served_though_foreign(url, ["/"]) == []
        assert refused_though_own(url, "/") == []


@BOTH
def test_nothing_is_smuggled(server: Running) -> None:
    with server() as url:
        assert smuggled(url, SMUGGLING) == []


@BOTH
@pytest.mark.parametrize("beginning", [b"", b"G", GET, POST + b"Content-Length: 5\r\n\r\nabc"])
def test_a_client_that_does_not_go_on_is_let_go(server: Running, beginning: bytes) -> None:
    with server(limits=HASTY) as url, ExitStack() as ending:
        for connection in hang(ending, url, 20, beginning):
            assert read_to_end(connection) == b""


@BOTH
def test_others_are_served_meanwhile(server: Running) -> None:
    with server() as url, ExitStack() as ending:
        hang(ending, url, 100, GET)
        hang(ending, url, 100, POST + b"Content-Length: 5\r\n\r\nabc")
        port = url.rpartition(":")[2]
        for _ in range(20):
            assert status_of(exchange(url, message("GET", "/", (("Host", f"localhost:{port}"),)))) == 200


@BOTH
def test_there_may_be_only_so_many_connections(server: Running) -> None:
    with server(limits=LIMITS._replace(connections=5)) as url, ExitStack() as ending:
        own = message("GET", "/", (("Host", url.removeprefix("http://")),))
        for connection in hang(ending, url, 5, own):
            assert status_of(read_response(connection)) == 200
        (late,) = hang(ending, url, 1, b"")
        assert status_of(read_to_end(late)) == 503


@BOTH
def test_what_came_before_is_answered_first(server: Running) -> None:
    with server() as url, ExitStack() as ending:
        own = message("GET", "/", (("Host", url.removeprefix("http://")),))
        (connection,) = hang(ending, url, 1, own + own + SMUGGLING["two lengths"] + own)
        got = read_to_end(connection)
    assert [piece[:3] for piece in got.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"400"]


@BOTH
def test_a_connection_is_closed_when_the_client_asks_for_it(server: Running) -> None:
    with server() as url, ExitStack() as ending:
        own = message("GET", "/", (("Host", url.removeprefix("http://")), ("Connection", "close")))
        (connection,) = hang(ending, url, 1, own + own)
        assert read_to_end(connection).count(b"HTTP/1.1 200") == 1


@BOTH
@pytest.mark.parametrize("protocol", ["h2c", "websocket", "x"])
def test_a_connection_goes_on_where_a_client_asks_for_another_protocol(server: Running, protocol: str) -> None:
    with server() as url, ExitStack() as ending:
        own = ("Host", url.removeprefix("http://"))
        asking = message("GET", "/", (own, ("Connection", "Upgrade, HTTP2-Settings"), ("UPGRADE", protocol)))
        last = message("GET", "/", (own, ("Connection", "close")))
        (connection,) = hang(ending, url, 1, asking + asking + last)
        assert read_to_end(connection).count(b"HTTP/1.1 200") == 3


def test_what_is_cut_short_is_not_served() -> None:
    seen: list[bytes] = []

    def note(request: Request) -> Response:
        seen.append(request.body)
        return Response(200, (), b"")

    with serving(note) as url, ExitStack() as ending:
        port = url.rpartition(":")[2].encode()
        post = POST.replace(b"localhost", b"localhost:" + port)
        for left in hang(ending, url, 10, post + b"Content-Length: 5\r\n\r\nabc"):
            left.close()
        for refused in hang(ending, url, 10, post + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n-1\r\n"):
            assert status_of(read_to_end(refused)) == 400
        assert status_of(exchange(url, post + b"Content-Length: 5\r\n\r\nabcde")) == 200
    assert seen == [b"abcde"]


def test_trailers_are_no_headers() -> None:
    seen: list[Request] = []

    def note(request: Request) -> Response:
        seen.append(request)
        return Response(200, (), b"")

    with serving(note) as url:
        head = POST.replace(b"localhost", url.removeprefix("http://").encode())
        chunked = head + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Duo-A: b\r\n\r\n"
        assert exchange(url, chunked + head + b"\r\n").startswith(b"HTTP/1.1 200")
    assert seen[0].body == b"abc"
    assert [request.header("x-duo-a") for request in seen] == [None] * len(seen)


def test_an_answer_that_takes_long_is_waited_for() -> None:
    def later(_request: Request) -> DelayedResponse:
        return DelayedResponse(3 * HASTY.idle, lambda: Response(200, (), b""))

    with serving(later, HASTY) as url:
        own = message("GET", "/", (("Host", url.removeprefix("http://")),))
        assert status_of(exchange(url, own)) == 200


def test_the_recorder_says_why_it_took_nothing() -> None:
    said: list[str] = []
    with recording(refusals=said) as url:
        exchange(url, SMUGGLING["two lengths"])
        exchange(url, message("GET", "/", (("Host", "attacker.org"),)))
    assert ["Content-Length" in said[0], "Host" in said[1]] == [True, True]


@BOTH
def test_a_client_that_takes_nothing_of_its_answer_is_let_go(server: Running) -> None:
    answer = Response(200, (("Content-Type", "text/plain"),), bytes(32 * 1024 * 1024))
    taking = {serving: lambda _: answer, recording: lambda _: response_bytes(answer)}
    with server(taking[server], limits=HASTY._replace(connections=1)) as url, ExitStack() as ending:
        own = message("GET", "/", (("Host", url.removeprefix("http://")), ("Connection", "close")))
        hang(ending, url, 1, own)
        assert any(status_of(exchange(url, own)) == 200 for _ in range(TRIES))  # until there is room


@pytest.mark.parametrize("waiting", [0, 1, 5])
def test_a_client_that_leaves_ends_the_answer_in_the_making(waiting: int, caplog: pytest.LogCaptureFixture) -> None:
    begun, is_left, seen = threading.Event(), threading.Event(), list[bool]()

    def wait() -> Response:
        begun.set()
        seen.append(is_left.wait(20))
        return Response(200, (), b"")

    with serving(lambda _: DelayedResponse(0, wait, aside=True, left=is_left.set)) as url, ExitStack() as ending:
        own = message("GET", "/", (("Host", url.removeprefix("http://")),))
        (connection,) = hang(ending, url, 1, own + own * waiting)
        begun.wait()
        connection.close()
    assert seen == [True]  # and what waited behind it never began
    assert not caplog.records


def test_a_client_that_takes_its_answer_slowly_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, ended, left = Clock(), list[bool](), [3]
    monkeypatch.setattr("asyncio.get_running_loop", lambda: clock)
    untaken = Untaken(75, lambda: left[0], lambda: ended.append(True))
    untaken.start()
    for left[0] in (2, 1):
        clock.calls[-1][1]()
        assert not ended
    assert [seconds for seconds, _ in clock.calls] == [75, 75, 75]
    clock.calls[-1][1]()
    assert ended == [True]


class Clock:
    """Stands for an event loop: notes what is to be called later, and when."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, Callable[[], None]]] = []

    def call_later(self, seconds: float, call: Callable[..., None], *given: object) -> "Clock":
        self.calls.append((seconds, lambda: call(*given)))
        return self

    def cancel(self) -> None:
        """Forget nothing: what was started last counts."""


def test_a_client_that_drips_does_not_gain_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, ended = Clock(), list[bool]()
    monkeypatch.setattr("asyncio.get_running_loop", lambda: clock)
    limits, framing = Limits(), Framing()
    patience = Patience(limits, lambda: ended.append(True))
    patience.wait_for_request()

    def started(data: bytes) -> list[float]:
        before = len(clock.calls)
        for at in range(len(data)):
            framing.feed(data[at : at + 1])
            patience.note(framing)
        return [seconds for seconds, _ in clock.calls[before:]]

    assert started(POST + b"Content-Length: 4000\r\n\r") == [limits.stalled]  # from the first byte of the head on
    assert started(b"\n") == [limits.stalled]  # for the body
    assert started(b"a" * (limits.least - 1)) == []
    assert started(b"a" * (2 * limits.least + 1)) == [limits.stalled] * 3  # at 1, 2 and 3 times `least`
    assert started(b"a" * 500) == []
    clock.calls[-1][1]()
    assert ended == [True]
