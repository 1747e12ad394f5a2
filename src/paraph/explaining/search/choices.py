"""A choice: the function that replaces a stage; and the path of choices that led to a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.trace import present_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.deviation import Deviation, Sweep, Way
    from paraph.explaining.search.costs import WrongStage

ARGUMENT_ERRORS = (ValueError, LookupError, ArithmeticError, ParaphError)
"""What a stage or a deviation raises for arguments that it cannot handle."""


class Choice(NamedTuple):
    """One replaced stage of a solution: `function` stands in the place of `stage`; `detail` says what was done.

    `stage` is None if the mistake is a way of reading the request. `rarity` and `weight` are in nats. `parts` has the id
    and the detail of each mistake, if several were made in this stage.
    """

    id: str
    stage: Any
    function: Any
    detail: str
    rarity: float = 0.0
    weight: float = 0.0
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def mistakes(self) -> tuple[tuple[str, str], ...]:
        """The id and the detail of each mistake."""
        return self.parts or ((self.id, self.detail),)


class FixedValue(NamedTuple):
    """A function in the place of a stage that returns one value for any arguments."""

    value: Any

    def __call__(self, *_args: Any) -> Any:
        """Return the value."""
        return self.value


class NthWay(NamedTuple):
    """A function in the place of a stage that goes wrong in the way number `position` of a deviation."""

    deviation: Deviation
    position: int

    def __call__(self, *args: Any) -> Any:
        """Return the value of that way; raise ValueError if the deviation has fewer ways for these arguments."""
        for position, way in enumerate(iter_ways(self.deviation, present_texts(args))):
            if position == self.position:
                return way.value
        raise ValueError("the deviation has fewer ways for these arguments")


def iter_ways(deviation: Deviation, args: tuple[Any, ...]) -> Iterator[Way[Any]]:
    """Yield the ways of a deviation; none for arguments that it cannot handle."""
    try:
        yield from deviation.ways(*args)
    except ARGUMENT_ERRORS:
        return


def choice_of(wrong: WrongStage, stage: Any, position: int, way: Way[Any]) -> Choice:
    """Make the choice of one way of a wrong stage; a sweep has too many ways to count, so its value is kept."""
    deviation = wrong.deviation
    function = FixedValue(way.value) if deviation.sweeps else NthWay(deviation, position)
    return Choice(deviation.id, stage, function, way.detail, way.rarity, wrong.weight + way.rarity, way.parts)


class PathStep(NamedTuple):
    """The last step of a path: the way number `position` of a wrong stage, applied to arguments with their own paths."""

    inputs: Path
    wrong: WrongStage
    stage: Any
    position: int
    way: Way[Any]


Path = tuple[Any, ...]
"""How a value came about: empty (all stages right), a PathStep, or a tuple of the paths of several arguments."""


class SweepStep(NamedTuple):
    """The last step of the paths of all values of one sweep; `Level.path` makes the PathStep of a single value."""

    inputs: Path
    wrong: WrongStage
    stage: Any
    sweep: Sweep[Any]


def choices_along(path: Path) -> tuple[Choice, ...]:
    """Return the choices made along a path, first stage first."""
    if isinstance(path, PathStep):
        return (*choices_along(path.inputs), choice_of(path.wrong, path.stage, path.position, path.way))
    return tuple([choice for part in path for choice in choices_along(part)])
