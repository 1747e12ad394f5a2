"""What simulated users do with a push or call, and how long they take.

`DuoOptions` sets the behaviour of all users. A user whose name contains one of these words as a separate part, such as ``deny``,
``carol+fraud`` or ``slow.joe@example.com``, behaves differently:

=========== ==================================================================
``deny``    denies the login
``fraud``   reports the login as fraud
``timeout`` never answers; the login ends after a minute
``slow``    answers after 20 seconds
=========== ==================================================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.emulator.duo.state import DuoOptions

DECISIONS = ("deny", "fraud", "timeout")
SLOW, SLOW_SECONDS = "slow", 20.0
TIMEOUT_SECONDS = 60.0
"""Seconds during which a push or a call can be answered."""


class Behavior(NamedTuple):
    """What a user decides (``approve``, ``deny``, ``fraud``, or ``timeout`` for no answer), after how many seconds."""

    decision: str
    seconds: float


def behavior_of(username: str, options: DuoOptions) -> Behavior:
    """Return the behaviour of the user with that name."""
    words = re.split(r"[^a-z]+", username.lower())
    decision = next((word for word in DECISIONS if word in words), options.push)
    seconds = SLOW_SECONDS if SLOW in words else options.push_seconds
    if decision == "timeout" or seconds >= TIMEOUT_SECONDS:
        return Behavior("timeout", TIMEOUT_SECONDS)
    return Behavior(decision, seconds)
