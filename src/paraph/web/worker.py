"""One process that does what the page asks for, one call after the other; it is ended when a call is cancelled.

It is started before it is needed, so that an answer does not wait for imports. Jobs and answers are lines of JSON on its
pipes: no secret is ever an argument of a process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


CANCELLED = "cancelled"


class Stopped(Exception):
    """A call without an answer; the message says why."""


class Call:
    """One call, which can be cancelled before it begins and while it is in progress."""

    __slots__ = ("is_cancelled",)

    def __init__(self) -> None:
        self.is_cancelled = False


class Worker:
    """Runs calls in a process of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._turn, self._lock = threading.Lock(), threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._in_use: subprocess.Popen[bytes] | None = None  # by the call in progress
        self._call: Call | None = None  # the call in progress
        self._reason = ""
        self._is_closed = False

    def warm(self) -> None:
        """Start the process, so that the first call finds it ready."""
        with self._lock:
            self._start()

    def run(self, job: dict[str, Any], seconds: float, call: Call | None = None) -> dict[str, Any]:
        """Return the answer to a job, or its error, within so many seconds; raises Stopped if there is none.

        With `call` it can be cancelled.
        """
        call = call or Call()
        line = json.dumps(job).encode("ascii") + b"\n"
        with self._turn:
            with self._lock:
                if call.is_cancelled:
                    raise Stopped(CANCELLED)
                process, self._reason = self._start(), ""
                self._in_use, self._call = process, call
            late = f"no result within {seconds:g} s: give a smaller input"
            timer = threading.Timer(seconds, self._end, (late, call))
            timer.daemon = True
            timer.start()
            try:
                return self._exchange(process, line, call)
            finally:
                timer.cancel()
                with self._lock:
                    self._in_use, self._call, is_gone = None, None, self._process is not process
                if is_gone:
                    process.wait()
                    close_pipes(process)

    def cancel(self, call: Call) -> None:
        """End a call if it is in progress; if it has not begun, it never will."""
        call.is_cancelled = True
        if self._end(CANCELLED, call):
            with suppress(Stopped):
                self.warm()

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        self._end("the page has ended")

    def _start(self) -> subprocess.Popen[bytes]:
        """Return the process, a new one if there is none; `_lock` is held."""
        if self._is_closed:
            raise Stopped("the page has ended")
        if self._process is None or self._process.poll() is not None:
            if self._process is not None:
                close_pipes(self._process)
            self._process = subprocess.Popen(  # noqa: S603 (the command is our own)
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], line: bytes, call: Call) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
            said = process.stdout.readline()
        except (OSError, ValueError):
            said = b""
        if not said.endswith(b"\n"):
            reason = self._reason or "the call ended without a result: give a smaller input"
            self._end(reason, call)
            raise Stopped(reason)
        answer: dict[str, Any] = json.loads(said)
        if answer.pop("spent", False):  # it keeps the memory that a large call needed
            self._end("", call)
            with suppress(Stopped):
                self.warm()
        return answer

    def _end(self, reason: str, call: Call | None = None) -> bool:
        """End the process and those that it has started; with `call`, only if it still does that call. Return whether it did."""
        with self._lock:
            process = self._process
            is_read = process is self._in_use
            if process is None or (call is not None and not (is_read and call is self._call)):
                return False
            self._process, self._reason = None, reason
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        if not is_read:  # otherwise the call in progress closes them: a read cannot be interrupted by closing
            close_pipes(process)
        return True


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes of a process that has ended."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
