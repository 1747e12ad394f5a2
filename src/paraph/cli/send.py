"""``paraph send``."""

from __future__ import annotations

from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential, require_id
from paraph.cli.options import credential_options, output_options, signing_choices, signing_options


def line_options(command: Any) -> Any:
    """How to reach the server."""
    for option in (
        click.option("--tries", type=click.IntRange(1, 20), default=4, show_default=True,
                     help="How often to send at most: after 429, 5xx and lost connections."),
        click.option("--timeout", type=click.FloatRange(0, 3600, min_open=True), default=90.0, show_default=True,
                     help="Seconds for each try, from connecting to the last byte; with --page for each page."),
        click.option("--ca", type=click.Path(), metavar="FILE", help="Trust the certificates in this file besides."),
        click.option("--base-url", default="", metavar="URL", help="Send to this server, signed for the named host."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[METHOD] URL [ITEM...]")
@credential_options
@signing_options
@click.option("--form", "-f", is_flag=True, help="Send name=value as a form, not as JSON.")
@click.option("--page", "all_pages", is_flag=True, help="Follow the list to its end; one record a line.")
@line_options
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    metavar="FILE",
    help="Write the body of a success to this file, once it is complete.",
)
@click.option("--offline", is_flag=True, help="Print what would be sent, and send nothing.")
@click.option("--check-status/--no-check-status", default=True, help="Exit with 3, 4 or 5 for HTTP 3xx, 4xx, 5xx.")
@click.option("--verbose", "-v", is_flag=True, help="Show the heads of request and answer on stderr.")
@output_options
def command(
    words: tuple[str, ...],
    scheme: str | None,
    duo_version: str | None,
    digest: str | None,
    place: str | None,
    realm: str | None,
    body_hash: bool,
    form: bool,
    all_pages: bool,
    output: str | None,
    base_url: str,
    ca: str | None,
    timeout: float,
    tries: int,
    offline: bool,
    check_status: bool,
    verbose: bool,
    now: int | None,
    as_json: bool,
    color: str,
    **places: Any,
) -> int:
    """Sign a request, send it, and print the body of the answer.

    The URL may be a path alone where the credential has a `host`. Items: name==value for the query, name=value and
    name:=json for the body, Name:value for a header, Name; for one without a value, name=@file for a value in a file.
    The method is GET, or POST where there is a body. Redirects are not followed.

    \b
    Examples:
      paraph send /admin/v1/users limit==10 --profile prod
      paraph send POST /auth/v2/auth username=lena factor=push device=auto --form --profile auth
      paraph send https://gallery.example.com/gallery/api/v1/workflows/subscription/ --credentials alteryx.json
      paraph send /admin/v2/logs/authentication --page --profile prod > events.jsonl
      paraph send /admin/v1/users --profile prod --base-url http://127.0.0.1:8080

    A refused signature (401) is explained on stderr, and of what Duo forbids (403) which permission it takes. With --page, records are JSON Lines; logs of Duo's version 2 begin
    a day ago and end two minutes ago unless mintime and maxtime say otherwise. What has to be parsed ends at
    64 MiB (--page, --json, a terminal, a refusal); other bodies are passed on as they come. Exits with 0, 3, 4 or 5 by the status,
    69 when there is no whole answer, 78 without a credential.
    """
    from paraph.cli.profiles import scheme_of, with_default
    from paraph.cli.sending import Plan, request_and_address, send_one, show_offline
    from paraph.schemes import scheme_named, usual_scheme

    if output is not None and (all_pages or offline or as_json):
        raise click.UsageError("--output is for the body of one answer: leave out --page, --offline and --json")
    places = with_default(places)
    credential = read_credential(**places)
    request, to = request_and_address(words, credential, base_url, form)
    name = scheme or scheme_of(places) or usual_scheme(request.host, credential.key_id)
    require_id(credential, scheme_named(name))
    options = signing_choices(name, duo_version, digest, place, realm, body_hash)
    plan = Plan(request, credential, name, {**options, "now": now}, to, ca, timeout, tries)
    if offline:
        return show_offline(plan, all_pages, as_json, color)
    if all_pages:
        from paraph.cli.send_pages import send_all

        code = send_all(plan, verbose, as_json)
    else:
        code = send_one(plan, verbose, as_json, output, color)
    return code if check_status else Exit.GOOD
