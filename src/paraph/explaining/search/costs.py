"""What a mistake costs a search.

Costs are whole nats (natural logarithms of how unlikely something is), so they add up where probabilities multiply.
Each mistake costs 12; rarer ways of making it cost more.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.core.deviation import Deviation

MISTAKE_COST = 12
"""The least that a mistake costs, and the weight of a common one."""
STAGE_CHOICE_COST = 0.7
"""Extra cost of a mistake that e times as many stages can have: in each of them it is that much rarer."""
NARROW_ADVANTAGE = 1.0
"""What a narrow mistake weighs less, so that it comes before a wider one that gives the same bytes."""
COST_LIMIT = 46
"""The cost at which a search ends: three common mistakes, with some room."""
USUAL_LIMIT = 42
"""The cost at which a search ends that has no more than the usual time: three common mistakes."""
EXTRA_FOR_PART = 5
"""How far beyond COST_LIMIT a search goes for a part of a solution."""
_COST_BY_POSITION = [round(math.log(1 + position)) for position in range(256)]


def weight_of(threads: int, rarity: float = 0.0) -> float:
    """Return how unlikely a mistake is that `threads` support threads report, in nats; solutions are ranked by it.

    The numbers of threads are rough, so they count little beside the number of mistakes: one rare mistake weighs less
    than two common ones.
    """
    return MISTAKE_COST + 0.3 * math.log(20 / max(threads, 0.5)) + rarity


def way_cost(rarity: float, position: int) -> int:
    """Return what a way of making a mistake costs beyond the mistake itself.

    Ways are listed likeliest first, so the k-th counts as 1/k as likely as the first, if it is rare at all.
    """
    by_position = _COST_BY_POSITION[min(position, 255)]
    return max(math.ceil(rarity), by_position) if rarity else by_position


class WrongStage(NamedTuple):
    """A deviation with its price in this search: `weight` ranks solutions, `cost` (whole nats) orders the search.

    `cost` ignores how often people make the mistake. If it did not, three common mistakes would keep one rare mistake
    waiting for millions of candidates, and gain little.
    """

    deviation: Deviation
    weight: float
    cost: int

    @classmethod
    def of(cls, deviation: Deviation, threads: int, stages: int) -> WrongStage:
        """Price a deviation whose mistake `threads` support threads report and `stages` stages can have."""
        cost = round(MISTAKE_COST + deviation.rarity + STAGE_CHOICE_COST * math.log(stages))
        advantage = NARROW_ADVANTAGE if deviation.is_narrow else 0.0
        return cls(deviation, weight_of(threads, deviation.rarity) - advantage, cost)
