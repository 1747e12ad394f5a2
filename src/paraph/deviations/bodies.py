"""The texts that get hashed instead of the body that is sent."""

from __future__ import annotations

import json
from functools import partial
from itertools import permutations, product
from math import factorial, log
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Way
from paraph.core.encoding import percent_safe
from paraph.core.message import wire_text
from paraph.deviations.encoders import MARKS
from paraph.deviations.few import few
from paraph.deviations.json_styles import reverse_outermost, sort_members
from paraph.deviations.rarity import ODD, SELDOM, VERY_ODD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

COMPACT, SPACED, AFTER_COLON, AFTER_COMMA = (",", ":"), (", ", ": "), (",", ": "), (", ", ":")
_MISSING = object()


def decoded(body: bytes) -> Any:
    """The JSON value of a body, or a mark that it is none."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return _MISSING
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return _MISSING


def dumps(value: Any, **options: Any) -> bytes:
    """JSON as UTF-8; lone surrogates become question marks."""
    return json.dumps(value, **options).encode("utf-8", "replace")


def ordered(value: Any, reverse: bool = False) -> Any:
    """The value with its outermost keys sorted."""
    return dict(sorted(value.items(), reverse=reverse)) if isinstance(value, dict) else value


def reordered(body: bytes) -> Iterator[Way[bytes]]:
    """The same JSON with its keys in another order, compact and spaced."""
    value = decoded(body)
    if value is _MISSING:
        return
    for said, other, rarity in (
        ("sorted keys", sort_members(value), 0.0),
        ("keys in the reverse order", reverse_outermost(value), 0.0),
        ("sorted outermost keys", ordered(value), SELDOM),
        ("keys in descending order", ordered(value, reverse=True), SELDOM),
    ):
        for separators in (own_separators(body), COMPACT, SPACED):
            for ascii_only in (True, False):
                text = dumps(other, separators=separators, ensure_ascii=ascii_only)
                yield Way(text, f"The JSON that was hashed has {said}.", rarity + (0.0 if ascii_only else 1.0))
    if isinstance(value, dict):
        yield from other_orders(value, own_separators(body), was_sorted=[*value] == sorted(value))


def other_orders(value: dict[str, Any], separators: tuple[str, str], *, was_sorted: bool) -> Iterator[Way[bytes]]:
    """Yield an object with its keys in every order if they are few, else with one of them moved to an end.

    If the keys were sent sorted, the likeliest mistake is that the hash was taken before they were sorted.
    """
    names = list(value)
    rarity = log(factorial(min(len(names), MOST_KEYS))) + (0.0 if was_sorted else ODD)
    if not 2 < len(names) <= MOST_KEYS:
        for index, key in few(enumerate(names)):
            rest = names[:index] + names[index + 1 :]
            for moved in ([key, *rest], [*rest, key]):
                text = dumps({name: value[name] for name in moved}, separators=separators)
                yield Way(text, f"The JSON that was hashed has {key} in another place.", ODD)
        return
    for order in permutations(names):
        text = dumps({key: value[key] for key in order}, separators=separators)
        yield Way(text, f"The JSON that was hashed has its keys in the order {', '.join(order)}.", rarity)
    if was_sorted and len(names) < MOST_KEYS:
        for (said, write), order in product(WRITERS.items(), permutations(names)):
            members = {key: value[key] for key in order}
            detail = f"The members were hashed as {said}, in the order {', '.join(order)}."
            yield Way(write(members).encode("utf-8", "replace"), detail, rarity + 1.0)


MOST_KEYS = 5
"""So many keys are put in every order."""
WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "JSON with blanks": json.dumps,
    "indented JSON": partial(json.dumps, indent=2),
    "a Python repr": repr,
    "a form": lambda members: form_text((name, str(value)) for name, value in members.items()),
}


def form_text(pairs: Iterable[tuple[str, str]], kept: str = MARKS, space: str = "+") -> str:
    """Join pairs as an HTML form does, with + for a space, or as another encoder does."""
    form = partial(percent_safe, safe=kept, space=space)
    return "&".join([f"{form(name)}={form(value)}" for name, value in pairs])


def own_separators(body: bytes) -> tuple[str, str]:
    """The separators that a body seems to have been written with."""
    return SPACED if b'": ' in body else COMPACT


def json_renderings(body: bytes) -> Iterator[Way[bytes]]:
    """Yield the same JSON in other forms: spacing, escapes, indentation, another language's repr."""
    value = decoded(body)
    if value is _MISSING:
        yield from other_bytes(body)
        return
    for separators, spacing in (
        (COMPACT, "no blanks"),
        (SPACED, "blanks after commas and colons"),
        (AFTER_COLON, "blanks after colons"),
        (AFTER_COMMA, "blanks after commas"),
    ):
        for ascii_only in (True, False):
            escapes = "\\u escapes" if ascii_only else "no \\u escapes"
            for keys in (False, True):
                text = dumps(value, separators=separators, ensure_ascii=ascii_only, sort_keys=keys)
                said = f"The JSON that was hashed has {spacing}, {escapes}{' and sorted keys' if keys else ''}."
                yield Way(text, said, 0.0 if separators in (COMPACT, SPACED) else ODD)
                yield Way(text.replace(b"/", b"\\/"), said[:-1] + " and escaped slashes.", ODD)
    for indent, rarity in ((2, 0.0), (4, SELDOM), ("\t", ODD), (1, VERY_ODD), (3, VERY_ODD)):
        for ascii_only in (True, False):
            for keys in (False, True):
                text = dumps(value, indent=indent, ensure_ascii=ascii_only, sort_keys=keys)
                yield Way(text, "The JSON that was hashed is indented.", rarity)
                yield Way(
                    text.replace(b"\n", b"\r\n"), "The JSON that was hashed is indented, with CR LF.", max(rarity, ODD)
                )
    yield Way(repr(value).encode("utf-8", "replace"), "A Python repr was hashed, not JSON.")
    yield Way(repr(value).replace("'", '"').encode("utf-8", "replace"), "A Python repr with double quotes was hashed.")
    yield from other_bytes(body)


