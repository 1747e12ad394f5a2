"""Options that several commands have, bound to one value for each group.

``@credential_options`` adds --credentials, --profile, --id, --secret-env and --secret-file to a command, which gets their
values as one argument, ``places: CredentialPlaces``. The values are named tuples: a frozen dataclass takes three times as
long to define, and each call of paraph would wait for it.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.cli.completing import complete_entry, complete_profile
from paraph.cli.suggesting import Choice, SchemeChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class CredentialPlaces(NamedTuple):
    """Where to read the credential of a command."""

    credentials: str | None
    profile: str | None
    key_id: str | None
    secret_env: str | None
    secret_file: str | None


class RequestSource(NamedTuple):
    """Where to read the request of a command; `variables` are texts of the form NAME=VALUE."""

    input: str
    url_scheme: str
    entry: str | None
    environment: str | None
    variables: tuple[str, ...]


class SigningChoices(NamedTuple):
    """How to sign a request; each choice applies to some schemes only."""

    scheme: str | None
    duo_version: str | None
    digest: str | None
    place: str | None
    realm: str | None
    body_hash: bool


class OutputOptions(NamedTuple):
    """How to print the result of a command."""

    as_json: bool
    color: str


def option_group(argument: str, group: type[Any], *options: Decorator) -> Decorator:
    """Return a decorator that adds `options` to a command and passes the values of `group` as one argument.

    An option of the group may also be added to the command separately, so that it has another place in the help text.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def grouped(**values: Any) -> Any:
            values[argument] = group(**{name: values.pop(name) for name in group.__annotations__})
            return command(**values)

        result: Callable[..., Any] = grouped
        for option in reversed(options):
            result = option(result)
        return result

    return decorate


def host_names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return further names of a server; a usage error for anything but a name or address with or without a port."""
    from paraph.http.guard import named_host

    for value in values:
        if not named_host(value)[0]:
            raise click.BadParameter(f"{value!r} is not a host name or address: write HOST or HOST:PORT")
    return values


def prepare_arguments(scheme: str, choices: SigningChoices, date: str | None = None) -> dict[str, Any]:
    """Return the choices as arguments of the scheme's ``prepare``, without those of other schemes."""
    from paraph.schemes import scheme_named

    arguments = {"version": choices.duo_version, "digest": choices.digest, "placement": choices.place,
                 "realm": choices.realm, "body_hash": choices.body_hash, "date": date}  # fmt: skip
    return {name: value for name, value in scheme_named(scheme).options(arguments).items() if value is not None}


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


def request_source(**input_settings: Any) -> Decorator:
    """Return INPUT, --url-scheme, --entry, --env and --var; `input_settings` are settings of the argument INPUT."""
    return option_group(
        "source", RequestSource,
        click.argument("input", type=click.Path(allow_dash=True), **input_settings),
        click.option("--url-scheme", type=Choice(["https", "http"]), default="https", show_default=True,
                     help="How a raw HTTP message was sent."),
        click.option("--entry", metavar="N|NAME", shell_complete=complete_entry,
                     help="Choose one of several requests by its name or number; numbers start at 1."),
        click.option("--env", "environment", type=click.Path(), metavar="FILE",
                     help="Read {{variables}} from this environment file (Postman, JetBrains, REST Client)."),
        click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", callback=check_pairs,
                     help="Set the variable {{NAME}}."),
    )  # fmt: skip


request_options = request_source()

credential_options = option_group(
    "places", CredentialPlaces,
    click.option("--credentials", type=click.Path(), metavar="FILE",
                 help="JSON or TOML file with id and secret (or ikey and skey, ...); optional: token, token_secret, host, others."),
    click.option("--profile", metavar="NAME", shell_complete=complete_profile,
                 help="Use this profile of the configuration file."),
    click.option("--id", "key_id", metavar="ID", help="Integration key or consumer key; goes with --secret-env or --secret-file."),
    click.option("--secret-env", metavar="NAME", help="Read the secret from this environment variable."),
    click.option("--secret-file", type=click.Path(), help="Read the secret from the first line of this file."),
)  # fmt: skip
"""The options that name a credential."""

output_options = option_group(
    "output", OutputOptions,
    click.option("--now", metavar="TIME", callback=lambda _c, _p, text: moment(text),
                 help="Use this time instead of the clock: RFC 3339, RFC 2822 or epoch seconds."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."),
    click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
)  # fmt: skip
"""--now, --json and --color; the time is an argument of its own."""

scheme_option = click.option(
    "--scheme", type=SchemeChoice(), help="The signature scheme; by default it is recognised from the request."
)
"""--scheme, for a request that is signed."""

signing_options = option_group(
    "choices", SigningChoices,
    click.option("--scheme", type=SchemeChoice(),
                 help="The signature scheme; by default Duo for Duo hosts and integration keys, else OAuth 1.0a."),
    click.option("--duo-version", type=Choice(["1", "2", "4", "5"]), help="Duo: the signature version."),
    click.option("--digest", type=Choice(["sha1", "sha256", "sha512"]), help="The hash algorithm of the MAC."),
    click.option("--place", type=Choice(["header", "query", "body"]),
                 help="OAuth: where the oauth_ parameters are sent."),
    click.option("--realm", help="OAuth: the realm of the header."),
    click.option("--body-hash", is_flag=True, help="OAuth: add oauth_body_hash if the body is not a form."),
)  # fmt: skip
"""--scheme, and the options of single schemes."""
