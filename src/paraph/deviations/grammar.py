"""The grammar of signers: what a person chooses at each stage, and the signers that follow from the choices.

Who writes a signer by hand chooses for each stage: which separator, which encoder, which order. A `Dimension` is one
such choice: the right option and the usual wrong ones. A stage can have several dimensions, such as the separator between pairs
and the sign between name and value, and a person can be wrong in more than one.

>>> between = Dimension("&", (Option("join-wrong-separator", "The pairs were joined with ','.", ","),))
>>> inside = Dimension("=", (Option("", "Names and values were joined with ':'.", ":"),))
>>> def join(pairs, separator, sign):
...     return separator.join(name + sign + value for name, value in pairs)
>>> pairs = (("a", "1"), ("b", "2"))
>>> [way.value for way in ways_of([*single_signers((between, inside))], join, pairs)]
['a=1,b=2', 'a:1&b:2']
>>> [(way.value, way.parts) for way in ways_of([*double_signers((between, inside))], join, pairs)]
[('a:1,b:2', (('join-wrong-separator', "The pairs were joined with ','."), ('', "Names and values were joined with ':'.")))]

An option that the catalogue names has an id; for others the sentence says what was done.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import combinations, product
from math import ceil, inf, log
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from paraph.core.deviation import Deviation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
CANNOT_MAKE = (ValueError, LookupError, TypeError)
"""What a choice raises for arguments to which it does not apply, such as JSON for a form."""
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
    """One choice: the right option, and the wrong ones, likeliest first.

    If it `keeps_rarity`, only their rarity ranks the options, and not their place in the list.
    """

    right: T
    wrong: tuple[Option[T], ...]
    keeps_rarity: bool = False


class Signer(NamedTuple):
    """A value for each dimension of a stage, of which one or two are wrong: these mistakes, how rare they are, and what was done."""

    values: tuple[Any, ...]
    mistakes: tuple[tuple[str, str], ...]
    rank: int
    detail: str


def single_signers(dimensions: Sequence[Dimension[Any]]) -> Iterator[Signer]:
    """Yield the signers with one wrong choice."""
    right = [dimension.right for dimension in dimensions]
    for place, dimension in enumerate(dimensions):
        for option, rank in rank_options(dimension):
            values = (*right[:place], option.value, *right[place + 1 :])
            yield Signer(values, ((option.id, option.detail),), rank, option.detail)


def double_signers(dimensions: Sequence[Dimension[Any]], highest: float = inf) -> Iterator[Signer]:
    """Yield the signers with two wrong choices, in two dimensions, whose ranks are at most `highest`."""
    right = [dimension.right for dimension in dimensions]
    for (place, first), (other, second) in combinations(enumerate(dimensions), 2):
        for (one, rank), (two, other_rank) in product(
            *(usual_options(dimension, highest) for dimension in (first, second))
        ):
            values = list(right)
            values[place], values[other] = one.value, two.value
            mistakes = (one.id, one.detail), (two.id, two.detail)
            yield Signer(tuple(values), mistakes, rank + other_rank, f"{one.detail} {two.detail}")


class PairedChoices:
    """The signers with two wrong choices, by rank; they are computed when a search first comes so far."""

    def __init__(self, dimensions: Sequence[Dimension[Any]], highest: float = inf) -> None:
        self._dimensions = dimensions
        self._highest = highest

    def ranks(self) -> list[int]:
        """Return the ranks that there are, lowest first."""
        own = [{rank for _, rank in usual_options(dimension, self._highest)} for dimension in self._dimensions]
        return sorted({one + two for first, second in combinations(own, 2) for one, two in product(first, second)})

    @cached_property
    def by_rank(self) -> dict[int, list[Signer]]:
        """The signers of each rank."""
        groups: dict[int, list[Signer]] = {}
        for signer in double_signers(self._dimensions, self._highest):
            groups.setdefault(signer.rank, []).append(signer)
        return groups

    def ways(self, rank: int, make: Callable[..., Any], *args: Any) -> Iterator[Way[Any]]:
        """Yield what the signers of a rank make of the arguments of a stage."""
        return ways_of(self.by_rank[rank], make, *args)


def ways_of(signers: Sequence[Signer], make: Callable[..., Any], *args: Any) -> Iterator[Way[Any]]:
    """Yield what `make` makes of the arguments of a stage and of the choices of each signer; skip what it cannot make."""
    for values, mistakes, _, detail in signers:
        try:
            value = make(*args, *values)
        except CANNOT_MAKE:
            continue
        yield Way(value, detail, 0.0, mistakes if len(mistakes) > 1 else ())


def rank_options(dimension: Dimension[T]) -> Iterator[tuple[Option[T], int]]:
    """Yield the wrong options, each with its rank: how rare it is, in whole nats; the k-th option counts as at most 1/k as likely."""
    for position, option in enumerate(dimension.wrong):
        yield option, max(ceil(option.rarity), 0 if dimension.keeps_rarity else round(log(1 + position)))


def usual_options(dimension: Dimension[T], highest: float) -> Iterator[tuple[Option[T], int]]:
    """Yield the wrong options of at most that rank, each with its rank."""
    return ((option, rank) for option, rank in rank_options(dimension) if rank <= highest)


def combine(value: T, *mistakes: tuple[str, str], rarity: float = 0.0) -> Way[T]:
    """Make the way of several mistakes in one stage; each is an id and a detail."""
    return Way(value, " ".join([detail for _, detail in mistakes]), rarity, mistakes)


def grammar_deviations(
    stage: Any,
    dimensions: Sequence[Dimension[Any]],
    make: Callable[..., Any],
    *,
    rarity: float = 0.0,
    second: float = 0.0,
    joins: bool = False,
    highest_in_pairs: float = inf,
) -> Iterator[Deviation]:
    """Yield the deviations of a stage: one for each id and rank, and one for all pairs of wrong choices of one rank.

    `rarity` is that of a single wrong choice; a second one adds `second`. So a search computes only what it needs.
    Options of a rank above `highest_in_pairs` are not combined.
    """
    singles: dict[tuple[str, int], list[Signer]] = {}
    for signer in single_signers(dimensions):
        singles.setdefault((signer.mistakes[0][0], signer.rank), []).append(signer)
    for (mistake, rank), signers in singles.items():
        yield Deviation(
            mistake, stage, partial(ways_of, signers, make), {}, rarity + rank, joins=joins, equally_likely=True
        )
    pairs = PairedChoices(dimensions, highest_in_pairs)
    for rank in pairs.ranks():
        ways = partial(pairs.ways, rank, make)
        yield Deviation("", stage, ways, {}, ANOTHER_MISTAKE + rarity + second + rank, joins=joins, equally_likely=True)


def ranked_deviations(
    mistake: str, stage: Any, options: Iterable[Option[Callable[..., Any]]], *, rarity: float = 0.0, joins: bool = False
) -> Iterator[Deviation]:
    """Yield the deviations of a stage whose wrong options are functions in its place, likeliest first: one for each rank.

    An option that raises LookupError is impossible for the arguments.
    """
    by_rank: dict[int, list[Option[Callable[..., Any]]]] = {}
    for option, rank in rank_options(Dimension(None, tuple(options))):
        by_rank.setdefault(rank, []).append(option)
    for rank, group in by_rank.items():
        ways = partial(option_ways, group)
        yield Deviation(mistake, stage, ways, {}, rarity + rank, joins=joins, equally_likely=True)


def option_ways(options: Sequence[Option[Callable[..., T]]], *args: Any) -> Iterator[Way[T]]:
    """Yield what each option makes of the arguments of a stage."""
    for option in options:
        try:
            value = option.value(*args)
        except LookupError:
            continue
        yield Way(value, option.detail)


class Change(NamedTuple, Generic[T]):
    """A family of mistakes that change the value of a stage: its id, and the ways that it makes of a value."""

    id: str
    ways: Callable[[T], Iterable[Way[T]]]


def compose_ways(changes: Sequence[Change[T]], value: T) -> Iterator[Way[T]]:
    """Yield what two changes, one after the other, make of a value."""
    for place, first in enumerate(changes):
        for one in first.ways(value):
            if one.rarity > CHANGES_COMBINE_UP_TO or one.value == value:
                continue
            for second in changes[place:]:
                for two in second.ways(one.value):
                    if two.rarity <= CHANGES_COMBINE_UP_TO and two.value != one.value:
                        rarity = one.rarity + two.rarity
                        yield combine(two.value, (first.id, one.detail), (second.id, two.detail), rarity=rarity)
