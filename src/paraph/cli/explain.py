"""``paraph explain``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.cli import Exit
from paraph.cli.credentials import mask_errors, read_credential
from paraph.cli.inputs import failed_entries, read_bytes, read_source, with_notes
from paraph.cli.masking import mask
from paraph.cli.options import (
    check_pairs,
    credential_options,
    option_group,
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
    from paraph.cli.options import CredentialPlaces, OutputOptions, RequestSource
    from paraph.core.credential import Credential
    from paraph.explaining.result import Explanation
    from paraph.readers import Entry


class EvidenceOptions(NamedTuple):
    """What a person knows of the request besides it, how many seconds to search, and whether to show every alternative."""

    params: tuple[str, ...]
    hosts: tuple[str, ...]
    signed_file: str | None
    response_file: str | None
    accepted_file: str | None
    budget: float
    server: str
    every: bool


def server_name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """Return the name of a known server in lower case; a usage error for an unknown one."""
    return known_server(name)


def known_server(name: str) -> str:
    """Return the name of a known server in lower case, empty for none; a usage error for an unknown one."""
    if not name:
        return ""
    from paraph.cli.suggesting import unknown
    from paraph.schemes import all_schemes, diagnosis_of

    known = dict.fromkeys(server.name for scheme in all_schemes() for server in diagnosis_of(scheme).known_servers)
    if name.lower() not in known:
        raise click.BadParameter(unknown("server", name, known, f"choose one of {', '.join(known)}"))
    return name.lower()


evidence_options = option_group(
    "evidence", EvidenceOptions,
    click.option("--param", "params", multiple=True, metavar="NAME=VALUE", callback=check_pairs,
                 help="A parameter that the client meant to send."),
    click.option("--host-alias", "hosts", multiple=True, metavar="HOST",
                 help="Another name for the host, which the client may have signed."),
    click.option("--signed-file", type=click.Path(allow_dash=True), metavar="FILE",
                 help="File with the canonical or base string that the client says it signed."),
    click.option("--response", "response_file", type=click.Path(allow_dash=True), metavar="FILE",
                 help="File with the response of the server: status, headers and body, or only the body."),
    click.option("--accepted", "accepted_file", type=click.Path(allow_dash=True), metavar="FILE",
                 help="File with a request that the server accepted, signed with the same key: it shows whether the secret is "
                      "right."),
    click.option("--budget", type=click.FloatRange(0, 3600), default=10.0, show_default=True,
                 help="How many seconds to search."),
    click.option("--server", default="", metavar="NAME", callback=server_name,
                 help="The server whose habits count, such as woocommerce; without it, host, path and answer show it."),
    click.option("--all", "every", is_flag=True,
                 help="Show every set of mistakes that produces this signature, not only the likeliest."),
)  # fmt: skip


@click.command()
@request_options
@credential_options
@scheme_option
@evidence_options
@output_options
def command(
    source: RequestSource,
    places: CredentialPlaces,
    scheme: str | None,
    evidence: EvidenceOptions,
    output: OutputOptions,
    now: int | None,
) -> int:
    """Find the mistakes that made the signature of the request in INPUT wrong.

    INPUT is a file, a folder of Bruno, or -: a raw HTTP message or session, commands of curl, HTTPie or wget, HAR, a Postman
    or Insomnia file, a .http file, Bruno's .bru or YAML, a Hurl file, JSON with method, url, headers and body, an HTML page
    with a form, or Python, JavaScript or PowerShell code that makes the call. `paraph read` shows what was understood. If
    INPUT holds several requests, those that the server rejected are explained, or the only signed one; --entry chooses one.
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
    with mask_errors(places):
        entries = read_source(source)
        chosen = failed_entries(entries, source.entry)
    known = read_evidence(evidence, entries, source, read_credential(places), scheme, now)
    show = explanation_printer(output, source, evidence.every)
    if len(chosen) == 1:
        return show_one(chosen[0], known, show)
    codes = [show_or_warn(entry, known, show, output) for entry in chosen]
    return next(code for code in (Exit.NEGATIVE, Exit.UNREADABLE, Exit.GOOD) if code in codes)


