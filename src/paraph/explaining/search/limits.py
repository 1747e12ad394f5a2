"""How far the values of a search are computed: to which rarity, to which cost, and until when."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field


class DeadlineExceeded(Exception):
    """The time for a search ran out while values were computed; no error of a value, so that nothing takes it for one."""


class Deadline:
    """When a search has to end, in the seconds of :func:`time.monotonic`."""

    __slots__ = ("at",)

    def __init__(self, at: float = math.inf) -> None:
        self.at = at

    def check(self) -> None:
        """Raise DeadlineExceeded if the time is up."""
        if time.monotonic() > self.at:
            raise DeadlineExceeded("the time is up")


@dataclass(frozen=True, slots=True)
class Limits:
    """Ways rarer than `max_rarity` are skipped, and values that cost more than `max_cost` are not computed."""

    max_rarity: float = math.inf
    max_cost: float = math.inf
    deadline: Deadline = field(default_factory=Deadline)
