"""Records every HMAC that a program computes through :mod:`hmac` or the package cryptography."""

from __future__ import annotations

import hmac
from collections import deque
from typing import Any

from paraph.core.credential import Secret
from paraph.tracing.python.places import building_place, users_place
from paraph.tracing.records import Mac, Place

SEEN: deque[Mac] = deque(maxlen=64)
"""The last HMACs, oldest first."""
_digest = hmac.digest


def record_mac(mac: Mac) -> None:
    """Record an HMAC, once."""
    if not SEEN or SEEN[-1].digest != mac.digest:
        SEEN.append(mac)


def note_mac(algorithm: str, key: bytes, message: bytes, digest: bytes, signed: Place | None) -> None:
    """Record an HMAC that was signed at a place."""
    places = () if signed is None else tuple(place for place in (building_place(signed), signed) if place is not None)
    record_mac(Mac(algorithm.replace("-", "").removeprefix("hmac"), Secret(key), message, digest, places))


class RecordingHMAC(hmac.HMAC):
    """An :class:`hmac.HMAC` that remembers its input."""

    def __init__(self, key: Any, msg: Any = None, digestmod: Any = "") -> None:
        self._noted: list[bytes] = []
        super().__init__(key, msg, digestmod)
        self._noted_key = bytes(key)
        self._signed = users_place("signed")
        if msg is not None and not self._noted:
            self._noted.append(bytes(msg))

    def update(self, msg: Any) -> None:
        """Add to the message."""
        self._noted.append(bytes(msg))
        super().update(msg)

    def copy(self) -> RecordingHMAC:
        """Return an independent copy."""
        other = super().copy()
        assert isinstance(other, RecordingHMAC)
        vars(other).update(vars(self) | {"_noted": list(self._noted)})
        return other

    def digest(self) -> bytes:
        """Return the MAC, and record it."""
        value: bytes = super().digest()
        note_mac(self.name, self._noted_key, b"".join(self._noted), value, self._signed)
        return value

    def hexdigest(self) -> str:
        """Return the MAC in hex."""
        return self.digest().hex()


def new(key: Any, msg: Any = None, digestmod: Any = "") -> RecordingHMAC:
    """Do what :func:`hmac.new` does."""
    return RecordingHMAC(key, msg, digestmod)


def digest(key: Any, msg: Any, digest: Any) -> bytes:
    """Do what :func:`hmac.digest` does."""
    value: bytes = _digest(key, msg, digest)
    name = digest if isinstance(digest, str) else RecordingHMAC(key, None, digest).name
    note_mac(name, bytes(key), bytes(msg), value, users_place("signed"))
    return value


def install() -> None:
    """Replace the functions of :mod:`hmac` by recording ones."""
    hmac.HMAC, hmac.new, hmac.digest = RecordingHMAC, new, digest  # type: ignore[misc]


def install_cryptography(module: Any) -> None:
    """Do the same for ``cryptography.hazmat.primitives.hmac``, after its import."""
    plain = module.HMAC

    class CryptographyHMAC:
        """An HMAC of cryptography that remembers its input."""

        def __init__(self, key: bytes, algorithm: Any, backend: Any = None) -> None:
            self._inner = plain(key, algorithm, backend)
            self._key, self._parts, self._signed = key, [], users_place("signed")  # type: ignore[var-annotated]
            self.algorithm = algorithm

        def update(self, data: bytes) -> None:
            self._parts.append(bytes(data))
            self._inner.update(data)

        def copy(self) -> Any:
            other = CryptographyHMAC.__new__(CryptographyHMAC)
            vars(other).update(vars(self) | {"_inner": self._inner.copy(), "_parts": list(self._parts)})
            return other

        def finalize(self) -> bytes:
            value: bytes = self._inner.finalize()
            note_mac(self.algorithm.name, bytes(self._key), b"".join(self._parts), value, self._signed)
            return value

        def verify(self, signature: bytes) -> None:
            self._inner.verify(signature)

    module.HMAC = CryptographyHMAC
