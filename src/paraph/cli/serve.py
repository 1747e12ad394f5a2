"""``paraph serve``."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.inputs import from_table, load_table, output_options, wants_colour, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.certificates import Files
    from paraph.emulator.refusals import Refusal
    from paraph.emulator.whole import Whole


def known_faults(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts, each of which describes a fault; a usage error otherwise."""
    from paraph.emulator.faults import UnknownFault, read_fault

    try:
        for text in texts:
            read_fault(text)
    except UnknownFault as error:
        raise click.BadParameter(str(error)) from None
    return texts


def listening_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where to listen, and who is told."""
    for option in (
        click.option("--tls", is_flag=True, help="Serve HTTPS, by a certificate of an authority that is made for it."),
        click.option("--host-alias", "aliases", multiple=True, metavar="HOST",
                     help="A further name that clients may use for this server."),
        click.option("--ready-file", type=click.Path(),
                     help="Write url, pid and keys here, as JSON, once connections are accepted."),
        click.option("--port", default=0, help="The port to listen on; a free one without it."),
        click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    ):  # fmt: skip
        command = option(command)
    return command


def behaviour_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is stored, and how the servers behave."""
    for option in (
        click.option("--fault", "faults", multiple=True, metavar="FAULT", callback=known_faults,
                     help="Something that goes wrong, such as 429:30*3 or 503@/admin%10: 429, 500, 502, 503, 504, slow, cut, skew."),
        click.option("--explain-in-response", is_flag=True,
                     help="Let answers say what is wrong with a signature, which no vendor does."),
        click.option("--credentials", multiple=True, type=click.Path(), metavar="FILE",
                     help="A key that is accepted besides those of the demonstration."),
        click.option("--seed", type=int, help="Make stored data and ids the same each time."),
        click.option("--data", type=click.Path(), metavar="FILE",
                     help="Keep what is stored in this file; without it, in memory."),
    ):  # fmt: skip
        command = option(command)
    return command


