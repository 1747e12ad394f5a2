"""Mistakes in joining the lines."""

from __future__ import annotations

import hashlib
import html
import json
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.encoding import percent, percent_safe, unpercent
from paraph.core.trace import LEFT_OUT
from paraph.deviations.grammar import Dimension, Option, grammar_deviations
from paraph.deviations.joins import separators
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import AFTER_NARROWER, SELDOM
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.readings import LINE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Pairs


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


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


BETWEEN_LINES = Dimension("\n", tuple(option for option in (
    Option("join-crlf", "The lines were joined with CR and LF.", "\r\n"),
    Option("join-literal-backslash-n", "The lines were joined with a backslash and the letter n.", "\\n"),
    *separators("\n", "The lines were", but=("?", "\r\n", "\\n")),
    Option("join-wrong-separator", "The lines were joined with two line feeds.", "\n\n", 1.0),
    Option("join-wrong-separator", "The lines were joined with a CR.", "\r"),
    Option("join-wrong-separator", "There is a blank before each line.", "\n "),
    Option("join-wrong-separator", "There is a blank at the end of each line.", " \n"),
    Option("join-wrong-separator", "The lines are indented by four spaces.", "\n    "),
    Option("join-wrong-separator", "The lines are indented by two spaces.", "\n  ", 1.0),
    Option("join-wrong-separator", "The lines are indented by eight spaces.", "\n        ", 1.0),
    Option("join-wrong-separator", "The lines are indented by a tab.", "\n\t", 1.0),
    Option("join-wrong-separator", "The lines were joined with \\\\n.", "\\\\n", 2.0),
    Option("join-wrong-separator", "The lines were joined with <br>.", "<br>", 2.0),
    Option("join-wrong-separator", "The lines were joined with an encoded line feed.", "%0A", 1.0),
    Option("join-wrong-separator", "The lines were joined with LF and CR.", "\n\r", 2.0),
)))  # fmt: skip
AROUND_LINES = Dimension(("", ""), (
    Option("join-trailing-newline", "There is a line feed after the last line.", ("", "\n")),
    Option("join-trailing-newline", "There are CR and LF after the last line.", ("", "\r\n")),
    Option("join-wrong-separator", "There is a line feed before the first line.", ("\n", "")),
    Option("join-trailing-newline", "There are two line feeds after the last line.", ("", "\n\n"), 1.0),
    Option("join-trailing-newline", "There is a blank after the last line.", ("", " "), 1.0),
    Option("join-wrong-separator", "There is a blank before the first line.", (" ", ""), 1.0),
    Option("join-wrong-separator", "There are double quotes around the lines.", ('"', '"'), 1.0),
    Option("join-wrong-separator", "There are single quotes around the lines.", ("'", "'"), 2.0),
    Option("join-wrong-separator", "There is a line feed before the first line and after the last.", ("\n", "\n"), 1.0),
    Option("join-wrong-separator", "There are line feeds around the lines, and the last line is indented.", ("\n    ", "\n    "), 1.0),
    Option("join-wrong-separator", "There is a byte order mark before the first line.", ("\ufeff", ""), 2.0),
))  # fmt: skip


def join_lines(*lines_and_choices: Any) -> str:
    """The lines joined with any signs."""
    *lines, between, around = lines_and_choices
    return f"{around[0]}{between.join(lines)}{around[1]}"


DEVIATIONS.extend(grammar_deviations(duo.canonical_string, (BETWEEN_LINES, AROUND_LINES), join_lines, joins=True))


@family(duo.canonical_string, "join-wrong-separator", rarity=0.5, joins=True)
def two_lines_as_one(*lines: str) -> Iterator[Way[str]]:
    """Two lines were joined to one."""
    for index in range(len(lines) - 1):
        for sign, rarity in (
            ("", 0.0),
            ("?", 0.0),
            (" ", 1.0),
            ("&", 1.0),
            ("/", 1.0),
            (":", SELDOM),
            (",", SELDOM),
            ("\n\n", 0.0),
        ):
            one = f"{lines[index]}{sign}{lines[index + 1]}"
            text = "\n".join((*lines[:index], one, *lines[index + 2 :]))
            yield Way(text, f"Lines {index + 1} and {index + 2} were joined with {sign!r}.", rarity)
            if sign in ("?", "&"):
                text = "\n".join((*lines[:index], one, *lines[index + 1 :]))
                yield Way(text, f"Line {index + 2} was also signed on the line before it, after {sign!r}.", 1.0)


@family(duo.canonical_string, "", rarity=3.0)
def lines_in_another_form(*lines: str) -> Iterator[Way[str]]:
    """The joined lines were changed as a whole."""
    text = duo.canonical_string(*lines)
    changes: dict[str, Callable[[str], str]] = {
        "put in lower case": str.lower, "put in upper case": str.upper, "percent-encoded": percent, "stripped": str.strip,
        "decoded": unpercent, "percent-encoded, / left": partial(percent_safe, safe="/-._~"),
        "percent-encoded, + for a space": partial(percent_safe, safe="-._~", space="+"),
        "escaped for HTML": html.escape, "written as a JSON text": json.dumps,
        "written as a JSON list": lambda _: json.dumps(lines), "written as a compact JSON list":
        lambda _: json.dumps(lines, separators=(",", ":")), "written as a Python list": lambda _: repr([*lines]),
        "put into one line": lambda text: " ".join(text.split("\n")),
    }  # fmt: skip
    for said, change in changes.items():
        yield Way(change(text), f"The lines were {said}.")
    for count in (1, 2, 3):
        yield Way(duo.canonical_string(*lines[:-count]), f"The last {count} lines were not signed.", 1.0)
        yield Way(duo.canonical_string(*lines[count:]), f"The first {count} lines were not signed.", 1.0)
    yield Way(duo.canonical_string(*filter(None, lines)), "Empty lines were left out.", 1.0)
    for line in ("", *lines):
        yield Way(duo.canonical_string(*lines, line), "There is a line too many.", 2.0)


@family(duo.canonical_string, "", rarity=SELDOM)
def hashes_of_nothing(*lines: str) -> Iterator[Way[str]]:
    """The last lines of version 5 are hashes of an empty text; perhaps they were added to those of version 2."""
    nothing = hashlib.sha512(b"").hexdigest()
    if len(lines) == 7:
        text = duo.canonical_string(*lines[:5], nothing, nothing)
        yield Way(text, "The hashes of body and headers are those of an empty text.")
    if len(lines) == 5:
        yield Way(duo.canonical_string(*lines, nothing, nothing), "Two hashes of an empty text were added at the end.")
        yield Way(duo.canonical_string(*lines, nothing), "The hash of an empty text was added at the end.")


@family(duo.canonical_string, "join-field-order", rarity=2.0, joins=True)
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
