"""Whoever is answered later lets others have their turn."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from paraph.core.message import Request
from paraph.http.asgi import CROWDED, MOST_BYTES, TOO_LARGE, DisconnectedError, application, receive_body
from paraph.http.handler import DelayedResponse, Reply, Response
from paraph.http.patience import Room

STEPS = 50


def in_steps(left: int) -> Reply:
    """An answer after so many steps, between which nothing is waited for."""
    return DelayedResponse(0, lambda: in_steps(left - 1)) if left else Response(200, body=b"long")


def serve(request: Request) -> Reply:
    return in_steps(STEPS) if request.path == "/long" else Response(200, body=b"short")


async def called(path: str, done: Callable[[str], None]) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            done(message["body"].decode())

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    await application(serve)(scope, receive, send)


async def left_while(works: Callable[[], object], left: Callable[[], object], is_left: bool) -> list[str]:
    """The types of what is sent for an answer that is made aside, whose client has left or waits for it."""
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": b""},
        *([{"type": "http.disconnect"}] if is_left else []),
    ]
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        while not messages:
            await asyncio.Event().wait()
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    def make() -> Response:
        works()
        return Response(200)

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    await application(lambda _: DelayedResponse(0, make, aside=True, left=left))(scope, receive, send)
    return sent


def test_what_is_made_for_a_client_that_has_left_can_be_ended() -> None:
    is_ended = threading.Event()
    asyncio.run(left_while(is_ended.wait, is_ended.set, is_left=True))  # without the one the other waits for ever


def test_calls_in_all_threads_do_not_keep_one_of_them_from_being_ended() -> None:
    is_ended, seen = threading.Event(), list[bool]()

    async def in_one_thread() -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        await left_while(lambda: seen.append(is_ended.wait(10)), is_ended.set, is_left=True)

    asyncio.run(in_one_thread())
    assert seen == [True]


def test_a_client_that_waits_has_not_left() -> None:
    is_left = threading.Event()
    sent = asyncio.run(left_while(lambda: None, is_left.set, is_left=False))
    assert sent == ["http.response.start", "http.response.body"]
    assert not is_left.is_set()


def test_a_long_answer_does_not_keep_a_short_one_waiting() -> None:
    answered: list[str] = []

    async def both() -> None:
        await asyncio.gather(called("/long", answered.append), called("/short", answered.append))

    asyncio.run(both())
    assert answered == ["short", "long"]


def coming(*parts: bytes, ends: bool = True) -> Callable[[], Any]:
    """What an ASGI server gives of a body in these parts; without `ends` the client leaves behind them."""
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request", "body": b""} if ends else {"type": "http.disconnect"})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    return receive


def test_a_body_comes_whole_or_not_at_all() -> None:
    room = Room(10)
    assert asyncio.run(receive_body(coming(b"abcde", b"fghij"), room)) == b"abcdefghij"
    assert asyncio.run(receive_body(coming(b"abcde", b"fghijk"), room)) is CROWDED
    with pytest.raises(DisconnectedError):
        asyncio.run(receive_body(coming(b"abcde", ends=False), room))
    assert asyncio.run(receive_body(coming(b"abcde", b"fghij"), room)) == b"abcdefghij"  # all room was given back
    assert asyncio.run(receive_body(coming(*[bytes(MOST_BYTES // 2)] * 3), Room())) is TOO_LARGE
