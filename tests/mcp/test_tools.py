"""The official client lists and calls each tool; the answers are those of the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import Tool

from mcp import ClientSession
from tests.cli.running import run
from tests.mcp.talking import call, environment, talk, text_of, wire

REQUESTS = Path("examples/requests")
EXAMPLES = {
    "duo-logs-from-postman.http": ("duo.json", "date-signed-differs-from-sent"),
    "duo-auth-unsorted.http": ("duo.json", "ord-unsorted"),
    "duo-logs-from-a-script.http": ("duo.json", "params-signed-not-sent"),
    "alteryx-users.http": ("alteryx.json", "out-base64-urlsafe"),
}
"""The request of each example, its credentials, and a mistake in it."""
PARAMS = {"duo-logs-from-a-script.http": {"mintime": "1772355600000", "maxtime": "1772442000000"}}
"""The parameters that a client meant to send: tracing the example's program shows them."""
NOW = "Mon, 02 Mar 2026 09:00:05 -0000"


@pytest.fixture(name="private")
def private_folder(tmp_path: Path) -> Path:
    """Copies of the credentials that only the owner can read."""
    for name in ("duo.json", "alteryx.json"):
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_bytes((Path("examples") / name).read_bytes())
    return tmp_path


async def list_tools(session: ClientSession) -> list[Tool]:
    return (await session.list_tools()).tools


def test_tools_are_listed_with_schemas_annotations_and_an_example(private: Path) -> None:
    tools = {tool.name: tool for tool in talk(list_tools, "--credentials", str(private / "duo.json"))}
    assert set(tools) == {"read", "explain", "verify", "sign", "mistakes"}
    for tool in tools.values():
        assert tool.description
        assert "Example: {" in tool.description
        assert tool.input_schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is not None
        assert tool.output_schema["type"] == "object"
        assert tool.annotations is not None
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        assert not any("secret" in name for name in tool.input_schema["properties"])
        for name, schema in tool.input_schema["properties"].items():
            assert schema.get("description"), f"{tool.name}.{name}"
    assert tools["explain"].input_schema["properties"]["credential"]["enum"] == ["credentials"]


def test_the_tools_can_be_printed_instead_of_served(private: Path) -> None:
    words = ("--credentials", str(private / "duo.json"))
    printed = json.loads(run("mcp", *words, "--json").stdout)
    assert (printed["schema"], printed["credentials"]) == ("paraph.mcp/1", ["credentials"])
    tools = talk(list_tools, *words)
    assert printed["tools"] == [tool.model_dump(by_alias=True, exclude_none=True) for tool in tools]


def test_send_is_offered_only_if_it_is_allowed(private: Path) -> None:
    words = ("--credentials", str(private / "duo.json"), "--allow-send", "--base-url", "http://127.0.0.1:1")
    tools = {tool.name: tool for tool in talk(list_tools, *words)}
    annotations = tools["send"].annotations
    assert annotations is not None
    assert (annotations.read_only_hint, annotations.destructive_hint, annotations.open_world_hint) == (
        False,
        True,
        True,
    )
    assert tools["send"].input_schema["required"] == ["path"]


@pytest.mark.parametrize(("name", "known"), EXAMPLES.items())
def test_each_tool_answers_as_the_command_does_on_the_examples(
    private: Path, name: str, known: tuple[str, str]
) -> None:
    credentials, mistake = str(private / known[0]), known[1]
    path, source = str(REQUESTS / name), {"input": (REQUESTS / name).read_text()}

    async def calls(session: ClientSession) -> list[Any]:
        timed = {**source, "now": NOW}
        found = [await session.call_tool("explain", {**timed, "params": PARAMS.get(name, {})})]
        found += [await session.call_tool(tool, timed) for tool in ("verify", "sign")]
        found += [await session.call_tool("read", source)]
        return [(result, result.structured_content) for result in found]

    results = talk(calls, "--credentials", credentials)
    options = ("--credentials", credentials, "--now", NOW, "--json")
    params = [word for pair in PARAMS.get(name, {}).items() for word in ("--param", "=".join(pair))]
    printed = [run("explain", path, *options, *params).stdout]
    printed += [run(verb, path, *options).stdout for verb in ("verify", "sign")]
    printed.append(run("read", path, "--json").stdout)
    for (result, answer), line in zip(results, printed, strict=True):
        assert not result.is_error
        assert json.loads(text_of(result)) == answer
        assert lasting(answer) == lasting(json.loads(line))
    explanation = results[0][1]
    assert explanation["verdict"] == "explained"
    assert mistake in [each["id"] for each in explanation["mistakes"]]


def lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without what differs from run to run: the time of a search, and what a random nonce decides."""
    text = {name: value for name, value in answer.items() if name != "search"}
    if answer["schema"] == "paraph.sign/1" and answer["scheme"] == "oauth1":
        return {name: value for name, value in text.items() if name in ("schema", "variant")}
    return text


def test_mistakes_lists_all_or_one(private: Path) -> None:
    words = ("--credentials", str(private / "duo.json"))
    answer = call("mistakes", {"id": "ord-unsorted"}, *words).structured_content
    assert answer == json.loads(run("mistakes", "ord-unsorted", "--json").stdout)
    assert call("mistakes", {}, *words).structured_content == json.loads(run("mistakes", "--json").stdout)


def test_what_the_client_signed_and_what_the_server_said_are_used(private: Path) -> None:
    request = (REQUESTS / "duo-auth-unsorted.http").read_text()
    evidence = {"response": '{"stat": "FAIL", "code": 40103, "message": "Invalid signature in request credentials"}'}
    words = ("--credentials", str(private / "duo.json"))
    answer = call("explain", {"input": request, "signed_text": "GET\nelsewhere", "budget": 0, **evidence}, *words)
    assert answer.structured_content["verdict"] == "unexplained"
    assert any("does not give this signature" in hint for hint in answer.structured_content["hints"])


def test_nothing_but_the_protocol_is_on_standard_output(private: Path) -> None:
    with wire("--credentials", str(private / "duo.json")) as server:
        source = {"input": (REQUESTS / "duo-auth-unsorted.http").read_text()}
        assert "result" in server.ask("tools/call", {"name": "explain", "arguments": source}, 1)
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in server.received.splitlines())
    assert server.process.returncode == 0


def test_the_protocol_without_a_handshake_works_too(private: Path) -> None:
    words = ["-m", "paraph", "mcp", "--credentials", str(private / "duo.json")]
    server = StdioServerParameters(command=sys.executable, args=words, env=environment())
    source = {"input": (REQUESTS / "duo-auth-unsorted.http").read_text()}

    async def main() -> tuple[str, Any]:
        async with Client(stdio_client(server)) as newer:
            return newer.protocol_version, (await newer.call_tool("explain", source)).structured_content

    version, answer = anyio.run(main)
    assert version >= "2026-07-28"
    assert [each["id"] for each in answer["mistakes"]] == ["ord-unsorted"]
