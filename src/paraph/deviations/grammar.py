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

from functools import partial
from itertools import combinations, product
from math import ceil, log
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from paraph.core.deviation import Deviation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
ANOTHER_MISTAKE = 12.0
"""What a second mistake in the same stage adds to the cost of the first."""
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


def single_ways(
    dimensions: Sequence[Dimension[Any]], make: Callable[..., Any], *args: Any, only: tuple[str, int] | None = None
) -> Iterator[Way[Any]]:
    """Yield what one wrong choice makes of the arguments of a stage; `only` is the id and the rank that it must have."""
    right = [dimension.right for dimension in dimensions]
    for place, dimension in enumerate(dimensions):
        for option, rank in ranked(dimension):
            if only is None or only == (option.id, rank):
                chosen = [*right[:place], option.value, *right[place + 1 :]]
                yield Way(make(*args, *chosen), option.detail)


def double_ways(
    dimensions: Sequence[Dimension[Any]], make: Callable[..., Any], *args: Any, only: int | None = None
) -> Iterator[Way[Any]]:
    """Yield what two wrong choices, in two dimensions, make of the arguments of a stage; `only` is the sum of their ranks."""
    right = [dimension.right for dimension in dimensions]
    for (place, first), (other, second) in combinations(enumerate(dimensions), 2):
        for (one, rank), (two, other_rank) in product(ranked(first), ranked(second)):
            if only is None or rank + other_rank == only:
                chosen = list(right)
                chosen[place], chosen[other] = one.value, two.value
                yield combined(make(*args, *chosen), (one.id, one.detail), (two.id, two.detail))


def ranked(dimension: Dimension[T]) -> Iterator[tuple[Option[T], int]]:
    """Yield the wrong options, each with its rank: how rare it is, in whole nats; the k-th option counts as at most 1/k as likely."""
    for position, option in enumerate(dimension.wrong):
        yield option, max(ceil(option.rarity), round(log(1 + position)))


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
    """Yield the deviations of a stage: one for each id and rank, and one for all pairs of wrong choices of one rank.

    `rarity` is that of a single wrong choice; a second one adds `second`. So a search computes only what it needs.
    """
    singles = {(option.id, rank): None for dimension in dimensions for option, rank in ranked(dimension)}
    for mistake, rank in singles:
        ways = partial(single_ways, dimensions, make, only=(mistake, rank))
        yield Deviation(mistake, stage, ways, {}, rarity + rank, joins=joins, ranked=True)
    ranks = [{rank for _, rank in ranked(dimension)} for dimension in dimensions]
    for total in sorted({one + two for first, other in combinations(ranks, 2) for one in first for two in other}):
        ways = partial(double_ways, dimensions, make, only=total)
        yield Deviation("", stage, ways, {}, ANOTHER_MISTAKE + rarity + second + total, joins=joins, ranked=True)


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
