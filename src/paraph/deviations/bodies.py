"""The texts that get hashed instead of the body that is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Way
from paraph.core.message import wire_text
from paraph.deviations.rarity import UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL_ORDERS = ("sorted keys", "keys in the reverse order")
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


def reversed_keys(value: Any) -> Any:
    """The value with its outermost keys in reverse order."""
    return dict(reversed(value.items())) if isinstance(value, dict) else value


def reordered(body: bytes) -> Iterator[Way[bytes]]:
    """The same JSON with its keys in another order, compact and spaced."""
    value = decoded(body)
    if value is _MISSING:
        return
    for said, other, options in (
        ("sorted keys", value, {"sort_keys": True}),
        ("sorted outermost keys", ordered(value), {}),
        ("keys in the reverse order", reversed_keys(value), {}),
        ("keys in descending order", ordered(value, reverse=True), {}),
    ):
        for separators in (own_separators(body), COMPACT, SPACED):
            for ascii_only in (True, False):
                text = dumps(other, separators=separators, ensure_ascii=ascii_only, **options)
                rarity = (0.0 if said in USUAL_ORDERS else UNUSUAL) + (0.0 if ascii_only else 1.0)
                yield Way(text, f"The JSON that was hashed has {said}.", rarity)
    if isinstance(value, dict) and 2 < len(value) <= 5:
        from itertools import permutations

        for keys in permutations(value):
            text = dumps({key: value[key] for key in keys}, separators=own_separators(body))
            yield Way(text, f"The JSON that was hashed has its keys in the order {', '.join(keys)}.", UNUSUAL)
    elif isinstance(value, dict):
        names = list(value)
        for index, key in enumerate(names):
            rest = names[:index] + names[index + 1 :]
            for order in ([key, *rest], [*rest, key]):
                text = dumps({key: value[key] for key in order}, separators=own_separators(body))
                yield Way(text, f"The JSON that was hashed has {key} in another place.", UNUSUAL)


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
                yield Way(text, said, 0.0 if separators in (COMPACT, SPACED) else UNUSUAL)
                yield Way(text.replace(b"/", b"\\/"), said[:-1] + " and escaped slashes.", UNUSUAL)
    for indent in (2, 4, "\t", 1, 3):
        for ascii_only in (True, False):
            for keys in (False, True):
                text = dumps(value, indent=indent, ensure_ascii=ascii_only, sort_keys=keys)
                yield Way(text, "The JSON that was hashed is indented.", 0.0 if indent == 2 else UNUSUAL)
                yield Way(text.replace(b"\n", b"\r\n"), "The JSON that was hashed is indented, with CR LF.", UNUSUAL)
    yield Way(repr(value).encode("utf-8", "replace"), "A Python repr was hashed, not JSON.")
    yield Way(repr(value).replace("'", '"').encode("utf-8", "replace"), "A Python repr with double quotes was hashed.")
    yield from other_bytes(body)


def other_bytes(body: bytes) -> Iterator[Way[bytes]]:
    """The body's text with other line ends or escapes, or none at all."""
    yield Way(b"", "The empty string was hashed instead of the body.", 1.0)
    yield Way(body.replace(b"\\/", b"/"), "The slashes that were hashed are not escaped.", UNUSUAL)
    yield Way(body.replace(b"/", b"\\/"), "The slashes that were hashed are escaped.", UNUSUAL)
    yield Way(body.strip(), "The body was hashed without the spaces at its ends.", UNUSUAL)
    yield Way(body.replace(b"\r\n", b"\n"), "The body was hashed with LF for CR LF.", UNUSUAL)
    yield Way(body.replace(b"\n", b"\r\n"), "The body was hashed with CR LF for LF.", UNUSUAL)
    text = wire_text(body)
    for charset in ("latin-1", "ascii", "cp1252", "utf-16-le", "utf-16-be", "utf-16"):
        yield Way(text.encode(charset, "replace"), f"The body was hashed as {charset}.", UNUSUAL)
    yield Way(json.dumps(text).encode(), "The JSON text was encoded as JSON once more.", UNUSUAL)


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
            rarity = UNUSUAL if text in ("''", "{ }") else 0.0
            yield Way(text.encode(), f"{text} was hashed instead of the empty body.", rarity)
