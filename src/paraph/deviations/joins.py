"""The wrong ways to join names, values and pairs, the same for every scheme that signs parameters."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from paraph.core.encoding import unpercent
from paraph.deviations.few import few
from paraph.deviations.grammar import Dimension, Option
from paraph.deviations.rarity import SELDOM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs

SEPARATORS = (
    dict.fromkeys(("", ",", "\n", "?", ", ", ";", "& "), 0.0)
    | dict.fromkeys((" ", ".", ":", "|", "&amp;", "+", "%26", "/", "\r\n", "&&", " & ", "-"), SELDOM)
    | dict.fromkeys(("; ", "\t", "_", "~", "#", "\\n", "=", "\0", "&\n", "&\r\n", " &"), 4.0)
)
"""What stands instead of the right separator, and how rare that is."""
MISTAKE = "join-wrong-separator"


def separators(right: str, what: str, *, but: tuple[str, ...] = ()) -> tuple[Option[str], ...]:
    """Return the wrong separators, as options; `what` is the beginning of the sentence, `but` those to leave out."""
    return tuple(
        Option(MISTAKE, f"{what} joined with {mark!r} instead of {right!r}.", mark, rarity)
        for mark, rarity in (SEPARATORS | {"&": 0.0}).items()
        if mark not in (right, *but)
    )


BETWEEN_PAIRS = Dimension("&", separators("&", "The parameters were"))
SIGNS = (
    dict.fromkeys(("", ":"), 0.0)
    | dict.fromkeys((",", "&", " ", ": "), 1.0)
    | dict.fromkeys(("%3D", " = ", "=>", "==", " => ", "\n", "|", ";"), SELDOM)
)
INSIDE_PAIRS = Dimension(
    "=",
    tuple(
        Option(MISTAKE, f"Names and values were joined with {mark!r} instead of '='.", mark, rarity)
        for mark, rarity in SIGNS.items()
    ),
)
AROUND_VALUES = Dimension(
    ("", ""),
    (
        Option(MISTAKE, "The values were signed with double quotes around them.", ("", '"')),
        Option(MISTAKE, "The values were signed with single quotes around them.", ("", "'")),
        Option(MISTAKE, "Names and values were signed with double quotes around them.", ('"', '"'), 1.0),
        Option(MISTAKE, "Names and values were signed with single quotes around them.", ("'", "'"), SELDOM),
        Option(MISTAKE, "The values were signed with encoded double quotes around them.", ("", "%22"), SELDOM),
    ),
)
AROUND_ALL = Dimension(
    ("", ""),
    (
        Option(MISTAKE, "There is an & after the last parameter.", ("", "&")),
        Option(MISTAKE, "There is a ? before the first parameter.", ("?", "")),
        Option(MISTAKE, "There is an & before the first parameter.", ("&", "")),
        Option(MISTAKE, "There is a comma after the last parameter.", ("", ","), 1.0),
        Option(MISTAKE, "There is a line feed after the last parameter.", ("", "\n"), 1.0),
        Option(MISTAKE, "There is a comma and a blank after the last parameter.", ("", ", "), SELDOM),
        Option(MISTAKE, "There are braces around the parameters.", ("{", "}"), SELDOM),
        Option(MISTAKE, "There is a slash before the first parameter.", ("/", ""), 4.0),
        Option(MISTAKE, "There is a blank after the last parameter.", ("", " "), SELDOM),
    ),
)
PAIR_DIMENSIONS = (BETWEEN_PAIRS, INSIDE_PAIRS, AROUND_VALUES, AROUND_ALL)


def join_pairs(
    pairs: Pairs, between: str, inside: str, around_values: tuple[str, str], around_all: tuple[str, str]
) -> str:
    """Return the pairs joined with any signs."""
    name_mark, mark = around_values
    text = between.join([f"{name_mark}{name}{name_mark}{inside}{mark}{value}{mark}" for name, value in pairs])
    return f"{around_all[0]}{text}{around_all[1]}" if pairs else text


def other_joins(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the pairs in the forms that people use instead of ``name=value&name=value``, with what was done."""
    for inside, between in (("", ""), (":", "\n"), (": ", "\n"), (":", ","), ("=", "\n"), (": ", ", "), (":", ";"), ("=", ", "), (" ", "\n"),
                            ("", "\n"), (",", ","), ("", "&"), ("", ","), (":", ""), ("\n", "\n"), ("&", "&"), ("|", "|"), ("=>", ",")):  # fmt: skip
        text = between.join([f"{name}{inside}{value}" for name, value in pairs])
        yield text, f"Names and values were joined with {inside!r}, and the pairs with {between!r}."
        if between == "\n":
            yield text + between, f"Names and values were joined with {inside!r}, and each pair ends with a line feed."
    for sign in ("=", ":"):
        text = ", ".join([f'{name}{sign}"{value}"' for name, value in pairs])
        yield text, "The parameters were joined as in an Authorization header."
    for separator in ("&", ", ", ","):
        yield (
            separator.join([f'{name}="{value}"' for name, value in pairs]),
            f"The values were signed in quotes, joined with {separator!r}.",
        )


def as_json(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the pairs as JSON texts, each with what was done; the values are those before encoding."""
    plain = [(unpercent(name), unpercent(value)) for name, value in pairs]
    members = dict(plain)
    said = "The parameters were signed as JSON text"
    yield json.dumps(members, separators=(",", ":")), f"{said}."
    yield json.dumps(members), f"{said}, with blanks."
    if not str(members).isascii():
        yield json.dumps(members, separators=(",", ":"), ensure_ascii=False), f"{said}, without escapes."
        yield json.dumps(members, ensure_ascii=False), f"{said}, with blanks and without escapes."
    yield json.dumps(members, separators=(",", ":")).replace("/", "\\/"), f"{said}, with escaped slashes."
    yield json.dumps(members, indent=2), f"{said}, indented."
    yield json.dumps([list(pair) for pair in plain], separators=(",", ":")), f"{said}, as a list of pairs."
    yield str(members), "The parameters were signed as Python writes a dict."
    yield str(plain), "The parameters were signed as Python writes a list of pairs."


def bare_names(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the joined pairs with names alone where a value is empty: all of these names first, then each of them."""
    empty = list(dict.fromkeys(name for name, value in pairs if not value))
    for bare in (empty, *([name] for name in few(empty) if len(empty) > 1)):
        alone = set(bare)
        text = "&".join([name if name in alone and not value else f"{name}={value}" for name, value in pairs])
        yield text, f"{', '.join(bare)} without value was signed without an equals sign."


def number_repeated(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the joined pairs with a number in brackets after each repeated name, in their final order, as PHP numbers them."""
    totals = Counter(name for name, _ in pairs)
    if len(totals) == len(pairs):
        return
    for left, right in (("%5B", "%5D"), ("[", "]")):
        parts, counts = [], Counter[str]()
        for name, value in pairs:
            number = f"{left}{counts[name]}{right}" if totals[name] > 1 else ""
            counts[name] += 1
            parts.append(f"{name}{number}={value}")
        yield "&".join(parts), f"Repeated names were numbered after they were sorted, such as {left}0{right}."


def values_alone(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the texts of the values without their names, and of the names without their values."""
    for mark in ("", "&", ",", "\n", " "):
        yield mark.join([value for _, value in pairs]), f"Only the values were signed, joined with {mark!r}."
    for mark in ("", "&", ","):
        yield mark.join([name for name, _ in pairs]), f"Only the names were signed, joined with {mark!r}."
    yield "&".join([f"{value}={name}" for name, value in pairs]), "Names and values were signed in each other's place."
