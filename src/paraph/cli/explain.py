"""``paraph explain``."""

from __future__ import annotations

from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.inputs import (
    credential_options,
    output_options,
    parameter,
    read_credential,
    read_request,
    request_options,
    scheme_option,
    wants_colour,
    width,
)


@click.command()
@request_options
@credential_options
@scheme_option
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter the client meant to send.")
@click.option("--host-alias", "hosts", multiple=True, metavar="HOST", help="Another name of the host.")
@click.option("--budget", type=click.FloatRange(0, 3600), default=10.0, show_default=True, help="Seconds to search.")
@output_options
def command(
    input: str,  # noqa: A002
    url_scheme: str,
    scheme: str | None,
    params: tuple[str, ...],
    hosts: tuple[str, ...],
    budget: float,
    now: int | None,
    as_json: bool,
    color: str,
    **places: Any,
) -> int:
    """Say which mistakes made the signature of the request in INPUT wrong.

    INPUT is a file or -: a raw HTTP message, a curl command line, or JSON with method, url, headers and body.
    An explanation is given only when it reproduces the observed signature bit for bit.

    \b
    Examples:
      paraph explain rejected.http --credentials duo.json
      paraph explain curl.txt --id DIXXXXXXXXXXXXXXXXXX --secret-env DUO_SKEY
      paraph explain get.http --credentials duo.json --param mintime=1702615541159
      paraph explain - --credentials oauth.toml --json < request.json

    Exits with 0 when the signature is right, 1 when it is wrong, 65 when INPUT is no request.
    """
    import gc

    from paraph.deviations import Clues
    from paraph.explaining import explain
    from paraph.sharing import can_share, on_two

    request = read_request(input, url_scheme)
    credential = read_credential(**places)
    clues = Clues(tuple(parameter(text) for text in params), hosts)
    gc.disable()  # a search makes trees of many values and no cycles; going through them again takes a third of it
    explanation = explain(
        request, credential, scheme, clues=clues, now=now, budget=budget, share=on_two if can_share() else None
    )
    if as_json:
        from paraph.render.as_json import dumped, explanation_json

        click.echo(dumped(explanation_json(explanation)))
    else:
        from paraph.render.text import explanation_text

        colour = wants_colour(color)
        click.echo(explanation_text(explanation, request, width(), colour), nl=False, color=colour)
    return Exit.GOOD if explanation.verdict == "valid" else Exit.NEGATIVE
