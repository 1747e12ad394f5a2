"""``paraph mcp``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from paraph.cli import Exit
from paraph.cli.completing import complete_profile
from paraph.cli.credentials import read_credential, scheme_of, with_default
from paraph.cli.options import CredentialPlaces, option_group
from paraph.cli.terminal import print_json
from paraph.core.errors import Unconfigured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential

NO_PLACE = CredentialPlaces(None, None, None, None, None)
FILE_NAME = "credentials"
"""By which name a tool call chooses the credential of --credentials."""
WORKER = (sys.executable, "-P", "-m", "paraph.cli.tool_worker")
"""The command for one call; -P keeps modules of the current folder out of it."""


class NamedPlaces(NamedTuple):
    """Where to read the credentials that a tool call may name."""

    profiles: tuple[str, ...]
    credentials: str | None
    key_id: str | None
    secret_env: str | None


named_places = option_group(
    "named", NamedPlaces,
    click.option("--profile", "profiles", multiple=True, metavar="NAME", shell_complete=complete_profile,
                 help="Let tools use this profile; repeat it for several."),
    click.option("--credentials", type=click.Path(), metavar="FILE",
                 help="Let tools use the credential of this JSON or TOML file, by the name `credentials`."),
    click.option("--id", "key_id", metavar="ID", help="Integration key or consumer key; goes with --secret-env."),
    click.option("--secret-env", metavar="NAME", help="Let tools use the secret of this environment variable, by the variable's name."),
)  # fmt: skip


@click.command()
@named_places
@click.option(
    "--folder", type=click.Path(exists=True, file_okay=False), metavar="DIR", help="Let tools read files below DIR."
)
@click.option("--allow-send", is_flag=True, help="Offer the tool `send`, which can change data on the server.")
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Let `send` go to this server, but sign for the host of the credential.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the offered tools as one JSON object instead of serving.")
def command(named: NamedPlaces, folder: str | None, allow_send: bool, base_url: str, as_json: bool) -> int:
    """Let an agent read, explain, verify and sign requests, over the Model Context Protocol on standard input and output.

    Configure it in the agent's program as a server with this command. A tool call names one of the credentials; secrets are
    never arguments and never in answers. Without --folder no file is read, and without --allow-send nothing is sent.

    \b
    Examples:
      paraph mcp --profile prod
      paraph mcp --profile prod --profile staging --folder ./requests
      paraph mcp --id DIXXXXXXXXXXXXXXXXXX --secret-env DUO_SKEY
      paraph mcp --profile test --allow-send
    """
    with needs_sdk():
        from paraph.mcp.server import Settings, serve
        from paraph.mcp.tools import tools_json
    places = places_by_name(named)
    credentials = {name: read_credential(place) for name, place in places.items()}
    schemes = {name: scheme_of(place) for name, place in places.items()}
    if allow_send:
        require_servers(credentials, base_url)
    if as_json:
        print_json(tools_json(tuple(credentials), sends=allow_send))
        return Exit.GOOD
    if sys.stdin.isatty():
        click.echo(
            "paraph: waiting for messages of the Model Context Protocol; an agent's program starts this command",
            err=True,
        )
    root = None if folder is None else str(Path(folder).resolve())
    serve(Settings(credentials, WORKER, schemes, root, base_url, allow_send))
    return Exit.GOOD


@contextmanager
def needs_sdk() -> Iterator[None]:
    """Raise Unconfigured if the protocol's package is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("paraph"):
            raise
        raise Unconfigured("`paraph mcp` needs the package mcp: pip install 'paraph[mcp]'") from None


def places_by_name(named: NamedPlaces) -> dict[str, CredentialPlaces]:
    """Return where each credential is, by the name with which a tool call chooses it; Unconfigured without any."""
    places = {name: NO_PLACE._replace(profile=name) for name in named.profiles}
    if named.credentials:
        places[FILE_NAME] = NO_PLACE._replace(credentials=named.credentials)
    if named.secret_env:
        places[named.secret_env] = NO_PLACE._replace(key_id=named.key_id, secret_env=named.secret_env)
    if len(places) < len(named.profiles) + bool(named.credentials) + bool(named.secret_env):
        raise click.UsageError("two credentials have the same name: rename a profile, or omit one")
    default = with_default(NO_PLACE).profile
    if not places and default:
        return {default: NO_PLACE._replace(profile=default)}
    if not places:
        raise Unconfigured("no credentials: give --profile NAME, --credentials FILE, or --id with --secret-env")
    return places


def require_servers(credentials: dict[str, Credential], base_url: str) -> None:
    """Raise a usage error unless it is known to which server each credential belongs."""
    from paraph.http.network import parse_base_url

    try:
        for name, credential in credentials.items():
            if not (base_url or credential.host):
                raise click.UsageError(f"the credential {name} has no `host`: add it, or give --base-url URL")
            parse_base_url(base_url or server_url(credential.host))
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def server_url(host: str) -> str:
    """Return the URL of the host of a credential, which may be a URL."""
    return host if "://" in host else f"https://{host}"
