"""``paraph explain``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.inputs import (
    credential_options,
    failed_entries,
    noted,
    output_options,
    parameter,
    read_bytes,
    read_credential,
    read_entries,
    request_options,
    scheme_option,
    wants_colour,
    width,
)
from paraph.errors import Malformed, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.credential import Credential
    from paraph.deviations import Clues
    from paraph.explaining import Explanation
    from paraph.message import Request
    from paraph.readers import Entry
    from paraph.readers.entry import Recorded


@click.command()
@request_options
@credential_options
@scheme_option
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter the client meant to send.")
@click.option("--host-alias", "hosts", multiple=True, metavar="HOST", help="Another name of the host.")
@click.option("--signed-file", type=click.Path(allow_dash=True), metavar="FILE",
              help="The canonical or base string that the client says it signed.")  # fmt: skip
@click.option("--response", "response_file", type=click.Path(allow_dash=True), metavar="FILE",
              help="What the server answered: status, headers and body, or the body alone.")  # fmt: skip
@click.option("--accepted", "accepted_file", type=click.Path(allow_dash=True), metavar="FILE",
              help="A request with the same key that the server accepted: it settles whether the secret is right.")  # fmt: skip
@click.option("--budget", type=click.FloatRange(0, 3600), default=10.0, show_default=True, help="Seconds to search.")
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
    """Say which mistakes made the signature of the request in INPUT wrong.

    INPUT is a file or -: a raw HTTP message, a command line of curl, HTTPie or wget, HAR, a Postman collection or
    request, a .http file, Bruno's .bru or YAML, a Hurl file, JSON with method, url, headers and body, or Python,
    JavaScript or PowerShell text that makes the call. Of several requests those that were refused are taken, each
    with its name; --entry chooses one.
    An explanation is given only when it reproduces the observed signature bit for bit.

    \b
    Examples:
      paraph explain rejected.http --credentials duo.json
      paraph explain curl.txt --id DIXXXXXXXXXXXXXXXXXX --secret-env DUO_SKEY
      paraph explain get.http --credentials duo.json --param mintime=1702615541159
      paraph explain recording.har --entry 3 --credentials duo.json
      paraph explain rejected.http --credentials duo.json --signed-file what_my_program_printed.txt
      paraph explain - --credentials oauth.toml --json < request.json

    Exits with 0 when the signature is right, 1 when it is wrong, 65 when INPUT is no request.
    """
    import gc
    import shlex

    from paraph.accepted import told_by_accepted
    from paraph.answered import server_time, text_expected, told_by, told_by_text
    from paraph.deviations import Clues
    from paraph.explaining import explain
    from paraph.readers.response import read_response
    from paraph.sharing import can_share, on_two

    held = read_entries(input, url_scheme, environment, settings)
    entries = failed_entries(held, wanted)
    credential = read_credential(**places)
    clues = Clues(tuple(parameter(text) for text in params), hosts)
    signed = None if signed_file is None else read_bytes(signed_file)
    response = None if response_file is None else read_response(read_bytes(response_file))
    accepted = [*accepted_in(held), *(accepted_at(accepted_file, url_scheme) if accepted_file is not None else ())]
    gc.disable()  # a search makes trees of many values and no cycles; going through them again takes a third of it

    def explained(request: Request, answer: Recorded | None) -> Explanation:
        explanation = answered(request, response or answer)
        if explanation.verdict == "valid":
            return explanation
        settled = told_by_accepted(request, accepted, credential)
        return replace(explanation, hints=(*settled, *explanation.hints))

    def answered(request: Request, answer: Recorded | None) -> Explanation:
        if answer is None:
            return found_out(request, now)
        explanation = found_out(request, server_time(answer.headers) if now is None else now)
        told = [*told_by(answer.status, answer.body, explanation.verdict)]
        text = text_expected(answer.body)
        if text is not None:
            told += told_by_text(text, explanation)
        return replace(explanation, hints=(*told, *explanation.hints))

    def found_out(request: Request, now: int | None) -> Explanation:
        share = on_two if can_share() else None
        if signed is not None:
            found = from_signed(request, credential, signed, scheme, clues, now)
            if found is not None:
                return found
        return explain(request, credential, scheme, clues=clues, now=now, budget=budget, share=share)

    show = as_lines if as_json else as_text(wants_colour(color), "" if input == "-" else shlex.quote(input))
    if len(entries) == 1:
        return show_one(entries[0], explained, show)
    codes = [show_or_warn(entry, explained, show, as_json) for entry in entries]
    return next(code for code in (Exit.NEGATIVE, Exit.UNREADABLE, Exit.GOOD) if code in codes)


def accepted_in(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Request]]:
    """The requests of a file that are known to have been accepted, with their names."""
    for entry in entries:
        if entry.accepted and not isinstance(entry.content, Unreadable):
            yield f"entry {entry.title}", entry.content


def accepted_at(name: str, url_scheme: str) -> Iterator[tuple[str, Request]]:
    """The requests of a file that holds nothing but accepted ones."""
    for entry in read_entries(name, url_scheme, None, ()):
        yield name, entry.request


def from_signed(
    request: Request, credential: Credential, signed: bytes, scheme: str | None, clues: Clues, now: int | None
) -> Explanation | None:
    """The explanation that follows from the text that a client printed, with or without the line end that printing adds."""
    from paraph.evidence import Evidence, explain_signed
    from paraph.message import wire_text

    text = wire_text(signed)
    for said in dict.fromkeys((text.removesuffix("\n").removesuffix("\r"), text)):
        found = explain_signed(request, credential, Evidence(said), scheme, clues=clues, now=now)
        if found is not None:
            return found
    click.echo("paraph: the text of --signed-file does not give this signature; searching", err=True)
    return None


def show_one(
    entry: Entry,
    explained: Callable[[Request, Recorded | None], Explanation],
    show: Callable[[Entry, Explanation], None],
) -> Exit:
    """Explain one entry; the exit code for it."""
    with noted(entry):
        explanation = explained(entry.request, entry.response)
    explanation = replace(explanation, hints=(*entry.notes, *explanation.hints))
    show(entry, explanation)
    return Exit.GOOD if explanation.verdict == "valid" else Exit.NEGATIVE


def show_or_warn(
    entry: Entry,
    explained: Callable[[Request, Recorded | None], Explanation],
    show: Callable[[Entry, Explanation], None],
    as_json: bool,
) -> Exit:
    """Explain one of several entries; one that is no signed request is told on stderr, and the others go on."""
    from paraph.render.as_json import dumped, entry_json
    from paraph.render.visible import one_line

    try:
        return show_one(entry, explained, show)
    except (Unreadable, Malformed) as error:
        said = one_line(str(error))
        click.echo(f"paraph: entry {one_line(entry.title)}: {said}", err=True)
        if as_json:
            told = {"kind": "unreadable", "message": said}
            click.echo(dumped({"schema": "paraph.error/1", "error": told, "entry": entry_json(entry)}))
        return Exit.UNREADABLE


def as_lines(entry: Entry, explanation: Explanation) -> None:
    """Print the explanation as one line of JSON."""
    from paraph.render.as_json import dumped, entry_json, explanation_json

    named = {"entry": entry_json(entry)} if entry.name else {}
    click.echo(dumped({**explanation_json(explanation), **named}))


def as_text(colour: bool, source: str) -> Callable[[Entry, Explanation], None]:
    """Prints an explanation for people, under the name of its entry when it has one; `source` is the file's name."""
    from paraph.render.text import entry_text, explanation_text

    def show(entry: Entry, explanation: Explanation) -> None:
        heading = entry_text(entry, width(), colour) if entry.name else ""
        here = f"{source} --entry {entry.number}" if source and entry.name else source
        text = explanation_text(explanation, entry.request, width(), colour, here)
        click.echo(heading + text, nl=False, color=colour)

    return show
