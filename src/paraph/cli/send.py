"""``paraph send``."""

from __future__ import annotations

from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import read_credential, require_id
from paraph.cli.options import credential_options, output_options, signing_choices, signing_options


def line_options(command: Any) -> Any:
    """The options of the connection."""
    for option in (
        click.option("--tries", type=click.IntRange(1, 20), default=4, show_default=True,
                     help="How many times to try after 429, 5xx or a lost connection."),
        click.option("--timeout", type=click.FloatRange(0, 3600, min_open=True), default=90.0, show_default=True,
                     help="Seconds for each try, until the last byte of the response; with --page for each page."),
        click.option("--ca", type=click.Path(), metavar="FILE", help="Trust also the certificates in this file."),
        click.option("--base-url", default="", metavar="URL", help="Send to this server, but sign for the host in the URL."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[METHOD] URL [ITEM...]")
@credential_options
@signing_options
@click.option("--form", "-f", is_flag=True, help="Send name=value items as a form, not as JSON.")
@click.option("--page", "all_pages", is_flag=True, help="Follow a list through all its pages; print one record a line.")
@line_options
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    metavar="FILE",
    help="Write the body of a successful response to this file, once it is complete.",
)
@click.option("--offline", is_flag=True, help="Print the request instead of sending it.")
@click.option("--check-status/--no-check-status", default=True, help="Exit with 3, 4 or 5 for HTTP 3xx, 4xx, 5xx.")
@click.option("--verbose", "-v", is_flag=True, help="Print the headers of request and response on stderr.")
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
    """Sign a request, send it, and print the body of the response.

    The URL may be only a path if the credential has a `host`. Items: name==value for the query, name=value and
    name:=json for the body, Name:value for a header, Name; for a header without a value, name=@file for a value from a
    file. The method is GET, or POST if there is a body. Redirects are not followed.

    \b
    Examples:
      paraph send /admin/v1/users limit==10 --profile prod
      paraph send POST /auth/v2/auth username=lena factor=push device=auto --form --profile auth
      paraph send https://gallery.example.com/gallery/api/v1/workflows/subscription/ --credentials alteryx.json
      paraph send /admin/v2/logs/authentication --page --profile prod > events.jsonl
      paraph send /admin/v1/users --profile prod --base-url http://127.0.0.1:8080

    If the signature is rejected (401), stderr says why; if Duo forbids the call (403), it names the missing permission.
    With --page the records are JSON Lines; version 2 logs of Duo begin a day ago and end two minutes ago unless mintime
    and maxtime are given. A body that must be parsed (--page, --json, a terminal, an error) may have 64 MiB; other bodies
    are copied as they arrive. Exits with 0, or 3, 4 or 5 for HTTP 3xx, 4xx, 5xx; 69 if no whole response came, 78
    without a credential.
    """
    from paraph.cli.profiles import scheme_of, with_default
    from paraph.cli.sending import Plan, request_and_address, send_one, show_offline
    from paraph.schemes import scheme_named, usual_scheme

    if output is not None and (all_pages or offline or as_json):
        raise click.UsageError("--output writes the body of one response: omit --page, --offline and --json")
    places = with_default(places)
    credential = read_credential(**places)
    request, to = request_and_address(words, credential, base_url, form)
    name = scheme or scheme_of(places) or usual_scheme(request.host, credential.key_id)
    require_id(credential, scheme_named(name))
    options = signing_choices(name, duo_version, digest, place, realm, body_hash)
    plan = Plan(request, credential, name, {**options, "now": now}, to, ca, timeout, tries)
    if all_pages:
        from paraph.cli.send_pages import first_page, send_all

        if offline:
            return show_offline(plan, first_page(plan), as_json, color)
        code = send_all(plan, verbose, as_json)
    elif offline:
        return show_offline(plan, request, as_json, color)
    else:
        code = send_one(plan, verbose, as_json, output, color)
    return code if check_status else Exit.GOOD
