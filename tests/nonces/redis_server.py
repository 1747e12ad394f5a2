"""A Redis server of this machine's package, on a socket in a folder of its own, for as long as a test needs it."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redis

PROGRAMS = ("redis-server", "valkey-server")


def server_program() -> str | None:
    """The server that is installed; None where there is none."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """The URL of a server that keeps nothing on disk."""
    program, path = server_program(), folder / "redis.sock"
    assert program
    words = [
        program,
        "--port",
        "0",
        "--unixsocket",
        str(path),
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(folder),
    ]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(path, process)
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(path: Path, process: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers."""
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, redis.ConnectionError), socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(path))
            return
        time.sleep(0.01)
    raise AssertionError("the Redis server did not start")
