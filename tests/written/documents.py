"""Runs the commands of the pages and compares their output; `python -m tests.written.documents` renews it in the pages."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.written.desk import Desk, is_proxy, is_serve, is_watch
from tests.written.pages import PAGES, Command, blocks, commands, matches, refreshed

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator


FINDS = ("explain", "trace", "verify")
"""Commands that exit with 1 if they find something wrong."""


def outputs(page: str, folder: Path) -> Iterator[tuple[Command, subprocess.CompletedProcess[str]]]:
    """Run the console commands of a page in order, beside the server that the page starts; yield each with its result."""
    desk = Desk(folder)
    with desk.local_server(page), ExitStack() as running:
        for block in blocks(page, "console"):
            for command in commands(block.text):
                if is_watch(command.line):
                    with desk.serving(command.line):
                        continue
                if is_proxy(command.line):
                    ready = running.enter_context(desk.serving(command.line))
                    desk.proxy_url = json.loads(ready.read_text("utf-8"))["url"]
                elif not is_serve(command.line):
                    yield command, desk.run(command.line)


def printed(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines of standard output, as they stand in a page."""
    return [line.rstrip() for line in done.stdout.splitlines()]


def is_good(command: Command, done: subprocess.CompletedProcess[str]) -> bool:
    """Return whether the exit code is one that the command has if all is well."""
    return done.returncode in ((0, 1) if command.line.split()[1] in FINDS else (0,))


def renew(page: str) -> None:
    """Write the present outputs into a page; a command without lines below it stays so."""
    text = Path(page).read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for command, done in outputs(page, Path(folder)):
            if not is_good(command, done):
                sys.exit(f"{page}: {command.line}: {done.returncode}\n{done.stderr}")
            if command.expected:
                text = text.replace(
                    shown(command.line, command.expected), shown(command.line, now(page, command, done))
                )
    Path(page).write_text(text, "utf-8")


def now(page: str, command: Command, done: subprocess.CompletedProcess[str]) -> tuple[str, ...]:
    """Return the lines to stand below a command; leave if they have to be chosen by hand."""
    try:
        return refreshed(command.expected, printed(done))
    except ValueError as error:
        sys.exit(f"{page}: {command.line}: choose the lines by hand, {error}:\n{done.stdout}")


def shown(line: str, output: tuple[str, ...]) -> str:
    """Return a command and its output as a page shows them."""
    return "\n".join((f"$ {line}", *output)) + "\n"


def differences(page: str, folder: Path) -> list[str]:
    """Return what is not as the page shows it."""
    wrong = []
    for command, done in outputs(page, folder):
        if not is_good(command, done):
            wrong.append(f"{command.line}: exit code {done.returncode}: {done.stderr}")
        elif not matches(command.expected, printed(done)):
            wrong.append(f"{command.line}: printed\n{done.stdout}")
    return wrong


if __name__ == "__main__":
    for name in PAGES:
        renew(name)
