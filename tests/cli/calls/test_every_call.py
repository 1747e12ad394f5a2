"""Each call of both catalogues goes well on the command line, too: every option takes what the call needs."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from paraph.apis.catalogue import VENDORS, Endpoint, catalogue
from paraph.cli.calls.groups import calls_of
from paraph.cli.calls.parameters import SECRETS, flag_of
from paraph.cli.calls.words import dashed, takes_away
from paraph.clients.names import CLIENTS, Argument, arguments_of
from paraph.testing import AlteryxServer, DuoServer, LocalServer
from tests.cli.running import run
from tests.clients.every_call import arguments, labels
from tests.clients.test_every_call import add_devices
from tests.emulator.alteryx import test_openapi as alteryx
from tests.emulator.duo import test_openapi as duo


def words_for(argument: Argument, value: Any, folder: Path) -> Iterator[str]:
    """The words that give an argument that value."""
    flag = flag_of(argument)
    if isinstance(value, bool):
        yield flag if value else f"--no-{flag.removeprefix('--')}"
    elif isinstance(value, list) and all(isinstance(each, str) for each in value) and is_repeated(argument):
        yield from (word for each in value or ["[]"] for word in (flag, each))
    elif isinstance(value, tuple):
        (folder / value[0]).write_bytes(value[1])
        yield from (flag, str(folder / value[0]))
    elif argument.name in SECRETS:
        (folder / argument.name).write_text(str(value))
        yield from (flag, f"@{folder / argument.name}")
    elif value is not None:
        yield from (flag, value if isinstance(value, str) else json.dumps(value))


def is_repeated(argument: Argument) -> bool:
    """Whether the option is given once for each item."""
    schema = argument.packed or argument.parameter.schema
    return bool(schema.get("items", {}).get("type") == "string")


def command_words(endpoint: Endpoint, given: Mapping[str, Any], folder: Path) -> list[str]:
    """The words of the command for a call."""
    group, _, action = endpoint.call.partition(".")
    known = {each.name: each for each in arguments_of(endpoint)}
    words = [dashed(group), dashed(action)]
    words += [given[name] for name, each in known.items() if each.parameter.place == "path"]
    for name, value in given.items():
        if name == "body":
            words += ["--body", json.dumps(value)]
        elif known[name].parameter.place != "path":
            words += words_for(known[name], value, folder)
    return [*words, *(["--yes"] if any(map(takes_away, calls_with(endpoint))) else [])]


def calls_with(endpoint: Endpoint) -> tuple[Endpoint, ...]:
    """The endpoints that share a command with this one."""
    vendor = "alteryx" if CLIENTS[endpoint.api] in ("Gallery", "Server") else "duo"
    group, _, action = endpoint.call.partition(".")
    return calls_of(vendor)[dashed(group)][dashed(action)]


def where(server: LocalServer, endpoint: Endpoint, folder: Path) -> list[str]:
    """The options that name the server and its key."""
    path = folder / "credentials.json"
    if isinstance(server, DuoServer):
        values = {"ikey": server.ikey, "skey": server.skey, "host": server.url}
    else:
        assert isinstance(server, AlteryxServer)
        base = "/webapi" if CLIENTS[endpoint.api] == "Server" else "/gallery"
        values = {"key": server.key, "secret": server.secret, "host": server.url + base}
    path.write_text(json.dumps(values))
    path.chmod(0o600)
    return ["--credentials", str(path)]


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_call_on_the_command_line(vendor: str, tmp_path: Path) -> None:
    failed = []
    with (duo if vendor == "duo" else alteryx).furnished() as furnished:
        server, known = furnished.server, dict(furnished.known)
        if vendor == "duo":
            known |= add_devices(server)
            other = server.local.store.page("integration")[1]["integration_key"]  # not the one that is used
            known |= {
                f"DELETE /admin/v{number}/integrations/{{integration_key}}": {"integration_key": other}
                for number in (1, 2, 3)
            }
        base = server.local.store._base
        with closing(sqlite3.connect(":memory:")) as before:
            base.backup(before)
            for endpoint in catalogue(vendor).endpoints:
                own: dict[str, Any] = next((known[label] for label in labels(endpoint) if label in known), {})
                words = command_words(endpoint, arguments(vendor, endpoint, {**known, **own}), tmp_path)
                words += where(server, endpoint, tmp_path)
                words += (
                    ["--output", str(tmp_path / "out")]
                    if endpoint.content_type not in ("application/json", "")
                    else ["--json"]
                )
                done = run(vendor, *words)
                if done.code or (done.stdout and json.loads(done.stdout)["call"] != endpoint.call):
                    failed.append((endpoint.name, done.code, done.stderr, words))
                before.backup(base)
    assert failed == []
