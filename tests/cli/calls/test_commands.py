"""Each call of the catalogues is a command whose options can be told apart, and whose help can be read."""

from pathlib import Path

import click
import pytest

from paraph.apis.catalogue import VENDORS, catalogue
from paraph.cli import paraph
from paraph.cli.calls.groups import calls_of
from paraph.cli.calls.words import dashed, takes_away
from tests.cli.running import run


def leaves(vendor: str) -> list[tuple[str, str]]:
    return [(group, action) for group, calls in calls_of(vendor).items() for action in calls]


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_call_is_a_command(vendor: str) -> None:
    found = {(group, action) for group, action in leaves(vendor)}
    assert found == {tuple(map(dashed, each.call.split("."))) for each in catalogue(vendor).endpoints}
    root = click.Context(paraph, info_name="paraph")
    whole = paraph.get_command(root, vendor)
    assert isinstance(whole, click.Group)
    for group, action in found:
        topics = click.Context(whole, info_name=vendor, parent=root)
        actions = whole.get_command(topics, group)
        assert isinstance(actions, click.Group)
        command = actions.get_command(topics, action)
        assert command is not None
        context = click.Context(command, info_name=action, parent=topics)
        flags = [flag for each in command.params for flag in (*each.opts, *each.secondary_opts)]
        assert len(flags) == len(set(flags)), (group, action)
        text = command.get_help(context)
        assert "--credentials" in text
        assert "--json" in text
        deletes = any(map(takes_away, calls_of(vendor)[group][action]))
        assert ("--yes" in text) == deletes


def test_what_takes_something_away_is_what_the_names_say() -> None:
    asked = {each.call for vendor in VENDORS for each in catalogue(vendor).endpoints if takes_away(each)}
    assert {"users.delete", "users.remove_group", "accounts.delete", "admins.reset", "users.deactivate"} <= asked
    assert not {"users.list", "users.create", "users.update", "logs.authentication", "auth.auth"} & asked


@pytest.mark.parametrize(("words", "said"), [
    ("duo user list", "unknown command 'user'; did you mean users? `paraph duo --help` lists the commands"),
    ("duo users lst", "unknown command 'lst'; did you mean list? `paraph duo users --help` lists the commands"),
    ("duo users list --limt 3", "unknown option --limt; did you mean --limit?"),
    ("duo users create", "--username is missing: `paraph duo users create --help` shows what to give"),
    ("duo users get", "USER_ID is missing: `paraph duo users get --help` shows what to give"),
    ("duo users update X --status actve", "--status: 'actve' is not one of active, bypass, disabled; did you mean active?"),
    ("duo tokens create --type h6 --serial 1 --secret 3132", "--secret: a secret is never an argument: give @FILE, or - for a prompt"),
    ("duo policies create --policy-name x --sections {", "--sections: expected JSON, or @FILE with JSON; got '{'"),
    ("duo bulk run --operations [{\"body\":{\"secret\":1}}]", "--operations: a secret is never an argument: give @FILE with the JSON"),
    ("duo users list --extra secret=3132", "--extra: a secret is never an argument: give @FILE, or - for a prompt"),
    ("duo tokens create --type h6 --serial 1 --secret @/no/file", "--secret: cannot read /no/file: No such file or directory"),
    ("duo tokens create --type h6 --serial 1 --secret @/dev/zero", "--secret: /dev/zero is larger than 16 MiB"),
    ("duo bulk run --operations @/no/file", "--operations: cannot read /no/file: No such file or directory"),
    ("duo users list --limit x", "--limit: 'x' is not a number"),
    ("duo users list --offset x", "--offset: 'x' is not a number"),
    ("duo users list --timeout x", "--timeout: 'x' is not a number"),
    ("duo users list --extra a", "--extra: expected NAME=VALUE, got 'a'"),
    ("duo users list --json --csv --id X --secret-env HOME", "--json, --jsonl and --csv: give one of them"),
])  # fmt: skip
def test_a_mistake_is_one_line(words: str, said: str) -> None:
    done = run(*words.split())
    assert (done.code, done.stderr) == (2, f"paraph: error: {said}\n")


@pytest.mark.parametrize("option", ["--operations", "--secret"])
def test_a_wrong_file_is_not_quoted(option: str, tmp_path: Path) -> None:
    path = tmp_path / "value"
    path.write_bytes(b"canary\xff")
    words = {"--operations": "duo bulk run", "--secret": "duo tokens create --type h6 --serial 1"}[option].split()
    done = run(*words, option, f"@{path}")
    assert (done.code, done.stderr) == (2, f"paraph: error: {option}: {path} is not UTF-8 text\n")
    path.write_bytes(b"canary")
    assert "canary" not in run("duo", "bulk", "run", "--operations", f"@{path}").stderr


@pytest.mark.parametrize("words", ["duo", "duo users", "alteryx", "alteryx dcm"])
def test_a_group_without_a_command_prints_its_help(words: str) -> None:
    done = run(*words.split())
    assert (done.code, done.stderr, done.stdout) == (0, "", run(*words.split(), "--help").stdout)
    assert done.stdout.startswith(f"Usage: paraph {words} [OPTIONS] COMMAND")


def test_calls_with_the_same_summary_are_told_apart_by_their_methods() -> None:
    lines = [" ".join(line.split()) for line in run("alteryx", "schedules", "--help").stdout.splitlines()]
    assert "change Update details of an existing schedule (PATCH)" in lines
    assert "update Update details of an existing schedule (PUT)" in lines
    assert "delete Delete an existing schedule" in lines