def duo_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is in the local Duo, and what its users do."""
    for option in (
        click.option("--rate-limits", is_flag=True, help="Refuse calls of the Admin API that come as often as Duo refuses."),
        click.option("--log-delay", default=0, show_default=True, metavar="SECONDS",
                     help="Leave out of Duo's newer logs what is younger; Duo takes two minutes."),
        click.option("--push-seconds", default=1.0, show_default=True, help="How long users take to answer a push or a call."),
        click.option("--push", type=click.Choice(["approve", "deny", "fraud", "timeout"]), default="approve", show_default=True,
                     help="What users do with a push or a call, unless a word in their name, such as ben+deny, says it."),
        click.option("--events", type=click.IntRange(0), default=1000, show_default=True,
                     help="How many log records to make up, of the last 30 days."),
        click.option("--users", type=click.IntRange(0), default=20, show_default=True, help="How many users to make up."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("vendor", type=click.Choice(["duo", "alteryx", "all"]), default="all")
@listening_options
@behaviour_options
@duo_options
@output_options
def command(
    vendor: str, host: str, port: int, ready_file: str | None, aliases: tuple[str, ...], tls: bool,
    as_json: bool, color: str, **behaviour: Any,
) -> int:  # fmt: skip
    """Serve a Duo and an Alteryx on this machine, to develop and test against.

    Signatures are checked as strictly as the vendor checks them. A client gets what the vendor would answer; why a
    request was refused is said here. The keys that are printed open nothing but local servers. Ends with Ctrl-C.

    \b
    Examples:
      paraph serve
      paraph serve duo --port 8080 --users 100 --events 10000 --seed 1
      paraph serve --tls --ready-file ready.json
      paraph serve duo --fault 429:30@/admin/v2/logs*3
    """
    import asyncio

    from paraph.emulator.refusals import Refusals
    from paraph.http.serving import Server

    def show(refusal: Refusal) -> None:
        click.echo(shown(refusal, as_json=as_json, colour=wants_colour(color)), err=not as_json)

    with ExitStack() as ending:
        refusals = Refusals(show, lambda: whole.local.clock())
        ending.callback(refusals.close)
        whole = made(vendor, (host, *aliases), refusals, **behaviour)
        files = certificates(ending, (host, *aliases), ready_file) if tls else None

        def ready(port: int) -> None:
            origin = f"https://{secure_name(host)}" if tls else f"http://{bracketed(host)}"
            announce(whole, f"{origin}:{port}", files, ready_file)

        server = Server(whole.served, host, port, ready, files.chain if files else None)
        try:
            asyncio.run(server.serve())
        except OSError as error:
            raise click.UsageError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    return Exit.GOOD


def made(
    vendor: str, names: tuple[str, ...], refusals: Any, *, now: int | None, data: str | None, seed: int | None,
    credentials: tuple[str, ...], explain_in_response: bool, faults: tuple[str, ...], users: int, events: int, **options: Any,
) -> Whole:  # fmt: skip
    """The server that the options describe."""
    from paraph.emulator.faults import Faults
    from paraph.emulator.local import Local
    from paraph.emulator.store import Store
    from paraph.emulator.whole import Whole

    def clock() -> float:
        return time.time() if now is None else float(now)

    accepted = [from_table(load_table(Path(file)), file) for file in credentials]
    vendors = ("duo", "alteryx") if vendor == "all" else (vendor,)
    return Whole(
        lambda set_faults: Local(
            vendors, store=Store(data), clock=clock, seed=seed, accepted=accepted, refused=refusals.take,
            explain=explain_in_response, faults=set_faults, users=users, events=events, options=options,
        ),
        names=names,
        faults=Faults(faults, seed),
    )  # fmt: skip


def certificates(ending: ExitStack, names: tuple[str, ...], ready_file: str | None) -> Files:
    """Certificates that are gone when the server is; the authority's stays beside the ready file, if there is one."""
    import tempfile

    from paraph.emulator.certificates import written

    folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="paraph-")))
    return written(folder, names, Path(f"{ready_file}.ca.pem") if ready_file else None)


def announce(whole: Whole, url: str, files: Files | None, ready_file: str | None) -> None:
    """Tell where the server is, and what opens it."""
    from paraph.cli.watch import write_ready

    providers = whole.local.providers(url)
    click.echo(f"paraph: serving {url} (Ctrl-C ends it)", err=True)
    for vendor, told in providers.items():
        main = {name: value for name, value in told.items() if isinstance(value, str)}
        click.echo(f"  {vendor}: " + "  ".join(f"{name} {value}" for name, value in main.items()), err=True)
    if files:
        click.echo(f"  trust: {files.authority}", err=True)
    if ready_file:
        more = {"authority": files.authority} if files else {}
        control = {"url": f"{url}/_paraph/", "token": whole.control.token}
        write_ready(ready_file, url, providers=providers, control=control, **more)


def bracketed(host: str) -> str:
    """A host as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def secure_name(host: str) -> str:
    """The name for a server with a certificate: duo_client does not look at addresses in one."""
    return "localhost" if host in ("127.0.0.1", "::1") else bracketed(host)


def shown(refusal: Refusal, *, as_json: bool, colour: bool) -> str:
    """A refused request and what is wrong with it, for people or as JSON."""
    from paraph.render.as_json import dumped, explanation_json, request_json
    from paraph.render.text import explanation_text
    from paraph.render.visible import one_line

    request, verdict, explanation = refusal
    if as_json:
        said: dict[str, Any] = {
            "schema": "paraph.serve/1", "reason": verdict.reason.value, "detail": verdict.detail,
            "received": request_json(request), "explanation": explanation_json(explanation) if explanation else None,
        }  # fmt: skip
        return dumped(said)
    head = f"--- refused: {one_line(request.method)} {one_line(request.target)} "[: width() - 1].ljust(width(), "-")
    text = explanation_text(explanation, request, width(), colour) if explanation else one_line(verdict.detail)
    return f"{head}\n{text}"
