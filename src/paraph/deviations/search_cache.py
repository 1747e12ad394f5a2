"""A cache that lives exactly as long as one search.

A search encodes the same few pairs thousands of times. The functions that do so are deviations and know only their
arguments, so the cache travels beside them, in a context variable: `search_cache` opens one, and leaving it drops the
cache with all texts in it. Outside of a search nothing is cached.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class Results(dict[Any, T]):
    """The results of one function, by argument; a missing one is computed and stored."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function = function

    def __missing__(self, argument: Any) -> T:
        """Compute the result of a new argument."""
        value = self[argument] = self._function(argument)
        return value


_RESULTS: ContextVar[dict[Any, Results[Any]] | None] = ContextVar("results of this search", default=None)


@contextmanager
def search_cache() -> Iterator[None]:
    """Let `memoize` cache results inside of this block."""
    token = _RESULTS.set({})
    try:
        yield
    finally:
        _RESULTS.reset(token)


def memoize(key: Any, function: Callable[[Any], T]) -> Callable[[Any], T]:
    """Return `function`, with cached results if a search runs; `key` identifies the function."""
    caches = _RESULTS.get()
    if caches is None:
        return function
    results = caches.get(key)
    if results is None:
        results = caches[key] = Results(function)
    return results.__getitem__
