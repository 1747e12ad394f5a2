"""Options that several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli.completing import complete_entry, complete_profile
from paraph.cli.suggesting import Choice

if TYPE_CHECKING:
    from collections.abc import Callable


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """INPUT, --url-scheme, --entry, --env and --var."""
    for option in (
        click.option("--var", "settings", multiple=True, metavar="NAME=VALUE", callback=check_pairs,
                     help="Set the variable {{NAME}}."),
        click.option("--env", "environment", type=click.Path(), metavar="FILE",
                     help="Read {{variables}} from this environment file (Postman, JetBrains, REST Client)."),
        click.option("--entry", "wanted", metavar="N|NAME", shell_complete=complete_entry,
                     help="Choose one of several requests by its name or number; numbers start at 1."),
        click.option("--url-scheme", type=Choice(["https", "http"]), default="https", show_default=True,
                     help="How a raw HTTP message was sent."),
        click.argument("input", type=click.Path(allow_dash=True)),
    ):  # fmt: skip
        command = option(command)
    return command


def credential_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name a credential."""
    for option in (
        click.option("--secret-file", type=click.Path(), help="Read the secret from the first line of this file."),
        click.option("--secret-env", metavar="NAME", help="Read the secret from this environment variable."),
        click.option("--id", "key_id", metavar="ID", help="Integration key or consumer key; goes with --secret-env or --secret-file."),
        click.option("--profile", metavar="NAME", shell_complete=complete_profile,
                     help="Use this profile of the configuration file."),
        click.option("--credentials", type=click.Path(), metavar="FILE",
                     help="JSON or TOML file with id and secret (or ikey and skey, ...); optional: token, token_secret, host, others."),
    ):  # fmt: skip
        command = option(command)
    return command


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, --color and --now."""
    for option in (
        click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."),
        click.option("--now", metavar="TIME", callback=lambda _c, _p, text: moment(text),
                     help="Use this time instead of the clock: RFC 3339, RFC 2822 or epoch seconds."),
    ):  # fmt: skip
        command = option(command)
    return command


def host_names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return further names of a server; a usage error for anything but a name or address with or without a port."""
    from paraph.http.guard import named_host

    for value in values:
        if not named_host(value)[0]:
            raise click.BadParameter(f"{value!r} is not a host name or address: write HOST or HOST:PORT")
    return values


def scheme_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--scheme."""
    from paraph.schemes import scheme_names

    return click.option(
        "--scheme",
        type=Choice(scheme_names()),
        help="The signature scheme; by default it is recognised from the request.",
    )(command)


def signing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--scheme, and the options of single schemes."""
    from paraph.schemes import scheme_names

    for option in (
        click.option("--body-hash", is_flag=True, help="OAuth: add oauth_body_hash if the body is not a form."),
        click.option("--realm", help="OAuth: the realm of the header."),
        click.option("--place", type=Choice(["header", "query", "body"]),
                     help="OAuth: where the oauth_ parameters are sent."),
        click.option("--digest", type=Choice(["sha1", "sha256", "sha512"]), help="The hash algorithm of the MAC."),
        click.option("--duo-version", type=Choice(["1", "2", "4", "5"]), help="Duo: the signature version."),
        click.option("--scheme", type=Choice(scheme_names()),
                     help="The signature scheme; by default Duo for Duo hosts and integration keys, else OAuth 1.0a."),
    ):  # fmt: skip
        command = option(command)
    return command


def signing_choices(
    scheme: str,
    duo_version: str | None,
    digest: str | None,
    place: str | None,
    realm: str | None,
    body_hash: bool,
    date: str | None = None,
) -> dict[str, Any]:
    """Return the values of :func:`signing_options` as the scheme's ``prepare`` accepts them, without those of other schemes."""
    from paraph.schemes import scheme_named

    choices = {"version": duo_version, "digest": digest, "placement": place, "realm": realm, "body_hash": body_hash,
               "date": date}  # fmt: skip
    return {name: value for name, value in scheme_named(scheme).options(choices).items() if value is not None}


def moment(text: str | None) -> int | None:
    """Return Unix seconds of a time on the command line; a usage error for anything else."""
    from datetime import UTC, datetime

    from paraph.core.dates import date_seconds

    if text is None:
        return None
    if text.isascii() and text.lstrip("-").isdigit() and len(text) < 13:
        return int(text)
    seconds = date_seconds(text)
    if seconds is not None:
        return seconds
    try:
        when = datetime.fromisoformat(text)
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{text!r} is not a time: write 2026-03-17T09:30:05Z, 'Tue, 17 Mar 2026 09:30:05 -0000' or 1773739805"
        ) from None


def check_pairs(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts; a usage error unless each is NAME=VALUE."""
    for text in texts:
        parameter(text)
    return texts


def parameter(text: str) -> tuple[str, str]:
    """Return the name and the value of NAME=VALUE; a usage error for other text."""
    name, mark, value = text.partition("=")
    if not mark:
        raise click.BadParameter(f"expected NAME=VALUE, got {text[:40]!r}")
    return name, value
