"""``paraph trace``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential
from paraph.cli.options import credential_options, output_options
from paraph.cli.terminal import print_json_text, wants_colour, width
from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from paraph.cli.options import CredentialPlaces, OutputOptions
    from paraph.tracing.explain_trace import TracedRequest


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@credential_options
@output_options
@click.option("--live", is_flag=True, help="Let the real servers answer: every request is sent.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...")
def command(
    command: tuple[str, ...], live: bool, places: CredentialPlaces, output: OutputOptions, now: int | None
) -> int:
    """Run a Python or Node program, and explain every signed request that it makes.

    COMMAND is a Python script, -m MODULE, or any command that runs Python or Node, such as pytest. The program is not
    changed. Without --live no request leaves this machine: a local Duo and a local Alteryx with invented data answer the
    signed ones, others are refused. Since paraph sees what the program signs and sends, it needs no search and no secret.

    A script runs with the Python of the active environment (VIRTUAL_ENV), of its #! line, or with python3 on PATH. To use
    another Python, name it.

    \b
    Examples:
      paraph trace list_users.py --page 2
      paraph trace --json -- -m my_package.export
      paraph trace --credentials duo.json pytest tests/test_duo.py
      paraph trace ~/project/.venv/bin/python list_users.py
      paraph trace node list_users.js --page 2

    Exits with 1 if a signature is wrong, else as the program does. Ctrl-C ends the program (130); what it sent until then
    is explained.
    """
    from paraph.emulator.offline import OfflineVendors
    from paraph.tracing.explain_trace import explain_record
    from paraph.tracing.run import INTERRUPTED, run

    has_credential = any(value is not None for value in places)
    credential = read_credential(places) if has_credential else None
    try:
        records, code = run(command, OfflineVendors(), aside=output.as_json, live=live)
    except ParaphError as error:
        raise click.UsageError(str(error)) from None
    answers = [explain_record(record, credential, now) for record in records]
    print_answers(answers, output)
    if not answers:
        say_nothing_seen(command, code)
    is_wrong = any(answer.explanation.verdict != "valid" for answer in answers)
    return Exit.NEGATIVE if is_wrong and code != INTERRUPTED else code


def print_answers(answers: list[TracedRequest], output: OutputOptions) -> None:
    """Print the explanations of all requests."""
    from paraph.render.places import traced_json, traced_text

    colour = wants_colour(output.color)
    for number, answer in enumerate(answers, 1):
        if output.as_json:
            print_json_text(traced_json(answer), output.color)
        else:
            click.echo(traced_text(answer, number, len(answers), width(), colour), nl=False, color=colour)


def say_nothing_seen(words: tuple[str, ...], code: int) -> None:
    """Say that there was no signed request; if a script failed, say also which Python ran it and how to use another."""
    from paraph.tracing.run import INTERRUPTED, command_line

    click.echo("paraph: the program made no signed request", err=True)
    line = command_line(words)
    if code not in (0, INTERRUPTED) and len(line) > len(words):
        said = f"it ran with {line[0]}; to use another Python, name it: paraph trace PYTHON {words[0]} ..."
        click.echo(f"paraph: {said}", err=True)
