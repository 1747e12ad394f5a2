"""HMAC (RFC 2104) that prepares each key once.

Hashing the key's two pads takes longer than hashing the message of a request, so the hash objects
that have read the pads are stored with the :class:`~paraph.core.secret.Secret`, and copied.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from paraph.core.message import wire_bytes
from paraph.core.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

_INNER = bytes(octet ^ 0x36 for octet in range(256))
_OUTER = bytes(octet ^ 0x5C for octet in range(256))


def prepared_hashes(algorithm: str, key: Secret) -> tuple[hashlib._Hash, hashlib._Hash]:
    """Return the inner and outer hash of HMAC after their pads, stored with the key; copy them before use."""
    pads = key.pads.get(algorithm)
    if pads is None:
        new: Callable[[bytes], hashlib._Hash] = getattr(hashlib, algorithm)
        size = new(b"").block_size
        block = Secret((key.value if len(key.value) <= size else new(key.value).digest()).ljust(size, b"\0"))
        pads = key.pads[algorithm] = new(block.value.translate(_INNER)), new(block.value.translate(_OUTER))
    return pads


def hmac_bytes(algorithm: str, key: Secret, message: bytes) -> bytes:
    """HMAC of `message`; `algorithm` is a name that :mod:`hashlib` knows."""
    pads = key.pads.get(algorithm) or prepared_hashes(algorithm, key)
    inner = pads[0].copy()
    inner.update(message)
    outer = pads[1].copy()
    outer.update(inner.digest())
    return outer.digest()


def hmac_text(algorithm: str, key: Secret, text: str) -> bytes:
    """HMAC of text as UTF-8."""
    pads = key.pads.get(algorithm) or prepared_hashes(algorithm, key)
    inner, outer = pads[0].copy(), pads[1].copy()
    inner.update(text.encode() if text.isascii() else wire_bytes(text))
    outer.update(inner.digest())
    return outer.digest()
