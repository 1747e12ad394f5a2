"""Talk to ``paraph mcp`` in a process of its own: as a client of the official SDK, or in raw lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import anyio
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult

from mcp import ClientSession

SOURCES = str(Path("src").resolve())


def environment(**more: str) -> dict[str, str]:
    """The environment of a server: no configuration of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARAPH_")}
    return {**kept, "PYTHONPATH": SOURCES, "PARAPH_CONFIG": "/nowhere/config.toml", **more}


@asynccontextmanager
async def client(words: Sequence[str], env: dict[str, str]) -> AsyncIterator[ClientSession]:
    """A session of the official client with a server of its own."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "paraph", "mcp", *words], env=env)
    async with stdio_client(server) as (incoming, outgoing), ClientSession(incoming, outgoing) as session:
        await session.initialize()
        yield session


def talk(do: Callable[[ClientSession], Awaitable[Any]], *words: str, **env: str) -> Any:
    """What `do` returns for a session with a server that was started with these words."""

    async def main() -> Any:
        async with client(words, environment(**env)) as session:
            return await do(session)

    return anyio.run(main)


def call(name: str, arguments: dict[str, Any], *words: str, **env: str) -> CallToolResult:
    """The result of one call."""
    result = talk(lambda session: session.call_tool(name, arguments), *words, **env)
    assert isinstance(result, CallToolResult)
    return result


def text_of(result: CallToolResult) -> str:
    """The only text of a result."""
    (content,) = result.content
    return str(getattr(content, "text", ""))


def error_of(result: CallToolResult) -> str:
    """The error of a call, which is one line."""
    said = text_of(result)
    assert result.is_error
    assert result.structured_content is None
    assert "\n" not in said
    assert "Traceback" not in said
    return said


class Wire:
    """A server to which lines are written as they are; `received` has every byte that came from it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.received = process, b""

    def write(self, line: str | bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write((line.encode() if isinstance(line, str) else line) + b"\n")
        self.process.stdin.flush()

    def send(self, method: str, params: Any = None, **more: Any) -> None:
        self.write(json.dumps({"jsonrpc": "2.0", "method": method, "params": params or {}, **more}))

    def read(self) -> dict[str, Any]:
        """The next message."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the server has ended"
        self.received += line
        message: dict[str, Any] = json.loads(line)
        return message

    def ask(self, method: str, params: Any, number: Any) -> dict[str, Any]:
        """The answer to one message."""
        self.send(method, params, id=number)
        while (message := self.read()).get("id") != number:
            pass
        return message

    def children(self) -> list[str]:
        """The processes that the server has started and that still run."""
        pid = self.process.pid
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@contextmanager
def wire(*words: str, **env: str) -> Iterator[Wire]:
    """A server that has been greeted; at the end, all that it says until it ends is received."""
    command = [sys.executable, "-m", "paraph", "mcp", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment(**env)) as process:
        server = Wire(process)
        greeting = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        server.ask("initialize", greeting, "greeting")
        server.send("notifications/initialized")
        try:
            yield server
            rest, errors = process.communicate(timeout=60)
            server.received += rest + errors
        finally:
            process.kill()
