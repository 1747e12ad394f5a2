"""The requests that a command is given."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph.cli.held import masked
from paraph.cli.options import parameter
from paraph.core.errors import Malformed, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.readers import Entry

MOST_BYTES = 16 * 1024 * 1024


def read_bytes(name: str) -> bytes:
    """The bytes of a file or of standard input; an Unreadable or usage error in one line when that fails."""
    if name == "-":
        if sys.stdin.isatty():
            raise click.UsageError("INPUT is -, but nothing is piped in: give a file, or pipe the request in")
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"cannot read {name}: {error.strerror or error}") from None


def read_entries(name: str, url_scheme: str, environment: str | None, settings: tuple[str, ...]) -> tuple[Entry, ...]:
    """The requests in a file or on standard input; a variable that is set wins over one of the environment."""
    return entries_of(read_bytes(name), url_scheme, variables_of(environment, settings))


def variables_of(environment: str | None, settings: tuple[str, ...]) -> dict[str, str]:
    """Return the variables of --env and --var; the latter win."""
    given = dict(parameter(text) for text in settings)
    return (read_environment(environment) if environment else {}) | given


def entries_of(data: bytes, url_scheme: str, variables: dict[str, str]) -> tuple[Entry, ...]:
    """Return the requests in `data`."""
    from paraph import readers

    return readers.entries(data, scheme=url_scheme, variables=variables)


def read_environment(name: str) -> dict[str, str]:
    """The variables of an environment file."""
    from paraph import readers

    try:
        return readers.environment(read_bytes(name))
    except Unreadable as error:
        raise Unreadable(f"{name}: {error.reason}", error.line, error.column) from None


def one_entry(entries: tuple[Entry, ...], wanted: str | None) -> Entry:
    """The entry asked for, or the only one; a usage error, with a list on stderr, when that is not one."""
    from paraph.readers import chosen

    if wanted is not None:
        try:
            return chosen(entries, wanted)
        except LookupError as error:
            raise click.UsageError(str(error)) from None
    if len(entries) > 1:
        raise several(entries, "choose one")
    return entries[0]


def failed_entries(entries: tuple[Entry, ...], wanted: str | None) -> tuple[Entry, ...]:
    """The entry asked for, or the only one, or those known to have failed; a usage error when none is."""
    failed = tuple(entry for entry in entries if entry.failed)
    if wanted is not None or len(entries) == 1:
        return (one_entry(entries, wanted),)
    if not failed:
        raise several(entries, "none is known to have failed; choose one")
    return failed


def several(entries: tuple[Entry, ...], what: str) -> click.UsageError:
    """A usage error, after a list of the entries on stderr."""
    from paraph.render.visible import one_line

    for entry in entries:
        click.echo(f"  {one_line(masked(entry.title))}", err=True)
    return click.UsageError(f"INPUT holds {len(entries)} requests: {what} with --entry N|NAME")


@contextmanager
def noted(entry: Entry) -> Iterator[None]:
    """An error about the entry is said with what is known of it."""
    try:
        yield
    except Malformed as error:
        raise Malformed("; ".join((str(error), *entry.notes)), error.id) from None
