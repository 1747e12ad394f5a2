"""Which of the sets of mistakes that produce the same signature are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.explaining.result import Explanation, Finding

MOST_SHOWN = 3
"""Sets besides the explanation itself; `paraph explain --all` shows the rest."""


def shown_alternatives(explanation: Explanation, every: bool) -> tuple[tuple[tuple[Finding, ...], ...], int]:
    """Return the alternatives to show, and how many are left out; with `every`, none is."""
    shown = explanation.alternatives if every else explanation.alternatives[:MOST_SHOWN]
    return shown, len(explanation.alternatives) - len(shown)


def alternatives_sentence(explanation: Explanation, every: bool) -> str:
    """Name the sets that produce the same signature, and say how many are left out."""
    shown, left_out = shown_alternatives(explanation, every)
    sets = "; ".join(" + ".join(mistake.id or mistake.title for mistake in tie) for tie in shown)
    rest = f" {left_out} more: --all shows them." if left_out else ""
    return f"These mistakes produce the same signature: {sets}.{rest}"