def read_evidence(
    evidence: EvidenceOptions,
    entries: tuple[Entry, ...],
    source: RequestSource,
    credential: Credential,
    scheme: str | None,
    now: int | None,
) -> ExplainContext:
    """Read the files that are named, and return all that is known besides the requests to explain."""
    from paraph.cli.explain_context import ExplainContext, accepted_entries, accepted_requests
    from paraph.core.clues import Clues
    from paraph.readers.files.response import read_response

    clues = Clues(tuple(parameter(text) for text in evidence.params), evidence.hosts, server=evidence.server)
    signed = None if evidence.signed_file is None else read_bytes(evidence.signed_file)
    response = None if evidence.response_file is None else read_response(read_bytes(evidence.response_file))
    accepted = (*accepted_entries(entries),)
    if evidence.accepted_file is not None:
        accepted += (*accepted_requests(evidence.accepted_file, source.url_scheme),)
    return ExplainContext(credential, scheme, clues, signed, response, accepted, evidence.budget, now)


def explanation_printer(
    output: OutputOptions, source: RequestSource, every: bool
) -> Callable[[Entry, Explanation], None]:
    """Return the function that prints an explanation, as the options ask for it."""
    import shlex

    if output.as_json:
        return as_lines(output.color, every)
    return as_text(wants_colour(output.color), every, "" if source.input == "-" else shlex.quote(source.input))


def show_one(entry: Entry, known: ExplainContext, show: Callable[[Entry, Explanation], None]) -> Exit:
    """Explain one entry; return the exit code for it."""
    explanation = explain_entry(entry, known)
    show(mask(entry), explanation)
    return Exit.GOOD if explanation.verdict == "valid" else Exit.NEGATIVE


def explain_entry(entry: Entry, known: ExplainContext) -> Explanation:
    """Return the explanation of one entry, with the notes on the entry among its hints."""
    with with_notes(entry):
        explanation = known.for_entry(entry).explain(entry.request, entry.response)
    return replace(explanation, hints=(*entry.notes, *explanation.hints))


def show_or_warn(
    entry: Entry, known: ExplainContext, show: Callable[[Entry, Explanation], None], output: OutputOptions
) -> Exit:
    """Explain one of several entries; if it is not a signed request, say so on stderr and go on."""
    from paraph.render.as_json import entry_json
    from paraph.render.visible import one_line

    try:
        return show_one(entry, known, show)
    except (Unreadable, Malformed) as error:
        said = one_line(mask(str(error)))
        click.echo(f"paraph: entry {one_line(mask(entry.title))}: {said}", err=True)
        if output.as_json:
            error_json = {"kind": "unreadable", "message": said}
            print_json(
                {"schema": "paraph.error/1", "error": error_json, "entry": entry_json(mask(entry))}, output.color
            )
        return Exit.UNREADABLE


def as_lines(color: str, every: bool) -> Callable[[Entry, Explanation], None]:
    """Return a function that prints an explanation as one line of JSON."""

    def show(entry: Entry, explanation: Explanation) -> None:
        print_json(entry_explanation_json(entry, explanation, every), color)

    return show


def entry_explanation_json(entry: Entry, explanation: Explanation, every: bool = False) -> dict[str, Any]:
    """Return an explanation as JSON, with its entry if that has a name."""
    from paraph.render.as_json import entry_json, explanation_json

    named = {"entry": entry_json(entry)} if entry.name else {}
    return {**explanation_json(explanation, every), **named}


def as_text(colour: bool, every: bool, source: str) -> Callable[[Entry, Explanation], None]:
    """Return a function that prints an explanation for people, with the name of its entry; `source` is the file's name."""
    from paraph.render.text import entry_text, explanation_text

    def show(entry: Entry, explanation: Explanation) -> None:
        heading = entry_text(entry, width(), colour) if entry.name else ""
        here = f"{source} --entry {entry.number}" if source and entry.name else source
        has_code = source and explanation.observed_signature and not entry.request.media_type.startswith("multipart/")
        command = code_command(entry, explanation.scheme, here) if has_code else ""
        text = explanation_text(explanation, entry.request, width(), colour, command, every)
        click.echo(heading + text, nl=False, color=colour)

    return show


def code_command(entry: Entry, scheme: str, source: str) -> str:
    """Return the command that prints code for this request in the language of the input; empty if there is none."""
    from paraph.codegen.languages import recommended
    from paraph.schemes import scheme_named

    from_postman = "PostmanRuntime" in (entry.request.header("user-agent") or "")
    language = recommended("postman" if from_postman else entry.kind, scheme_named(scheme).home)
    return f"paraph as {language} {source}" if language else ""
