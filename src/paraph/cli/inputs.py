"""What several commands take: a request, a credential, a clock, and how to print."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.credential import Credential, Secret
from paraph.errors import Malformed, Unconfigured, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.readers import Entry

MOST_BYTES = 16 * 1024 * 1024
FIELDS = ("id", "secret", "token", "token_secret", "host")


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """INPUT, --url-scheme, and what chooses and fills in a request of a collection."""
    for option in (
        click.option("--var", "settings", multiple=True, metavar="NAME=VALUE", help="A value for {{NAME}}."),
        click.option("--env", "environment", type=click.Path(), metavar="FILE",
                     help="An environment file, such as Postman's, for {{variables}}."),
        click.option("--entry", "wanted", metavar="N|NAME",
                     help="Which of several requests, by its number from 1 or its name."),
        click.option("--url-scheme", type=click.Choice(["https", "http"]), default="https", show_default=True,
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
        click.option("--profile", metavar="NAME", help="A profile of the configuration file."),
        click.option("--credentials", type=click.Path(), metavar="FILE",
                     help="JSON or TOML with id, secret, and if need be token, token_secret, host, others."),
    ):  # fmt: skip
        command = option(command)
    return command


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, --color and --now."""
    for option in (
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."),
        click.option("--now", metavar="TIME", callback=lambda _c, _p, text: moment(text),
                     help="The time to go by: RFC 3339, RFC 2822 or epoch seconds."),
    ):  # fmt: skip
        command = option(command)
    return command


