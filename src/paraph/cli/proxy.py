"""``paraph proxy``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential, require_id, scheme_of, with_default
from paraph.cli.options import credential_options, option_group, output_options, prepare_arguments, signing_options
from paraph.cli.page_server import PageBeside, no_ui_option
from paraph.cli.ready import cannot_listen, write_ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.cli.options import CredentialPlaces, OutputOptions, SigningChoices
    from paraph.core.message import Request
    from paraph.http.listing import Listing
    from paraph.proxy.observing import Observer
    from paraph.proxy.routes import Route, Routes

NO_PLACES = (None, None, None, None, None)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class UpstreamOptions(NamedTuple):
    """Which servers to sign for, and how to reach them."""

    upstream: str
    routes: tuple[tuple[str, str], ...]
    to: str
    ca: str | None


class ListeningOptions(NamedTuple):
    """Where to listen."""

    host: str
    port: int
    ready_file: str | None


def host_and_profile(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return pairs of host and profile; a usage error unless each text is HOST=PROFILE."""
    from paraph.http.guard import named_host

    pairs = [(host, profile) for host, _, profile in (text.rpartition("=") for text in texts)]
    for (host, profile), text in zip(pairs, texts, strict=True):
        if not profile or not named_host(host)[0]:
            raise click.BadParameter(
                f"expected HOST=PROFILE, such as api-xxxxxxxx.duosecurity.com=prod, got {text[:80]!r}"
            )
    names = [host.lower() for host, _ in pairs]
    if len(set(names)) < len(names):
        raise click.BadParameter("two routes have the same host")
    return tuple(pairs)


def loopback_address(_context: click.Context, _parameter: click.Parameter, host: str) -> str:
    """Return the address; a usage error unless only this machine can reach it."""
    if host not in LOOPBACK:
        raise click.BadParameter(
            f"{host[:60]!r} is not 127.0.0.1, ::1 or localhost: whoever reaches the proxy can sign with your secret"
        )
    return host


upstream_options = option_group(
    "servers", UpstreamOptions,
    click.option("--upstream", default="", metavar="URL", help="Sign for this server; by default for the `host` of the credential."),
    click.option("--route", "routes", multiple=True, metavar="HOST=PROFILE", callback=host_and_profile,
                 help="Sign for this host with this profile; several routes are chosen by the Host that the client names."),
    click.option("--to", default="", metavar="URL", help="Connect to this server, but sign for the upstream."),
    click.option("--ca", type=click.Path(), metavar="FILE", help="Trust also the certificates in this file."),
)  # fmt: skip


listening_options = option_group(
    "listening", ListeningOptions,
    click.option("--host", default="127.0.0.1", show_default=True, callback=loopback_address, help="The loopback address to listen on."),
    click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; by default a free one."),
    click.option("--ready-file", type=click.Path(), help="Write url and pid to this file, as JSON, once the proxy is ready."),
)  # fmt: skip


@click.command()
@upstream_options
@listening_options
@click.option(
    "--explain", "is_observer", is_flag=True, help="Do not sign: explain what the client signed, and pass it on."
)
@no_ui_option
@click.option("--verbose", "-v", is_flag=True, help="Print one line for each request on stderr.")
@credential_options
@signing_options
@output_options
def command(
    servers: UpstreamOptions,
    listening: ListeningOptions,
    is_observer: bool,
    no_page: bool,
    verbose: bool,
    places: CredentialPlaces,
    choices: SigningChoices,
    output: OutputOptions,
    now: int | None,
) -> int:
    """Sign what any client sends to this machine over plain HTTP, and pass it on.

    Point Postman, curl, Excel or Power BI at the address that is printed, in place of https://HOST. Each request goes to
    the configured server with a new signature and is otherwise unchanged; the answer comes back unchanged. With several
    routes, name the server as Host, or use http://HOST.localhost:PORT. Only programs on this machine can use the proxy,
    and no page of another origin. The page whose address is printed shows the requests as they come. Ctrl-C ends it.

    \b
    Examples:
      paraph proxy --profile prod --port 8080
      paraph proxy --upstream https://gallery.example.com --credentials alteryx.json
      paraph proxy --route api-xxxxxxxx.duosecurity.com=prod --route gallery.example.com=alteryx
      paraph proxy --profile prod --to http://127.0.0.1:8080
      paraph proxy --profile prod --explain
    """
    from paraph.http.listing import NO_LIST
    from paraph.proxy.routes import Routes
    from paraph.proxy.server import run, serve
    from paraph.proxy.state import Proxy

    routes = Routes(read_routes(servers, places, choices, now))
    credentials = tuple(route.credential for route in routes.all)
    page = PageBeside("proxy", is_wanted=not no_page, now=now, credentials=lambda: credentials)
    observer = make_observer(output, now, page.listing or NO_LIST) if is_observer else None
    observe, log = observer.take if observer else None, print_line if verbose else None
    host, port, ready_file = listening
    try:
        announce = announcer(routes, ready_file, page, is_observer=is_observer)
        run(serve(lambda: Proxy(routes, observe=observe, log=log, listing=page.listing), host, port, announce))
    except OSError as error:
        raise cannot_listen(host, port, error) from None
    finally:
        if observer is not None:
            observer.close()
        page.close()
    return Exit.GOOD


