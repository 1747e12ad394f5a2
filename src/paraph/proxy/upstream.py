"""Connections to the upstreams: opened on demand, used again, and closed if an upstream is silent for too long."""

from __future__ import annotations

import asyncio
import select
import ssl
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from paraph.proxy.answers import Answer, MalformedAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.proxy.routes import Address


class UpstreamLimits(NamedTuple):
    """How long to wait for an upstream, in seconds.

    `connect` is for a connection, `first` for the head of an answer (Duo holds a call for about a minute while a
    user decides), `idle` between two pieces of it, `keep` for how long an unused connection stays open.
    """

    connect: float = 10
    first: float = 90
    idle: float = 90
    keep: float = 30


UPSTREAM_LIMITS = UpstreamLimits()
MOST_UNUSED = 64
"""Unused connections to one upstream that are kept."""


class Failure(NamedTuple):
    """Why no answer came: the status for the client, one line, and whether the connection was lost before any byte of it."""

    status: int
    detail: str
    is_lost: bool = False


class Receiver(Protocol):
    """Gets the answer to a request."""

    def take_answer(self, data: bytes) -> None:
        """Take the next bytes of the answer."""

    def end_answer(self) -> None:
        """Note that the answer is complete."""

    def fail(self, failure: Failure) -> None:
        """Note that no further bytes will come."""


class Connection(asyncio.Protocol):
    """One connection to an upstream; carries one request at a time."""

    transport: asyncio.Transport

    def __init__(self, pool: Pool, address: Address) -> None:
        self.pool, self.address, self.unused = pool, address, pool.unused_at(address)
        self.is_reused = self.is_lost = self._is_paused = False
        self._loop = pool.loop
        self._receiver: Receiver | None = None
        self._answer: Answer | None = None
        self._deadline, self._unsent = 0.0, 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the timer that ends a connection without progress."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's has the methods, not the base class
        self._arrived = arrivals(transport.get_extra_info("socket").fileno())
        self._set_deadline(self.pool.limits.keep)
        self._check_later()

    def send(self, data: bytes, answer: Answer, receiver: Receiver) -> None:
        """Send a request; the receiver gets its answer."""
        self._receiver, self._answer = receiver, answer
        self._set_deadline(self.pool.limits.first)
        self.transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Pass on what belongs to the answer."""
        answer, receiver = self._answer, self._receiver
        if answer is None or receiver is None:  # an answer that nobody asked for
            self.transport.abort()
            return
        try:
            passed = answer.feed(data)
        except MalformedAnswerError as error:
            self._fail(Failure(502, f"the answer of {self._name} is malformed: {error}"))
            return
        if passed:  # a part of a head is no progress: it could come byte by byte for days
            self._set_deadline(self.pool.limits.idle)
            receiver.take_answer(passed)
        if answer.is_complete and self._answer is answer:
            self._finish(answer)

    def eof_received(self) -> None:
        """Complete an answer that ends with the connection; the transport is closed then."""
        if self._answer is not None and self._answer.end():
            self._finish(self._answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone, and with it what was not answered."""
        self.is_lost = True
        if self._timer is not None:
            self._timer.cancel()
        self.pool.forget(self)
        if self._answer is None:
            return
        if exc is None and self._answer.end():
            self._finish(self._answer)
        else:
            self._fail(Failure(502, f"{self._name} closed the connection before its answer was complete", is_lost=True))

    def abort(self) -> None:
        """Close the connection at once: nobody waits for the answer any more."""
        self._receiver = self._answer = None
        self.transport.abort()

    def pause(self) -> None:
        """Stop reading: the client is slower than the upstream."""
        self._set_deadline(self.pool.limits.idle)
        self._is_paused = True
        self.transport.pause_reading()

    def resume(self) -> None:
        """Continue to read."""
        self._set_deadline(self.pool.limits.idle)
        self._is_paused = False
        self.transport.resume_reading()

    @property
    def is_usable(self) -> bool:
        """Whether another request may be sent."""
        return not self.is_lost and not self.transport.is_closing()

    @property
    def is_silent(self) -> bool:
        """Whether nothing has arrived that is not read yet: another request would take it for its answer."""
        return not self._arrived()

    @property
    def _name(self) -> str:
        return f"{self.address.host}:{self.address.port}"

    def _finish(self, answer: Answer) -> None:
        receiver = self._receiver
        self._receiver = self._answer = None
        unsent = self.transport.get_write_buffer_size()
        if answer.reusable and not unsent and self.is_usable:
            self.is_reused = True
            if self._is_paused:
                self.resume()
            self._set_deadline(self.pool.limits.keep)
            self.pool.give_back(self)
        elif unsent:  # it answered early, and may never read the rest of the request
            self.transport.abort()
        else:
            self.transport.close()
        if receiver is not None:
            receiver.end_answer()

    def _fail(self, failure: Failure) -> None:
        receiver = self._receiver
        self._receiver = self._answer = None
        self.transport.abort()
        if receiver is not None:
            receiver.fail(failure)

    def _set_deadline(self, seconds: float) -> None:
        self._deadline = self._loop.time() + seconds

    def _check_later(self) -> None:
        self._timer = self._loop.call_at(min(self._deadline, self._loop.time() + self.pool.tick), self._check)

    def _check(self) -> None:
        """End the connection if the deadline has passed; a request that is still being sent moves it."""
        unsent = self.transport.get_write_buffer_size()
        if unsent and unsent != self._unsent:
            self._set_deadline(self.pool.limits.first)
        self._unsent = unsent
        if self._loop.time() < self._deadline:
            self._check_later()
        elif self._answer is None:
            self.transport.close()
        else:
            self._fail(Failure(504, f"{self._name} sent nothing for too long"))


