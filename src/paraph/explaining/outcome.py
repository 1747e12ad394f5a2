"""What explaining a case came to, before it becomes an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.explaining.search.target import Solution


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reading `claims` of a case, and the `solution` under it, with the `ties` that give the same bytes.

    `verdict` is "valid", "explained" or "unexplained". `candidates` counts what was tried; `exhausted` is false if the
    search was out of time, for which it had `budget` seconds.
    """

    verdict: str
    claims: Any
    solution: Solution | None = None
    ties: tuple[Solution, ...] = ()
    candidates: int = 0
    exhausted: bool = True
    budget: float = 0.0
