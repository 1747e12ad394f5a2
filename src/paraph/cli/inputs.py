"""Read the requests of a command from files and standard input."""

from __future__ import annotations

import shlex
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from paraph.cli.masking import mask
from paraph.cli.options import parameter
from paraph.cli.suggesting import did_you_mean
from paraph.core.errors import Malformed, NoRequest, ParaphError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.cli.options import RequestSource
    from paraph.readers import Entry

NO_FILES = ("-", "the input", "the paste")
"""Names that stand in messages for an input that is no file."""
MOST_BYTES = 16 * 1024 * 1024  # as in readers.large, which is loaded later


def read_bytes(name: str) -> bytes:
    """Return the bytes of a file or of standard input; a usage error if it cannot be read."""
    with opened(name) as file:
        return file.read(MOST_BYTES + 1)


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file or standard input; a usage error if it cannot be read."""
    if name == "-":
        if sys.stdin.isatty():
            raise click.UsageError("INPUT is -, but nothing is piped in: name a file, or pipe the request in")
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield file
    except OSError as error:
        raise click.UsageError(f"cannot read {name}: {error.strerror or error}") from None


def read_source(source: RequestSource) -> tuple[Entry, ...]:
    """Return the requests of the source, whichever entry it asks for."""
    return read_source_and_data(source)[0]


def read_source_and_data(source: RequestSource) -> tuple[tuple[Entry, ...], bytes]:
    """Return the requests of the source, and its bytes if they are few enough to be read at once."""
    if source.input != "-" and Path(source.input).is_dir():
        return read_collection(source), b""
    values = variables_of(source.environment, source.variables)
    return read_file(source.input, source.url_scheme, values, source.entry)


def read_collection(source: RequestSource) -> tuple[Entry, ...]:
    """Return the requests of a folder, which is a collection of Bruno's; --env may name one of its environments."""
    from paraph.readers.files.bruno.folder import read_folder

    root, environment = Path(source.input), source.environment
    try:
        files = collection_files(root)
        if not files:
            raise click.UsageError(
                f"cannot read {source.input}: it is a folder, and no collection of Bruno's (bruno.json, opencollection.yml): give a file"
            )
        named = environment is not None and any(path.startswith(f"environments/{environment}.") for path in files)
        values = variables_of(None if named else environment, source.variables)
        return read_folder(files, values, environment if named else None)
    except Unreadable as error:
        raise ParaphError(f"{source.input}: {error.reason}") from None
    except OSError as error:
        raise click.UsageError(f"cannot read {error.filename or root}: {error.strerror or error}") from None


def collection_files(root: Path) -> dict[str, bytes]:
    """Return the files of a collection of Bruno's by path; Unreadable if they are more than 16 MiB.

    Of a folder without bruno.json and opencollection.yml nothing is read, and no link is followed out of it.
    """
    if not any((root / mark).is_file() for mark in ("bruno.json", "opencollection.yml")):
        return {}
    files: dict[str, bytes] = {}
    size, home = 0, root.resolve()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        wanted = path.suffix in (".bru", ".yml", ".json") or path.name == ".env"
        inside = path.resolve().is_relative_to(home)
        if wanted and inside and not {".git", "node_modules"} & set(parts) and path.is_file():
            size += path.stat().st_size
            if size > MOST_BYTES:
                raise Unreadable(
                    "the files of this folder are more than 16 MiB: give the folder of fewer requests, or one file"
                )
            files["/".join(parts)] = path.read_bytes()
    return files


def read_entries(name: str, url_scheme: str) -> tuple[Entry, ...]:
    """Return the requests in a file or on standard input."""
    return read_file(name, url_scheme, {}, None)[0]


def read_file(
    name: str, url_scheme: str, variables: dict[str, str], wanted: str | None
) -> tuple[tuple[Entry, ...], bytes]:
    """Return the requests in a file or on standard input, and its bytes if they are at most 16 MiB.

    Of a larger HAR these are the entries with a signature and the wanted one; stderr says so.
    """
    with opened(name) as file:
        head = file.read(MOST_BYTES + 1)
        if len(head) <= MOST_BYTES:
            return entries_of(head, name, url_scheme, variables, skip=wanted is not None), head
        return large_entries(head, file, name, wanted), b""


def large_entries(head: bytes, file: BinaryIO, name: str, wanted: str | None) -> tuple[Entry, ...]:
    """Return the requests of a large file that begins with `head`."""
    from paraph.readers.large import entries_of_large_file

    try:
        found = entries_of_large_file(head, file, wanted=wanted)
    except Unreadable as error:
        raise unreadable(error, name, b"large") from None
    click.echo(f"paraph: {found.remark}; --entry N shows another", err=True)
    return found.entries


