"""Arrays in the names of parameters, the same for every scheme that signs parameters."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from paraph.core.deviation import Way
from paraph.deviations.few import few

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Pairs


class Arrays:
    """The parameters of a request as arrays: which names are repeated, and what is left of a name without its brackets."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.own = [name for name, _ in pairs if not name.startswith("oauth_")]
        self.bare = {name: re.sub(r"\[[^\]]*\]\Z", "", name) for name in self.own}
        self.repeated = {name for name, count in Counter(self.own).items() if count > 1}
        self.bracketed = {bare for name, bare in self.bare.items() if bare != name}

    def rename(self, change: Callable[[str], str]) -> Pairs:
        """Return the pairs with other names; the ``oauth_`` ones keep theirs."""
        return tuple((name if name.startswith("oauth_") else change(name), value) for name, value in self.pairs)

    def is_target(self, name: str) -> bool:
        """Return whether a name may stand for an array: a repeated one, or any if none is repeated."""
        return name in self.repeated if self.repeated else True

    def is_array(self, name: str) -> bool:
        """Return whether a name is written with brackets somewhere."""
        return self.bare[name] in self.bracketed


def number_from(start: int) -> Callable[[str], str]:
    """Return a function that writes ``a[0]``, ``a[1]`` ... for a name each time it occurs."""
    counts: dict[str, int] = {}

    def number(name: str) -> str:
        counts[name] = counts.get(name, start - 1) + 1
        return f"{name}[{counts[name]}]"

    return number


def number_names(arrays: Arrays, start: int, applies: Callable[[str], bool], base: Callable[[str], str]) -> Pairs:
    """Return the pairs with a number in each name for which `applies` is true."""
    number = number_from(start)
    return arrays.rename(lambda name: number(base(name)) if applies(name) else name)


def array_notations(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Yield the pairs with arrays in other notations."""
    yield from renamed_arrays(Arrays(pairs))
    yield from joined_arrays(pairs)
    yield from split_values(pairs)


def renamed_arrays(arrays: Arrays) -> Iterator[Way[Pairs]]:
    """Yield the pairs with brackets added, left off, emptied or numbered."""
    bare, rename = arrays.bare, arrays.rename
    yield Way(rename(lambda name: bare[name]), "Brackets were left off the names.")
    yield Way(rename(lambda name: re.sub(r"\[[0-9]*\]\Z", "", name)), "a was signed for a[] or a[0].")
    yield Way(rename(lambda name: f"{bare[name]}[]" if arrays.is_array(name) else name), "a[] was signed for a[0].")
    yield Way(rename(lambda name: f"{name}[]" if arrays.is_target(name) else name), "a[] was signed for a.")
    for start in (0, 1):
        yield Way(number_names(arrays, start, arrays.is_array, bare.__getitem__), "a[0] was signed for a[].")
        yield Way(number_names(arrays, start, arrays.is_target, str), "a[0] was signed for a.")
    for one in few(dict.fromkeys(arrays.own)):
        if one not in arrays.repeated:
            for text in (f"{one}[]", f"{one}[0]"):
                pairs = tuple((text if name == one else name, value) for name, value in arrays.pairs)
                yield Way(pairs, f"{text} was signed for {one}.", 1.0)


def joined_arrays(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Yield the pairs with the values of each array joined to one, by names with and without brackets."""
    bare = Arrays(pairs).bare
    by_bare_name = [(bare.get(name, name), value) for name, value in pairs]
    for mark in (",", ";", "|", " "):
        for named in (by_bare_name, pairs):
            groups: dict[str, list[str]] = {}
            for name, value in named:
                groups.setdefault(name, []).append(value)
            joined = tuple((name, mark.join(values)) for name, values in groups.items())
            yield Way(joined, f"The values of an array were joined with {mark!r} and signed as one.", 0.5)


def split_values(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Yield the pairs with a value that has commas as an array."""
    for name, value in few(pair for pair in pairs if "," in pair[1] and not pair[0].startswith("oauth_")):
        for suffix in ("", "[]"):
            split = tuple(
                (n + suffix, part) if (n, v) == (name, value) else (n, part)
                for n, v in pairs
                for part in (v.split(",") if (n, v) == (name, value) else [v])
            )
            yield Way(split, f"{name} was signed as {value.count(',') + 1} parameters.", 1.0)
