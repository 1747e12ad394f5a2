"""The grammar of signers: what a person chooses at each stage, and the signers that follow from the choices.

Who writes a signer by hand chooses for each stage: which separator, which encoder, which order. A `Dimension` is one
such choice: the right option and the usual wrong ones. A stage can have several dimensions, such as the separator between pairs
and the sign between name and value, and a person can be wrong in more than one.

>>> between = Dimension("&", (Option("join-wrong-separator", "The pairs were joined with ','.", ","),))
>>> inside = Dimension("=", (Option("", "Names and values were joined with ':'.", ":"),))
>>> def join(pairs, separator, sign):
...     return separator.join(name + sign + value for name, value in pairs)
>>> pairs = (("a", "1"), ("b", "2"))
>>> [way.value for way in single_ways((between, inside), join, pairs)]
['a=1,b=2', 'a:1&b:2']
>>> [(way.value, way.parts) for way in double_ways((between, inside), join, pairs)]
[('a:1,b:2', (('join-wrong-separator', "The pairs were joined with ','."), ('', "Names and values were joined with ':'.")))]

An option that the catalogue names has an id; for others the sentence says what was done.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from paraph.core.deviation import Deviation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
ANOTHER_MISTAKE = 12.0
"""What a second mistake in the same stage adds to the cost of the first."""
COMBINES_UP_TO = 4.0
"""The rarity up to which an option is combined with others of its stage."""
CHANGES_COMBINE_UP_TO = 1.5
"""The same for changes to a value, of which there are many more."""


class Option(NamedTuple, Generic[T]):
    """One wrong choice: its catalogue id (or nothing), what was done, the value that stands for it, and how rare it is."""

    id: str
    detail: str
    value: T
    rarity: float = 0.0


class Dimension(NamedTuple, Generic[T]):
    """One choice: the right option, and the wrong ones, likeliest first."""

    right: T
    wrong: tuple[Option[T], ...]


Make = "Callable[..., Any]"
"""Computes a stage's value from its arguments and one value of each dimension."""


def single_ways(
    dimensions: Sequence[Dimension[Any]], make: Callable[..., Any], *args: Any, only: str | None = None
) -> Iterator[Way[Any]]:
    """Yield what one wrong choice makes of the arguments of a stage; `only` is the id that the choices must have."""
    right = [dimension.right for dimension in dimensions]
    for place, dimension in enumerate(dimensions):
        for option in dimension.wrong:
            if only is None or option.id == only:
                chosen = [*right[:place], option.value, *right[place + 1 :]]
                yield Way(make(*args, *chosen), option.detail, option.rarity)


def double_ways(dimensions: Sequence[Dimension[Any]], make: Callable[..., Any], *args: Any) -> Iterator[Way[Any]]:
    """Yield what two wrong choices, in two dimensions, make of the arguments of a stage."""
    right = [dimension.right for dimension in dimensions]
    for (place, first), (other, second) in combinations(enumerate(dimensions), 2):
        for one in first.wrong:
            for two in second.wrong:
                if max(one.rarity, two.rarity) > COMBINES_UP_TO:
                    continue
                chosen = list(right)
                chosen[place], chosen[other] = one.value, two.value
                yield combined(
                    make(*args, *chosen), (one.id, one.detail), (two.id, two.detail), one.rarity + two.rarity
                )


def combined(value: T, first: tuple[str, str], second: tuple[str, str], rarity: float = 0.0) -> Way[T]:
    """Make the way of two mistakes in one stage; each is an id and a detail."""
    return Way(value, f"{first[1]} {second[1]}", rarity, (first, second))


def grammar_deviations(
    stage: Any,
    dimensions: Sequence[Dimension[Any]],
    make: Callable[..., Any],
    *,
    rarity: float = 0.0,
    second: float = 0.0,
    joins: bool = False,
) -> Iterator[Deviation]:
    """Yield the deviations of a stage: one for each id, and one for all pairs of wrong choices.

    `rarity` is that of a single wrong choice; a second one adds `second`.
    """
    ids = dict.fromkeys(option.id for dimension in dimensions for option in dimension.wrong)
    for mistake in ids:

        def singles(*args: Any, mistake: str = mistake) -> Iterator[Way[Any]]:
            return single_ways(dimensions, make, *args, only=mistake)

        yield Deviation(mistake, stage, singles, {}, rarity, joins=joins)
    if len(dimensions) > 1:

        def doubles(*args: Any) -> Iterator[Way[Any]]:
            return double_ways(dimensions, make, *args)

        yield Deviation("", stage, doubles, {}, ANOTHER_MISTAKE + rarity + second, joins=joins)


class Change(NamedTuple, Generic[T]):
    """A family of mistakes that change the value of a stage: its id, and the ways that it makes of a value."""

    id: str
    ways: Callable[[T], Iterable[Way[T]]]


def composed_ways(changes: Sequence[Change[T]], value: T) -> Iterator[Way[T]]:
    """Yield what two changes, one after the other, make of a value."""
    for place, first in enumerate(changes):
        for one in first.ways(value):
            if one.rarity > CHANGES_COMBINE_UP_TO or one.value == value:
                continue
            for second in changes[place:]:
                for two in second.ways(one.value):
                    if two.rarity <= CHANGES_COMBINE_UP_TO and two.value != one.value:
                        rarity = one.rarity + two.rarity
                        yield combined(two.value, (first.id, one.detail), (second.id, two.detail), rarity)
