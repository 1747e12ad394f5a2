"""What users do when their phone asks them, and how long they take.

`Options` says it for all of them. A user whose name has one of these words as a part of its own, such as ``deny``,
``carol+fraud`` or ``slow.joe@example.com``, does that instead:

=========== ==================================================================
``deny``    denies the login
``fraud``   says that it was somebody else
``timeout`` never answers, so that the login ends after a minute
``slow``    takes 20 seconds, whatever the answer is
=========== ==================================================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.emulator.duo.state import Options

DECISIONS = ("deny", "fraud", "timeout")
SLOW, SLOW_SECONDS = "slow", 20.0
TIMEOUT_SECONDS = 60.0
"""For how long a push or a call can be answered."""


class Habit(NamedTuple):
    """What a user decides (``approve``, ``deny``, ``fraud``, or ``timeout`` for nothing at all), after how many seconds."""

    decision: str
    seconds: float


def habit_of(username: str, options: Options) -> Habit:
    """What the user of that name does."""
    words = re.split(r"[^a-z]+", username.lower())
    decision = next((word for word in DECISIONS if word in words), options.push)
    seconds = SLOW_SECONDS if SLOW in words else options.push_seconds
    if decision == "timeout" or seconds >= TIMEOUT_SECONDS:
        return Habit("timeout", TIMEOUT_SECONDS)
    return Habit(decision, seconds)
