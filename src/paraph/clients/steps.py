"""What a call does, apart from waiting and sending: written once, for programs with and without asyncio.

A call is a generator. It yields a `Send` for each request that is to be sent and is given the response, or Unreachable is
raised in it; it yields a `Wait` for each pause. What it returns is the result. `run` carries that out with blocking
functions, `run_async` with asyncio. Nothing here reads a clock or opens a socket.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from paraph.core.errors import Unreachable

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.http.handler import Response

T = TypeVar("T")


class Send(NamedTuple):
    """A request to send as it is, and the seconds that its answer may take."""

    request: Request
    timeout: float


class Wait(NamedTuple):
    """A pause, in seconds."""

    seconds: float


Steps = Generator["Send | Wait", "Response | None", T]


def run(steps: Steps[T], send: Callable[[Request, float], Response], sleep: Callable[[float], None]) -> T:
    """Carry out a call with functions that block; return its result."""
    try:
        effect = next(steps)
        while True:
            if isinstance(effect, Wait):
                sleep(effect.seconds)
                effect = steps.send(None)
                continue
            try:
                response = send(*effect)
            except Unreachable as error:
                effect = steps.throw(error)
            else:
                effect = steps.send(response)
    except StopIteration as end:
        result: T = end.value
        return result


async def run_async(
    steps: Steps[T], send: Callable[[Request, float], Awaitable[Response]], sleep: Callable[[float], Awaitable[None]]
) -> T:
    """Carry out a call with asyncio; return its result."""
    try:
        effect = next(steps)
        while True:
            if isinstance(effect, Wait):
                await sleep(effect.seconds)
                effect = steps.send(None)
                continue
            try:
                response = await send(*effect)
            except Unreachable as error:
                effect = steps.throw(error)
            else:
                effect = steps.send(response)
    except StopIteration as end:
        result: T = end.value
        return result
