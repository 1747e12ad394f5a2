"""The wrong sets of parameters that get signed, the same for every scheme that signs parameters."""

from __future__ import annotations

import html
import json
import re
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from paraph.core.deviation import Way
from paraph.core.encoding import unpercent
from paraph.deviations.few import few
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL
from paraph.deviations.text_changes import add_slashes, without_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from paraph.core.message import Pairs

COLLAPSE_RARITIES = {"only its last value": 0.0, "only its first value": 0.0, "its values joined with a comma": 0.0,
                     "its values joined with a comma and a blank": SELDOM}  # fmt: skip
"""How rare the usual ways are to reduce repeated names to one."""


MOST_COMBINED = 5
"""So many parameters that were not sent are combined in every way."""


def without_some(sent: Pairs, was: str, were: str, most: int = 3) -> Iterator[Way[Pairs]]:
    """The parameters with one, two or three left out, the last ones first."""
    indexes = few(range(len(sent) - 1, -1, -1))
    for size in range(1, min(most if len(sent) <= 9 else 1, len(sent) - 1) + 1 if len(sent) > 1 else 2):
        for left_out in combinations(indexes, size):
            names = ", ".join(sent[index][0] for index in sorted(left_out))
            kept = tuple(pair for index, pair in enumerate(sent) if index not in left_out)
            yield Way(kept, f"{names} {was if size == 1 else were}.", 2.5 * (size - 1))


def intended(parameters: Pairs) -> Any:
    """Ways to sign `parameters` that were not sent, beside those that were."""

    def ways(sent: Pairs) -> Iterator[Way[Pairs]]:
        known = set(sent)
        absent = tuple(pair for pair in parameters if pair not in known)
        said = f"{were_signed(name for name, _ in absent)}, but not sent."
        if absent:
            replaced = {name for name, _ in absent}
            yield Way((*sent, *absent), said)
            yield Way(absent, said)
            yield Way((*absent, *sent), said, 0.5)
            yield Way((*(pair for pair in sent if pair[0] not in replaced), *absent), said, 0.5)
            yield Way(parameters, said, 0.5)
            for size in range(1, len(absent) if len(absent) <= MOST_COMBINED else 2):
                for some in combinations(few(absent), size):
                    yield Way((*sent, *some), f"{were_signed(name for name, _ in some)}, but not sent.", 1.0)

    return ways


