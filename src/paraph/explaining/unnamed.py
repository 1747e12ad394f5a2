"""Mistakes that the catalogue has no name for: the words for them are made where they are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Way
from paraph.explaining.search.choices import NthWay, PathStep
from paraph.explaining.search.costs import WrongStage

if TYPE_CHECKING:
    from paraph.explaining.search.choices import Choice, Path

UNNAMED_WEIGHT = 30.0
"""How unlikely a mistake without a name is, in nats."""


@dataclass(frozen=True, slots=True, eq=False)
class UnnamedDeviation(Deviation):
    """A deviation without a catalogue entry, with the words that the entry would have."""

    title: str = ""
    fix: str = ""


def unnamed_step(stage: Any, value: Any, title: str, detail: str, fix: str, inputs: Path = ()) -> PathStep:
    """Make the path of a value that no known mistake leads to, perhaps after the mistakes of its `inputs`."""
    way = Way(value, detail)
    deviation = UnnamedDeviation("", stage, lambda *_: (way,), title=title, fix=fix)
    return PathStep(inputs, WrongStage(deviation, UNNAMED_WEIGHT, round(UNNAMED_WEIGHT)), stage, 0, way)


def unnamed_deviation(choice: Choice) -> UnnamedDeviation | None:
    """Return the deviation with the words for a choice; None if the choice has another origin."""
    deviation = choice.function.deviation if isinstance(choice.function, NthWay) else None
    return deviation if isinstance(deviation, UnnamedDeviation) else None


def is_unnamed(choice: Choice) -> bool:
    """Return whether no known mistake leads to what was chosen."""
    return unnamed_deviation(choice) is not None
