"""``paraph watch``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential
from paraph.cli.options import credential_options, host_names, output_options
from paraph.cli.ready import write_ready
from paraph.cli.terminal import heard_or_not, print_json, wants_colour, width

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; a free one without it.")
@click.option(
    "--host-alias",
    "aliases",
    multiple=True,
    callback=host_names,
    metavar="HOST[:PORT]",
    help="A further name that clients may send as Host, with the port of this server or the one given.",
)
@click.option("--ready-file", type=click.Path(), help="Write url and pid here, as JSON, once connections are accepted.")
@credential_options
@output_options
def command(
    host: str,
    port: int,
    aliases: tuple[str, ...],
    ready_file: str | None,
    now: int | None,
    as_json: bool,
    color: str,
    **places: Any,
) -> int:
    """Record what any client, in any language, sends over plain HTTP, and explain each request as it comes.

    Point the client at the address that is printed. Each request is answered by a local Duo or a local Alteryx, and
    explained byte for byte as it was sent. Ends with Ctrl-C.

    \b
    Examples:
      paraph watch --port 8080 --credentials duo.json
      paraph watch --json --profile alteryx > requests.jsonl
    """
    import asyncio
    import time

    from paraph.emulator.offline import OfflineVendors
    from paraph.render.as_json import explanation_json, request_json
    from paraph.render.text import explanation_text
    from paraph.render.visible import one_line
    from paraph.watching.recorder import record
    from paraph.watching.watcher import Watcher

    def show(request: Request, explanation: Explanation) -> None:
        with heard_or_not():
            if as_json:
                print_json({**explanation_json(explanation), "received": request_json(request)}, color)
            else:
                colour = wants_colour(color)
                head = f"--- {one_line(request.method)} {one_line(request.target)} "[: width() - 1].ljust(width(), "-")
                click.echo(f"{head}\n{explanation_text(explanation, request, width(), colour)}", color=colour)

    def refuse(said: str) -> None:
        click.echo(f"paraph: a request could not be explained: {one_line(said)}", err=True)

    @functools.cache
    def turn_away(said: str) -> None:  # each reason once: a page that tries must not fill the terminal
        click.echo(f"paraph: a request was refused: {one_line(said)}", err=True)

    def ready(host: str, port: int) -> None:
        url = f"http://{host}:{port}"
        click.echo(f"paraph: watching {url}", err=True)
        if ready_file:
            write_ready(ready_file, url)

    accepted = OfflineVendors(time.time if now is None else lambda: now)
    watcher = Watcher(read_credential(**places), show, refuse, accepted, now)
    try:
        asyncio.run(record(host, port, watcher.take, ready, turn_away, aliases))
    except OSError as error:
        raise click.UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    finally:
        watcher.close()
    return Exit.GOOD
