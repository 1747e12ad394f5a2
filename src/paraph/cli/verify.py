"""``paraph verify``."""

from __future__ import annotations

from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential
from paraph.cli.inputs import noted, one_entry, read_entries
from paraph.cli.options import credential_options, output_options, request_options, scheme_option
from paraph.cli.terminal import wants_colour, width


@click.command()
@request_options
@credential_options
@scheme_option
@output_options
def command(
    input: str,  # noqa: A002
    url_scheme: str,
    wanted: str | None,
    environment: str | None,
    settings: tuple[str, ...],
    scheme: str | None,
    now: int | None,
    as_json: bool,
    color: str,
    **places: Any,
) -> int:
    """Say whether a server would accept the request in INPUT.

    \b
    Examples:
      paraph verify request.http --credentials duo.json
      paraph verify request.http --credentials duo.json --now 'Tue, 17 Mar 2026 09:30:05 -0000' --json

    Exits with 0 when it holds and 1 when it does not; `paraph explain` says why.
    """
    from paraph.render.as_json import dumped, verdict_json
    from paraph.render.text import verdict_text
    from paraph.verifying import judge

    entry = one_entry(read_entries(input, url_scheme, environment, settings), wanted)
    credential = read_credential(**places)
    with noted(entry):
        verdict = judge(entry.request, credential, scheme, now=now)
    if as_json:
        click.echo(dumped(verdict_json(verdict)))
    else:
        colour = wants_colour(color)
        click.echo(verdict_text(verdict, width(), colour), nl=False, color=colour)
    return Exit.GOOD if verdict.valid else Exit.NEGATIVE
