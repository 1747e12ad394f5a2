"""``paraph ui``."""

from __future__ import annotations

import base64
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.credentials import is_named, read_credential
from paraph.cli.inputs import read_bytes
from paraph.cli.options import credential_options
from paraph.cli.ready import cannot_listen, write_ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.cli.options import CredentialPlaces


@click.command()
@click.argument("input", type=click.Path(allow_dash=True), required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; by default a free one.")
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
@click.option(
    "--ready-file", type=click.Path(), help="Write url and pid to this file, as JSON, once the page can be opened."
)
@credential_options
def command(
    input: str | None,  # noqa: A002 (the name of the argument)
    port: int,
    no_open: bool,
    ready_file: str | None,
    places: CredentialPlaces,
) -> int:
    """Open a page on this machine: paste a rejected request, give the secret, and see what is wrong.

    INPUT is a file that the page shows at once. With the options for a credential the page uses it, and nobody has to
    type a secret. Nothing leaves this machine: the page is served on loopback, and its address opens once, in one
    browser. Ctrl-C ends it.

    \b
    Examples:
      paraph ui
      paraph ui rejected.http --profile prod
      paraph ui recording.har --credentials duo.json
    """
    from paraph.cli.page_server import HOST, PageServer

    given = None if input is None else read_input(input)
    credential = read_credential(places) if is_named(places) else None
    source = (
        places.credentials or f"profile {places.profile}" if places.credentials or places.profile else "the options"
    )
    with closing(PageServer(given, credential, source)) as page:
        page.worker.warm()
        server = page.make_server(port, announcer(ready_file, opens=not no_open))
        try:
            server.run()
        except OSError as error:
            raise cannot_listen(HOST, port, error, "--port") from None
    return Exit.GOOD


def read_input(name: str) -> dict[str, str]:
    """Return the content of a file for the page; a usage error if it cannot be read or is too large."""
    from paraph.web.arguments import MOST_TEXT

    data = read_bytes(name)
    if len(data) > MOST_TEXT:
        raise click.UsageError(f"{name} is larger than 10 MiB: `paraph explain` reads such a file")
    title = "standard input" if name == "-" else Path(name).name
    try:
        return {"name": title, "text": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"name": title, "base64": base64.b64encode(data).decode("ascii")}


def announcer(ready_file: str | None, *, opens: bool) -> Callable[[str], None]:
    """Return a function that prints the address of the page, writes the ready file, and opens the browser."""

    def announce(url: str) -> None:
        click.echo(f"paraph: the page is at {url} (this address opens it once; Ctrl-C ends it)", err=True)
        if ready_file:
            write_ready(ready_file, url)
        if opens:
            import webbrowser

            if not webbrowser.open(url):
                click.echo("paraph: no browser could be opened: open the address yourself", err=True)

    return announce
