"""Estimates how much work follows from a stage, so that a long body does not make the trying of mistakes slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.message import Request

if TYPE_CHECKING:
    from paraph.explaining.rerun import Run

MOST_COUNTED = 1000
"""Items that are counted; from those of a longer value its size is estimated."""
LEAST, OF_PAIR, HASHED_OF_ONE = 200, 20, 10
"""Characters that a stage counts at least, and a pair besides its text; how many are hashed or joined in the time of one."""


def work_of_stages(run: Run) -> dict[Any, int]:
    """Return for each stage the characters that it and all stages after it read and write."""
    own = {
        stage: LEAST + (size(value) + sum(map(size, args))) // (HASHED_OF_ONE if is_fast(stage) else 1)
        for stage, (args, value) in run.stages.items()
    }
    total: dict[Any, int] = {}
    for stage in reversed(own):
        value = run.stages[stage].value
        later = (total[other] for other in total if any(arg is value for arg in run.stages[other].args))
        total[stage] = own[stage] + max(later, default=0)
    return total


def is_fast(stage: Any) -> bool:
    """Return whether a stage only hashes or joins its texts."""
    return bool(stage.algorithm) or stage.joins


def size(value: Any) -> int:
    """Return the number of characters or bytes of a value; a request counts nothing, since few stages read all of it."""
    if isinstance(value, str | bytes):
        return len(value)
    if not isinstance(value, tuple) or isinstance(value, Request):
        return 0
    if len(value) > MOST_COUNTED:
        return size(value[:MOST_COUNTED]) * len(value) // MOST_COUNTED
    return OF_PAIR + sum(map(size, value))
