"""Mask the secrets of the credentials that this run has read in all that it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from paraph.core.credential import Credential

T = TypeVar("T")
_CREDENTIALS: list[Credential] = []
_MESSAGES: set[str] = set()


def forget() -> None:
    """Forget the credentials and messages of an earlier run."""
    _CREDENTIALS.clear()
    _MESSAGES.clear()


def is_first_time(message: str) -> bool:
    """Return whether this message was not yet printed in this run, and remember it."""
    is_new = message not in _MESSAGES
    _MESSAGES.add(message)
    return is_new


def mask_secrets_of(credential: Credential) -> Credential:
    """Mask the secrets of a credential from now on, and return it."""
    _CREDENTIALS.append(credential)
    return credential


def mask(value: T) -> T:
    """Return the value without the secrets of the credentials that were read."""
    from paraph.core.redaction import redact

    without: T = redact(value, _CREDENTIALS) if _CREDENTIALS else value
    return without
