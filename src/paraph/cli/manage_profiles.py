"""``paraph profiles``."""

from __future__ import annotations

import sys
from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.completing import complete_profile
from paraph.cli.suggesting import Choice

PLACES = {
    "keyring": "keyring {where}",
    "file": "file {where}",
    "env": "environment variable {where}",
    "command": "output of a command",
    "configuration": "configuration file",
    "nowhere": "missing",
}
"""The names of the places of a secret, for people."""


@click.command()
@click.argument("action", type=Choice(["list", "show", "remove"]), default="list")
@click.argument("name", required=False, shell_complete=complete_profile)
@click.option("--yes", "-y", "is_sure", is_flag=True, help="Remove without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def command(action: str, name: str | None, is_sure: bool, as_json: bool) -> int:
    """List the profiles of the configuration file, show one, or remove one.

    A secret is never shown, only where it is stored. `remove` also deletes the secret from the keyring or file in which
    `paraph login` stored it; a secret that you stored elsewhere stays there.

    \b
    Examples:
      paraph profiles
      paraph profiles show prod --json
      paraph profiles remove prod
    """
    if (name is None) != (action == "list"):
        need = "accepts no name" if name else "needs the name of a profile; `paraph profiles` lists them"
        raise click.UsageError(f"paraph profiles {action} {need}")
    if name is None:
        return report(summaries(), as_json)
    summary = summary_of(name)
    if action == "show":
        return report([summary], as_json)
    return remove_profile(summary, is_sure, as_json)


def summaries() -> list[dict[str, Any]]:
    """Return what may be shown of every profile."""
    from paraph.cli.profiles import all_profiles

    return [summarise(name, table) for name, table in all_profiles().items()]


def summary_of(name: str) -> dict[str, Any]:
    """Return what may be shown of one profile; Unconfigured if it is unknown."""
    from paraph.cli.profiles import all_profiles, no_profile

    profiles = all_profiles()
    if name not in profiles:
        raise no_profile(name, profiles)
    return summarise(name, profiles[name])


def summarise(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """Describe a profile without its secret."""
    place, where = place_of(table.get("secret"))
    id_, host, scheme = (str(table.get(key) or "") for key in ("id", "host", "scheme"))
    return {
        "name": name,
        "id": id_,
        "host": host,
        "scheme": scheme,
        "kept_in": place,
        "secret": {place: where} if where else {},
    }


def place_of(secret: Any) -> tuple[str, str]:
    """Return the kind of place of a secret, and its name; a command has no name, since its words may be secrets."""
    if isinstance(secret, dict):
        kind = next((kind for kind in ("keyring", "env", "file", "command") if kind in secret), "nowhere")
        is_named = kind in ("keyring", "env", "file")
        return kind, getattr(secret[kind], "text", "") if is_named else ""
    return ("configuration", "") if secret else ("nowhere", "")


def report(profiles: list[dict[str, Any]], as_json: bool) -> int:
    """Print the profiles as a table or as JSON."""
    from paraph.cli.profiles import config_path
    from paraph.cli.terminal import print_text, table_text

    if as_json:
        print_object({"profiles": profiles})
    elif not profiles:
        click.echo(f"There are no profiles in {config_path()}: make one with `paraph login`.", err=True)
    else:
        rows = [(each["name"], each["id"], each["host"], each["scheme"] or "by host and id", place_text(each))
                for each in profiles]  # fmt: skip
        print_text(table_text(("profile", "id", "host", "scheme", "secret"), rows))
    return Exit.GOOD


def place_text(summary: dict[str, Any]) -> str:
    """Return where the secret of a profile is, for people."""
    return PLACES[summary["kept_in"]].format(where=summary["secret"].get(summary["kept_in"], ""))


def print_object(members: dict[str, Any]) -> None:
    """Print the one JSON object of this command."""
    from paraph.cli.profiles import config_path
    from paraph.cli.terminal import print_json

    print_json({"schema": "paraph.profiles/1", "path": str(config_path()), **members})


def remove_profile(summary: dict[str, Any], is_sure: bool, as_json: bool) -> int:
    """Remove a profile, after a question on a terminal, and print what was removed."""
    from paraph.cli.profile_file import remove
    from paraph.cli.profiles import config_path

    name = summary["name"]
    if not is_sure:
        confirm(f"Remove the profile {name} (id {summary['id']}; secret: {place_text(summary)})?")
    secret_removed = remove(name)
    if as_json:
        print_object({"removed": summary, "secret_removed": secret_removed})
    else:
        stays = "" if secret_removed or summary["kept_in"] in ("configuration", "nowhere") else (
            f"; its secret stays: {place_text(summary)}")  # fmt: skip
        click.echo(f"paraph: removed the profile {name} from {config_path()}{stays}", err=True)
    return Exit.GOOD


def confirm(question: str) -> None:
    """Ask on the terminal; a usage error if there is none, and Abort if the answer is no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("there is no terminal to ask on: confirm with --yes")
    click.confirm(question, abort=True, err=True)
