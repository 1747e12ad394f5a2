"""``paraph watch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential
from paraph.cli.options import credential_options, host_names, output_options
from paraph.cli.page_server import PageBeside, no_ui_option
from paraph.cli.ready import cannot_listen, write_ready
from paraph.cli.terminal import ignore_closed_output, print_json, wants_colour, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.cli.options import CredentialPlaces, OutputOptions
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; by default a free one.")
@click.option(
    "--host-alias",
    "aliases",
    multiple=True,
    callback=host_names,
    metavar="HOST[:PORT]",
    help="The real host for which the client signs; clients may also send it as Host.",
)
@click.option(
    "--ready-file", type=click.Path(), help="Write url and pid to this file, as JSON, once the server is ready."
)
@no_ui_option
@credential_options
@output_options
def command(
    host: str,
    port: int,
    aliases: tuple[str, ...],
    ready_file: str | None,
    no_page: bool,
    places: CredentialPlaces,
    output: OutputOptions,
    now: int | None,
) -> int:
    """Record what any client sends over plain HTTP, and explain each request when it arrives.

    Point the client at the address that is printed. A local Duo or a local Alteryx answers each request. If the client
    still signs for its real host, name that host: --host-alias HOST, or `host` in the credentials. The page whose address is
    printed shows the requests as they come. Ctrl-C ends it.

    \b
    Examples:
      paraph watch --port 8080 --credentials duo.json
      paraph watch --credentials duo.json --host-alias api-xxxxxxxx.duosecurity.com
      paraph watch --json --profile alteryx > requests.jsonl
    """
    import asyncio
    import time

    from paraph.emulator.offline import OfflineVendors
    from paraph.http.listing import NO_LIST
    from paraph.watching.recorder import record
    from paraph.watching.watcher import Watcher

    vendors = OfflineVendors(time.time if now is None else lambda: now)
    show = json_printer(output.color) if output.as_json else text_printer(wants_colour(output.color))
    credential = read_credential(places)
    page = PageBeside("watch", is_wanted=not no_page, now=now, credentials=lambda: (credential,))
    watcher = Watcher(credential, show, say_unexplained, vendors, now, aliases, page.listing or NO_LIST)
    try:
        ready = announcer(ready_file, page)
        asyncio.run(record(host, port, watcher.take, ready, refusal_printer(), aliases, watcher.note_refused))
    except OSError as error:
        raise cannot_listen(host, port, error) from None
    finally:
        watcher.close()
        page.close()
    return Exit.GOOD


def json_printer(color: str) -> Callable[[Request, Explanation], None]:
    """Return a function that prints an explanation as one line of JSON."""
    from paraph.render.as_json import explanation_json, request_json

    def show(request: Request, explanation: Explanation) -> None:
        with ignore_closed_output():
            print_json({**explanation_json(explanation), "received": request_json(request)}, color)

    return show


def text_printer(colour: bool, *, err: bool = False) -> Callable[[Request, Explanation], None]:
    """Return a function that prints an explanation for people, on stderr with `err`."""
    from paraph.render.text import explanation_text
    from paraph.render.visible import one_line

    def show(request: Request, explanation: Explanation) -> None:
        head = f"--- {one_line(request.method)} {one_line(request.target)} "[: width() - 1].ljust(width(), "-")
        with ignore_closed_output():
            click.echo(f"{head}\n{explanation_text(explanation, request, width(), colour)}", color=colour, err=err)

    return show


def say_unexplained(reason: str) -> None:
    """Say on stderr why a request could not be explained."""
    from paraph.render.visible import one_line

    click.echo(f"paraph: a request could not be explained: {one_line(reason)}", err=True)


def refusal_printer() -> Callable[[str], None]:
    """Return a function that says each reason for refusing requests once: repeated attempts must not fill the terminal."""
    from paraph.render.visible import one_line

    reasons: set[str] = set()

    def refuse(reason: str) -> None:
        if reason not in reasons:
            reasons.add(reason)
            click.echo(f"paraph: a request was refused: {one_line(reason)}", err=True)

    return refuse


def announcer(ready_file: str | None, page: PageBeside) -> Callable[[str, int], None]:
    """Return a function that says where the server listens, and writes the ready file."""

    def announce(host: str, port: int) -> None:
        url = f"http://{host}:{port}"
        click.echo(f"paraph: watching {url}", err=True)
        more = page.open(url)
        if ready_file:
            write_ready(ready_file, url, **more)

    return announce
