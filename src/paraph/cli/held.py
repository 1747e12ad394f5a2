"""The credentials that this run has read: their secrets are masked in everything it prints."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import click

from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential

T = TypeVar("T")
_HELD: list[Credential] = []
_SAID: set[str] = set()


def forget() -> None:
    """Begin a run."""
    _HELD.clear()
    _SAID.clear()


def is_news(said: str) -> bool:
    """Whether this was not yet said in this run."""
    is_new = said not in _SAID
    _SAID.add(said)
    return is_new


def hold(credential: Credential) -> Credential:
    """The credential, from now on one of those whose secrets are hidden."""
    _HELD.append(credential)
    return credential


def mask(value: T) -> T:
    """The value without the secrets of the credentials that were read."""
    from paraph.core.redaction import redacted

    without: T = redacted(value, _HELD) if _HELD else value
    return without


@contextmanager
def masking(places: dict[str, Any]) -> Iterator[None]:
    """An error within, which may quote a request, is said without the secret that `places` lead to."""
    from paraph.cli.credentials import is_named, read_credential

    try:
        yield
    except (ParaphError, click.UsageError):
        if is_named(places):
            with suppress(ParaphError, click.UsageError):
                read_credential(**places)
        raise
