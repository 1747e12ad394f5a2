"""What came of looking at a case, before it is written down as an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.explaining.search.target import Found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: the reading `claims`, and the mistakes `found` under it, with their `ties`.

    `verdict` is "valid", "explained" or "unexplained". `candidates` counts what was tried; `exhausted` is false if time,
    of which there were `budget` seconds, ran out.
    """

    verdict: str
    claims: Any
    found: Found | None = None
    ties: tuple[Found, ...] = ()
    candidates: int = 0
    exhausted: bool = True
    budget: float = 0.0
