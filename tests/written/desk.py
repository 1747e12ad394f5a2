"""A desk at which the commands of a page run as printed: its own home, configuration and copy of the examples, no network.

The local server is the one that the page starts, on a free port; its output names port 8080 again.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import termios
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.emulator import demo_keys
from tests.written.pages import blocks, commands

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = "http://127.0.0.1:8080"
"""What the pages call the local server."""
PROXY_ADDRESS = "http://127.0.0.1:8090"
"""What the pages call the signing proxy."""
SERVE = "paraph serve --port 8080 --seed 1"
PROGRAMS = {"paraph": "-m paraph", "python": ""}
SOURCES = Path("src").absolute()


class Desk:
    """A folder in which commands run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url, self.proxy_url = folder, ADDRESS, PROXY_ADDRESS
        shutil.copytree("examples", folder / "examples")
        for path in (folder / "examples").glob("*.json"):
            path.chmod(0o600)
        (folder / "bin").mkdir()
        for name, words in PROGRAMS.items():
            program = folder / "bin" / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', "utf-8")
            program.chmod(0o700)
        (folder / ".curlrc").write_text("fail\nsilent\nshow-error\n", "utf-8")
        self.env = {
            "HOME": str(folder), "PARAPH_CONFIG": str(folder / "config" / "config.toml"), "PYTHONPATH": str(SOURCES),
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "NO_PROXY": "*", "NO_COLOR": "1", "LANG": "C.UTF-8",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "DUO_SKEY": demo_keys.DUO_DEMO.secret,
        }  # fmt: skip

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of shell; its standard output speaks of port 8080."""
        if line.startswith("paraph login"):
            return self.answer(line)
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", self.with_addresses(line)], cwd=self.folder, env=self.env,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        done.stdout = done.stdout.replace(self.url, ADDRESS)
        return done

    def with_addresses(self, line: str) -> str:
        """Return the line with the addresses that server and proxy have in this run."""
        return line.replace(ADDRESS, self.url).replace(PROXY_ADDRESS, self.proxy_url)

    def answer(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run ``paraph login`` on a terminal, and answer what it asks with the key and address of the local server."""
        answers = (("Key id", demo_keys.DUO_DEMO.id), ("Host", self.url), ("Secret", demo_keys.DUO_DEMO.secret))
        near, far = pty.openpty()
        with subprocess.Popen(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.env,
            stdin=far,
            stdout=far,
            stderr=far,
            start_new_session=True,
        ) as process:
            said = b""
            for question, answer in answers:
                while question.encode() not in said:
                    said += os.read(near, 1000)
                while question == "Secret" and termios.tcgetattr(far)[3] & termios.ECHO:
                    wait_briefly(process)
                os.write(near, answer.encode() + b"\n")
            os.close(far)
            with suppress(OSError):  # the end of a terminal
                while more := os.read(near, 1000):
                    said += more
        os.close(near)
        return subprocess.CompletedProcess(line, process.returncode, "", said.decode())

    @contextmanager
    def serving(self, line: str) -> Iterator[Path]:
        """Run a command that serves, on a free port, until the end; it has to exit with 0 on SIGTERM."""
        named = re.search(r"--ready-file (\S+)", line)
        ready = self.folder / (named[1] if named else f"{line.split()[1]}.json")
        words = re.sub(r"--port \d+", "--port 0", self.with_addresses(line)) + (
            "" if named else f" --ready-file {ready}"
        )
        with (
            (self.folder / "served").open("w") as said,
            subprocess.Popen(["bash", "-c", f"exec {words}"], cwd=self.folder, env=self.env, stderr=said) as process,
        ):
            while not ready.exists():
                wait_briefly(process)
                assert process.returncode is None, (line, (self.folder / "served").read_text("utf-8"))
            try:
                yield ready
            finally:
                process.send_signal(signal.SIGTERM)
        assert process.returncode == 0, line

    @contextmanager
    def local_server(self, page: str) -> Iterator[None]:
        """Run the server that the page starts, or one with its defaults."""
        with self.serving(next(filter(is_serve, lines(page)), SERVE)) as ready:
            self.url = json.loads(ready.read_text("utf-8"))["url"]
            yield


def wait_briefly(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a process, but not long."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.02)


def lines(page: str) -> list[str]:
    """Return the commands of all console blocks of a page."""
    return [command.line for block in blocks(page, "console") for command in commands(block.text)]


def is_serve(line: str) -> bool:
    """Return whether a command is the local server."""
    return line.startswith("paraph serve")


def is_watch(line: str) -> bool:
    """Return whether a command is the recorder."""
    return line.startswith("paraph watch")


def is_proxy(line: str) -> bool:
    """Return whether a command is the signing proxy."""
    return line.startswith("paraph proxy")
