"""``paraph verify``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import mask_errors, read_credential, require_id
from paraph.cli.inputs import one_entry, read_source, with_notes
from paraph.cli.options import credential_options, output_options, request_options, scheme_option
from paraph.cli.terminal import print_json, wants_colour, width
from paraph.core.errors import Malformed

if TYPE_CHECKING:
    from paraph.cli.options import CredentialPlaces, OutputOptions, RequestSource
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.policy import Policy
    from paraph.core.scheme import Scheme
    from paraph.readers import Entry
    from paraph.verifying.verdict import Verdict


@click.command()
@request_options
@credential_options
@scheme_option
@click.option("--require-body", is_flag=True, help="Reject a body that the signature does not cover.")
@click.option(
    "--lenient",
    is_flag=True,
    help="Accept what the vendors' servers accept: old versions, PLAINTEXT, unsigned parts.",
)
@output_options
def command(
    source: RequestSource,
    places: CredentialPlaces,
    scheme: str | None,
    lenient: bool,
    require_body: bool,
    output: OutputOptions,
    now: int | None,
) -> int:
    """Say whether a server would accept the request in INPUT.

    \b
    Examples:
      paraph verify request.http --credentials duo.json
      paraph verify request.http --credentials duo.json --now 'Tue, 17 Mar 2026 09:30:05 -0000' --json

    By default the library's strict policy applies: Duo's version 1, PLAINTEXT and unsigned parts are rejected. Exits with
    0 if the request is accepted and 1 if not; `paraph explain` says why.
    """
    with mask_errors(places):
        entry = one_entry(read_source(source), source.entry)
    credential = read_credential(places)
    verdict = judge_entry(entry, credential, scheme, lenient=lenient, require_body=require_body, now=now)
    print_verdict(entry.request, verdict, output)
    return Exit.GOOD if verdict.valid else Exit.NEGATIVE


def judge_entry(
    entry: Entry, credential: Credential, scheme: str | None, *, lenient: bool, require_body: bool, now: int | None
) -> Verdict:
    """Return the verdict on an entry, by the strict policy or by that of the vendors' servers."""
    from paraph.core.policy import Policy
    from paraph.verifying.judge import judge

    require_id(credential, scheme_for(entry.request, scheme))
    with with_notes(entry):
        policy = replace(habits_for(entry.request, scheme) if lenient else Policy(), require_body=require_body)
        return judge(entry.request, credential, scheme, now=now, policy=policy)


def print_verdict(request: Request, verdict: Verdict, output: OutputOptions) -> None:
    """Print the verdict as JSON or for people, who are also told if the signature does not cover the body."""
    from paraph.render.as_json import verdict_json
    from paraph.render.text import verdict_text
    from paraph.verifying.judge import is_body_covered

    if output.as_json:
        print_json(verdict_json(verdict), output.color)
        return
    colour = wants_colour(output.color)
    click.echo(verdict_text(verdict, width(), colour), nl=False, color=colour)
    if verdict.covers and not is_body_covered(request, verdict.covers):
        click.echo("The signature does not cover the body; --require-body rejects such a request.")


def scheme_for(request: Request, scheme: str | None) -> Scheme[Any] | None:
    """Return the named scheme, or the recognised one; None for a request that is not signed."""
    from paraph.schemes import recognised, scheme_named

    try:
        return scheme_named(scheme) if scheme else recognised(request)
    except Malformed:
        return None


def habits_for(request: Request, scheme: str | None) -> Policy:
    """Return the policy of the usual servers of the named or recognised scheme."""
    from paraph.core.policy import DEFAULT

    chosen = scheme_for(request, scheme)
    return chosen.checks.habits if chosen else DEFAULT