def variables_of(environment: str | None, settings: tuple[str, ...]) -> dict[str, str]:
    """Return the variables of --env and --var; the latter win."""
    given = dict(parameter(text) for text in settings)
    return (read_environment(environment) if environment else {}) | given


def entries_of(
    data: bytes, name: str, url_scheme: str, variables: dict[str, str], *, skip: bool = False, partly: bool = False
) -> tuple[Entry, ...]:
    """Return the requests in `data`, which was read from the file `name`; with `skip` other commands are passed over.

    If the only request cannot be read, it is an error, except with `partly`.
    """
    from paraph import readers

    try:
        entries = readers.entries(data, scheme=url_scheme, variables=variables, skip=skip)
        if len(entries) == 1 and not partly:
            _ = entries[0].request  # Unreadable says what is wrong with the only one
        return entries
    except Unreadable as error:
        raise unreadable(error, name, data) from None


def unreadable(error: Unreadable, name: str, data: bytes) -> ParaphError:
    """Return the error about a file that holds no request, or about the place in it that cannot be read."""
    from paraph.readers.files.raw import FORMS

    file = "standard input" if name == "-" else name
    if isinstance(error, NoRequest):
        return ParaphError(f"no request found in {file}: {'' if data.strip() else 'it is empty; '}{FORMS}")
    return ParaphError(f"{file}, line {error.line}, column {error.column}: {with_file(error.reason, name)}")


def with_file(reason: str, name: str) -> str:
    """Return a reason that names commands for a file, with the name of this one in them."""
    if name in NO_FILES:
        return reason
    quoted = shlex.quote(name)
    python = quoted if name.endswith((".py", ".pyw")) else f"python3 {quoted}"
    return reason.replace("`paraph trace FILE`", f"`paraph trace {python}`").replace(
        "`paraph trace node FILE`", f"`paraph trace node {quoted}`"
    )


def read_environment(name: str) -> dict[str, str]:
    """Return the variables of an environment file."""
    from paraph import readers

    try:
        return readers.environment(read_bytes(name))
    except Unreadable as error:
        raise Unreadable(f"{name}: {error.reason}", error.line, error.column) from None


def one_entry(entries: tuple[Entry, ...], wanted: str | None, *, prefers_signed: bool = True) -> Entry:
    """Return the entry asked for, or the only one; with `prefers_signed`, also the only signed one of several.

    A usage error, with a list on stderr, if there is no such entry.
    """
    from paraph.readers import choose_entry
    from paraph.readers.large import is_signed

    if wanted is not None:
        try:
            return choose_entry(entries, wanted)
        except LookupError as error:
            raise click.UsageError(f"{error}{did_you_mean(wanted, [entry.name for entry in entries])}") from None
    if len(entries) == 1:
        return entries[0]
    signed = [entry for entry in entries if is_signed(entry)] if prefers_signed else []
    if len(signed) != 1:
        raise several(entries, "choose one")
    print_choice(signed[0], len(entries))
    return signed[0]


def print_choice(entry: Entry, count: int) -> None:
    """Say on stderr which of several entries is used."""
    from paraph.render.visible import one_line

    title = one_line(mask(entry.title))
    click.echo(f"paraph: using entry {title}, the only signed one of {count}; --entry chooses another", err=True)


def failed_entries(entries: tuple[Entry, ...], wanted: str | None) -> tuple[Entry, ...]:
    """Return the entry asked for, the only one, those known to have failed, or the only signed one if it may have failed.

    A usage error, with a list on stderr, if there is no such entry.
    """
    from paraph.readers.large import is_signed

    failed = tuple(entry for entry in entries if entry.failed)
    if wanted is not None or len(entries) == 1:
        return (one_entry(entries, wanted),)
    if failed:
        return failed
    signed = [entry for entry in entries if is_signed(entry)]
    if len(signed) != 1 or signed[0].accepted:
        raise several(entries, "none is known to have failed; choose one")
    print_choice(signed[0], len(entries))
    return (signed[0],)


def several(entries: tuple[Entry, ...], what: str) -> click.UsageError:
    """Print a list of the entries on stderr, and what is to be said about all of them, and return a usage error."""
    from paraph.render.visible import one_line

    for entry in entries:
        click.echo(f"  {one_line(mask(entry.title))}", err=True)
    for note in entries[0].notes if entries else ():
        if all(note in entry.notes for entry in entries):
            click.echo(f"paraph: all of them: {one_line(mask(note))}", err=True)
    return click.UsageError(f"INPUT holds {len(entries)} requests: {what} with --entry N|NAME")


@contextmanager
def with_notes(entry: Entry) -> Iterator[None]:
    """Add the notes of the entry to an error about it."""
    try:
        yield
    except Malformed as error:
        raise Malformed("; ".join((str(error), *entry.notes)), error.id) from None
