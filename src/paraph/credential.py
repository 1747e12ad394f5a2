"""Secrets that do not show themselves, and the credential that holds them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from paraph.message import wire_bytes, wire_text

if TYPE_CHECKING:
    import hashlib

MASK = "Secret(hidden)"


class Secret:
    """Key material: bytes that no repr, format, comparison message, copy or pickle shows."""

    __slots__ = ("_value", "pads")

    def __init__(self, value: str | bytes) -> None:
        self._value = wire_bytes(value) if isinstance(value, str) else bytes(value)
        self.pads: dict[str, tuple[hashlib._Hash, hashlib._Hash]] = {}

    @property
    def value(self) -> bytes:
        """The key's bytes; text was encoded as UTF-8."""
        return self._value

    @property
    def text(self) -> str:
        """The key as text."""
        return wire_text(self._value)

    def __repr__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._value, other._value)

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled: pass the place it is kept in")


NO_SECRET = Secret(b"")


@dataclass(frozen=True, slots=True)
class Credential:
    """What a client signs with: the public key id, the secret, and what the scheme needs besides.

    `key_id` is Duo's integration key or OAuth's consumer key. `others` are further values at hand; `explain`
    tries each of them as the key. `host` is the host that the credential belongs to, if known.
    """

    key_id: str
    secret: Secret
    token: str = ""
    token_secret: Secret = NO_SECRET
    host: str = ""
    others: dict[str, Secret] = field(default_factory=dict)

    @classmethod
    def of(cls, key_id: str, secret: str | bytes, token: str = "", token_secret: str | bytes = "") -> Credential:
        """A credential from plain values."""
        return cls(key_id, Secret(secret), token, Secret(token_secret))

    def secrets(self) -> dict[str, Secret]:
        """Every secret value in here, by the name of its field."""
        named = {"secret": self.secret, "token_secret": self.token_secret, **self.others}
        return {name: secret for name, secret in named.items() if secret}
