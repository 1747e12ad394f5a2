"""The result of explaining a case, before it becomes an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.explaining.search.target import Solution


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reading `claims` of a case, the `solution` for it, and the `ties` that give the same bytes.

    `verdict` is "valid", "explained" or "unexplained". `candidates` counts what was tried; `exhausted` is false if the
    search ran out of time; it had `budget` seconds. `impossible` is true if the key cannot have made the signature,
    so that nothing was searched.
    """

    verdict: str
    claims: Any
    solution: Solution | None = None
    ties: tuple[Solution, ...] = ()
    candidates: int = 0
    exhausted: bool = True
    budget: float = 0.0
    impossible: bool = False
