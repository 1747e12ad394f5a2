"""What arrived is kept within bounds of memory, the newest requests first of all."""

import json
import tracemalloc
from collections.abc import Callable

import pytest

from paraph.core.message import Request, wire_text
from paraph.emulator.control_api import MAX_BODY_BYTES, MAX_REQUESTS, ControlApi, RequestLog, size_of
from paraph.emulator.faults import Faults
from paraph.http.handler import Reply, Response

MANY = b"a" * 1_000_000


def answer(_request: Request) -> Reply:
    return Response(200)


def arrived(request_log: RequestLog, *requests: Request) -> RequestLog:
    handler = request_log.record_requests(answer)
    for request in requests:
        handler(request)
    return request_log


def test_the_end_of_a_long_body_is_cut_off_and_its_length_is_kept() -> None:
    short, long = arrived(RequestLog(), Request("POST", "/", (), b"ab"), Request("POST", "/", (), MANY)).all()
    assert (short.request.body, short.body_bytes, short.status) == (b"ab", 2, 200)
    assert (long.request.body, long.body_bytes) == (MANY[:MAX_BODY_BYTES], len(MANY))


@pytest.mark.parametrize(
    "request_of",
    [
        lambda number: Request("POST", f"/{number}", (), bytes(60_000)),
        lambda number: Request("POST", f"/{number}", (("X", "ä" * 60_000),)),
        lambda number: Request("POST", f"/{number}", tuple(("a", "b") for _ in range(1_500))),
        lambda number: Request("POST", f"/{number}" + "a" * 60_000),
    ],
    ids=["bodies", "header", "headers", "targets"],
)
@pytest.mark.parametrize("max_body", [MAX_BODY_BYTES, 1 << 30])
def test_memory_is_bounded(request_of: Callable[[int], Request], max_body: int) -> None:
    request_log = RequestLog(max_body, 1_000_000)
    tracemalloc.start()
    try:
        for number in range(10):
            arrived(request_log, *(request_of(number * 10 + each) for each in range(10)))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2_000_000
    assert request_log.all()[-1].request.target.startswith("/99")


def test_the_newest_are_kept() -> None:
    request_log = arrived(RequestLog(), *(Request("GET", f"/{number}") for number in range(MAX_REQUESTS + 5)))
    assert [each.request.target for each in (request_log.all()[0], request_log.all()[-1])] == [
        "/5",
        f"/{MAX_REQUESTS + 4}",
    ]
    assert len(request_log.all()) == MAX_REQUESTS


def test_a_request_is_not_taken_for_smaller_than_it_is() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        made = Request(
            "POST", "/" + "ä" * 1000, tuple((f"name {n}", f"välue {n}" * 100) for n in range(100)), bytes(1000)
        )
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before <= size_of(made) <= 3 * (after - before)


@pytest.mark.parametrize("text", [b"\xff", b"\xc3", b"a\xed\xa0\x80", "ä".encode()])
def test_no_visitor_can_spoil_the_list(text: bytes) -> None:
    request_log = arrived(RequestLog(), Request("GET", f"/{wire_text(text)}", (("X", wire_text(text)),), text))
    control = ControlApi(Faults(), request_log, {})
    asked = Request("GET", "/_paraph/requests", (("Authorization", f"Bearer {control.token}"),))
    answer = control(asked)
    assert answer.status == 200
    (shown,) = json.loads(answer.body)
    assert shown["target"][1:] == shown["headers"][0][1] == shown["body"] == text.decode("utf-8", "replace")
