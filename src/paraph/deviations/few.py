"""Mistakes in one of very many parameters: only so many are tried that a search takes linear time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paraph.core.message import Pairs

T = TypeVar("T")
MOST_COPIED = 20_000
"""How many parameters are copied, together, to change one parameter after the other."""
MOST_WRITTEN = 200_000
"""The same for several changes at once, of which there are many more ways."""


def few(items: Iterable[T]) -> Sequence[T]:
    """Return those items that are changed or left out one at a time: all of them, or the first and last ones of very many.

    Each change copies all parameters, so n changes of n parameters would take quadratic time.

    >>> few("abc")
    ('a', 'b', 'c')
    >>> few(range(10_000))
    (0, 9999)
    """
    every = tuple(items)
    if len(every) ** 2 <= MOST_COPIED:
        return every
    half = max(MOST_COPIED // len(every) // 2, 1)
    return (*every[:half], *every[-half:])


def few_ways(ways: Iterable[T], pairs: Pairs) -> Iterator[T]:
    """Yield the ways to make several changes to the pairs: all of them, or the first ones if the pairs are many."""
    return islice(ways, max(MOST_WRITTEN // max(len(pairs), 1), 1))
