"""Running a program under watch, and taking in what is seen."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.errors import ParaphError
from paraph.tracing.hooks import PARENT
from paraph.tracing.network import LIVE
from paraph.tracing.records import loaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.tracing.records import Record

INTERRUPTED = 130
BOOTSTRAP = Path(__file__).with_name("bootstrap")


def run(words: Sequence[str], *, aside: bool = False, live: bool = False) -> tuple[list[Record], int]:
    """Every signed request that a command made, in order, and its exit code as a shell gives it.

    With `aside` what the command prints on stdout goes to stderr; with `live` the real servers answer. An interrupt reaches the command as well, and ends
    it: what was seen until then counts. Raises ParaphError for a command that cannot be run.
    """
    command = resolved(words)
    with tempfile.TemporaryDirectory(prefix="paraph-") as folder, socket.socket(socket.AF_UNIX) as listening:
        path = str(Path(folder) / "parent")
        listening.bind(path)
        listening.listen(64)
        taking = Taking(listening)
        try:
            stdout = sys.stderr.fileno() if aside else None
            process = subprocess.Popen(command, env=environment(path, live), stdout=stdout)  # noqa: S603 - what was asked for
        except OSError as error:
            raise ParaphError(f"{words[0]} cannot be run: {error.strerror}") from None
        code = ended(process)
        return taking.all(), code


def ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a process, 128 more than the signal that ended it; INTERRUPTED when the user did."""
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


def resolved(words: Sequence[str]) -> list[str]:
    """The command to run: a script or a module with this Python, all else as it is."""
    first = words[0]
    if first in ("-m", "-c") or (first.endswith(".py") and Path(first).is_file()):
        return [sys.executable, *words]
    if shutil.which(first) is None:
        kind = "no such file" if first.endswith(".py") else "neither a Python file nor a command"
        raise ParaphError(f"{first} cannot be run: {kind}; give a script, -m MODULE, or a Python program")
    return list(words)


def environment(path: str, live: bool) -> dict[str, str]:
    """The environment in which every Python process reports to the socket at `path`."""
    own = os.environ.get("PYTHONPATH")
    paths = f"{BOOTSTRAP}{os.pathsep}{own}" if own else str(BOOTSTRAP)
    return {**os.environ, "PYTHONPATH": paths, PARENT: path, LIVE: "1" if live else ""}


class Taking:
    """Takes in the lines of all processes that connect."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._lines: list[bytes] = []
        self._readers: list[threading.Thread] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def all(self) -> list[Record]:
        """What came, once the program has ended; a process that lives on is not waited for."""
        for reader in self._readers:
            reader.join(timeout=1)
        return [loaded(line) for line in self._lines]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            reader = threading.Thread(target=self._read, args=(connection,), daemon=True)
            self._readers.append(reader)
            reader.start()

    def _read(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            self._lines.extend(iter(lines.readline, b""))
