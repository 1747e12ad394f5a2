"""``paraph as``."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.inputs import one_entry, read_source_and_data, variables_of, with_notes
from paraph.cli.options import request_source, scheme_option
from paraph.cli.suggesting import Choice, unknown
from paraph.cli.terminal import print_json, print_text
from paraph.codegen.languages import all_languages, next_step
from paraph.core.errors import Malformed
from paraph.postman.apis import APIS
from paraph.schemes import ROOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.cli.options import RequestSource
    from paraph.codegen.postman import PostmanFile
    from paraph.readers import Entry


OTHER_NAMES = {"node": "javascript", "js": "javascript", "py": "python", "requests": "python", "bash": "curl",
               "sh": "curl", "c#": "csharp", "cs": "csharp", "golang": "go", "ps1": "powershell", "rb": "ruby"}  # fmt: skip
"""What people call a language besides its name here."""
UNSIGNED = "place-header-stripped"
"""The mistake that a request without any signature is."""


def complete(_context: click.Context, _parameter: click.Parameter, start: str) -> list[str]:
    """Return the languages that begin with `start`."""
    return [name for name in all_languages(ROOMS) if name.startswith(start)]


def known_language(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str:
    """Return the language; a usage error, with the nearest name and the list, if it is missing or unknown."""
    languages = all_languages(ROOMS)
    if name is None:
        raise click.UsageError(f"LANGUAGE and INPUT are missing; LANGUAGE is one of: {', '.join(languages)}")
    name = OTHER_NAMES.get(name.lower(), name)
    if name not in languages:
        raise click.UsageError(unknown("language", name, languages, f"LANGUAGE is one of: {', '.join(languages)}"))
    return name


@click.command()
@click.argument("language", required=False, metavar="LANGUAGE", callback=known_language, shell_complete=complete)
@request_source(required=False, default="", metavar="[INPUT]")
@scheme_option
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Send to this server, signed for the named host; with --api, to this address.",
)
@click.option(
    "--api",
    type=Choice(tuple(APIS)),
    metavar="NAME",
    help="Make a Postman collection of a whole API: " + ", ".join(APIS) + ".",
)
@click.option(
    "--unsigned", is_flag=True, help="With --api: without the signing script, to be sent through `paraph proxy`."
)
@click.option("--out", type=click.Path(dir_okay=False), metavar="PATH", help="Write the code to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def command(
    language: str,
    source: RequestSource,
    scheme: str | None,
    base_url: str,
    api: str | None,
    unsigned: bool,
    out: str | None,
    as_json: bool,
) -> int:
    """Print code that repeats the request in INPUT, signed afresh on each run.

    LANGUAGE: python (with requests), httpx, curl (bash), postman, javascript (Node), php, ruby, go, java, csharp or
    powershell.

    The secret is read from DUO_SKEY, or from OAUTH_CONSUMER_SECRET and, with a token, OAUTH_TOKEN_SECRET; in Postman
    it is a variable. The signature in INPUT may be wrong or old: the code does not contain it. A request from a
    Postman file stays in its collection, with its variables; only the signing script is added.

    With --api instead of INPUT, the result is a Postman collection of all calls of an API. Each request signs itself
    when it is sent.

    \b
    Examples:
      paraph as python rejected.http
      paraph as curl rejected.http --out call.sh
      paraph as postman collection.json --entry 2 --out signed.postman_collection.json
      paraph as postman --api duo-admin --out duo-admin.postman_collection.json
    """
    refuse_other_urls(base_url)
    check_source(language, source, scheme, api, unsigned=unsigned)
    if api is not None:
        code, step = api_collection(api, base_url, out, signs=not unsigned)
    else:
        code, step = request_code(language, source, scheme, base_url, out)
    if out:
        write(out, code)
        click.echo(f"paraph: wrote {out}; next, {step}", err=True)
    if as_json:
        print_json({"schema": "paraph.as/1", "language": language, "code": code})
    elif not out:
        print_text(code)
    return Exit.GOOD


def check_source(language: str, source: RequestSource, scheme: str | None, api: str | None, *, unsigned: bool) -> None:
    """Raise a usage error unless there is either INPUT or --api, and nothing that does not go with it."""
    if api is None:
        if unsigned:
            raise click.UsageError("--unsigned goes with --api NAME")
        if not source.input:
            raise click.UsageError("INPUT is missing: `paraph as --help` shows what to give")
        return
    if language != "postman":
        raise click.UsageError("--api makes a Postman collection: write `paraph as postman --api NAME`")
    if source.input or source.entry or source.environment or source.variables or scheme:
        raise click.UsageError("--api makes a whole collection: omit INPUT, --scheme, --entry, --env and --var")
    if unsigned and not APIS[api].scheme:
        raise click.UsageError(f"{api} is not signed, but takes a token that its script fetches: omit --unsigned")


def api_collection(api: str, base_url: str, out: str | None, *, signs: bool) -> tuple[str, str]:
    """Return the collection of an API, and what to do next."""
    from paraph.postman.collection import collection_text, first_variables

    names = first_variables(APIS[api], base_url, signs=signs)
    step = f"import {shlex.quote(out or '')} into Postman, and set its variables: {names}"
    return collection_text(api, base_url, signs=signs), step


def request_code(
    language: str, source: RequestSource, scheme: str | None, base_url: str, out: str | None
) -> tuple[str, str]:
    """Return the code that repeats the request of the source, and what to do next."""
    from paraph.codegen.rendering import program

    entries, data = read_source_and_data(source)
    entry, values = one_entry(entries, source.entry), variables_of(source.environment, source.variables)
    with with_notes(entry), sign_first():
        made = program(language, entry.request, scheme, base_url, postman_file(entry, data, values))
    return made.code, next_step(language, shlex.quote(out or ""), made.facts.secrets)


@contextmanager
def sign_first() -> Iterator[None]:
    """Say how to go on if the request is not signed."""
    try:
        yield
    except Malformed as error:
        if error.id != UNSIGNED:
            raise
        message = f"{error}; `paraph sign` signs it, and `paraph as` makes code of what it prints"
        raise Malformed(message, error.id) from None


def refuse_other_urls(base_url: str) -> None:
    """Raise a usage error for a text that is not the URL of a web server; an empty one means no URL."""
    if base_url and not base_url.startswith(("https://", "http://")):
        raise click.BadParameter(f"expected a URL that starts with https:// or http://, got {base_url[:40]!r}")


def postman_file(entry: Entry, data: bytes, values: dict[str, str]) -> PostmanFile | None:
    """Return the Postman file that the entry comes from; None if it comes from another kind of file."""
    from paraph.codegen.postman import PostmanFile
    from paraph.readers.decoding import utf8
    from paraph.readers.files.json_text import json_value

    if entry.kind != "postman":
        return None
    return PostmanFile(json_value(utf8(data)), entry.number, values)


def write(out: str, code: str) -> None:
    """Write the code to a file; a usage error if that fails."""
    try:
        Path(out).write_text(code, "utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror or error}") from None
