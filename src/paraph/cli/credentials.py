"""Reads the credential of a command from a file, a profile, the environment or a prompt."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.field_names import with_own_names
from paraph.cli.files import file_secret, first_line, load_table
from paraph.cli.masking import mask_secrets_of
from paraph.cli.profiles import DEFAULT, config_path, has_profile, profile, secret_at
from paraph.core.credential import NO_SECRET, Credential, Secret
from paraph.core.errors import ParaphError, Unconfigured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.cli.options import CredentialPlaces
    from paraph.core.scheme import Scheme

PLACES = ("--credentials", "--profile", "--secret-env", "--secret-file")
FIELDS = ("id", "secret", "token", "token_secret", "host")


def is_named(places: CredentialPlaces) -> bool:
    """Whether a place of a credential is named, so that nobody is asked for it."""
    return any(places._replace(key_id=None))


def read_credential(places: CredentialPlaces) -> Credential:
    """Return the credential from the first place that is named, or ask for it on a terminal.

    From then on, everything that paraph prints masks its secrets.
    """
    return mask_secrets_of(locate_credential(places))


def require_id(credential: Credential, scheme: Scheme[Any] | None) -> None:
    """Raise Unconfigured for a credential without a key id if the scheme names the key that signs."""
    if not credential.key_id and (scheme is None or scheme.checks.names_key):
        raise Unconfigured("the key id is missing: give --id ID, or `id` in the credentials file")


def with_default(places: CredentialPlaces) -> CredentialPlaces:
    """Return the places; if none is named, the default profile, if it exists."""
    return places if any(places) or not has_profile(DEFAULT) else places._replace(profile=DEFAULT)


def scheme_of(places: CredentialPlaces) -> str:
    """Return the scheme that the credentials file or the profile names; empty if neither does."""
    from paraph.schemes import scheme_names

    scheme = table_of(places).get("scheme", "")
    if scheme and scheme not in scheme_names():
        from paraph.cli.suggesting import unknown

        rest = f"choose one of {', '.join(scheme_names())}"
        raise Unconfigured(unknown("scheme", str(scheme), scheme_names(), rest))
    return str(scheme)


def table_of(places: CredentialPlaces) -> dict[str, Any]:
    """Return the table in the credentials file or of the profile; empty if neither is named."""
    if places.credentials:
        return with_own_names(load_table(Path(places.credentials)), places.credentials)
    return profile(places.profile) if places.profile else {}


def places_of(places: CredentialPlaces) -> tuple[str | None, ...]:
    """Return the places in the order of their options."""
    return places.credentials, places.profile, places.secret_env, places.secret_file


def locate_credential(places: CredentialPlaces) -> Credential:
    """Return the credential from its place."""
    key_id = places.key_id or ""
    named = [option for option, value in zip(PLACES, places_of(places), strict=True) if value]
    if len(named) > 1:
        raise click.UsageError(f"{named[0]} and {named[1]} both name a credential: give one of them")
    if places.credentials:
        return from_table(load_table(Path(places.credentials)), places.credentials)
    if places.profile:
        return from_profile(places.profile)
    if places.secret_env:
        if places.secret_env not in os.environ:
            raise Unconfigured(f"the environment variable {places.secret_env} is not set: export it first")
        return Credential(key_id, Secret(os.environ[places.secret_env]))
    if places.secret_file:
        return Credential(key_id, first_line(file_secret(Path(places.secret_file))))
    if sys.stdin.isatty() and sys.stderr.isatty():
        return ask_credential(key_id)
    raise Unconfigured(
        "no credentials: give --credentials FILE, --profile NAME (`paraph login` stores one), or --id with --secret-env "
        "or --secret-file"
    )


def ask_credential(key_id: str) -> Credential:
    """Ask on the terminal for the secret, and for the key id if it is empty."""
    name = key_id or click.prompt(
        "Key id (integration key, consumer key; empty for webhooks)", "", show_default=False, err=True
    )
    return Credential(name, Secret(click.prompt("Secret", hide_input=True, err=True)))


def from_table(table: dict[str, Any], source: str) -> Credential:
    """Return the credential in a table; Unconfigured if a value is missing or is not a text."""
    table = with_own_names(table, source)
    for name in FIELDS:
        if not isinstance(table.get(name, ""), str | Secret):
            raise Unconfigured(f"{name} in {source} is not a text: write it in quotes")
    others = table.get("others", {})
    if not isinstance(others, dict) or not all(isinstance(value, str | Secret) for value in others.values()):
        raise Unconfigured(f"others in {source} is not a table of names and texts")
    if not table.get("secret"):
        raise Unconfigured(f"the secret is missing in {source}: give it as `secret`, and the key id as `id`")
    return Credential(
        key_id=table.get("id", ""),
        secret=table["secret"],
        token=table.get("token", ""),
        token_secret=table.get("token_secret", NO_SECRET),
        host=table.get("host", ""),
        others={name: value if isinstance(value, Secret) else Secret(value) for name, value in others.items() if value},
    )


def from_profile(name: str) -> Credential:
    """Return the credential of ``[profile.NAME]``, whose secret is a text or names the place where it is stored."""
    table = profile(name)
    key_id = table.get("id", "")
    secret = table.get("secret")
    if isinstance(secret, dict):
        secret = secret_at(secret, key_id if isinstance(key_id, str) else "")
    return from_table({**table, "id": key_id, "secret": secret or NO_SECRET}, f"profile {name} of {config_path()}")


@contextmanager
def mask_errors(places: CredentialPlaces) -> Iterator[None]:
    """Mask the secret that `places` name in errors of this block, which may quote a request."""
    try:
        yield
    except (ParaphError, click.UsageError):
        if is_named(places):
            with suppress(ParaphError, click.UsageError):
                read_credential(places)
        raise
