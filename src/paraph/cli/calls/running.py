"""Makes a call for its command: finds the client, asks before it deletes, prints the result or says why there is none."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.apis.catalogue import catalogue
from paraph.cli import Exit
from paraph.cli.calls.ids import refuse_wrong_ids, wrong_ids
from paraph.cli.calls.output import Format, Shapes, print_lines, print_result
from paraph.cli.calls.parameters import given_arguments
from paraph.cli.calls.words import dashed, takes_away
from paraph.cli.credentials import read_credential, require_id, with_default
from paraph.cli.progress import progress
from paraph.cli.send_pages import pace
from paraph.cli.sending import code_for_status, say
from paraph.cli.terminal import print_json, width
from paraph.clients.errors import ApiError, InvalidParameter, NotFound
from paraph.clients.pages import Pages
from paraph.core.errors import MissingParameter, Unconfigured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.apis.catalogue import Endpoint
    from paraph.cli.calls.choices import Reach, Wish
    from paraph.cli.options import CredentialPlaces
    from paraph.clients.client import Client
    from paraph.clients.pages import Page
    from paraph.core.credential import Credential

SHOWN = 100
"""Records of a list that a terminal shows if nothing is said; a table has to be complete before it can be drawn."""


class Call(NamedTuple):
    """A call as it was typed: its endpoints, the values of its parameters, which of them stand in the path, further ones."""

    vendor: str
    endpoints: Sequence[Endpoint]
    values: dict[str, Any]
    in_path: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    now: int | None


def run_call(call: Call, places: CredentialPlaces, reach: Reach, wish: Wish, *, is_sure: bool) -> Exit:
    """Make the call and print its result; return the exit code."""
    asked = Format(wish.as_json, wish.as_jsonl, wish.as_csv, wish.columns, wish.color, wish.with_dates)
    if sum((wish.as_json, wish.as_jsonl, wish.as_csv)) > 1:
        raise click.UsageError("--json, --jsonl and --csv: give one of them")
    if wish.with_dates and not wish.as_csv:
        raise click.UsageError("--dates goes with --csv")
    credential = read_credential(with_default(places))
    require_id(credential, None)
    client, endpoint = client_for(call, credential, reach)
    arguments = given_arguments(endpoint, dict(call.values), call.in_path)
    if endpoint.paging:
        arguments |= {"limit": wish.limit, "cursor": wish.cursor}
    elif wish.cursor is not None:
        raise click.UsageError(f"--cursor: {endpoint.name}, which this server has, returns the whole list at once")
    wrong = wrong_ids(endpoint, call.in_path, call.values)
    refuse_wrong_ids(endpoint, wrong)
    arguments["extra"] = dict(call.extra)
    known = Shapes(endpoint, catalogue(call.vendor).shapes)
    if takes_away(endpoint) and not is_sure:
        ask_first(endpoint, call)
    about = {"schema": f"paraph.{call.vendor}/1", "call": endpoint.call}
    try:
        with client:
            result = client.invoke(endpoint, arguments)
            if isinstance(result, Pages):
                return print_pages(result, asked, known, about, wish)
            return print_one(result[: wish.limit] if isinstance(result, list) else result, asked, known, about, wish)
    except (InvalidParameter, MissingParameter) as error:
        raise click.UsageError(f"--{dashed(error.name)}: {str(error).partition(': ')[2] or error}") from None
    except ApiError as error:
        if isinstance(error, NotFound):
            error.advice = (*error.advice, *wrong)
        return print_error(error, asked)


def client_for(call: Call, credential: Credential, reach: Reach) -> tuple[Client, Endpoint]:
    """Return the client for a credential, and the endpoint of the call that its server has."""
    from paraph.clients.settings import Retry
    from paraph.clients.vendors import client_of

    if not credential.host and not reach.base_url:
        raise Unconfigured("the credential has no host: add `host` to it, or give --base-url URL")
    options: dict[str, Any] = {
        "base_url": reach.base_url,
        "ca": reach.ca,
        "timeout": reach.timeout,
        "retry": Retry(tries=reach.tries),
        "on_wait": lambda seconds, why: say(f"{why}; trying again in {seconds:.3g} s"),
    }
    if call.now is not None:
        options["now"] = lambda: float(call.now or 0)
    try:
        return client_of(call.endpoints, credential, options)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def ask_first(endpoint: Endpoint, call: Call) -> None:
    """Ask whether to do what takes something away; a usage error where nobody can answer."""
    target = " ".join(str(call.values[name]) for name in call.in_path)
    said = f"{endpoint.summary.rstrip('.')}{f': {target}' if target else ''}"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(f"this takes something away ({said}): confirm it with --yes")
    click.confirm(f"{said}. Go on?", abort=True, err=True)


def print_one(result: Any, asked: Format, known: Shapes, about: dict[str, Any], wish: Wish) -> Exit:
    """Print the result of a call that is no list; a file goes where it is asked for."""
    if not isinstance(result, bytes):
        print_result(result, asked, known, about)
    elif wish.output is not None:
        Path(wish.output).write_bytes(result)
        say(f"{len(result)} bytes written to {wish.output}")
    elif sys.stdout.isatty():
        raise click.UsageError("this returns a file, which a terminal cannot show: give --output FILE")
    else:
        sys.stdout.buffer.write(result)
    return Exit.GOOD


def print_pages(pages: Pages[Any], asked: Format, known: Shapes, about: dict[str, Any], wish: Wish) -> Exit:
    """Print a list: as it comes, or as a whole if the format needs that."""
    if asked.is_stream:
        for page in followed(pages):
            print_lines(page.records)
            sys.stdout.flush()
        return Exit.GOOD
    records: list[Any] = []
    cursor, total = None, None
    most = SHOWN if asked.is_table and wish.limit is None else None
    for page in followed(pages):
        records.extend(islice(page.records, None if most is None else most - len(records) + 1))
        cursor, total = page.cursor, page.total
        if most is not None and len(records) > most:
            break
    if most is not None and len(records) > most:
        print_result(records[:most], asked, known, about)
        whole = f" of {total}" if total else ""
        say(f"{most}{whole} records are shown: --limit N shows others, and --jsonl or --csv through a pipe all")
        return Exit.GOOD
    print_result(records, asked, known, {**about, "cursor": cursor})
    return Exit.GOOD


def followed(pages: Pages[Any]) -> Iterator[Page[Any]]:
    """Yield the pages of a list, and show how far it is."""
    count = 0
    with progress() as line:
        for page in pages.pages():
            line.clear()
            count += len(page.records)
            yield page
            if page.note:
                say(page.note)
            part = count / page.total if page.total else None
            line.show(f"{count}{f' of {page.total}' if page.total else ''} records{pace(count, line.seconds, part)}")


def print_error(error: ApiError, asked: Format) -> Exit:
    """Say what the server refused and why; return the exit code for its status."""
    from paraph.render.text import wrap

    head = str(error).partition(". ")[0] if error.advice else str(error)
    say(f"error: {head}")
    for sentence in error.advice:
        for line in wrap(sentence, width(), "  * ", "    "):
            click.echo(line, err=True)
    if asked.as_json:
        said = {
            "kind": "status",
            "message": head,
            "status": error.status,
            "code": error.code,
            "advice": list(error.advice),
        }
        print_json({"schema": "paraph.error/1", "error": said}, "never")
    return code_for_status(error.status)
