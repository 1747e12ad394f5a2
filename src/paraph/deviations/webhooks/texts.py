"""The grammar of the signed text: which parts it has, in which order, joined by what, and what stands around them."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.deviations import text_changes
from paraph.deviations.grammar import Dimension, Option, grammar_deviations
from paraph.deviations.joins import SEPARATORS
from paraph.deviations.rarity import ODD, SELDOM
from paraph.schemes.webhooks.rows import BODY, ID, TIMESTAMP
from paraph.schemes.webhooks.signing import JOINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.deviation import Deviation
    from paraph.core.message import Request
    from paraph.schemes.webhooks.rows import Row

    Layout = tuple[int | str, ...]
    """What is written one after the other: parts of the row by their place, and texts that stand for themselves."""

SECOND_CHANGE = 4.5
"""How much rarer two changes of one text are than changes of two parts."""
RAREST = SELDOM
"""Layouts, and texts around them, that are rarer than this are left out."""
BOTH_WRONG = 1.0
"""How much rarer other parts with another joint are."""
SIGNS = {sign: rarity + 1.0 if rarity else SELDOM for sign, rarity in SEPARATORS.items()} | {
    ".": 0.0, ":": 0.0, "": 0.0, "\n": 0.0, ",": 0.0, "|": 0.5, " ": 0.5, "-": 0.5, "_": 0.5, "&": 0.5, ";": 1.0, "/": 1.0, "+": 1.0,
}  # fmt: skip
"""What people put between the parts, and how rare that is."""
VERSIONS = {"v0": 0.0, "v1": 0.0, "v2": SELDOM, "1": SELDOM, "0": SELDOM, "v": SELDOM, "V0": SELDOM, "V1": SELDOM,
            "sha256": SELDOM, "hmac": ODD}  # fmt: skip
"""What vendors write before the parts, and how rare it is that someone else does so."""
NAMES = {ID: "message id", TIMESTAMP: "time", BODY: "body"}


class Arrangement(NamedTuple):
    """Some parts of a row in some order: names of parts, and texts that stand for themselves."""

    parts: tuple[str, ...]
    mistake: str
    rarity: float


def arrangements(row: Row) -> Iterator[Arrangement]:
    """Yield the arrangements of a row's parts, with every version before them and without one."""
    own = tuple(part for part in row.parts if part not in NAMES)
    parts = tuple(part for part in row.parts if part in NAMES)
    versions = {own: 0.0, (): 0.5} | {
        (version,): rarity + 1.0 for version, rarity in VERSIONS.items() if own != (version,)
    }
    for size in range(len(parts), 0, -1):
        for chosen in permutations(parts, size):
            in_order = [part for part in parts if part in chosen] == [*chosen]
            rarity = (0.0 if in_order else 0.5) + (0.0 if BODY in chosen else SELDOM)
            for version, rarer in versions.items():
                mistake = mistake_of(parts, chosen, is_in_order=in_order, has_version=not own or bool(version))
                yield Arrangement((*version, *chosen), mistake, rarity + rarer)


def mistake_of(parts: tuple[str, ...], chosen: tuple[str, ...], *, is_in_order: bool, has_version: bool) -> str:
    """Return the catalogue id of an arrangement."""
    if BODY not in chosen:
        return "body-partly-captured"
    if len(chosen) < len(parts) or not has_version:
        return "timestamp-field-omitted"
    return "" if is_in_order else "join-field-order"


def layouts(row: Row) -> Iterator[Option[Layout]]:
    """Yield every wrong layout of the parts, each as one choice."""
    for parts, mistake, rarity in arrangements(row):
        for sign, rarer in (SIGNS | {row.joint: 0.0}).items():
            is_joined_right = sign == row.joint or len(parts) == 1
            rare = rarity + rarer + (0.0 if is_joined_right or parts == row.parts else BOTH_WRONG)
            if (parts == row.parts and is_joined_right) or rare > RAREST or (len(parts) == 1 and sign != row.joint):
                continue
            pieces = join_pieces(parts, [sign] * (len(parts) - 1))
            named = mistake if parts != row.parts else "join-wrong-separator"
            yield Option(named, describe(pieces, row), place_pieces(pieces, row), rare)
    yield from mixed_layouts(row)


def mixed_layouts(row: Row) -> Iterator[Option[Layout]]:
    """Yield the layouts in which one of several joints differs from the others."""
    gaps = len(row.parts) - 1
    for place in range(gaps if gaps > 1 else 0):
        for sign, rarity in SIGNS.items():
            if sign != row.joint and rarity <= SELDOM:
                pieces = join_pieces(row.parts, [sign if gap == place else row.joint for gap in range(gaps)])
                yield Option("join-wrong-separator", describe(pieces, row), place_pieces(pieces, row), rarity + 0.5)


def join_pieces(parts: tuple[str, ...], signs: list[str]) -> tuple[str, ...]:
    """Return parts and the signs between them, one after the other."""
    pairs = zip(parts, [*signs, ""], strict=True)
    return tuple(piece for pair in pairs for piece in pair if piece)


