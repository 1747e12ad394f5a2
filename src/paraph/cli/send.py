"""``paraph send``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from paraph.cli import Exit
from paraph.cli.completing_calls import complete_send_word
from paraph.cli.credentials import read_credential, require_id, scheme_of, with_default
from paraph.cli.options import credential_options, option_group, output_options, prepare_arguments, signing_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.cli.options import CredentialPlaces, OutputOptions, SigningChoices
    from paraph.cli.sending import Plan


class ConnectionOptions(NamedTuple):
    """How to reach the server, and for how long to try."""

    base_url: str
    ca: str | None
    timeout: float
    tries: int


class DeliveryOptions(NamedTuple):
    """What to send, and what to do with the response."""

    all_pages: bool
    output_file: str | None
    offline: bool
    check_status: bool
    verbose: bool


connection_options = option_group(
    "connection", ConnectionOptions,
    click.option("--base-url", default="", metavar="URL", help="Send to this server, but sign for the host in the URL."),
    click.option("--ca", type=click.Path(), metavar="FILE", help="Trust also the certificates in this file."),
    click.option("--timeout", type=click.FloatRange(0, 3600, min_open=True), default=90.0, show_default=True,
                 help="Seconds for each try, until the last byte of the response; with --page for each page."),
    click.option("--tries", type=click.IntRange(1, 20), default=4, show_default=True,
                 help="How many times to try after 429, 5xx or a lost connection."),
)  # fmt: skip


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[METHOD] URL [ITEM...]", shell_complete=complete_send_word)
@credential_options
@signing_options
@click.option("--form", "-f", is_flag=True, help="Send name=value items as a form, not as JSON.")
@click.option("--page", "all_pages", is_flag=True, help="Follow a list through all its pages; print one record a line.")
@connection_options
@click.option(
    "--output",
    "-o",
    "output_file",
    type=click.Path(),
    metavar="FILE",
    help="Write the body of a successful response to this file, once it is complete.",
)
@click.option("--offline", is_flag=True, help="Print the request instead of sending it.")
@click.option("--check-status/--no-check-status", default=True, help="Exit with 3, 4 or 5 for HTTP 3xx, 4xx, 5xx.")
@click.option("--verbose", "-v", is_flag=True, help="Print the headers of request and response on stderr.")
@option_group("delivery", DeliveryOptions)
@output_options
def command(
    words: tuple[str, ...],
    places: CredentialPlaces,
    choices: SigningChoices,
    form: bool,
    connection: ConnectionOptions,
    delivery: DeliveryOptions,
    output: OutputOptions,
    now: int | None,
) -> int:
    """Sign a request, send it, and print the body of the response.

    The URL may be only a path if the credential has a `host`. Items: name==value for the query, name=value and
    name:=json for the body, Name:value for a header, Name; for a header without a value, name=@file for a value from a
    file. The method is GET, or POST if there is a body. Redirects are not followed. Unknown and missing parameters of a
    call of Duo or Alteryx are noted on stderr.

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
    if delivery.output_file is not None and (delivery.all_pages or delivery.offline or output.as_json):
        raise click.UsageError("--output writes the body of one response: omit --page, --offline and --json")
    plan = plan_call(words, form, with_default(places), choices, connection, now)
    print_note(plan, delivery)
    if delivery.offline:
        return print_offline(plan, delivery, output)
    code = deliver(plan, delivery, output)
    return code if delivery.check_status else Exit.GOOD


def plan_call(
    words: Sequence[str],
    form: bool,
    places: CredentialPlaces,
    choices: SigningChoices,
    connection: ConnectionOptions,
    now: int | None,
) -> Plan:
    """Return the request that the words describe, and how to sign and send it."""
    from paraph.cli.sending import Plan, request_and_address
    from paraph.schemes import scheme_named, usual_scheme

    credential = read_credential(places)
    request, to = request_and_address(words, credential, connection.base_url, form)
    scheme = choices.scheme or scheme_of(places) or usual_scheme(request.host, credential.key_id)
    require_id(credential, scheme_named(scheme))
    arguments = {**prepare_arguments(scheme, choices), "now": now}
    return Plan(request, credential, scheme, arguments, to, connection.ca, connection.timeout, connection.tries)


def print_note(plan: Plan, delivery: DeliveryOptions) -> None:
    """Say on stderr which parameters of a known call are unknown or missing."""
    from paraph.cli.vendor_paths import vendor_of

    vendor = vendor_of(plan.request.path, plan.scheme)
    if not vendor:
        return
    from paraph.cli.known_calls import parameter_note
    from paraph.cli.sending import say

    note = parameter_note(plan.request, vendor, follows_pages=delivery.all_pages)
    if note:
        say(f"note: {note}")


def print_offline(plan: Plan, delivery: DeliveryOptions, output: OutputOptions) -> Exit:
    """Print the request, or that of the first page, instead of sending it."""
    from paraph.cli.sending import show_offline

    if delivery.all_pages:
        from paraph.cli.send_pages import first_page

        return show_offline(plan, first_page(plan), output.as_json, output.color)
    return show_offline(plan, plan.request, output.as_json, output.color)


def deliver(plan: Plan, delivery: DeliveryOptions, output: OutputOptions) -> Exit:
    """Send the request, or one for each page, and print what comes."""
    if delivery.all_pages:
        from paraph.cli.send_pages import send_all

        return send_all(plan, delivery.verbose, output.as_json)
    from paraph.cli.sending import send_one

    return send_one(plan, delivery.verbose, output.as_json, delivery.output_file, output.color)
