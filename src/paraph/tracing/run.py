"""Runs a program under watch, and collects its records."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.core.errors import ParaphError
from paraph.tracing.interpreter import python_for
from paraph.tracing.node import links
from paraph.tracing.python.hooks import PARENT
from paraph.tracing.python.network import LIVE
from paraph.tracing.records import load_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.http.answering import Accepted
    from paraph.tracing.records import Record

INTERRUPTED = 130
BOOTSTRAP = Path(__file__).with_name("python") / "bootstrap"
PRELOAD = Path(__file__).with_name("node") / "preload" / "preload.cjs"
LAST = ".last"
"""The end of the name of a socket that connects when the program has ended."""
LINKS = "PARAPH_TRACE_LINKS"
"""The environment variable with the path of the socket for Node's connections."""
PIPE = "PARAPH_TRACE_PIPE"
"""The environment variable with the path of the pipe in which Node reports what it writes to real servers."""


def run(
    words: Sequence[str], accepted: Accepted, *, aside: bool = False, live: bool = False
) -> tuple[list[Record], int]:
    """Run a command; return all its signed requests, in order, and its exit code as a shell reports it.

    `accepted` answers correctly signed requests. With `aside`, the command's stdout goes to stderr; with `live`, the real
    servers answer. An interrupt reaches the command too, and ends it: the records until then are returned. Raises
    ParaphError for a command that cannot be run.
    """
    command = command_line(words)
    with (
        tempfile.TemporaryDirectory(prefix="paraph-") as folder,
        socket.socket(socket.AF_UNIX) as told,
        socket.socket(socket.AF_UNIX) as led,
    ):
        paths = [str(Path(folder) / name) for name in ("parent", "links")]
        taking = RecordCollector(accepted)
        for listening, path, read in zip((told, led), paths, (taking.read, taking.serve), strict=True):
            listening.bind(path)
            listening.listen(64)
            taking.accept(listening, read)
        pipe = str(Path(folder) / "pipe") if live else None
        if pipe is not None:
            taking.follow(pipe)
        try:
            stdout = sys.stderr.fileno() if aside else None
            process = subprocess.Popen(command, env=environment(paths[0], paths[1], pipe), stdout=stdout)  # noqa: S603 - what was asked for
        except OSError as error:
            raise ParaphError(f"cannot run {words[0]}: {error.strerror}") from None
        code = exit_code(process)
        return taking.all(), code


def exit_code(process: subprocess.Popen[bytes]) -> int:
    """Return the exit code of a process: 128 plus the signal that ended it; INTERRUPTED if the user interrupted it."""
    interrupts = 0
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            interrupts += 1
            if interrupts > 1:  # the program does not listen
                process.kill()
            continue
        if interrupts:
            return INTERRUPTED
        return 128 - code if code < 0 else code


def command_line(words: Sequence[str]) -> list[str]:
    """Return the command to run: a script or a module with the person's Python, all else as it is."""
    first = words[0]
    is_script = first.endswith(".py") and Path(first).is_file()
    if is_script or first in ("-m", "-c"):
        return [python_for(Path(first) if is_script else None), *words]
    if shutil.which(first) is None:
        kind = "no such file" if first.endswith(".py") else "neither a Python file nor a command"
        raise ParaphError(f"cannot run {first}: {kind}; give a script, -m MODULE, or a command such as python or node")
    return list(words)


def environment(told: str, led: str, pipe: str | None) -> dict[str, str]:
    """Return the environment in which connections are redirected to the socket at the path `led`.

    With a `pipe`, real servers answer: Python processes report to the socket at `told`, Node processes to the pipe.
    """
    own, options = os.environ.get("PYTHONPATH"), os.environ.get("NODE_OPTIONS", "")
    quoted = str(PRELOAD).replace("\\", "\\\\").replace('"', '\\"')
    return {
        **os.environ,
        "PYTHONPATH": f"{BOOTSTRAP}{os.pathsep}{own}" if own else str(BOOTSTRAP),
        "NODE_OPTIONS": f'{options} --require "{quoted}"'.lstrip(),
        PARENT: told if pipe else led,
        LIVE: "1" if pipe else "",
        LINKS: led,
        PIPE: pipe or "",
    }


class RecordCollector:
    """Collects the records of all processes that connect, and answers requests that real servers do not answer."""

    def __init__(self, accepted: Accepted) -> None:
        self._accepted = accepted
        self._records: list[Record] = []
        self._readers: list[threading.Thread] = []
        self._accepting: list[tuple[str, threading.Thread]] = []
        self._followed: tuple[str, threading.Thread] | None = None

    def all(self) -> list[Record]:
        """Return the records after the program has ended; a process that lives on is not waited for."""
        for path, accepting in self._accepting:
            with socket.socket(socket.AF_UNIX) as last:
                last.bind(f"{path}{LAST}")
                last.connect(path)
            accepting.join()
        for reader in self._readers:
            reader.join(timeout=1)
        if self._followed is not None:
            path, following = self._followed
            with suppress(OSError), os.fdopen(os.open(path, os.O_WRONLY | os.O_NONBLOCK), "wb", 0) as pipe:
                os.set_blocking(pipe.fileno(), True)  # a blocking open would wait for a reader that has failed
                pipe.write(links.END)
            following.join()
        return list(self._records)

    def accept(self, listening: socket.socket, read: Callable[[socket.socket], None]) -> None:
        """Pass each connection to `read`, in a thread of its own."""
        accepting = threading.Thread(target=self._accept, args=(listening, read), daemon=True)
        self._accepting.append((listening.getsockname(), accepting))
        accepting.start()

    def read(self, connection: socket.socket) -> None:
        """Collect the records of a live Python process."""
        with connection, connection.makefile("rb") as lines:
            self._records.extend(map(load_record, iter(lines.readline, b"")))

    def serve(self, connection: socket.socket) -> None:
        """Record and answer the requests of one connection of a process."""
        links.serve(connection, self._records.append, self._accepted)

    def follow(self, path: str) -> None:
        """Make a pipe, and collect the records of live Node processes from it, in a thread of its own."""
        os.mkfifo(path, 0o600)
        end = os.open(path, os.O_RDWR)  # prevents an end of file between two processes
        following = threading.Thread(target=self._follow, args=(end,), daemon=True)
        self._followed = (path, following)
        following.start()

    def _follow(self, end: int) -> None:
        with os.fdopen(end, "rb") as pipe:
            links.follow(pipe, self._records.append)

    def _accept(self, listening: socket.socket, read: Callable[[socket.socket], None]) -> None:
        while True:
            try:
                connection, name = listening.accept()
            except OSError:
                return
            if name:  # only the last one has its own name
                connection.close()
                return
            reader = threading.Thread(target=read, args=(connection,), daemon=True)
            reader.start()
            self._readers.append(reader)
