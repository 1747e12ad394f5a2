"""``paraph read``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.inputs import one_entry, read_source
from paraph.cli.masking import mask
from paraph.cli.options import request_options
from paraph.cli.suggesting import Choice
from paraph.cli.terminal import print_json, print_request, wants_colour, width
from paraph.core.errors import ParaphError, Unreadable
from paraph.readers.entry import entry_titles

if TYPE_CHECKING:
    from paraph.cli.options import RequestSource
    from paraph.readers import Entry


@click.command()
@request_options
@click.option(
    "--as", "form", type=Choice(["curl", "http", "har", "httpie", "raw"]), help="Write the requests in this form."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
@click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
def command(source: RequestSource, form: str | None, as_json: bool, color: str) -> int:
    """Show the requests in INPUT as they were understood: what the tool that wrote it would send.

    INPUT is what `paraph explain` takes, or a folder of Bruno. What cannot be known from INPUT alone is said below each
    request. Headers that a tool adds by itself, such as User-Agent, are left out.

    \b
    Examples:
      paraph read command.txt
      paraph read collection.json --env production.json --entry 'List users'
      paraph read recording.har --entry 3 --as curl
      pbpaste | paraph read - --json
    """
    entries = readable_entries(read_source(source), source.entry, source.input)
    if form:
        for entry in entries:
            _ = entry.request  # Unreadable says what is wrong with it
    if form:
        from paraph.render.forms import in_form
        from paraph.render.visible import one_line

        print_request(in_form(entries, form))
        for note in dict.fromkeys(note for entry in entries for note in entry.notes):
            click.echo(f"paraph: note: {one_line(mask(note))}", err=True)
    elif as_json:
        from paraph.render.entries import entries_json

        print_json(entries_json(entries), color)
    else:
        from paraph.render.entries import entries_text

        colour = wants_colour(color)
        click.echo(entries_text(entries, width(), colour), nl=False, color=colour)
    readable = any(not isinstance(entry.content, Unreadable) for entry in entries)
    return Exit.GOOD if readable else Exit.UNREADABLE


def readable_entries(entries: tuple[Entry, ...], wanted: str | None, name: str) -> tuple[Entry, ...]:
    """Return the wanted entry, or all; Unreadable if the only one cannot be read, an error for several commands."""
    if wanted is not None:
        entries = (one_entry(entries, wanted),)
    elif len({entry.line for entry in entries}) > 1:
        raise ParaphError(
            f"{name}, line {entries[1].line}: this text holds several commands, which may depend on each other: "
            f"choose one with --entry ({entry_titles(entries)})"
        )
    if len(entries) == 1:
        _ = entries[0].request  # Unreadable says what is wrong with it
    return entries
