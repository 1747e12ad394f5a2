"""The interface of a nonce store.

A signed request is fresh within its window, and its nonce must be known for that long. Two things could let a nonce be
accepted twice:

- *Two at once.* Looking a nonce up and storing it is one operation, across threads, processes and machines.
- *A clock set back.* A nonce that was dropped as expired would be fresh again. So a store remembers the latest time
  that it has seen, drops a nonce only once that time is past its expiry, and refuses whatever had expired by then.
  For example: a nonce that expires at 1300 is spent at 1000 and dropped at 2000. The clock is set back to 1000, the
  request is repeated: 1300 lies before 2000, so it is refused.

A nonce is stored as 12 bytes of BLAKE2b: a long one takes no more room, and the store does not reveal it.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Protocol

from paraph.core.message import wire_bytes

DIGEST_BYTES = 12
"""96 bits: finding a second nonce of the same digest takes some 2^96 tries."""
MOST_BYTES = 64 * 1024 * 1024
"""What a store of a million nonces takes at most."""


class NonceStore(Protocol):
    """A store of spent nonces."""

    def spend(self, nonce: str, expires: int, now: int) -> bool:
        """Spend `nonce` until `expires`; return False if it was spent before, or expired by the latest time seen.

        Both times are in Unix seconds. Checking and spending are one operation. Raises StoreUnavailable if the store
        cannot answer.
        """
        ...


def nonce_digest(nonce: str) -> bytes:
    """Return the 12 bytes that are stored for a nonce."""
    return blake2b(wire_bytes(nonce), digest_size=DIGEST_BYTES, person=b"paraph nonces").digest()
