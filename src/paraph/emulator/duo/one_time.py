"""One-time passcodes out of a secret: by counter (RFC 4226) or by time (RFC 6238), and which of them a number may be."""

from __future__ import annotations

import hmac

AHEAD = 20
"""How many codes a counter may be behind the device that shows them."""
STEPS_OFF = 1
"""By how many steps the clock of a device may be off."""


def hotp(secret: bytes, counter: int, digits: int = 6) -> str:
    """The code of a counter."""
    digest = hmac.digest(secret, counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def counter_of(secret: bytes, code: str, first: int, last: int) -> int | None:
    """The counter that a code is of, from `first` up to `last`; None for any other code."""
    for counter in range(max(first, 0), last + 1):
        if hmac.compare_digest(hotp(secret, counter, len(code)), code):
            return counter
    return None
