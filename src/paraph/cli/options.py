"""Options that several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli.completing import complete_entry, complete_profile
from paraph.cli.suggesting import Choice

if TYPE_CHECKING:
    from collections.abc import Callable


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """INPUT, --url-scheme, and what chooses and fills in a request of a collection."""
    for option in (
        click.option("--var", "settings", multiple=True, metavar="NAME=VALUE", help="A value for {{NAME}}."),
        click.option("--env", "environment", type=click.Path(), metavar="FILE",
                     help="An environment file, such as Postman's, for {{variables}}."),
        click.option("--entry", "wanted", metavar="N|NAME", shell_complete=complete_entry,
                     help="Which of several requests, by its number from 1 or its name."),
        click.option("--url-scheme", type=Choice(["https", "http"]), default="https", show_default=True,
                     help="The scheme of a raw HTTP message, which does not say it."),
        click.argument("input", type=click.Path(allow_dash=True)),
    ):  # fmt: skip
        command = option(command)
    return command


def credential_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the secret comes from."""
    for option in (
        click.option("--secret-file", type=click.Path(), help="Read the secret from this file, first line."),
        click.option("--secret-env", metavar="NAME", help="Read the secret from this environment variable."),
        click.option("--id", "key_id", metavar="ID", help="Integration key or consumer key, with --secret-env or -file."),
        click.option("--profile", metavar="NAME", shell_complete=complete_profile,
                     help="A profile of the configuration file."),
        click.option("--credentials", type=click.Path(), metavar="FILE",
                     help="JSON or TOML with id, secret, and if need be token, token_secret, host, others."),
    ):  # fmt: skip
        command = option(command)
    return command


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, --color and --now."""
    for option in (
        click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."),
        click.option("--now", metavar="TIME", callback=lambda _c, _p, text: moment(text),
                     help="The time to go by: RFC 3339, RFC 2822 or epoch seconds."),
    ):  # fmt: skip
        command = option(command)
    return command


def host_names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Further names of a server; a usage error for what is no name or address, with a port or without."""
    from paraph.http.guard import named_host

    for value in values:
        if not named_host(value)[0]:
            raise click.BadParameter(f"{value!r} is no host name or address: write HOST or HOST:PORT")
    return values


def scheme_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--scheme."""
    from paraph.schemes import scheme_names

    return click.option("--scheme", type=Choice(scheme_names()), help="The scheme; without it, it is recognised.")(
        command
    )


def signing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--scheme, and what may be chosen within a scheme."""
    from paraph.schemes import scheme_names

    for option in (
        click.option("--body-hash", is_flag=True, help="OAuth: add oauth_body_hash to a body that is no form."),
        click.option("--realm", help="OAuth: the realm of the header."),
        click.option("--place", type=Choice(["header", "query", "body"]),
                     help="OAuth: where the parameters travel."),
        click.option("--digest", type=Choice(["sha1", "sha256", "sha512"]), help="The hash of the MAC."),
        click.option("--duo-version", type=Choice(["1", "2", "4", "5"]), help="Duo: the signature version."),
        click.option("--scheme", type=Choice(scheme_names()),
                     help="The scheme; without it, Duo for Duo's hosts and integration keys, else OAuth 1.0a."),
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
    """What :func:`signing_options` chose, as the scheme's ``prepare`` takes it; what is of another scheme is left out."""
    from paraph.schemes import scheme_named

    choices = {"version": duo_version, "digest": digest, "placement": place, "realm": realm, "body_hash": body_hash,
               "date": date}  # fmt: skip
    return {name: value for name, value in scheme_named(scheme).options(choices).items() if value is not None}


def moment(text: str | None) -> int | None:
    """Unix seconds of a time given on the command line; a usage error for anything else."""
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
            f"{text!r} is no time: try 2026-03-17T09:30:05Z, 'Tue, 17 Mar 2026 09:30:05 -0000' or 1773739805"
        ) from None


def parameter(text: str) -> tuple[str, str]:
    """NAME=VALUE as a pair."""
    name, mark, value = text.partition("=")
    if not mark:
        raise click.BadParameter(f"expected NAME=VALUE, got {text[:40]!r}")
    return name, value
