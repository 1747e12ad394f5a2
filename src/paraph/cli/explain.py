"""``paraph explain``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import mask_errors, read_credential
from paraph.cli.inputs import failed_entries, read_bytes, read_entries, with_notes
from paraph.cli.masking import mask
from paraph.cli.options import (
    check_pairs,
    credential_options,
    output_options,
    parameter,
    request_options,
    scheme_option,
)
from paraph.cli.terminal import print_json, wants_colour, width
from paraph.core.errors import Malformed, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.cli.explain_context import ExplainContext
    from paraph.explaining.result import Explanation
    from paraph.readers import Entry


@click.command()
@request_options
@credential_options
@scheme_option
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", callback=check_pairs,
              help="A parameter that the client meant to send.")  # fmt: skip
@click.option(
    "--host-alias",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="Another name for the host, which the client may have signed.",
)
@click.option("--signed-file", type=click.Path(allow_dash=True), metavar="FILE",
              help="File with the canonical or base string that the client says it signed.")  # fmt: skip
@click.option("--response", "response_file", type=click.Path(allow_dash=True), metavar="FILE",
              help="File with the response of the server: status, headers and body, or only the body.")  # fmt: skip
@click.option("--accepted", "accepted_file", type=click.Path(allow_dash=True), metavar="FILE",
              help="File with a request that the server accepted, signed with the same key: it shows whether the secret is right.")  # fmt: skip
@click.option(
    "--budget", type=click.FloatRange(0, 3600), default=10.0, show_default=True, help="How many seconds to search."
)
@output_options
def command(
    input: str,  # noqa: A002
    url_scheme: str,
    wanted: str | None,
    environment: str | None,
    settings: tuple[str, ...],
    scheme: str | None,
    params: tuple[str, ...],
    hosts: tuple[str, ...],
    signed_file: str | None,
    response_file: str | None,
    accepted_file: str | None,
    budget: float,
    now: int | None,
    as_json: bool,
    color: str,
    **places: Any,
) -> int:
    """Find the mistakes that made the signature of the request in INPUT wrong.

    INPUT is a file or -: a raw HTTP message, a command line of curl, HTTPie or wget, HAR, a Postman collection or
    request, a .http file, Bruno's .bru or YAML, a Hurl file, JSON with method, url, headers and body, or Python,
    JavaScript or PowerShell code that makes the call. If INPUT holds several requests, those that the server rejected
    are explained, or the only signed one; --entry chooses one.
    An explanation is given only if repeating its mistakes reproduces the signature exactly.

    \b
    Examples:
      paraph explain rejected.http --credentials duo.json
      paraph explain curl.txt --id DIXXXXXXXXXXXXXXXXXX --secret-env DUO_SKEY
      paraph explain get.http --credentials duo.json --param mintime=1702615541159
      paraph explain recording.har --entry 3 --credentials duo.json
      paraph explain rejected.http --credentials duo.json --signed-file what_my_program_printed.txt
      paraph explain - --credentials oauth.toml --json < request.json

    Exits with 0 if the signature is right, 1 if it is wrong, 65 if INPUT is not a request.
    """
    import shlex

    from paraph.cli.explain_context import ExplainContext, accepted_entries, accepted_requests
    from paraph.core.clues import Clues
    from paraph.readers.files.response import read_response

    with mask_errors(places):
        held = read_entries(input, url_scheme, environment, settings)
        entries = failed_entries(held, wanted)
    known = ExplainContext(
        read_credential(**places),
        scheme,
        Clues(tuple(parameter(text) for text in params), hosts),
        None if signed_file is None else read_bytes(signed_file),
        None if response_file is None else read_response(read_bytes(response_file)),
        (*accepted_entries(held), *(accepted_requests(accepted_file, url_scheme) if accepted_file is not None else ())),
        budget,
        now,
    )
    show = as_lines(color) if as_json else as_text(wants_colour(color), "" if input == "-" else shlex.quote(input))
    if len(entries) == 1:
        return show_one(entries[0], known, show)
    codes = [show_or_warn(entry, known, show, color if as_json else None) for entry in entries]
    return next(code for code in (Exit.NEGATIVE, Exit.UNREADABLE, Exit.GOOD) if code in codes)


def show_one(entry: Entry, known: ExplainContext, show: Callable[[Entry, Explanation], None]) -> Exit:
    """Explain one entry; return the exit code for it."""
    with with_notes(entry):
        explanation = known.explain(entry.request, entry.response)
    explanation = replace(explanation, hints=(*entry.notes, *explanation.hints))
    show(mask(entry), explanation)
    return Exit.GOOD if explanation.verdict == "valid" else Exit.NEGATIVE


def show_or_warn(
    entry: Entry, known: ExplainContext, show: Callable[[Entry, Explanation], None], color: str | None
) -> Exit:
    """Explain one of several entries; if it is not a signed request, say so on stderr and go on.

    `color` is None if the output is not JSON.
    """
    from paraph.render.as_json import entry_json
    from paraph.render.visible import one_line

    try:
        return show_one(entry, known, show)
    except (Unreadable, Malformed) as error:
        said = one_line(mask(str(error)))
        click.echo(f"paraph: entry {one_line(mask(entry.title))}: {said}", err=True)
        if color is not None:
            error_json = {"kind": "unreadable", "message": said}
            print_json({"schema": "paraph.error/1", "error": error_json, "entry": entry_json(mask(entry))}, color)
        return Exit.UNREADABLE


def as_lines(color: str) -> Callable[[Entry, Explanation], None]:
    """Return a function that prints an explanation as one line of JSON."""
    from paraph.render.as_json import entry_json, explanation_json

    def show(entry: Entry, explanation: Explanation) -> None:
        named = {"entry": entry_json(entry)} if entry.name else {}
        print_json({**explanation_json(explanation), **named}, color)

    return show


def as_text(colour: bool, source: str) -> Callable[[Entry, Explanation], None]:
    """Return a function that prints an explanation for people, with the name of its entry; `source` is the file's name."""
    from paraph.render.text import entry_text, explanation_text

    def show(entry: Entry, explanation: Explanation) -> None:
        heading = entry_text(entry, width(), colour) if entry.name else ""
        here = f"{source} --entry {entry.number}" if source and entry.name else source
        command = code_command(entry, explanation.scheme, here) if source else ""
        text = explanation_text(explanation, entry.request, width(), colour, command)
        click.echo(heading + text, nl=False, color=colour)

    return show


def code_command(entry: Entry, scheme: str, source: str) -> str:
    """Return the command that prints code for this request in the language of the input; empty if there is none."""
    from paraph.codegen.languages import recommended
    from paraph.schemes import scheme_named

    from_postman = "PostmanRuntime" in (entry.request.header("user-agent") or "")
    language = recommended("postman" if from_postman else entry.kind, scheme_named(scheme).home)
    return f"paraph as {language} {source}" if language else ""