def scheme_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--scheme."""
    from paraph.schemes import NAMES

    return click.option("--scheme", type=click.Choice(NAMES), help="The scheme; without it, it is recognised.")(command)


def signing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--scheme, and what may be chosen within a scheme."""
    from paraph.schemes import NAMES

    for option in (
        click.option("--body-hash", is_flag=True, help="OAuth: add oauth_body_hash to a body that is no form."),
        click.option("--realm", help="OAuth: the realm of the header."),
        click.option("--place", type=click.Choice(["header", "query", "body"]),
                     help="OAuth: where the parameters travel."),
        click.option("--digest", type=click.Choice(["sha1", "sha256", "sha512"]), help="The hash of the MAC."),
        click.option("--duo-version", type=click.Choice(["1", "2", "4", "5"]), help="Duo: the signature version."),
        click.option("--scheme", type=click.Choice(NAMES),
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
    chosen: dict[str, dict[str, Any]] = {
        "duo": {"version": int(duo_version) if duo_version else None, "digest": digest, "date": date},
        "oauth1": {
            "method": f"HMAC-{digest.upper()}" if digest else None,
            "placement": place,
            "realm": realm,
            "body_hash": body_hash or None,
        },
    }
    return {name: value for name, value in chosen[scheme].items() if value is not None}


def moment(text: str | None) -> int | None:
    """Unix seconds of a time given on the command line; a usage error for anything else."""
    from datetime import UTC, datetime

    from paraph.dates import date_seconds

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


def read_bytes(name: str) -> bytes:
    """The bytes of a file or of standard input; an Unreadable or usage error in one line when that fails."""
    if name == "-":
        if sys.stdin.isatty():
            raise click.UsageError("INPUT is -, but nothing is piped in: give a file, or pipe the request in")
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"cannot read {name}: {error.strerror or error}") from None


def read_entries(name: str, url_scheme: str, environment: str | None, settings: tuple[str, ...]) -> tuple[Entry, ...]:
    """The requests in a file or on standard input; a variable that is set wins over one of the environment."""
    from paraph import readers

    given = dict(parameter(text) for text in settings)
    variables = (read_environment(environment) if environment else {}) | given
    return readers.entries(read_bytes(name), scheme=url_scheme, variables=variables)


def read_environment(name: str) -> dict[str, str]:
    """The variables of an environment file."""
    from paraph import readers

    try:
        return readers.environment(read_bytes(name))
    except Unreadable as error:
        raise Unreadable(f"{name}: {error.reason}", error.line, error.column) from None


def one_entry(entries: tuple[Entry, ...], wanted: str | None) -> Entry:
    """The entry asked for, or the only one; a usage error, with a list on stderr, when that is not one."""
    from paraph.readers import chosen

    if wanted is not None:
        try:
            return chosen(entries, wanted)
        except LookupError as error:
            raise click.UsageError(str(error)) from None
    if len(entries) > 1:
        raise several(entries, "choose one")
    return entries[0]


def failed_entries(entries: tuple[Entry, ...], wanted: str | None) -> tuple[Entry, ...]:
    """The entry asked for, or the only one, or those known to have failed; a usage error when none is."""
    failed = tuple(entry for entry in entries if entry.failed)
    if wanted is not None or len(entries) == 1:
        return (one_entry(entries, wanted),)
    if not failed:
        raise several(entries, "none is known to have failed; choose one")
    return failed


def several(entries: tuple[Entry, ...], what: str) -> click.UsageError:
    """A usage error, after a list of the entries on stderr."""
    from paraph.render.visible import one_line

    for entry in entries:
        click.echo(f"  {one_line(entry.title)}", err=True)
    return click.UsageError(f"INPUT holds {len(entries)} requests: {what} with --entry N|NAME")


@contextmanager
def noted(entry: Entry) -> Iterator[None]:
    """An error about the entry is said with what is known of it."""
    try:
        yield
    except Malformed as error:
        raise Malformed("; ".join((str(error), *entry.notes)), error.id) from None


def read_credential(
    credentials: str | None, profile: str | None, key_id: str | None, secret_env: str | None, secret_file: str | None
) -> Credential:
    """The credential, from the first of the places given; a prompt when there is a terminal and no place."""
    if credentials:
        return from_table(load_table(Path(credentials)), credentials)
    if profile:
        return from_profile(profile)
    if secret_env:
        if secret_env not in os.environ:
            raise Unconfigured(f"the environment variable {secret_env} is not set")
        return Credential.of(key_id or "", os.environ[secret_env])
    if secret_file:
        return Credential.of(key_id or "", first_line(file_bytes(Path(secret_file))))
    if sys.stdin.isatty() and sys.stderr.isatty():
        name = key_id or click.prompt("Key id (integration key, consumer key)", err=True)
        return Credential.of(name, click.prompt("Secret", hide_input=True, err=True))
    raise Unconfigured(
        "no credentials: give --credentials FILE, --profile NAME, or --id with --secret-env or --secret-file"
    )


def first_line(raw: bytes) -> bytes:
    """The first line without its end: what a file or a program says when it is asked for a secret."""
    lines = raw.splitlines()
    return lines[0] if lines else b""


def file_bytes(path: Path) -> bytes:
    """The bytes of a credentials file; Unconfigured when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unconfigured(f"cannot read {path}: {error.strerror or error}") from None


def load_table(path: Path) -> dict[str, Any]:
    """The table in a JSON or TOML file; Unconfigured, without a word of what is in it, when it is neither."""
    import json
    import tomllib

    raw = file_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
        table = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise Unconfigured(f"{path} is neither JSON nor TOML{where}") from None
    if not isinstance(table, dict):
        raise Unconfigured(f"{path} holds no table with id and secret")
    return table


def from_table(table: dict[str, Any], source: str) -> Credential:
    """A credential from id, secret and the rest; Unconfigured when a value is missing or no text."""
    for name in FIELDS:
        if not isinstance(table.get(name, ""), str):
            raise Unconfigured(f"{name} in {source} is not a text")
    others = table.get("others", {})
    if not isinstance(others, dict) or not all(isinstance(value, str) for value in others.values()):
        raise Unconfigured(f"others in {source} is not a table of texts")
    if not table.get("secret"):
        raise Unconfigured(f"there is no secret in {source}")
    return Credential(
        key_id=table.get("id", ""),
        secret=Secret(table["secret"]),
        token=table.get("token", ""),
        token_secret=Secret(table.get("token_secret", "")),
        host=table.get("host", ""),
        others={name: Secret(value) for name, value in others.items() if value},
    )


def from_profile(name: str) -> Credential:
    """A credential from ``[profile.NAME]``; its secret is a text, or says where it is kept."""
    from paraph.cli.profiles import config_path, profile, secret_text

    table = profile(name)
    key_id = table.get("id") or table.get("key", "")
    secret = table.get("secret")
    text = secret_text(secret, key_id if isinstance(key_id, str) else "") if isinstance(secret, dict) else secret
    return from_table({**table, "id": key_id, "secret": text or ""}, f"profile {name} of {config_path()}")


def parameter(text: str) -> tuple[str, str]:
    """NAME=VALUE as a pair."""
    name, mark, value = text.partition("=")
    if not mark:
        raise click.BadParameter(f"expected NAME=VALUE, got {text[:40]!r}")
    return name, value


def wants_colour(choice: str) -> bool:
    """Whether to colour, by the option, NO_COLOR, FORCE_COLOR, TERM and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """The columns to fill: those of the terminal, at most 100, and 80 through a pipe."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100) if sys.stdout.isatty() else 80
