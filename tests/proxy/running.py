"""Runs `paraph proxy` as a process of its own, and a raw upstream in a thread."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ProxyCommand:
    """A running `paraph proxy`."""

    def __init__(self, folder: Path, *words: str, **env: str) -> None:
        ready = folder / "ready.json"
        command = [sys.executable, "-m", "paraph", "proxy", "--ready-file", str(ready), *words]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **env}
        )
        while not ready.exists() and self.process.poll() is None:
            os.sched_yield()
        told = json.loads(ready.read_text())
        assert told["pid"] == self.process.pid
        self.url = told["url"]

    def end(self) -> tuple[str, str]:
        """Stop it; return what it printed on stdout and stderr."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> tuple[str, str]:
        out, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, said
        assert "Traceback" not in said
        return out, said


@contextmanager
def running(folder: Path, *words: str, **env: str) -> Iterator[ProxyCommand]:
    proxy = ProxyCommand(folder, *words, **env)
    try:
        yield proxy
    finally:
        if proxy.process.poll() is None:
            proxy.process.kill()
            proxy.process.communicate()


class Upstream(threading.Thread):
    """Answers one request: the head, and after `go` the rest."""

    def __init__(self, head: bytes, rest: bytes, count: int = 1) -> None:
        super().__init__()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.go = threading.Event()
        self._head, self._rest, self._count = head, rest, count

    def run(self) -> None:
        with self.listening, self.listening.accept()[0] as wire:
            while b"\r\n\r\n" not in wire.recv(65536):
                pass
            wire.sendall(self._head)
            self.go.wait(60)
            for _ in range(self._count):
                wire.sendall(self._rest)
