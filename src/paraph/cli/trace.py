"""``paraph trace``."""

from __future__ import annotations

from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential
from paraph.cli.options import credential_options, output_options
from paraph.cli.terminal import print_json_text, wants_colour, width
from paraph.core.errors import ParaphError


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@credential_options
@output_options
@click.option("--live", is_flag=True, help="Let the real servers answer: everything is sent.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def command(command: tuple[str, ...], live: bool, now: int | None, as_json: bool, color: str, **places: Any) -> int:
    """Run a Python or Node program, and explain every signed request that it makes.

    The program runs as it is: a Python script, -m MODULE, or a command such as pytest or node. Its requests do not
    leave this machine, unless --live says so: signed ones are answered by a local Duo and a local Alteryx, with made-up
    people and events, others are refused. What it signed and what it sent are both seen, with the lines of its code, so nothing has to be searched
    for, and no secret has to be given.

    \b
    Examples:
      paraph trace list_users.py --page 2
      paraph trace --json -- -m my_package.export
      paraph trace --credentials duo.json pytest tests/test_duo.py
      paraph trace node list_users.js --page 2

    Exits with 1 when a signature is wrong, else as the program does. Interrupted (130), it explains what it saw.
    """
    from paraph.emulator.offline import OfflineVendors
    from paraph.render.places import traced_json, traced_text
    from paraph.tracing.run import INTERRUPTED, run
    from paraph.tracing.traced import traced

    given = {name: value for name, value in places.items() if value is not None}
    credential = read_credential(**places) if given else None
    try:
        records, code = run(command, OfflineVendors(), aside=as_json, live=live)
    except ParaphError as error:
        raise click.UsageError(str(error)) from None
    answers = [traced(record, credential, now) for record in records]
    for number, answer in enumerate(answers, 1):
        if as_json:
            print_json_text(traced_json(answer), color)
        else:
            colour = wants_colour(color)
            click.echo(traced_text(answer, number, len(answers), width(), colour), nl=False, color=colour)
    if not answers:
        click.echo("paraph: the program made no signed request", err=True)
    wrong = any(answer.explanation.verdict != "valid" for answer in answers)
    return Exit.NEGATIVE if wrong and code != INTERRUPTED else code
