"""``paraph mistakes``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.completing import complete_mistake
from paraph.cli.suggesting import Choice, unknown
from paraph.cli.terminal import print_json, wants_colour, width

if TYPE_CHECKING:
    from paraph.mistakes import Mistake


@click.command()
@click.argument("mistake", required=False, metavar="[ID]", shell_complete=complete_mistake)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
@click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
def command(mistake: str | None, as_json: bool, color: str) -> int:
    """List the known mistakes, or describe the one with this ID.

    \b
    Examples:
      paraph mistakes
      paraph mistakes ord-unsorted
    """
    from paraph.render.catalogue import catalogue_json, list_text, mistake_text

    chosen = chosen_mistakes(mistake)
    if as_json:
        print_json(catalogue_json(chosen), color)
    elif mistake is None:
        click.echo(list_text(chosen, width()), nl=False)
    else:
        from paraph.explaining.examples import example_of

        colour = wants_colour(color)
        text = mistake_text(chosen[0], example_of(mistake), width(), colour)
        click.echo(text, nl=False, color=colour)
    return Exit.GOOD


def chosen_mistakes(wanted: str | None) -> list[Mistake]:
    """Return all known mistakes, or the wanted one; a usage error for an unknown id."""
    from paraph.mistakes import MISTAKES

    if wanted is None:
        return list(MISTAKES.values())
    if wanted not in MISTAKES:
        raise click.UsageError(unknown("mistake", wanted, MISTAKES, "`paraph mistakes` lists them"))
    return [MISTAKES[wanted]]