def read_routes(
    servers: UpstreamOptions, places: CredentialPlaces, choices: SigningChoices, now: int | None
) -> list[Route]:
    """Return the configured routes; a usage error if they contradict each other."""
    from paraph.cli.options import CredentialPlaces

    if not servers.routes:
        return [read_route(servers.upstream, with_default(places), choices, servers, now)]
    if servers.upstream or any(places):
        raise click.UsageError(
            "--route names host and credential: omit --upstream and the other options for credentials"
        )
    empty = CredentialPlaces(*NO_PLACES)
    return [
        read_route(f"https://{host}", empty._replace(profile=profile), choices, servers, now)
        for host, profile in servers.routes
    ]


def read_route(
    upstream: str, places: CredentialPlaces, choices: SigningChoices, servers: UpstreamOptions, now: int | None
) -> Route:
    """Return the route to one server; a usage error if nothing can be signed for it."""
    from paraph.proxy.routes import make_route
    from paraph.schemes import scheme_named, usual_scheme

    credential = read_credential(places)
    url = upstream or (f"https://{credential.host}" if credential.host else "")
    if not url:
        raise click.UsageError("no server is named: give --upstream URL, or `host` in the credentials or the profile")
    scheme = (
        choices.scheme
        or scheme_of(places)
        or usual_scheme(url.partition("://")[2].partition("/")[0], credential.key_id)
    )
    require_id(credential, scheme_named(scheme))
    options = prepare_arguments(scheme, choices)
    try:
        return make_route(
            url, credential, scheme, options if now is None else {**options, "now": now}, servers.to, servers.ca
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def make_observer(output: OutputOptions, now: int | None, listing: Listing) -> Observer:
    """Return what explains each request, as the output options say: JSON Lines on stdout, text on stderr."""
    from paraph.cli.terminal import wants_colour
    from paraph.cli.watch import json_printer, say_unexplained, text_printer
    from paraph.proxy.observing import Observer

    show = json_printer(output.color) if output.as_json else text_printer(wants_colour(output.color), err=True)
    return Observer(show, say_unexplained, now, listing)


def print_line(request: Request | None, status: int, seconds: float, detail: str) -> None:
    """Print one line about a request on stderr."""
    from paraph.cli.masking import mask
    from paraph.proxy.log import log_line

    click.echo(mask(log_line(request, status, seconds, detail)), err=True)


def announcer(
    routes: Routes, ready_file: str | None, page: PageBeside, *, is_observer: bool
) -> Callable[[str, int], None]:
    """Return a function that says where the proxy listens and for whom it signs, and writes the ready file."""
    from paraph.cli.serve_output import bracket_host

    def announce(host: str, port: int) -> None:
        url = f"http://{bracket_host(host)}:{port}"
        does = "explains requests to" if is_observer else "signs for"
        for route in routes.all:
            where = f"{route.address.host}:{route.address.port}"
            click.echo(f"paraph: {url} {does} {route.authority} ({route.scheme}) and connects to {where}", err=True)
        more = page.open(url)
        if ready_file:
            write_ready(ready_file, url, **more)

    return announce
