"""Everything that README and docs print works as printed: commands, programs, credentials, configuration."""

import ast
import asyncio
import json
import re
import shlex
from importlib.util import find_spec
from inspect import iscoroutine
from pathlib import Path
from typing import Any

import aiohttp
import click
import duo_client
import httpx
import httpx2
import pytest
import requests

import paraph
from paraph import Credential, request_for, sign
from paraph.cli import paraph as command_line
from paraph.cli.credentials import from_profile, read_credential
from paraph.clients.duo import Admin
from paraph.codegen.languages import all_languages
from paraph.render.message import request_text
from paraph.schemes import ROOMS
from paraph.testing import DuoServer
from tests.written.desk import Desk
from tests.written.documents import differences
from tests.written.pages import PAGES, Block, blocks, commands, matches, refreshed

INSTALLERS = {
    "pipx": "installs paraph for the user",
    "make": "sets up this checkout",
}
"""Programs of sh blocks that are not run, and why."""
LANGUAGES = {"console", "sh", "python", "json", "toml", "http", "text"}
"""Each language of a block has a test: http and text in test_scheme_pages."""
SPANS = re.compile(r"`(paraph [^`]+)`")


def ids(found: list[Block]) -> list[str]:
    return [f"{block.page}:{block.line}" for block in found]


def everywhere(*languages: str) -> list[Block]:
    return [block for page in PAGES for block in blocks(page, *languages)]


def test_every_block_has_a_test() -> None:
    assert {block.language for block in everywhere()} <= LANGUAGES
    assert sum(Path(page).read_text("utf-8").count("```") for page in PAGES) == 2 * len(everywhere())


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")])
def test_the_commands_of_a_page(page: str, tmp_path: Path) -> None:
    assert differences(page, tmp_path) == []


SHELL = everywhere("sh")


@pytest.mark.parametrize("block", SHELL, ids=ids(SHELL))
def test_a_shell_block(block: Block, tmp_path: Path) -> None:
    lines = [line for line in block.text.splitlines() if line.split()[0] not in INSTALLERS]
    desk = Desk(tmp_path)
    if lines:
        with desk.local_server(block.page):
            done = desk.run("\n".join(lines))
        assert done.returncode == 0, done.stderr


PROGRAMS = everywhere("python")


@pytest.mark.parametrize("block", PROGRAMS, ids=ids(PROGRAMS))
def test_a_program(block: Block, paraph_duo: DuoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_SECRET", "API_SECRET_OLD"):
        monkeypatch.setenv(name, "x")
    names = names_for_programs(f"{paraph_duo.url}/auth/v2/check", paraph_duo.credential)
    admin = Admin(paraph_duo.ikey, paraph_duo.skey, paraph_duo.url)
    names |= {"admin": admin, "ikey": paraph_duo.ikey, "host": paraph_duo.url}
    lines = [line for line in block.text.splitlines() if "niquests" not in line or find_spec("niquests")]
    asyncio.run(run(compile("\n".join(lines), block.page, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names))
    for name in [name for name in names if name.startswith("test_")]:
        names[name](paraph_duo)
    assert not paraph_duo.refused


async def run(code: Any, names: dict[str, Any]) -> None:
    """Run a program that may need a running event loop, and close the session that it opened."""
    waits = eval(code, names)  # noqa: S307
    if iscoroutine(waits):
        await waits
    if "session" in names:
        await names["session"].close()


def names_for_programs(url: str, credential: Credential) -> dict[str, Any]:
    """What the programs take as given."""
    request = sign(request_for("GET", "https://api-example0.duosecurity.com/auth/v2/check"), credential)
    stripe = Credential.of("", "whsec_test_secret")
    message = sign(request_for("POST", "https://hooks.example.com/webhooks", body=b"{}"), stripe, "stripe")
    return {
        "paraph": paraph, "httpx2": httpx2, "httpx": httpx, "requests": requests, "aiohttp": aiohttp,
        "duo_client": duo_client, "url": url, "credential": credential, "credentials": credential,
        "secret_key": credential.secret.text, "request": request, "raw_message": request_text(request),
        "headers": dict(message.headers), "raw_body": message.body, "webhook_secret": stripe.secret.text,
    }  # fmt: skip


CREDENTIALS = everywhere("json")


@pytest.mark.parametrize("block", CREDENTIALS, ids=ids(CREDENTIALS))
def test_credentials(block: Block, tmp_path: Path) -> None:
    from paraph.cli.options import CredentialPlaces

    path = tmp_path / "credentials.json"
    path.write_text(block.text)
    path.chmod(0o600)
    credential = read_credential(CredentialPlaces(str(path), None, None, None, None))
    fields = json.loads(block.text)
    assert (credential.key_id, credential.secret.text) == (fields["id"], fields["secret"])
    assert {name: secret.text for name, secret in credential.others.items()} == fields.get("others", {})


CONFIGURATIONS = everywhere("toml")


@pytest.mark.parametrize("block", CONFIGURATIONS, ids=ids(CONFIGURATIONS))
def test_a_configuration(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text(block.text)
    path.chmod(0o600)
    monkeypatch.setenv("PARAPH_CONFIG", str(path))
    monkeypatch.setenv("DUO_SKEY", "notsecret")
    credential = from_profile("prod")
    assert (credential.host, credential.secret.text) == ("api-example0.duosecurity.com", "notsecret")


@pytest.mark.parametrize("page", [*PAGES, "SECURITY.md"])
def test_commands_within_sentences_exist(page: str) -> None:
    for span in SPANS.findall(Path(page).read_text("utf-8")):
        verb, *words = shlex.split(span.replace("\\|", "|"))[1:]
        command = command_line.get_command(click.Context(command_line), verb)
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            command = command.get_command(click.Context(command), words.pop(0))
        assert command is not None, span
        options = {option for parameter in command.params for option in parameter.opts}
        own = words[: words.index("--")] if "--" in words else words
        assert {word for word in own if word.startswith("--")} <= options, span


LINK = re.compile(
    r"\]\(([^):#]+)[#)]|`((?:tests|src|examples|codegen|http|cli|readers|explaining|render)/[\w/]+\.?\w*)`"
)
ROOTS = ("", "docs/", "src/paraph/")


@pytest.mark.parametrize("page", [*PAGES, "SECURITY.md", "CHANGELOG.md"])
def test_files_that_a_page_names_exist(page: str) -> None:
    names = [link or name for link, name in LINK.findall(Path(page).read_text("utf-8"))]
    assert [name for name in names if not any(Path(root, name).exists() for root in ROOTS)] == []


def test_readme_names_every_language() -> None:
    readme = Path("README.md").read_text("utf-8")
    assert all(f"`{language}`" in readme for language in all_languages(ROOMS))


@pytest.mark.parametrize(("expected", "output", "good", "after"), [
    ([], ["a"], True, []),
    (["a"], ["a"], True, ["a"]),
    (["a"], ["a", "b"], False, ["a", "b"]),
    (["a", "..."], ["a", "b"], True, ["a", "..."]),
    (["...", "b"], ["a", "b", "c"], False, ["...", "b", "c"]),
    (["a", "...", "c", "..."], ["x", "c", "y"], False, ["x", "...", "c", "..."]),
])  # fmt: skip
def test_expected_lines(expected: list[str], output: list[str], good: bool, after: list[str]) -> None:
    assert matches(tuple(expected), output) is good
    assert refreshed(tuple(expected), output) == tuple(after)


def test_a_command_and_its_lines() -> None:
    (first, second) = commands("$ a --b\none\n\n$ c\n")
    assert (first.line, first.expected, second.expected) == ("a --b", ("one", ""), ())