def place_pieces(pieces: tuple[str, ...], row: Row) -> Layout:
    """Return pieces with the places of the parts instead of their names."""
    return tuple(row.parts.index(piece) if piece in NAMES else piece for piece in pieces)


def describe(pieces: tuple[str, ...], row: Row) -> str:
    """Say how the parts were joined."""
    if pieces == (BODY,):
        return "The body alone was signed."
    right = join_pieces(row.parts, [row.joint] * (len(row.parts) - 1))
    return f"The text that was signed is {template(pieces)}, not {template(right)}."


def template(pieces: tuple[str, ...]) -> str:
    """Return pieces as a text with the names of the parts in braces."""
    return repr("".join([f"{{{NAMES[piece]}}}" if piece in NAMES else piece for piece in pieces]))


AROUND: tuple[Option[tuple[str, str]], ...] = (
    Option("join-trailing-newline", "There is a line feed after the text.", ("", "\n")),
    Option("join-trailing-newline", "There are CR and LF after the text.", ("", "\r\n"), 0.5),
    Option("join-trailing-newline", "There are two line feeds after the text.", ("", "\n\n"), SELDOM),
    Option("", "There is a blank after the text.", ("", " "), 0.5),
    Option("", "There is a NUL after the text.", ("", "\0"), SELDOM),
    Option("", "There is a blank before the text.", (" ", ""), 1.0),
    Option("", "There is a line feed before the text.", ("\n", ""), 1.0),
    Option("", "There is a byte order mark before the text.", ("\ufeff", ""), SELDOM),
    Option("", "There are double quotes around the text.", ('"', '"'), 0.5),
    Option("", "There are single quotes around the text.", ("'", "'"), 1.0),
    *(Option("", f"There is {mark!r} after the text.", ("", mark), 1.0) for mark in (".", ":", "|", ",", "&", ";", "\\n")),
    *(Option("", f"There is {mark!r} before the text.", (mark, ""), 1.0)
      for mark in (".", ":", "v0:", "v0=", "v0.", "v1:", "v1.", "v1,", "v1=", "sha256=", "sha1=", "t=", "payload=", "body=", "data=")),
)  # fmt: skip
"""What stands around the text, whatever the request is."""


def parts_of_request(request: Request) -> dict[str, tuple[str, float]]:
    """Return what else of a request people sign, in words, and how rare that is."""
    url = f"https://{request.host}{request.target}"
    headers = {f"the header {name}": (value, SELDOM) for name, value in request.headers}
    return headers | {
        "the path": (request.target, 0.0), "the method": (request.method, 0.0), "the URL": (url, 0.0),
        "the host": (request.host, 1.0), "method and path": (request.method + request.target, 0.5),
        "method and path, with a blank between them": (f"{request.method} {request.target}", 0.5),
        "method and path, with a line feed between them": (f"{request.method}\n{request.target}", 0.5),
        "method and URL": (request.method + url, 1.0), "the URL with http": (url.replace("https", "http", 1), 1.0),
        "host and path": (request.host + request.target, 1.0), "the query": (request.target.partition("?")[2], 1.0),
        "the path without the query": (request.target.partition("?")[0], 0.5),
        "the URL without the query": (url.partition("?")[0], 0.5), "the method in lower case": (request.method.lower(), SELDOM),
    }  # fmt: skip


def request_around(request: Request, joint: str) -> Iterator[Option[tuple[str, str]]]:
    """Yield what else of the request stands before or after the text."""
    signs = {"": 0.0, joint: 0.0} | {
        sign: 0.0 if sign == "\n" else 1.0 for sign in ("\n", ".", ":", "|") if sign != joint
    }
    for words, (text, rarity) in parts_of_request(request).items():
        for sign, rarer in signs.items():
            if text and rarity + rarer <= RAREST:
                joined = f", joined with {sign!r}" if sign else ""
                yield Option("", f"Before the text, {words} was signed{joined}.", (text + sign, ""), rarity + rarer)
                yield Option(
                    "", f"After the text, {words} was signed{joined}.", ("", sign + text), rarity + rarer + 0.5
                )


def lay_out(*texts_and_choices: Any) -> str:
    """Return the parts in a layout, with something around them."""
    *texts, layout, (before, after) = texts_and_choices
    return f"{before}{''.join([texts[piece] if isinstance(piece, int) else piece for piece in layout])}{after}"


def text_deviations(row: Row, request: Request) -> Iterator[Deviation]:
    """Yield the mistakes about the parts of the vendor's row and how they are joined."""
    right = place_pieces(join_pieces(row.parts, [row.joint] * (len(row.parts) - 1)), row)
    dimensions = (
        Dimension(right, tuple(layouts(row)), True),
        Dimension(("", ""), (*AROUND, *request_around(request, row.joint)), True),
    )
    stage = JOINTS[row.joint]
    yield from grammar_deviations(stage, dimensions, lay_out, second=SECOND_CHANGE, joins=True, highest_in_pairs=1)
    yield from text_changes.text_deviations(stage, "The signed text", text_changes.OF_ALL)
