"""The server: it lists the tools, checks the arguments of a call, runs it in a process, and masks what leaves."""

from __future__ import annotations

import json
import logging
import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import msgspec
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import CallToolRequestParams, CallToolResult, ListToolsResult, TextContent

from paraph import __version__
from paraph.mcp.arguments import ARGUMENTS, ExplainArguments
from paraph.mcp.masking import Mask, MaskedStream
from paraph.mcp.tools import INSTRUCTIONS, offered_tools
from paraph.mcp.working import Stopped, Workers
from paraph.render.as_json import json_line
from paraph.render.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.credential import Credential

LONGEST_ERROR = 2000
"""Characters."""
SECONDS = 60.0
SEND_SECONDS = 180.0
"""A login that waits for its user takes about a minute, and a rejected request may be tried again."""
SEARCH_MARGIN = 30.0
"""Seconds beyond the budget of a search."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was decided when the server was started.

    `credentials` are those that a call may name, and `schemes` the scheme of each if it is not the usual one. Without a
    `folder` no file is read. `send` goes to `base_url`, or else to the host of the credential. `command` runs one call: it
    gets a job as JSON on standard input.
    """

    credentials: Mapping[str, Credential]
    command: tuple[str, ...]
    schemes: Mapping[str, str] = field(default_factory=dict)
    folder: str | None = None
    base_url: str = ""
    sends: bool = False


def serve(settings: Settings) -> None:
    """Serve on standard input and output until the input ends."""
    logging.disable(logging.CRITICAL)  # a log could quote a request
    anyio.run(serve_stdio, settings)


async def serve_stdio(settings: Settings) -> None:
    """Serve until the input ends or a signal arrives; calls that still run are then ended."""
    workers = Workers(settings.command)
    server = make_server(settings, workers)
    mask = Mask(settings.credentials.values())
    async with anyio.create_task_group() as group:
        group.start_soon(end_on_signal, workers)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, MaskedStream(outgoing, mask), server.create_initialization_options())
        group.cancel_scope.cancel()


async def end_on_signal(workers: Workers) -> None:
    """End all calls and this process when it is asked to end: a thread waits for input and cannot be cancelled."""
    with suppress(NotImplementedError), anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for received in signals:
            workers.end_all()
            signal.signal(received, signal.SIG_DFL)
            os.kill(os.getpid(), received)


def make_server(settings: Settings, workers: Workers) -> Server[Any]:
    """Return the server with its two handlers."""
    tools = offered_tools(tuple(settings.credentials), sends=settings.sends)
    names = [tool.name for tool in tools]
    mask = Mask(settings.credentials.values())

    async def list_tools(_context: Any, _params: Any) -> ListToolsResult:
        return ListToolsResult(tools=tools)

    async def call_tool(_context: Any, params: CallToolRequestParams) -> CallToolResult:
        try:
            if params.name not in names:
                raise Stopped(f"unknown tool: the tools are {', '.join(names)}")
            arguments = checked_arguments(params.name, params.arguments or {})
            credential = chosen_credential(settings, arguments)
            job = job_json(settings, params.name, arguments, credential)
            answer = await workers.run(job, seconds_for(params.name, arguments))
            return result(mask(answer_of(answer)))
        except Stopped as error:
            return failure(one_line(str(mask(str(error)))))

    return Server(
        "paraph",
        version=__version__,
        title="paraph",
        description="Signs, verifies and explains signed HTTP requests.",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def checked_arguments(name: str, arguments: dict[str, Any]) -> msgspec.Struct:
    """Return the arguments of a tool; raises Stopped if they do not fit its schema."""
    try:
        return msgspec.convert(arguments, ARGUMENTS[name])
    except (msgspec.ValidationError, RecursionError) as error:
        known = ", ".join(ARGUMENTS[name].__struct_fields__)
        raise Stopped(f"these arguments do not fit the tool `{name}`: {error}; it takes {known}") from None


def chosen_credential(settings: Settings, arguments: msgspec.Struct) -> str:
    """Return the name of the credential for a call, empty for a tool that needs none; Stopped for an unknown name."""
    if not hasattr(arguments, "credential"):
        return ""
    known = tuple(settings.credentials)
    name: str = arguments.credential or (known[0] if len(known) == 1 else "")
    if name not in known:
        said = "unknown credential" if name else "name one of the credentials in `credential`"
        raise Stopped(f"{said}: this server was started with {', '.join(known)}")
    return name


def job_json(settings: Settings, name: str, arguments: msgspec.Struct, credential: str) -> bytes:
    """Return the job for the process of a call; it goes through a pipe, the only way that a secret takes."""
    held = settings.credentials.get(credential)
    job = {
        "tool": name,
        "arguments": msgspec.to_builtins(arguments),
        "credential": None if held is None else held.table(),
        "scheme": settings.schemes.get(credential, ""),
        "folder": settings.folder,
        "base_url": settings.base_url,
    }
    return json.dumps(job).encode("ascii")


def seconds_for(name: str, arguments: msgspec.Struct) -> float:
    """Return how long a call may take."""
    if isinstance(arguments, ExplainArguments):
        return arguments.budget + SEARCH_MARGIN
    return SEND_SECONDS if name == "send" else SECONDS


def answer_of(printed: bytes) -> dict[str, Any]:
    """Return the answer that the process of a call has printed; raises Stopped with its error."""
    try:
        said = json.loads(printed)
        if "error" in said:
            raise Stopped(said["error"])
        answer: dict[str, Any] = said["answer"]
    except (ValueError, KeyError, TypeError):
        raise Stopped("the process of this call ended without a result") from None
    return answer


def result(answer: dict[str, Any]) -> CallToolResult:
    """Return an answer as a result, and as text for clients that know no structured results."""
    return CallToolResult(content=[TextContent(text=json_line(answer))], structured_content=answer)


def failure(message: str) -> CallToolResult:
    """Return an error of a tool in one line, which is masked before it is shortened."""
    return CallToolResult(content=[TextContent(text=message[:LONGEST_ERROR])], is_error=True)
