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
from paraph.cli.page_server import PageBeside, no_ui_option
from paraph.cli.progress import show_elapsed
from paraph.cli.ready import cannot_listen
from paraph.cli.serve_options import (
    alteryx_options,
    behaviour_options,
    duo_options,
    listening_options,
    refuse_idle,
    sample_data_options,
)
from paraph.cli.serve_output import announce, bracket_host, certificates, refusal_text, secure_name
from paraph.cli.suggesting import Choice
from paraph.cli.terminal import ignore_closed_output, wants_colour

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.cli.options import OutputOptions
    from paraph.cli.serve_options import BehaviourOptions, DuoOptions, ListeningOptions, SampleDataOptions
    from paraph.emulator.app import LocalApp
    from paraph.emulator.certificates import CertificateFiles
    from paraph.emulator.refusals import Refusal
    from paraph.http.listing import Listing
    from paraph.http.serving import Server

VENDORS = {"all": ("duo", "alteryx")}
"""Words for several vendors."""


@click.command()
@click.argument("vendor", type=Choice(["duo", "alteryx", "all"]), default="all")
@listening_options
@no_ui_option
@behaviour_options
@sample_data_options
@duo_options
@alteryx_options
@output_options
def command(
    vendor: str,
    listening: ListeningOptions,
    no_page: bool,
    behaviour: BehaviourOptions,
    sample_data: SampleDataOptions,
    duo: DuoOptions,
    alteryx_settings: dict[str, str],
    output: OutputOptions,
    now: int | None,
) -> int:
    """Run a local Duo and a local Alteryx, to develop and test against.

    They check signatures as strictly as the vendors do. Clients get the vendor's response, and this terminal shows why a
    request was rejected; so does the page whose address is printed. The printed keys work only with local servers. Ctrl-C ends it.

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
    from paraph.http.guard import FOREIGN, NOT_MEANT
    from paraph.http.listing import NO_LIST
    from paraph.http.serving import Server

    app: LocalApp
    with ExitStack() as ending:
        page = PageBeside(
            "serve", is_wanted=not no_page, now=now,
            credentials=lambda: app.local.credentials(), find_signer=lambda request: app.local.find_signer(request),
        )  # fmt: skip
        ending.callback(page.close)
        listing = page.listing or NO_LIST
        refusals = Refusals(
            refusal_printer(output), lambda: app.local.clock(), say_skipped, lambda: app.local.credentials(), listing
        )
        ending.callback(refusals.close)
        settings = {"options": duo._asdict(), "alteryx_options": alteryx_settings, **sample_data._asdict()}
        with show_elapsed(lambda seconds: f"making users and events: {seconds:.0f} s"):
            vendors = VENDORS.get(vendor, (vendor,))
            app = make_app(vendors, behaviour, now, page.listing, refused=refusals.take, **settings)
        files = certificates_for(listening, ending)
        ready = announcer(app, listening, files, page)
        chain = files.chain if files else None
        server = Server(
            app.served, listening.host, listening.port, ready, chain, listening.aliases,
            refused=lambda request: listing.add(request, FOREIGN.status, NOT_MEANT, "refused"),
        )  # fmt: skip
        run(server, listening)
    return Exit.GOOD


def refusal_printer(output: OutputOptions) -> Callable[[Refusal], None]:
    """Return a function that prints why a request was rejected: JSON on stdout, text on stderr."""

    def show(refusal: Refusal) -> None:
        with ignore_closed_output():
            text = refusal_text(refusal, as_json=output.as_json, colour=wants_colour(output.color))
            click.echo(text, err=not output.as_json)

    return show


def say_skipped(count: int) -> None:
    """Say on stderr how many rejected requests are not explained."""
    click.echo(f"paraph: {count} rejected requests are not explained: too many were waiting", err=True)


def make_app(
    vendors: Sequence[str], behaviour: BehaviourOptions, now: int | None, listing: Listing | None, **settings: Any
) -> LocalApp:
    """Return the local servers of the vendors; `settings` are further arguments of :class:`LocalVendors`."""
    from paraph.emulator.app import LocalApp
    from paraph.emulator.faults import Faults
    from paraph.emulator.local import LocalVendors
    from paraph.emulator.store import Store

    def clock() -> float:
        return time.time() if now is None else float(now)

    accepted = [from_table(load_table(Path(file)), file) for file in behaviour.credentials]
    return LocalApp(
        lambda faults: LocalVendors(
            vendors, store=Store(behaviour.data), clock=clock, seed=behaviour.seed, accepted=accepted,
            explain=behaviour.explain_in_response, faults=faults, **settings,
        ),
        faults=Faults(behaviour.faults, behaviour.seed),
        listing=listing,
    )  # fmt: skip


def certificates_for(listening: ListeningOptions, ending: ExitStack) -> CertificateFiles | None:
    """Return certificates for all names of the server; None without --tls."""
    from paraph.http.guard import named_host

    names = (listening.host, *(named_host(alias)[0] for alias in listening.aliases))
    return certificates(ending, names, listening.ready_file) if listening.tls else None


def announcer(
    app: LocalApp, listening: ListeningOptions, files: CertificateFiles | None, page: PageBeside
) -> Callable[[int], None]:
    """Return a function that says on which port the server listens, and writes the ready file."""
    host = listening.host
    origin = f"https://{secure_name(host)}" if files else f"http://{bracket_host(host)}"

    def ready(port: int) -> None:
        announce(app, f"{origin}:{port}", files, listening.ready_file, page)

    return ready


def run(server: Server, listening: ListeningOptions) -> None:
    """Serve until a signal ends it; an error that names the address if nothing can listen there."""
    try:
        server.run()
    except OSError as error:
        raise cannot_listen(listening.host, listening.port, error) from None
