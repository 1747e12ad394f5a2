"""``paraph serve``."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import from_table
from paraph.cli.files import load_table
from paraph.cli.options import output_options
from paraph.cli.progress import elapsed
from paraph.cli.ready import cannot_listen
from paraph.cli.serve_options import alteryx_options, behaviour_options, duo_options, listening_options, refuse_idle
from paraph.cli.serve_output import announce, bracketed, certificates, refusal_text, secure_name
from paraph.cli.suggesting import Choice
from paraph.cli.terminal import ignore_closed_output, wants_colour

if TYPE_CHECKING:
    from paraph.emulator.app import LocalApp
    from paraph.emulator.refusals import Refusal


@click.command()
@click.argument("vendor", type=Choice(["duo", "alteryx", "all"]), default="all")
@listening_options
@behaviour_options
@duo_options
@alteryx_options
@output_options
def command(
    vendor: str, host: str, port: int, ready_file: str | None, aliases: tuple[str, ...], tls: bool,
    as_json: bool, color: str, **behaviour: Any,
) -> int:  # fmt: skip
    """Run a local Duo and a local Alteryx, to develop and test against.

    They check signatures as strictly as the vendors do. Clients get the vendor's response, and this terminal shows why a
    request was rejected. The printed keys work only with local servers. Ctrl-C ends it.

    \b
    Examples:
      paraph serve
      paraph serve duo --port 8080 --users 100 --events 10000 --seed 1
      paraph serve --tls --ready-file ready.json
      paraph serve duo --fault 429:30@/admin/v2/logs*3
      paraph serve alteryx --alteryx base_address=https://gallery.example.com/gallery
    """
    refuse_idle(click.get_current_context())
    from paraph.emulator.refusals import Refusals
    from paraph.http.guard import named_host
    from paraph.http.serving import Server

    def show(refusal: Refusal) -> None:
        with ignore_closed_output():
            click.echo(refusal_text(refusal, as_json=as_json, colour=wants_colour(color)), err=not as_json)

    def report_skipped(count: int) -> None:
        click.echo(f"paraph: {count} rejected requests are not explained: too many were waiting", err=True)

    with ExitStack() as ending:
        refusals = Refusals(show, lambda: whole.local.clock(), report_skipped, lambda: whole.local.credentials())
        ending.callback(refusals.close)
        with elapsed(lambda seconds: f"making users and events: {seconds:.0f} s"):
            whole = make_server(vendor, refusals, **behaviour)
        files = certificates(ending, (host, *(named_host(alias)[0] for alias in aliases)), ready_file) if tls else None

        def ready(port: int) -> None:
            origin = f"https://{secure_name(host)}" if tls else f"http://{bracketed(host)}"
            announce(whole, f"{origin}:{port}", files, ready_file)

        server = Server(whole.served, host, port, ready, files.chain if files else None, aliases)
        try:
            server.run()
        except OSError as error:
            raise cannot_listen(host, port, error) from None
    return Exit.GOOD


def make_server(
    vendor: str, refusals: Any, *, now: int | None, data: str | None, seed: int | None,
    credentials: tuple[str, ...], explain_in_response: bool, faults: tuple[str, ...], users: int, events: int,
    alteryx_settings: dict[str, str], **options: Any,
) -> LocalApp:  # fmt: skip
    """Make the server that the options describe."""
    from paraph.emulator.app import LocalApp
    from paraph.emulator.faults import Faults
    from paraph.emulator.local import LocalVendors
    from paraph.emulator.store import Store

    def clock() -> float:
        return time.time() if now is None else float(now)

    accepted = [from_table(load_table(Path(file)), file) for file in credentials]
    vendors = ("duo", "alteryx") if vendor == "all" else (vendor,)
    return LocalApp(
        lambda set_faults: LocalVendors(
            vendors, store=Store(data), clock=clock, seed=seed, accepted=accepted, refused=refusals.take,
            explain=explain_in_response, faults=set_faults, users=users, events=events, options=options,
            alteryx_options=alteryx_settings,
        ),
        faults=Faults(faults, seed),
    )  # fmt: skip
