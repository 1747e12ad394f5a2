"""``paraph serve``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.inputs import output_options, wants_colour, width

if TYPE_CHECKING:
    from paraph.emulator.refusals import Refusal


@click.command()
@click.argument("vendor", type=click.Choice(["duo", "alteryx", "all"]), default="all")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=0, help="The port to listen on; a free one without it.")
@click.option(
    "--ready-file", type=click.Path(), help="Write url, pid and keys here, as JSON, once connections are accepted."
)
@click.option(
    "--data", type=click.Path(), metavar="FILE", help="Keep what is stored in this file; in memory without it."
)
@click.option("--seed", type=int, help="Make stored data and ids the same each time.")
@output_options
def command(
    vendor: str, host: str, port: int, ready_file: str | None, data: str | None, seed: int | None,
    now: int | None, as_json: bool, color: str,
) -> int:  # fmt: skip
    """Serve a Duo and an Alteryx on this machine, to develop and test against.

    Signatures are checked as strictly as the vendor checks them, and what is refused is explained here. Ends with Ctrl-C.

    \b
    Examples:
      paraph serve
      paraph serve duo --port 8080 --users 100 --events 10000 --seed 1
    """
    import asyncio
    import time

    from paraph.cli.watch import write_ready
    from paraph.emulator.guard import guarded
    from paraph.emulator.local import Local
    from paraph.emulator.refusals import Refusals
    from paraph.emulator.store import Store
    from paraph.http.serving import Server

    def clock() -> float:
        return time.time() if now is None else float(now)

    def show(refusal: Refusal) -> None:
        click.echo(shown(refusal, as_json=as_json, colour=wants_colour(color)), err=not as_json)

    def ready(port: int) -> None:
        url = f"http://{host}:{port}"
        providers = local.providers(url)
        click.echo(f"paraph: serving {url}", err=True)
        if ready_file:
            write_ready(ready_file, url, providers=providers)

    refusals = Refusals(show, clock)
    vendors = ("duo", "alteryx") if vendor == "all" else (vendor,)
    try:
        local = Local(vendors, store=Store(data), clock=clock, seed=seed, refused=refusals.take)
        asyncio.run(Server(guarded(local, [host]), host, port, ready).serve())
    finally:
        refusals.close()
    return Exit.GOOD


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
