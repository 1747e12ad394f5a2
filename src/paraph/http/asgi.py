"""A Handler as an ASGI application, for servers such as uvicorn and for clients such as httpx without a socket."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

from paraph.core.message import Request, wire_bytes, wire_text
from paraph.http.handler import DelayedResponse, Response
from paraph.http.patience import Room

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from paraph.http.handler import Handler, Reply

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]
    Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

MOST_BYTES = 16 * 1024 * 1024
ENDING = Response(503, (("Content-Type", "text/plain"),), b"The server is about to end.\n")
CROWDED = Response(503, (("Content-Type", "text/plain"),), b"Too many long bodies are coming in at once.\n")
TOO_LARGE = Response(413, (("Content-Type", "text/plain"),), b"The body is longer than 16 MiB.\n")


class DisconnectedError(Exception):
    """The client disconnected before its request was complete."""


def application(handler: Handler, stopping: Callable[[], bool] = lambda: False) -> Application:
    """Return the ASGI application that answers each request with `handler`.

    Delayed responses that still wait when the server stops (`stopping`) become 503.
    """
    room = Room()

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            body = await receive_body(receive, room)
        except DisconnectedError:
            return
        try:
            response = body if isinstance(body, Response) else await settle(handler(request_of(scope, body)), receive)
        except asyncio.CancelledError:
            if not stopping():
                raise
            response = ENDING
        status, headers, content, cut = response
        sent = [(wire_bytes(name.lower()), wire_bytes(value)) for name, value in headers]
        sent.append((b"content-length", b"%d" % len(content)))
        await send({"type": "http.response.start", "status": status, "headers": sent})
        if cut is None:
            await send({"type": "http.response.body", "body": content})
        else:  # an unfinished response makes the server close the connection
            await send({"type": "http.response.body", "body": content[:cut], "more_body": True})

    return answer


async def settle(reply: Reply, receive: Receive | None = None) -> Response:
    """Wait for a delayed response, and return the final one; `receive` says when the client disconnects."""
    while isinstance(reply, DelayedResponse):
        await asyncio.sleep(max(reply.seconds, 0))
        if not reply.aside:
            reply = reply.then()
            continue
        watch = asyncio.create_task(tell_when_left(receive, reply.left)) if receive and reply.left else None
        try:
            reply = await asyncio.to_thread(reply.then)
        finally:
            if watch:
                watch.cancel()
    return reply


async def tell_when_left(receive: Receive, left: Callable[[], object]) -> None:
    """Call `left` once the client has disconnected, in a thread of its own: all others may wait for what it ends."""
    while (await receive())["type"] != "http.disconnect":
        pass
    threading.Thread(target=left, daemon=True).start()


async def receive_body(receive: Receive, room: Room) -> bytes | Response:
    """Return the whole body, or a response if it is too long. Raises DisconnectedError if it is incomplete."""
    message = await receive()
    parts: list[bytes] = []
    size = 0
    try:
        while True:
            if message["type"] != "http.request":
                raise DisconnectedError
            part = message.get("body", b"")
            if not parts and not message.get("more_body"):
                return part if len(part) <= MOST_BYTES else TOO_LARGE
            parts.append(part)
            size += len(part)
            if not room.take(len(part)):
                return CROWDED
            if size > MOST_BYTES:
                return TOO_LARGE
            if not message.get("more_body"):
                return b"".join(parts)
            message = await receive()
    finally:
        room.give_back(size)


def request_of(scope: dict[str, Any], body: bytes) -> Request:
    """Return the request as received; ASGI servers give header names in lower case."""
    target = wire_text(scope.get("raw_path") or scope["path"].encode())
    if scope["query_string"]:
        target += "?" + wire_text(scope["query_string"])
    headers = tuple((name.decode("latin-1"), wire_text(value)) for name, value in scope["headers"])
    return Request(scope["method"], target, headers, body, scope.get("scheme", "http"))