def array_free_collapses(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Repeated names reduced to their first, last or joined values, or to distinct pairs."""
    names = list(dict.fromkeys(name for name, _ in sent))
    if len(names) == len(sent):
        return
    values: dict[str, list[str]] = {name: [] for name in names}
    for name, value in sent:
        values[name].append(value)
    repeated = ", ".join(name for name in names if len(values[name]) > 1)
    for said, pick in (
        ("only its last value", lambda own: own[-1]),
        ("only its first value", lambda own: own[0]),
        ("its values joined with a comma", ",".join),
        ("its values joined with a comma and a blank", ", ".join),
        ("its values joined", "".join),
        ("its sorted values joined with a comma", lambda own: ",".join(sorted(own))),
        ("only its smallest value", min),
        ("only its largest value", max),
    ):
        choose: Callable[[list[str]], str] = pick
        yield Way(
            tuple((name, choose(values[name])) for name in names),
            f"{repeated} was signed with {said}.",
            COLLAPSE_RARITIES.get(said, UNUSUAL),
        )
    yield Way(tuple(dict.fromkeys(sent)), f"Equal pairs of {repeated} were signed once.", 0.5)


RENDERINGS: tuple[tuple[str, dict[str, str | None]], ...] = (
    ("True and False", {"true": "True", "false": "False"}),
    ("true and false", {"True": "true", "False": "false"}),
    ("1 and 0", {"true": "1", "false": "0", "True": "1", "False": "0"}),
    ("1 and nothing", {"true": "1", "false": "", "True": "1", "False": ""}),
    ("TRUE and FALSE", {"true": "TRUE", "false": "FALSE"}),
    ("true and false", {"1": "true", "0": "false"}),
    ("True and False", {"1": "True", "0": "False"}),
    ("None", {"": "None"}),
    ("null", {"": "null"}),
    ("nothing at all", {"": None}),
    ("an empty text", {"None": "", "null": "", "undefined": ""}),
    ("nothing at all", {"None": None, "null": None, "undefined": None}),
    ("None", {"null": "None"}),
    ("null", {"None": "null"}),
    ("undefined", {"": "undefined"}),
)


def were_signed(names: Iterable[str]) -> str:
    """Return "NAME was signed" or "NAME, NAME were signed"."""
    distinct = list(dict.fromkeys(names))
    return f"{', '.join(distinct)} {'was' if len(distinct) == 1 else 'were'} signed"


def renderings(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Truth values, missing values and numbers written as another language or library writes them."""
    for said, table in RENDERINGS:
        hits = [index for index, (_, value) in enumerate(sent) if value in table]
        for chosen in one_or_all(hits):
            if chosen:
                shown = were_signed(f"{sent[index][0]}={sent[index][1]}" for index in sorted(chosen))
                yield Way(rendered(sent, chosen, table.get), f"{shown} as {said}.")
    for said, change in (("a float", as_float), ("a whole number", as_whole)):
        hits = [index for index, (_, value) in enumerate(sent) if change(value) != value]
        for chosen in one_or_all(hits):
            if chosen:
                names = were_signed(sent[index][0] for index in sorted(chosen))
                yield Way(rendered(sent, chosen, change), f"{names} as {said}.", 0.3)


def one_or_all(places: list[int]) -> Iterator[set[int]]:
    """Yield all places together, then each of them if there are several."""
    yield set(places)
    yield from [{place} for place in few(places)] if len(places) > 1 else ()


def rendered(sent: Pairs, chosen: set[int], change: Callable[[str], str | None]) -> Pairs:
    """The pairs with the chosen values changed; None drops the pair."""
    pairs = [(name, change(value) if index in chosen else value) for index, (name, value) in enumerate(sent)]
    return tuple((name, value) for name, value in pairs if value is not None)


def as_float(value: str) -> str:
    """A whole number with .0 after it."""
    return f"{value}.0" if re.fullmatch(r"-?[0-9]+", value) else value


def as_whole(value: str) -> str:
    """A number without .0 after it."""
    return value[:-2] if re.fullmatch(r"-?[0-9]+\.0", value) else value


def value_forms(sent: Pairs) -> Iterator[Way[Pairs]]:
    """All names or all values in another form, such as in lower case."""
    for said, change in (
        ("in lower case", str.lower),
        ("in upper case", str.upper),
        ("without the spaces at their ends", str.strip),
        ("with + as a space", lambda text: text.replace("+", " ")),
        ("without their spaces", lambda text: text.replace(" ", "")),
        ("decoded once more", unpercent),
        ("as HTML", html.escape),
        ("as JSON texts", json.dumps),
        ("with escaped quotes", lambda text: text.replace('"', '\\"')),
        ("with a backslash before each quote", add_slashes),
        ("without their quotes", without_quotes),
        ("in Unicode's form NFD", partial(normalize, "NFD")),
        ("in Unicode's form NFC", partial(normalize, "NFC")),
        ("without accents", lambda text: normalize("NFD", text).encode("ascii", "ignore").decode()),
    ):
        yield Way(tuple([(name, change(value)) for name, value in sent]), f"The values were signed {said}.")
        yield Way(tuple([(change(name), value) for name, value in sent]), f"The names were signed {said}.", 1.0)
        both = tuple([(change(name), change(value)) for name, value in sent])
        yield Way(both, f"Names and values were signed {said}.", 1.0)


def line_ends(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Yield the pairs with other line ends in their values."""
    for said, change in (
        ("CR LF for LF", lambda text: re.sub(r"(?<!\r)\n", "\r\n", text)),
        ("LF for CR LF", lambda text: text.replace("\r\n", "\n")),
        ("no line end at the end", lambda text: re.sub(r"\r?\n\Z", "", text)),
        ("a plain CR LF for each LF", lambda text: text.replace("\n", "\r\n")),
        ("CR for CR LF", lambda text: text.replace("\r\n", "\r")),
    ):
        yield Way(tuple((name, change(value)) for name, value in pairs), f"Values were signed with {said}.")


def extra_pairs(sent: Pairs, extras: Pairs) -> Iterator[Way[Pairs]]:
    """The parameters with one more, or with a parameter twice."""
    for name, value in extras:
        yield Way((*sent, (name, value)), f"{name}={value} was signed along.", ODD)
    for pair in few(dict.fromkeys(sent)):
        yield Way((*sent, pair), f"{pair[0]} was signed twice.", 3.0)
    if sent:
        yield Way((*sent, *sent), "All parameters were signed twice.", 1.0)
