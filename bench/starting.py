"""CPU of a whole `paraph send` to a server on this machine, beside that of a bare Python that does nothing.

The bytecode of all modules is in a folder of its own and made before, so that no figure has compiling in it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS = 11
BODY = b'{"stat":"OK","response":[]}'


class Handler(BaseHTTPRequestHandler):
    """Answers every GET alike."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""


@contextmanager
def server() -> Iterator[str]:
    """Serve on a free port; yield the URL."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


@contextmanager
def bytecode_folder() -> Iterator[dict[str, str]]:
    """Yield an environment in which Python keeps bytecode in a folder of its own."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        yield env | {"PYTHONPYCACHEPREFIX": folder}


def cpu_seconds(words: Sequence[str], env: dict[str, str]) -> float:
    """Run Python with these words; return user and system seconds of the process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], env=env, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows() -> None:
    """Print one row: the medians, and the median of the ratios."""
    with server() as url, bytecode_folder() as env:
        env["DUO_SKEY"] = "x" * 40
        send = ("-m", "paraph", "send", "/admin/v1/users", "--id", "DIEXAMPLE00000000000", "--secret-env", "DUO_SKEY",
                "--base-url", url)  # fmt: skip
        cpu_seconds(send, env)
        pairs = [(cpu_seconds(("-c", "pass"), env), cpu_seconds(send, env)) for _ in range(ROUNDS)]
    bare, whole = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(two / one for one, two in pairs)
    print(
        f"{'paraph send, CPU of the process':44} {whole * 1000:8.1f} ms, bare Python {bare * 1000:.1f} ms: {ratio:.1f}x",
        flush=True,
    )


if __name__ == "__main__":
    rows()
