"""Runs one call in a process of its own, which is ended with its children if the call is cancelled or takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import anyio
from anyio.abc import Process

if TYPE_CHECKING:
    from collections.abc import Sequence

CALLS_AT_ONCE = 4
MOST_BYTES = 2 * 1024 * 1024
"""The largest answer."""


class Stopped(Exception):
    """A call without an answer; the message says why."""


class Workers:
    """Runs calls with a command, `CALLS_AT_ONCE` at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command, self._running = command, set[Process]()
        self._limiter = anyio.CapacityLimiter(CALLS_AT_ONCE)

    async def run(self, job: bytes, seconds: float) -> bytes:
        """Return what a process prints that gets `job` on standard input; raises Stopped if that is not an answer."""
        async with self._limiter, await open_worker(self._command) as process:
            self._running.add(process)
            try:
                with anyio.fail_after(seconds):
                    answer = await exchange(process, job)
                    code = await process.wait()
            except TimeoutError:
                raise Stopped(f"no result within {seconds:g} s: give a smaller input") from None
            finally:
                end(process)
                self._running.discard(process)
        if code:
            raise Stopped("the process of this call ended without a result: give a smaller input")
        return answer

    def end_all(self) -> None:
        """End the processes of all calls."""
        for process in self._running:
            end(process)


async def open_worker(command: Sequence[str]) -> Process:
    """Start the process of a call, as the head of a group of its own."""
    return await anyio.open_process(command, stderr=subprocess.DEVNULL, start_new_session=True)


async def exchange(process: Process, job: bytes) -> bytes:
    """Send the job, and return all that the process prints; raises Stopped if that is too much."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
        await process.stdin.send(job)
    await process.stdin.aclose()
    answer = bytearray()
    async for piece in process.stdout:
        answer += piece
        if len(answer) > MOST_BYTES:
            raise Stopped(f"the result is larger than {MOST_BYTES // 1024**2} MiB: choose one request with `entry`")
    return bytes(answer)


def end(process: Process) -> None:
    """End a process that still runs, and those that it has started."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
