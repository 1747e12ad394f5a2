"""Connections of clients: each request is read whole, signed, sent to its upstream, and answered, one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, NamedTuple, cast

from paraph.core.errors import ParaphError
from paraph.http.answering import response_bytes
from paraph.http.framing import BODY, HEAD, Framing
from paraph.http.handler import json_response
from paraph.http.patience import Patience
from paraph.http.refusing import CROWDED, LINGER, refusal_bytes
from paraph.proxy.answers import Answer
from paraph.proxy.messages import read_body, read_head, request_for_route, sign_for, write_request
from paraph.proxy.replies import FOREIGN, FRAGMENT, HEALTH, NO_PATH, OLD_VERSION, UPGRADE, closing, refusal_response
from paraph.proxy.routes import NoRoute
from paraph.proxy.state import Sent
from paraph.proxy.upstream import Failure

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.http.framing import Part, Refusal
    from paraph.http.handler import Response
    from paraph.proxy.routes import Route
    from paraph.proxy.state import Proxy
    from paraph.proxy.upstream import Connection

IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"))


class Job(NamedTuple):
    """A request on its way: as received, and as it goes to the upstream before it is signed."""

    received: Request
    request: Request
    route: Route
    started: float
    is_repeated: bool = False


class ClientConnection(asyncio.Protocol):
    """One connection of a client."""

    transport: asyncio.Transport

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._framing = Framing(exact=True)
        self._parts: deque[Part] = deque()
        self._head: Request | None = None
        self._route: Route | None = None
        self._body = bytearray()
        self._size = self._unsent = self._number = 0
        self._job: Job | None = None
        self._sent: Sent | None = None
        self._answer: Answer | None = None
        self._upstream: Connection | None = None
        self._is_over = self._is_answering = self._is_paused = self._is_client_done = self.is_client_slow = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first request, unless there are too many clients."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's has the methods, not the base class
        limits = self._proxy.limits
        self._patience = Patience(limits, self.transport.abort, self._is_waiting)
        self._proxy.clients.add(self)
        if len(self._proxy.clients) > limits.connections:
            self._refuse(CROWDED)
        else:
            self._patience.wait_for_request()

    def connection_lost(self, _exc: Exception | None) -> None:
        """Drop the request in progress: nobody waits for its answer."""
        self._is_over = True
        self._patience.stop()
        self._forget_body()
        self._parts.clear()
        self._proxy.remove(self)
        if self._upstream is not None:
            self._upstream.abort()
        self._upstream = self._job = self._answer = self._sent = None

    def data_received(self, data: bytes) -> None:
        """Handle the requests that are complete."""
        if self._is_over:
            return
        self._parts.extend(self._framing.feed(data))
        self._patience.note(self._framing)
        if self._job is None:
            self._advance()
        if self._parts and not self._is_paused:  # the next requests wait until this one is answered
            self._is_paused = True
            self.transport.pause_reading()

    def eof_received(self) -> bool:
        """Return True, to keep the connection open until the last request is answered."""
        self._is_client_done = True
        return self._job is not None or bool(self._parts)

    def pause_writing(self) -> None:
        """Read no more of an answer than the client takes."""
        self.is_client_slow = True
        if self._upstream is not None:
            self._upstream.pause()

    def resume_writing(self) -> None:
        """Continue with the answer."""
        self.is_client_slow = False
        if self._upstream is not None:
            self._upstream.resume()

    def drain(self) -> None:
        """End the connection once the request in progress is answered."""
        if self._job is None and not self._is_over:
            self._close()

    def abort(self) -> None:
        """End the connection at once."""
        self.transport.abort()

    def take_answer(self, data: bytes) -> None:
        """Pass on bytes of an answer."""
        self._is_answering = self._answer is not None and self._answer.status > 0
        self.transport.write(data)

    def end_answer(self) -> None:
        """Continue with the next request."""
        job, answer = self._job, self._answer
        if job is None or answer is None:
            return
        self._proxy.note(job.received, answer.status, job.started, "", self._sent)
        self._upstream = self._job = self._answer = self._sent = None
        self._continue(closes=answer.closes)

    def fail(self, failure: Failure) -> None:
        """Repeat a request whose connection was closed unused; otherwise say why there is no answer."""
        job, answer = self._job, self._answer
        upstream, self._upstream = self._upstream, None
        if job is None or answer is None:
            return
        is_stale = failure.is_lost and upstream is not None and upstream.is_reused and not job.is_repeated
        if is_stale and not answer.has_begun and job.request.method in IDEMPOTENT:
            self._send(job._replace(is_repeated=True), is_new=True)
            return
        self._proxy.note(job.received, failure.status, job.started, failure.detail, self._sent)
        if self._is_answering:  # the client has a part of it, and must see that the rest is missing
            self.transport.abort()
            return
        self._job = self._answer = self._sent = None
        self._reply(json_response(failure.status, {"error": failure.detail}), answer.closes)

    def _is_waiting(self) -> bool:
        """Return whether the client waits for the proxy, or has read more of the last answers since it was asked before."""
        before, self._unsent = self._unsent, self.transport.get_write_buffer_size()
        return self._job is not None or self._unsent < before

    def _advance(self) -> None:
        """Handle parts until a request is under way, or none is left."""
        while self._parts and self._job is None and not self._is_over:
            part = self._parts.popleft()
            if part.kind == HEAD:
                if not self._begin(part):
                    return
            elif part.kind == BODY or self._body:
                self._body += part.data
                self._size += len(part.data)
                if not self._proxy.room.take(len(part.data)):
                    self._refuse(CROWDED)
                    return
            if part.ends:
                self._dispatch()
        if self._job is None and not self._is_over and not self._parts and self._framing.refusal is not None:
            self._refuse(self._framing.refusal)

    def _begin(self, part: Part) -> bool:
        """Decide by its head whether a request is taken; the body of any other is not read."""
        head = self._head = read_head(part.data)
        is_old = part.data.startswith(b"1.0", part.data.find(b"\r\n") - 3)
        refusal = self._why_refused(head, is_old=is_old, upgrades=b"\nupgrade:" in part.data.lower())
        if refusal is not None:
            self._proxy.note(head, refusal.status, self._proxy.now(), refusal.body.decode().rstrip())
            self._write_last(response_bytes(refusal))
            return False
        if not part.ends and not self._parts and self._framing.expects:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return True

    def _why_refused(self, head: Request, *, is_old: bool, upgrades: bool) -> Response | None:
        """Return the answer to a request that is not taken; None for any other. Sets the route."""
        proxy = self._proxy
        if not proxy.guard.admits(head):
            return refusal_response(403, FOREIGN)
        if is_old:
            return refusal_response(505, OLD_VERSION)
        if head.target == "*":
            return refusal_response(400, NO_PATH)
        if "#" in head.target and not proxy.observe:
            return refusal_response(400, FRAGMENT)
        if upgrades:
            return refusal_response(501, UPGRADE)
        route = proxy.routes.find(head.host)
        is_own = head.target.startswith(HEALTH) and head.path == HEALTH
        self._route = None if is_own or isinstance(route, NoRoute) else route
        return refusal_response(403, route.detail) if isinstance(route, NoRoute) and not is_own else None

    def _dispatch(self) -> None:
        """Send the request that is complete now."""
        received = self._head
        assert received is not None
        if self._body:
            received = received._replace(body=read_body(received, bytes(self._body)))
            self._body.clear()  # its room stays taken: it is in memory until the request is answered
        if self._route is None:
            self._reply(json_response(200, self._proxy.health()), self._closes_after_this())
            return
        request = request_for_route(received, self._route, self._proxy.dropped)
        self._patience.stop()
        self._send(Job(received, request, self._route, self._proxy.now()))

    def _send(self, job: Job, *, is_new: bool = False) -> None:
        """Sign a request and send it, over a new connection if there is no unused one."""
        route, proxy = job.route, self._proxy
        try:
            request = job.request if proxy.observe else sign_for(route, job.request)
        except (ParaphError, ValueError) as error:
            self._job = None
            proxy.note(job.received, 400, job.started, "it cannot be signed")
            self._reply(
                json_response(400, {"error": f"this request cannot be signed: {error}"}), self._closes_after_this()
            )
            return
        if proxy.observe and not job.is_repeated:
            self._number = proxy.observe(request, job.received.host, route)
        if proxy.listing is not None:
            self._sent = Sent(request, route.credential, self._number)
        self._is_answering = False
        self._job, self._answer = job, Answer(request.method, closes=self._closes_after_this())
        data = write_request(route, request)
        upstream = None if is_new else proxy.pool.take(route.address)
        if upstream is not None:
            self._send_over(upstream, data)
        else:
            proxy.start(self._connect_and_send(job, data))

    async def _connect_and_send(self, job: Job, data: bytes) -> None:
        connected = await self._proxy.pool.connect(job.route.address)
        if self._job is not job:  # the client has gone
            if not isinstance(connected, Failure):
                self._proxy.pool.give_back(connected)
        elif isinstance(connected, Failure):
            self.fail(connected)
        else:
            self._send_over(connected, data)

    def _send_over(self, upstream: Connection, data: bytes) -> None:
        assert self._answer is not None
        self._upstream = upstream
        upstream.send(data, self._answer, self)
        if self.is_client_slow:
            upstream.pause()

    def _closes_after_this(self) -> bool:
        """Return whether the connection ends with the request in hand."""
        framing = self._framing
        is_last = framing.closing and not self._parts and not framing.unfinished
        return is_last or self._proxy.is_draining

    def _reply(self, response: Response, closes: bool) -> None:
        """Answer a request without an upstream."""
        data = response_bytes(closing(response) if closes else response)
        is_head = self._head is not None and self._head.method == "HEAD"
        self.transport.write(data[: data.find(b"\r\n\r\n") + 4] if is_head else data)
        self._continue(closes=closes)

    def _continue(self, *, closes: bool) -> None:
        """Handle the next request, or end the connection."""
        self._forget_body()
        if closes or self._proxy.is_draining or (self._is_client_done and not self._parts):
            self._close()
            return
        if self._parts:
            asyncio.get_running_loop().call_soon(self._go_on)
        else:
            self._go_on()

    def _go_on(self) -> None:
        if self._job is None and not self._is_over:
            self._advance()
        if self._job is None and not self._is_over:
            if self._framing.unfinished:
                self._patience.note(self._framing)
            else:
                self._patience.wait_for_request()
        if self._is_paused and not self._parts and not self._is_over:
            self._is_paused = False
            self.transport.resume_reading()

    def _refuse(self, refusal: Refusal) -> None:
        self._proxy.note(None, refusal.status, self._proxy.now(), refusal.detail)
        self._write_last(refusal_bytes(refusal))

    def _write_last(self, data: bytes) -> None:
        """Write a last answer, and let the client read it before the connection is closed."""
        self._is_over = True
        self._patience.wait_for_request()
        self._forget_body()
        self._parts.clear()
        self.transport.write(data)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        asyncio.get_running_loop().call_later(LINGER, self.transport.close)

    def _forget_body(self) -> None:
        if self._size:
            self._body.clear()
            self._proxy.room.give_back(self._size)
            self._size = 0

    def _close(self) -> None:
        """End the connection when the client has read all answers, or reads none for too long."""
        self._is_over = True
        self._unsent = self.transport.get_write_buffer_size()
        self._patience.wait_for_request()
        self.transport.close()
