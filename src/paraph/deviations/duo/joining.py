"""Mistakes in joining the lines."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from paraph.deviations.rarity import SELDOM, UNUSUAL, USUAL_BLANKS
from paraph.scheme import Deviation, Deviations, Way
from paraph.schemes import duo

if TYPE_CHECKING:
    from collections.abc import Iterator


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


def named(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What each line is."""
    return duo.LINE_NAMES[1:5] if len(lines) == 4 else duo.LINE_NAMES[: len(lines)]


@deviates(duo.canonical_string, "join-crlf", joins=True)
def crlf(*lines: str) -> str:
    """The lines were joined with CR and LF."""
    return "\r\n".join(lines)


@deviates(duo.canonical_string, "join-literal-backslash-n", joins=True)
def literal_backslash_n(*lines: str) -> str:
    """The lines were joined with a backslash and the letter n."""
    return "\\n".join(lines)


@family(duo.canonical_string, "join-trailing-newline", joins=True)
def trailing_newline(*lines: str) -> Iterator[Way[str]]:
    """There is a line end after the last line."""
    text = "\n".join(lines)
    yield Way(text + "\n", "There is a line feed after the last line.")
    yield Way(text + "\r\n", "There are CR and LF after the last line.", 0.5)


@family(duo.canonical_string, "params-line-missing-when-empty")
def no_empty_last_line(*lines: str) -> Iterator[Way[str]]:
    """The empty line of the parameters was left out."""
    index = named(lines).index("parameters")
    if not lines[index]:
        yield Way("\n".join(lines[:index] + lines[index + 1 :]), "The empty line of the parameters was left out.")


@family(duo.canonical_string, "host-omitted", joins=True)
def no_host_line(*lines: str) -> Iterator[Way[str]]:
    """The host line was left out."""
    index = named(lines).index("host")
    yield Way("\n".join(lines[:index] + lines[index + 1 :]), "The host line was left out.")


@deviates(duo.canonical_string, "v5-header-hash-missing", joins=True)
def no_last_line(*lines: str) -> str:
    """The line of the header hash was left out."""
    return "\n".join(lines[:-1] if len(lines) == 7 else lines)


@family(duo.canonical_string, "join-field-missing", rarity=1.0, joins=True)
def line_missing(*lines: str) -> Iterator[Way[str]]:
    """A line was left out."""
    for index, name in enumerate(named(lines)):
        yield Way("\n".join(lines[:index] + lines[index + 1 :]), f"The {name} line was left out.")


def unexpanded_deviations() -> Iterator[Deviation]:
    """For each line: a placeholder or an empty variable stands in its place."""
    lines = (duo.date, duo.method, duo.host, duo.path, duo.canonical_parameters, duo.body_hash, duo.header_hash)
    for name, stage in zip(duo.LINE_NAMES, lines, strict=True):

        def ways(*_: Any, name: str = name) -> Iterator[Way[str]]:
            yield from placeholders(f"The {name} line", name.replace(" ", "_"))

        def empty(*_: Any, name: str = name) -> tuple[Way[str], ...]:
            return (Way("", f"The {name} line was left empty."),)

        yield Deviation("join-fields-unexpanded", stage, ways, constant=True)
        yield Deviation("join-field-missing", stage, empty, {}, 0.5, constant=True)


def placeholders(what: str, word: str) -> Iterator[Way[str]]:
    """What stands in the place of a value that was not filled in."""
    for value in USUAL_BLANKS:
        said = f"{what} was {value!r}." if value else f"{what} was empty."
        yield Way(value, said, 0.0 if value in ("", "undefined") else SELDOM)
    for value in (f"${{{word}}}", f"{{{{{word}}}}}", f"{{{word}}}", f"${word}", "nil", "NULL", "NaN", "(null)"):
        yield Way(value, f"{what} was {value!r}.", UNUSUAL)


@family(duo.canonical_string, "join-wrong-separator", rarity=UNUSUAL, joins=True)
def lines_joined_otherwise(*lines: str) -> Iterator[Way[str]]:
    """The lines were joined with something else than a line feed."""
    for mark in ("", " ", ",", "&", "|", ":", ";", "\r", "\t", "\n\n", ".", "?"):
        yield Way(mark.join(lines), f"The lines were joined with {mark!r}.")


@family(duo.canonical_string, "join-field-order", rarity=UNUSUAL, joins=True)
def lines_swapped(*lines: str) -> Iterator[Way[str]]:
    """The lines are in another order."""
    names = named(lines)
    for first, second in combinations(range(len(lines)), 2):
        swapped = list(lines)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield Way("\n".join(swapped), f"The lines {names[first]} and {names[second]} are swapped.")
    for index in range(len(lines)):
        for place in range(len(lines)):
            moved = [*lines[:index], *lines[index + 1 :]]
            moved.insert(place, lines[index])
            yield Way("\n".join(moved), f"The {names[index]} line stands in another place.", 1.0)


DEVIATIONS.extend(unexpanded_deviations())
