"""Key material that never shows its value."""

from __future__ import annotations

import hmac
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn

from paraph.core.message import wire_bytes, wire_text

if TYPE_CHECKING:
    import hashlib
    import re

MASK = "Secret(hidden)"
_PEM = b"-----BEGIN "
_SSH = (b"ssh-", b"ecdsa-", b"sk-ssh-", b"sk-ecdsa-")


class KeyKind(Enum):
    """The kind of a key; a key only makes signatures of its own kind."""

    SHARED = "a shared secret"
    PRIVATE = "a private key"
    PUBLIC = "a public key"


def kind_of(value: bytes) -> KeyKind:
    """Return the kind of key in the bytes, recognised by the marks of PEM and of SSH's own format."""
    if _PEM in value:
        return KeyKind.PRIVATE if b"PRIVATE KEY-----" in value else KeyKind.PUBLIC
    return KeyKind.PUBLIC if value.lstrip().startswith(_SSH) else KeyKind.SHARED


class Secret:
    """Key material: bytes that no repr, format, comparison message, copy or pickle shows."""

    __slots__ = ("_kind", "_value", "forms", "joined", "loaded", "pads", "spelling")

    def __init__(self, value: str | bytes) -> None:
        if not isinstance(value, str | bytes | bytearray | memoryview):
            raise TypeError(f"a secret is text or bytes, not {type(value).__name__}")
        self._value = wire_bytes(value) if isinstance(value, str) else bytes(value)
        self._kind: KeyKind | None = None
        self.pads: dict[str, tuple[hashlib._Hash, hashlib._Hash]] = {}
        self.loaded: tuple[Any, Any] | None = None
        self.forms: tuple[str, ...] | None = None
        self.spelling: re.Pattern[str] | None = None
        self.joined: tuple[Secret, Secret] | None = None

    @property
    def value(self) -> bytes:
        """The key's bytes; text was encoded as UTF-8."""
        return self._value

    @property
    def text(self) -> str:
        """The key as text."""
        return wire_text(self._value)

    @property
    def kind(self) -> KeyKind:
        """What kind of key this is: text in PEM or of an SSH key is never a shared secret.

        Otherwise anybody who knows a public key could sign with its text if a request may choose HMAC.
        """
        if self._kind is None:
            self._kind = kind_of(self._value)
        return self._kind

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
        raise TypeError("a Secret cannot be pickled: pass the place where it is stored")


NO_SECRET = Secret(b"")
