"""Mistakes in joining the lines."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.trace import LEFT_OUT
from paraph.deviations.grammar import Dimension, Option, grammar_deviations, ranked_deviations
from paraph.deviations.joins import separators
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import AFTER_NARROWER, SELDOM
from paraph.deviations.text_changes import OF_ALL, changed_joins, text_deviations
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.readings import LINE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    Option("join-wrong-separator", "The lines were joined with a slash and the letter n.", "/n", 2.0),
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


DEVIATIONS.extend(
    grammar_deviations(duo.canonical_string, (BETWEEN_LINES, AROUND_LINES), join_lines, rarity=0.5, joins=True)
)


def join_two(*lines: str, index: int, sign: str, again: bool = False) -> str:
    """The line `index` and the next one joined with `sign`; the next one follows `again`, or not."""
    one = f"{lines[index]}{sign}{lines[index + 1]}"
    return "\n".join((*lines[:index], one, *lines[index + (1 if again else 2) :]))


def two_lines_as_one() -> Iterator[Option[Callable[..., str]]]:
    """Two lines were joined to one: first as in a URL."""
    joined, twice = (
        "Lines {} and {} were joined with {!r}.",
        "Line {1} was also signed on the line before it, after {2!r}.",
    )
    for index, sign in TWO_LINES:
        said = index + 1, index + 2, sign
        yield Option(WRONG, joined.format(*said), partial(join_two, index=index, sign=sign))
        if sign in ("?", "&"):
            yield Option(WRONG, twice.format(*said), partial(join_two, index=index, sign=sign, again=True), 1.0)


def lines_as_in_a_request() -> Iterator[Option[Callable[..., str]]]:
    """Some lines were joined as they stand in the first line of a request or in a URL."""
    for said, write in LINES_AS_IN_A_REQUEST.items():
        yield Option(WRONG, f"{said} stand on one line.", partial(choose_lines, choose=write))


def url_of(lines: tuple[str, ...]) -> str:
    """The URL of host, path and parameters."""
    return f"https://{lines[2]}{lines[3]}{'?' * bool(lines[4])}{lines[4]}"


LINES_AS_IN_A_REQUEST: dict[str, Callable[[tuple[str, ...]], Iterable[str]]] = {
    "Method and path": lambda lines: (lines[0], f"{lines[1]} {lines[3]}", lines[2], *lines[4:]),
    "Host, path and parameters, as a URL,": lambda lines: (*lines[:2], url_of(lines), *lines[5:]),
    "Method, path and parameters": lambda lines: (lines[0], f"{lines[1]} {lines[3]}?{lines[4]}", lines[2], *lines[5:]),
    "Method, host and path": lambda lines: (lines[0], f"{lines[1]} {lines[2]}{lines[3]}", *lines[4:]),
    "Method and URL": lambda lines: (lines[0], f"{lines[1]} {url_of(lines)}", *lines[5:]),
    "Host, path and parameters": lambda lines: (*lines[:2], f"{lines[2]}{lines[3]}?{lines[4]}", *lines[5:]),
    "Host and path, as a URL,": lambda lines: (*lines[:2], f"https://{lines[2]}{lines[3]}", *lines[4:]),
}
URL_LINES = ((3, "?"), (2, ""), (1, " "), (2, "/"), (3, "&"))
"""Path and parameters, host and path, method and host, as they stand in a URL or in a request."""
TWO_LINES = dict.fromkeys((*URL_LINES, *product(range(6), ("", "\n\n", " ", "&", "?", "/", ":", ","))))


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


def end_lines(*lines: str, end: str) -> str:
    """The lines, each with something after it."""
    return "".join([f"{line}{end}" for line in lines])


def choose_lines(*lines: str, choose: Callable[[tuple[str, ...]], Iterable[str]]) -> str:
    """Some of the lines, or others, joined."""
    return duo.canonical_string(*choose(lines))


def write_list(*lines: str, write: Callable[[tuple[str, ...]], str]) -> str:
    """The lines as a list."""
    return write(lines)


def lines_in_another_form() -> Iterator[Option[Callable[..., str]]]:
    """The lines are in one line or a list, or there are more or fewer lines."""
    yield Option("", "The lines were put into one line.", lambda *lines: " ".join(lines))
    for said, end in (("CR and LF", "\r\n"), ("\\n", "\\n"), ("&", "&"), ("a comma", ",")):
        yield Option("", f"Each line ends in {said}, the last one too.", partial(end_lines, end=end), 1.0)
    for said, choose in OTHER_LINES.items():
        yield Option("", said, partial(choose_lines, choose=choose), 1.0)
    for said, write in LISTS.items():
        yield Option("", f"The lines were written as {said}.", partial(write_list, write=write), SELDOM)
    for index in range(7):
        yield Option("", "There is a line too many.", partial(repeat_line, index=index), 3.0)


def repeat_line(*lines: str, index: int) -> str:
    """The lines, and one of them again."""
    return duo.canonical_string(*lines, lines[index])


OTHER_LINES: dict[str, Callable[[tuple[str, ...]], Iterable[str]]] = {
    "Empty lines were left out.": partial(filter, None),
    "The first line was not signed.": lambda lines: lines[1:], "The last line was not signed.": lambda lines: lines[:-1],
    "Only the last line was signed.": lambda lines: lines[-1:], "There is an empty line too many.": lambda lines: (*lines, ""),
    "The first 2 lines were not signed.": lambda lines: lines[2:], "The last 2 lines were not signed.": lambda lines: lines[:-2],
    "The first 3 lines were not signed.": lambda lines: lines[3:], "The last 3 lines were not signed.": lambda lines: lines[:-3],
}  # fmt: skip
LISTS: dict[str, Callable[[tuple[str, ...]], str]] = {
    "a JSON list": json.dumps, "a compact JSON list": lambda lines: json.dumps(lines, separators=(",", ":")),
    "a Python list": lambda lines: repr([*lines]),
}  # fmt: skip


def swap_lines(*lines: str, first: int, second: int) -> str:
    """The lines with two of them exchanged."""
    swapped = list(lines)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    return "\n".join(swapped)


def move_line(*lines: str, index: int, place: int) -> str:
    """The lines with one of them in another place; -1 is the last."""
    moved = list(lines)
    line = moved.pop(index)
    moved.insert(len(moved) if place == -1 else place, line)
    if place > len(moved):
        raise IndexError(place)
    return "\n".join(moved)


def lines_in_another_order() -> Iterator[Option[Callable[..., str]]]:
    """The lines are in another order: neighbours exchanged, one at the beginning or the end, or elsewhere."""
    swaps, moves = "Lines {} and {} are swapped.", "Line {} stands in another place."
    for first, second in sorted(combinations(range(7), 2), key=lambda pair: pair[1] - pair[0]):
        yield Option(ORDER, swaps.format(first + 1, second + 1), partial(swap_lines, first=first, second=second))
        if (first, second) == (5, 6):
            for index in range(7):
                for place in (-1, 0):
                    yield Option(ORDER, moves.format(index + 1), partial(move_line, index=index, place=place))
    for index, place in product(range(7), range(1, 6)):
        yield Option(ORDER, moves.format(index + 1), partial(move_line, index=index, place=place))


WRONG, ORDER = "join-wrong-separator", "join-field-order"
DEVIATIONS.extend(ranked_deviations(WRONG, duo.canonical_string, two_lines_as_one(), rarity=0.5, joins=True))
DEVIATIONS.extend(ranked_deviations(WRONG, duo.canonical_string, lines_as_in_a_request(), rarity=1.5))
DEVIATIONS.extend(ranked_deviations("", duo.canonical_string, lines_in_another_form(), rarity=SELDOM))
DEVIATIONS.extend(ranked_deviations(ORDER, duo.canonical_string, lines_in_another_order(), rarity=1.0, joins=True))
DEVIATIONS.extend(line_deviations())
DEVIATIONS.extend(text_deviations(duo.canonical_string, "The canonical string", OF_ALL))
DEVIATIONS.extend(
    changed_joins(duo.canonical_string, (BETWEEN_LINES, AROUND_LINES), join_lines, "The canonical string")
)
for _name, _stage in LINES.items():
    DEVIATIONS.extend(
        text_deviations(_stage, f"The {_name} line", rarity=0.0 if _stage is duo.canonical_parameters else 2.0)
    )
