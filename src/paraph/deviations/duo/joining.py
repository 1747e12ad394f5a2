"""Mistakes in joining the lines."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.trace import LEFT_OUT
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import AFTER_NARROWER, UNUSUAL
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.readings import LINE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


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


@family(duo.canonical_parameters, "params-line-missing-when-empty")
def no_empty_line(pairs: Pairs) -> Iterator[Way[str]]:
    """The empty line of the parameters was left out."""
    if not pairs:
        yield Way(LEFT_OUT, "The empty line of the parameters was left out.")


LINES = dict(zip(LINE_NAMES, (duo.date, duo.method, duo.host, duo.path, duo.canonical_parameters, duo.body_hash,
                                  duo.header_hash), strict=True))  # fmt: skip
"""The stage that makes each line."""


def line_deviations() -> Iterator[Deviation]:
    """For each line: it was left out, or a placeholder or an empty variable stands in its place."""
    for name, stage in LINES.items():

        def left_out(*_: Any, name: str = name) -> tuple[Way[str], ...]:
            return (Way(LEFT_OUT, f"The {name} line was left out."),)

        def empty(*_: Any, name: str = name) -> tuple[Way[str], ...]:
            return (Way("", f"The {name} line was left empty."),)

        def unexpanded(*_: Any, name: str = name) -> Iterator[Way[str]]:
            yield from placeholders(f"The {name} line", name.replace(" ", "_"))

        if name in OWN_NAME_WHEN_LEFT_OUT:
            yield Deviation(OWN_NAME_WHEN_LEFT_OUT[name], stage, left_out, constant=True)
        yield Deviation("join-field-missing", stage, left_out, {}, 1.0, constant=True)
        yield Deviation("join-fields-unexpanded", stage, unexpanded, {}, AFTER_NARROWER + 0.3, constant=True)
        yield Deviation("join-field-missing", stage, empty, {}, 1.2, constant=True)


OWN_NAME_WHEN_LEFT_OUT = {"host": "host-omitted", "header hash": "v5-header-hash-missing"}


@family(duo.canonical_string, "join-wrong-separator", rarity=UNUSUAL, joins=True)
def lines_joined_otherwise(*lines: str) -> Iterator[Way[str]]:
    """The lines were joined with something else than a line feed."""
    for mark in ("", " ", ",", "&", "|", ":", ";", "\r", "\t", "\n\n", ".", "?"):
        yield Way(mark.join(lines), f"The lines were joined with {mark!r}.")


@family(duo.canonical_string, "join-field-order", rarity=UNUSUAL, joins=True)
def lines_swapped(*lines: str) -> Iterator[Way[str]]:
    """The lines are in another order."""
    for first, second in combinations(range(len(lines)), 2):
        swapped = list(lines)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield Way("\n".join(swapped), f"Lines {first + 1} and {second + 1} are swapped.")
    for index in range(len(lines)):
        for place in range(len(lines)):
            moved = [*lines[:index], *lines[index + 1 :]]
            moved.insert(place, lines[index])
            yield Way("\n".join(moved), f"Line {index + 1} stands in another place.", 1.0)


DEVIATIONS.extend(line_deviations())