def arrivals(wire: int) -> Callable[[], object]:
    """Return a function that says whether a socket, by its number, has bytes to read."""
    if not hasattr(select, "poll"):
        return lambda: select.select([wire], [], [], 0)[0]
    poll = select.poll()
    poll.register(wire, select.POLLIN)
    return partial(poll.poll, 0)


class Pool:
    """The connections to all upstreams; unused ones are kept for the next request."""

    def __init__(self, limits: UpstreamLimits = UPSTREAM_LIMITS) -> None:
        self.limits, self.loop = limits, asyncio.get_running_loop()
        self.tick = min(limits.first, limits.idle, limits.keep)
        self._unused: dict[Address, list[Connection]] = {}

    def take(self, address: Address) -> Connection | None:
        """Return an unused connection; None if there is none."""
        unused = self._unused.get(address)
        while unused:
            connection = unused.pop()
            if connection.is_usable:
                if connection.is_silent:
                    return connection
                connection.abort()
        return None

    def unused_at(self, address: Address) -> list[Connection]:
        """Return the unused connections to an address, to be added to."""
        return self._unused.setdefault(address, [])

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next request, or close it if there are many."""
        unused = connection.unused
        if len(unused) < MOST_UNUSED:
            unused.append(connection)
        else:
            connection.transport.close()

    def forget(self, connection: Connection) -> None:
        """Keep a closed connection no longer."""
        unused = self._unused.get(connection.address, [])
        if connection in unused:
            unused.remove(connection)

    def close(self) -> None:
        """Close all unused connections."""
        for unused in self._unused.values():
            for connection in unused:
                connection.transport.close()
        self._unused.clear()

    async def connect(self, address: Address) -> Connection | Failure:
        """Open a connection; return why it failed if it cannot be opened."""
        name = f"{address.host}:{address.port}"
        try:
            async with asyncio.timeout(self.limits.connect):
                _, connection = await self.loop.create_connection(
                    lambda: Connection(self, address), address.host, address.port, ssl=address.tls,
                    server_hostname=address.host if address.tls else None,
                )  # fmt: skip
        except TimeoutError:
            return Failure(504, f"no connection to {name} within {self.limits.connect:g} s")
        except ssl.SSLCertVerificationError as error:
            return Failure(502, f"the certificate of {name} is not trusted: {error.verify_message}")
        except ssl.SSLError as error:
            return Failure(502, f"no TLS connection to {name}: {error.reason}")
        except OSError as error:
            return Failure(502, f"no connection to {name}: {error.strerror or error}")
        if connection.is_lost:  # nobody would hear of it any more
            return Failure(502, f"{name} closed the connection at once")
        return connection