def other_bytes(body: bytes) -> Iterator[Way[bytes]]:
    """The body's text with other line ends or escapes, or none at all."""
    yield Way(b"", "The empty string was hashed instead of the body.", 1.0)
    yield Way(body.replace(b"\\/", b"/"), "The slashes that were hashed are not escaped.", ODD)
    yield Way(body.replace(b"/", b"\\/"), "The slashes that were hashed are escaped.", ODD)
    yield Way(body.strip(), "The body was hashed without the spaces at its ends.", ODD)
    yield Way(body.replace(b"\r\n", b"\n"), "The body was hashed with LF for CR LF.", ODD)
    yield Way(body.replace(b"\n", b"\r\n"), "The body was hashed with CR LF for LF.", ODD)
    text = wire_text(body)
    for charset, rarity in CHARSETS.items():
        yield Way(text.encode(charset, "replace"), f"The body was hashed as {charset}.", rarity)
    yield Way(json.dumps(text).encode(), "The JSON text was encoded as JSON once more.", SELDOM)


CHARSETS = {
    "utf-16-le": SELDOM,
    "latin-1": ODD,
    "ascii": ODD,
    "cp1252": ODD,
    "utf-16-be": ODD,
    "utf-16": ODD,
    "utf-8-sig": ODD,
}
"""The charsets in which a body is hashed by mistake, and how rare each is."""


def line_end_added(body: bytes) -> Iterator[Way[bytes]]:
    """Yield the body with a line end after it, as a shell or an editor adds it."""
    yield Way(body + b"\n", "The body was hashed with a line feed after it.")
    yield Way(body + b"\r\n", "The body was hashed with CR and LF after it.", 1.0)


def other_value(body: bytes) -> Iterator[Way[bytes]]:
    """Yield the texts of a value that was never set, which are hashed by mistake instead of the body."""
    if body:
        for text in ("null", "undefined", "None", "{}", "[object Object]", "[]", '""'):
            yield Way(text.encode(), f"{text} was hashed instead of the body.", 1.0)


def stand_ins(body: bytes) -> Iterator[Way[bytes]]:
    """Yield the texts that are hashed by mistake if there is no body."""
    if not body:
        for text in ("{}", "null", "[]", '""', "None", "undefined", "''", "{ }"):
            rarity = ODD if text in ("''", "{ }") else 0.0
            yield Way(text.encode(), f"{text} was hashed instead of the empty body.", rarity)
