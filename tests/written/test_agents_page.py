"""docs/agents.md: the entry for a client starts the server, and the page names each tool and option."""

import json
import re
from pathlib import Path

import click

from paraph.cli import paraph as command_line
from tests.mcp.talking import talk
from tests.mcp.test_tools import list_tools

PAGE = Path("docs/agents.md").read_text("utf-8")


def test_the_entry_for_a_client_starts_the_server(tmp_path: Path) -> None:
    (text,) = re.findall(r"^\{\n.*?^\}\n", PAGE, re.DOTALL | re.MULTILINE)
    entry = json.loads(text)["mcpServers"]["paraph"]
    assert (entry["command"], entry["args"][0]) == ("paraph", "mcp")
    config = tmp_path / "config.toml"
    config.touch(mode=0o600)
    config.write_text('[profile.prod]\nid = "DIEXAMPLE00000000000"\nsecret = "notsecret"\n')
    tools = talk(list_tools, *entry["args"][1:], PARAPH_CONFIG=str(config))
    assert {"explain", "sign"} < {tool.name for tool in tools}


def test_each_tool_and_option_is_on_the_page() -> None:
    from paraph.mcp.tools import OFFERS

    command = command_line.get_command(click.Context(command_line), "mcp")
    assert command is not None
    rows = {
        name
        for row in re.findall(r"^\| (`[^|]*`) \|", PAGE, re.MULTILINE)
        for name in re.findall(r"(?:--)?[a-z][a-z-]+", row)
    }
    assert {option for parameter in command.params for option in parameter.opts} <= rows
    assert set(OFFERS) <= rows
