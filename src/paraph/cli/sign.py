"""``paraph sign``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import mask_errors, read_credential, require_id
from paraph.cli.inputs import one_entry, read_entries
from paraph.cli.options import credential_options, output_options, request_options, signing_choices, signing_options
from paraph.cli.terminal import print_json, print_request

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme


def one_line_text(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    """Return the text; a usage error if it could not be the value of a header."""
    if text is not None and not text.isprintable():
        raise click.BadParameter("a header has no line ends or control characters")
    return text


@click.command()
@request_options
@credential_options
@signing_options
@click.option("--nonce", help="OAuth: the nonce; by default a random one.")
@click.option("--date", help="Duo: the text of the Date header.", callback=one_line_text)
@output_options
def command(
    input: str,  # noqa: A002
    url_scheme: str,
    wanted: str | None,
    environment: str | None,
    settings: tuple[str, ...],
    scheme: str | None,
    nonce: str | None,
    now: int | None,
    as_json: bool,
    color: str,
    duo_version: str | None,
    digest: str | None,
    place: str | None,
    date: str | None,
    realm: str | None,
    body_hash: bool,
    **places: Any,
) -> int:
    """Sign the request in INPUT, and print it as it must be sent.

    \b
    Examples:
      paraph sign get.http --credentials duo.json
      paraph sign post.http --credentials duo.json --duo-version 2 --digest sha1 --json
      paraph sign curl.txt --scheme oauth1 --place query --credentials oauth.json

    With --json it also prints each stage, from the parameters to the string that is signed.
    """
    from paraph.core.trace import Trace
    from paraph.explaining.report import stage_values
    from paraph.render.as_json import signed_json
    from paraph.render.message import request_text
    from paraph.schemes import scheme_named, usual_scheme
    from paraph.signing import signed

    with mask_errors(places):
        request = one_entry(
            read_entries(input, url_scheme, environment, settings), wanted, prefers_signed=False
        ).request
    credential = read_credential(**places)
    refuse_secret_inside(request, credential)
    chosen: Scheme[Any] = scheme_named(scheme or usual_scheme(request.host, credential.key_id))
    require_id(credential, chosen)
    options = signing_choices(chosen.name, duo_version, digest, place, realm, body_hash, date)
    trace = Trace()
    try:
        made = signed(request, credential, chosen, now=now, nonce=nonce, step=trace, **options)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        steps = stage_values(trace.values, [])
        variant = made.claims.variant
        print_json(signed_json(chosen.name, variant, made.signature, steps, made.request, credential), color)
    else:
        print_request(request_text(made.request))
    return Exit.GOOD


def refuse_secret_inside(request: Request, credential: Credential) -> None:
    """Raise a usage error if the request holds the secret, which would be printed."""
    from paraph.verifying.misplaced_secrets import contains_secret

    raw: tuple[str | bytes, ...] = (request.target, *(value for _, value in request.headers), request.body)
    if any(contains_secret(text, credential) for text in raw):
        raise click.UsageError(
            "the request contains the secret of the credential, which must never be sent: remove it from the request"
        )
