"""``paraph sign``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.credentials import mask_errors, read_credential, require_id, scheme_of
from paraph.cli.inputs import one_entry, read_source
from paraph.cli.options import credential_options, output_options, prepare_arguments, request_options, signing_options
from paraph.cli.terminal import print_json, print_request

if TYPE_CHECKING:
    from paraph.cli.options import CredentialPlaces, OutputOptions, RequestSource, SigningChoices
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.core.trace import Trace
    from paraph.signing import Signed


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
    source: RequestSource,
    places: CredentialPlaces,
    choices: SigningChoices,
    nonce: str | None,
    date: str | None,
    output: OutputOptions,
    now: int | None,
) -> int:
    """Sign the request in INPUT, and print it as it must be sent.

    \b
    Examples:
      paraph sign get.http --credentials duo.json
      paraph sign post.http --credentials duo.json --duo-version 2 --digest sha1 --json
      paraph sign curl.txt --scheme oauth1 --place query --credentials oauth.json

    With --json it also prints each stage, from the parameters to the string that is signed.
    """
    with mask_errors(places):
        request = one_entry(read_source(source), source.entry, prefers_signed=False).request
    credential = read_credential(places)
    chosen = choices._replace(scheme=choices.scheme or scheme_of(places))
    scheme, result, trace = sign_with_trace(request, credential, chosen, now=now, nonce=nonce, date=date)
    if output.as_json:
        print_json(result_json(scheme, result, trace, credential), output.color)
    else:
        print_result(result)
    return Exit.GOOD


def sign_with_trace(
    request: Request,
    credential: Credential,
    choices: SigningChoices,
    *,
    now: int | None,
    nonce: str | None = None,
    date: str | None = None,
) -> tuple[str, Signed[Any], Trace]:
    """Return the name of the scheme, the signed request, and the value of each stage; a usage error if it cannot be signed."""
    from paraph.core.trace import Trace
    from paraph.signing import signed

    refuse_secret_inside(request, credential)
    scheme: Scheme[Any] = signing_scheme(request, credential, choices.scheme or "")
    require_id(credential, scheme)
    arguments = prepare_arguments(scheme.name, choices, date)
    trace = Trace()
    try:
        result = signed(request, credential, scheme, now=now, nonce=nonce, step=trace, **arguments)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return scheme.name, result, trace


def result_json(scheme: str, result: Signed[Any], trace: Trace, credential: Credential) -> dict[str, Any]:
    """Return the signed request, and the value of each stage, as JSON has them."""
    from paraph.explaining.report import stage_values
    from paraph.render.as_json import signed_json

    steps = stage_values(trace.values, [])
    return signed_json(scheme, result.claims.variant, result.signature, steps, result.request, credential)


def print_result(result: Signed[Any]) -> None:
    """Print the signed request as it must be sent."""
    from paraph.render.message import request_text

    print_request(request_text(result.request))


def refuse_secret_inside(request: Request, credential: Credential) -> None:
    """Raise a usage error if the request holds the secret, which would be printed."""
    from paraph.verifying.misplaced_secrets import contains_secret

    raw: tuple[str | bytes, ...] = (request.target, *(value for _, value in request.headers), request.body)
    if any(contains_secret(text, credential) for text in raw):
        raise click.UsageError(
            "the request contains the secret of the credential, which must never be sent: remove it from the request"
        )


def signing_scheme(request: Request, credential: Credential, name: str) -> Scheme[Any]:
    """Return the scheme that the user named; if none, that of the old signature, or the usual one of host and key id."""
    from paraph.core.errors import Malformed
    from paraph.schemes import recognised, scheme_named, usual_scheme

    if name:
        return scheme_named(name)
    try:
        return recognised(request)
    except Malformed:
        return scheme_named(usual_scheme(request.host, credential.key_id))
