"""Middleware for ASGI applications, such as those of Starlette and FastAPI.

For example::

    app.add_middleware(SignedRequests, keys=credentials)

A request that is not accepted never reaches the application. It reads the verified values with ``verified(request)``.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Unpack

from paraph.core.errors import Malformed
from paraph.core.message import Request, wire_bytes, wire_text
from paraph.http.handler import Response
from paraph.middleware.framing import body_length, refuse_long, refuse_other_length
from paraph.middleware.refusing import BadBody
from paraph.middleware.target import sent_path, with_query
from paraph.middleware.verifier import Options, Verifier, verified_value

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from paraph.verifying.arguments import Keys
    from paraph.verifying.verdict import Verified

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    Application = Callable[[Scope, Receive, Send], Awaitable[None]]

KEY = "paraph"
POLICY_VIOLATION = 1008
"""Code of a WebSocket that is closed; before it is open, servers answer 403 instead."""


class Disconnected(Exception):
    """The client disconnected before its request was complete."""


class SignedRequests:
    """Passes requests to `app` only if they are signed by one of `keys`; `options` are those of :class:`Verifier`.

    A WebSocket on a verified path is refused, since nothing in it is signed.
    """

    def __init__(self, app: Application, *, keys: Keys, **options: Unpack[Options]) -> None:
        self.app = app
        self.verifier = Verifier(keys, **options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application answer it."""
        if scope["type"] == "lifespan" or not self.verifier.selects(route_of(scope)):
            await self.app(without_verified(scope), receive, send)
        elif scope["type"] == "http":
            await self.serve(scope, receive, send)
        else:
            self.verifier.refuse_unreadable(
                Malformed("only HTTP requests can be verified"), scope["type"], route_of(scope)
            )
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an HTTP request, or let the application answer it."""
        try:
            body = await read_body(scope, receive, self.verifier.max_body_bytes)
            decision = await asyncio.to_thread(self.verifier.check, request_of(scope, body))
        except Disconnected:
            return
        except (BadBody, Malformed) as error:
            decision = self.verifier.refuse_unreadable(error, scope["method"], scope["path"])
        if isinstance(decision, Response):
            await respond(decision, send)
        else:
            await self.app({**scope, KEY: decision}, replaying(body, receive), send)


def verified(source: Any) -> Verified:
    """Return the verified values of a request of Starlette or FastAPI, or of a scope.

    Raises NotVerified if the request was not verified.
    """
    return verified_value(getattr(source, "scope", source).get(KEY))


def without_verified(scope: Scope) -> Scope:
    """Return a scope without verified values that something else has put there."""
    return {name: value for name, value in scope.items() if name != KEY} if KEY in scope else scope


def request_of(scope: Scope, body: bytes) -> Request:
    """Return the request as sent; raises Malformed if the server's description contradicts itself."""
    raw = scope.get("raw_path")
    prefix, path = split_path(scope)
    own = sent_path(wire_text(raw) if raw else None, wire_bytes(prefix), wire_bytes(path))
    headers = tuple((name.decode("latin-1"), wire_text(value)) for name, value in scope["headers"])
    target = with_query(own, wire_text(scope["query_string"]))
    return Request(scope["method"], target, headers, body, scope.get("scheme", "http"))


def split_path(scope: Scope) -> tuple[str, str]:
    """Return where the application is mounted, and the path below it; servers differ on whether `path` has both."""
    prefix, path = scope.get("root_path", ""), scope["path"]
    return (prefix, path[len(prefix) :]) if path == prefix or path.startswith(f"{prefix}/") else (prefix, path)


def route_of(scope: Scope) -> str:
    """Return the decoded path by which the application chooses what to do."""
    return split_path(scope)[1] if "path" in scope else ""


async def read_body(scope: Scope, receive: Receive, most: int) -> bytes:
    """Return the whole body; raises BadBody if it is longer than `most` or of wrong length, Disconnected if it breaks off."""
    length = body_length(values(scope, b"content-length"), values(scope, b"transfer-encoding"), most)
    body, more = bytearray(), True  # a list would grow with each empty part
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Disconnected
        body += message.get("body", b"")
        more = message.get("more_body", False)
        refuse_long(len(body), most)
    refuse_other_length(len(body), length)
    return bytes(body)


def values(scope: Scope, name: bytes) -> list[str]:
    """Return the values of all headers of that name."""
    return [value.decode("latin-1") for own, value in scope["headers"] if own.lower() == name]


def replaying(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that yields the body once more, and then what comes after it."""
    left = [body]

    async def replay() -> MutableMapping[str, Any]:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return replay


async def respond(response: Response, send: Send) -> None:
    """Send an answer."""
    headers = [(wire_bytes(name.lower()), wire_bytes(value)) for name, value in response.headers]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})
