"""The wrong orders in which encoded parameters are put."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Pairs


_DIGIT, _RUNS = re.compile("[0-9]"), re.compile("[0-9]+|[^0-9]+")


def natural(text: str) -> tuple[Any, ...]:
    """Sort key that takes runs of digits as numbers."""
    if not _DIGIT.search(text):
        return ((1, 0, text),)
    return tuple([(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _RUNS.findall(text)])


def without_marks(text: str) -> str:
    """Lower case, underscore and hyphen passed over, as culture-aware sorting does."""
    return text.lower().replace("_", "").replace("-", "")


def sorted_by(pairs: Pairs, plain: Pairs, key: Callable[[tuple[str, str], tuple[str, str]], Any]) -> Pairs:
    """The encoded pairs in the order of `key`, which takes an encoded pair and its plain one; ties stay as sent."""
    both = sorted(zip(pairs, plain, strict=True), key=lambda item: key(*item))
    return tuple(encoded for encoded, _ in both)


ORDERS: tuple[tuple[str, str, Callable[[tuple[str, str], tuple[str, str]], Any], float], ...] = (
    ("ord-before-encoding", "The parameters were sorted before they were encoded.", lambda _e, p: p, 0.0),
    (
        "ord-before-encoding",
        "The parameters were sorted by name before they were encoded.",
        lambda _e, p: p[0],
        UNUSUAL,
    ),
    ("ord-by-joined-pair", "The joined name=value texts were sorted.", lambda e, _p: f"{e[0]}={e[1]}", 0.0),
    ("ord-by-joined-pair", "The plain name=value texts were sorted.", lambda _e, p: f"{p[0]}={p[1]}", UNUSUAL),
    ("ord-values-unsorted", "The parameters were sorted by name only.", lambda e, _p: e[0], 0.0),
    ("ord-natural", "Numbers in the names were sorted by size.", lambda e, _p: (natural(e[0]), e[1]), 0.0),
    (
        "ord-natural",
        "Numbers in names and values were sorted by size.",
        lambda e, _p: (natural(e[0]), natural(e[1])),
        ODD,
    ),
    ("ord-natural", "Numbers in the plain names were sorted by size.", lambda _e, p: (natural(p[0]), p[1]), UNUSUAL),
    (
        "ord-natural",
        "Numbers in the names were sorted by size, values left as sent.",
        lambda e, _p: natural(e[0]),
        SELDOM,
    ),
    (
        "ord-natural",
        "Numbers in the plain names were sorted by size, letter case passed over.",
        lambda _e, p: (natural(p[0].lower()), p[1]),
        UNUSUAL,
    ),
    ("ord-locale-or-caseless", "Letter case was passed over in sorting.", lambda e, _p: (e[0].lower(), e[1]), 0.0),
    (
        "ord-locale-or-caseless",
        "Letter case was passed over in sorting names and values.",
        lambda e, _p: (e[0].lower(), e[1].lower()),
        SELDOM,
    ),
    (
        "ord-locale-or-caseless",
        "Letter case was passed over, values left as sent.",
        lambda e, _p: e[0].lower(),
        SELDOM,
    ),
    (
        "ord-locale-or-caseless",
        "The plain names were sorted without regard to case.",
        lambda _e, p: (p[0].lower(), p[1]),
        UNUSUAL,
    ),
    (
        "ord-locale-or-caseless",
        "The plain names were sorted without regard to case, values left as sent.",
        lambda _e, p: p[0].lower(),
        UNUSUAL,
    ),
    (
        "ord-locale-or-caseless",
        "Letter case, _ and - were passed over in sorting.",
        lambda e, _p: (without_marks(e[0]), e[1]),
        SELDOM,
    ),
    (
        "ord-locale-or-caseless",
        "Letter case, _ and - were passed over, values left as sent.",
        lambda e, _p: without_marks(e[0]),
        UNUSUAL,
    ),
    (
        "ord-locale-or-caseless",
        "_ and - were passed over in sorting.",
        lambda e, _p: (e[0].replace("_", "").replace("-", ""), e[1]),
        UNUSUAL,
    ),
    (
        "ord-locale-or-caseless",
        "_ and - were passed over in sorting, values left as sent.",
        lambda e, _p: e[0].replace("_", "").replace("-", ""),
        UNUSUAL,
    ),
    (
        "ord-locale-or-caseless",
        "The plain names were sorted by a culture's rule.",
        lambda _e, p: (without_marks(p[0]), p[1]),
        UNUSUAL,
    ),
    ("ord-before-encoding", "The parameters were sorted by name before they were encoded.", lambda _e, p: p[0], 1.0),
    ("", "The parameters were sorted by value instead of by name.", lambda e, _p: e[1], 0.0),
    ("", "The parameters were sorted by value, then by name.", lambda e, _p: (e[1], e[0]), 0.0),
    ("", "The parameters were sorted by their plain values.", lambda _e, p: p[1], 1.0),
    ("", "The parameters were sorted by the length of their names.", lambda e, _p: len(e[0]), 1.0),
    ("", "The parameters were sorted by the length of their plain names.", lambda _e, p: len(p[0]), 1.0),
    (
        "",
        "The parameters were sorted by the length of their plain names, then by name.",
        lambda _e, p: (len(p[0]), *p),
        1.0,
    ),
    (
        "",
        "The parameters were sorted by the length of their names, then by name.",
        lambda e, _p: (len(e[0]), e[0], e[1]),
        1.0,
    ),
    (
        "",
        "The parameters were sorted by the length of their names, then by name, values left as sent.",
        lambda e, _p: (len(e[0]), e[0]),
        SELDOM,
    ),
    ("", "The parameters were sorted by their length.", lambda e, _p: len(e[0]) + len(e[1]), 1.0),
    ("", "The parameters were sorted by their length, then by name.", lambda e, _p: (len(e[0]) + len(e[1]), *e), 2.0),
    (
        "",
        "The values were sorted in descending order, the names in ascending order.",
        lambda e, _p: (e[0], [-ord(mark) for mark in e[1]]),
        1.0,
    ),
    ("ord-locale-or-caseless", "Letter case was passed over, capitals first.", lambda e, _p: (e[0].lower(), *e), 1.0),
    (
        "ord-locale-or-caseless",
        "The joined texts were sorted without regard to case.",
        lambda e, _p: f"{e[0]}={e[1]}".lower(),
        1.0,
    ),
    ("ord-locale-or-caseless", "Names were sorted in upper case.", lambda e, _p: (e[0].upper(), e[1]), 2.0),
)


def descending(pairs: Pairs) -> Pairs:
    """The right order, backwards."""
    return tuple(sorted(pairs, reverse=True))


def descending_names(pairs: Pairs) -> Pairs:
    """Names backwards, the values of a name forwards."""
    return tuple(sorted(sorted(pairs), key=lambda pair: pair[0], reverse=True))
