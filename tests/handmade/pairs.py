"""What every hand-made signer chooses about its parameters: order, joining, text of values, repeated names.

Nothing here knows paraph. A variant is a small function as people write it.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from tests.handmade.encoders import Encoder


class Pair(NamedTuple):
    """A parameter in plain text, and where it travels: "oauth", "query" or "body"."""

    name: str
    value: str
    place: str


class Piece(NamedTuple):
    """A parameter as encoded by the signer, and the plain one."""

    name: str
    value: str
    plain: Pair


Order = Callable[[list[Piece]], list[Piece]]
Join = Callable[[list[Piece]], str]


def encode_pairs(pairs: list[Pair], encode_name: Encoder, encode_value: Encoder) -> list[Piece]:
    """Encode the names and the values of all pairs."""
    return [Piece(encode_name(pair.name), encode_value(pair.value), pair) for pair in pairs]


def by_key(key: Callable[[Piece], Any], pieces: list[Piece]) -> list[Piece]:
    """Sort by that key; equal ones stay as they are."""
    return sorted(pieces, key=key)


def right_order(pieces: list[Piece]) -> list[Piece]:
    """Sort by the encoded name, then by the encoded value."""
    return sorted(pieces, key=lambda piece: (piece.name, piece.value))


def groups(places: tuple[str, ...], pieces: list[Piece]) -> list[Piece]:
    """Sort each group for itself and put them one after the other."""
    ordered = right_order(pieces)
    return sorted(ordered, key=lambda piece: places.index(piece.plain.place))


def first_places(places: tuple[str, ...], pieces: list[Piece]) -> list[Piece]:
    """Take the groups one after the other, each as it is sent."""
    return sorted(pieces, key=lambda piece: places.index(piece.plain.place))


TYPICAL = (
    "oauth_consumer_key",
    "oauth_token",
    "oauth_signature_method",
    "oauth_timestamp",
    "oauth_nonce",
    "oauth_version",
)


def typical_listing(pieces: list[Piece]) -> list[Piece]:
    """Put the protocol parameters first, in the order in which documentation lists them."""
    return sorted(pieces, key=lambda piece: TYPICAL.index(piece.plain.name) if piece.plain.name in TYPICAL else 9)


ORDERS: dict[str, Order] = {
    "as sent": list,
    "reverse as sent": lambda pieces: pieces[::-1],
    "descending": lambda pieces: right_order(pieces)[::-1],
    "case-blind": partial(by_key, lambda piece: (piece.name.lower(), piece.value)),
    "case-blind, values too": partial(by_key, lambda piece: (piece.name.lower(), piece.value.lower())),
    "by name only": partial(by_key, lambda piece: piece.name),
    "by value": partial(by_key, lambda piece: piece.value),
    "by value, then name": partial(by_key, lambda piece: (piece.value, piece.name)),
    "before encoding": partial(by_key, lambda piece: (piece.plain.name, piece.plain.value)),
    "before encoding, by name only": partial(by_key, lambda piece: piece.plain.name),
    "before encoding, case-blind": partial(by_key, lambda piece: piece.plain.name.lower()),
    "by length of the name": partial(by_key, lambda piece: (len(piece.name), piece.name)),
    "by length of the pair": partial(by_key, lambda piece: len(piece.name + piece.value)),
    "joined text": partial(by_key, lambda piece: f"{piece.name}={piece.value}"),
    "joined text, descending": lambda pieces: sorted(pieces, key=lambda piece: f"{piece.name}={piece.value}")[::-1],
    "joined text, case-blind": partial(by_key, lambda piece: f"{piece.name}={piece.value}".lower()),
    "oauth first, sorted each": partial(groups, ("oauth", "query", "body")),
    "oauth last, sorted each": partial(groups, ("query", "body", "oauth")),
    "body, query, oauth, sorted each": partial(groups, ("body", "query", "oauth")),
    "oauth first, as sent": partial(first_places, ("oauth", "query", "body")),
    "oauth last, as sent": partial(first_places, ("query", "body", "oauth")),
    "typical listing": typical_listing,
}


def right_join(pieces: list[Piece]) -> str:
    """Join names and values with ``=``, and pairs with ``&``."""
    return "&".join(f"{piece.name}={piece.value}" for piece in pieces)


def join_with(between: str, inside: str, pieces: list[Piece]) -> str:
    """Join with other marks."""
    return between.join(f"{piece.name}{inside}{piece.value}" for piece in pieces)


def as_json(separators: tuple[str, str] | None, pieces: list[Piece]) -> str:
    """Return the parameters as the text of a JSON object, in their order."""
    return json.dumps({piece.plain.name: piece.plain.value for piece in pieces}, separators=separators)


def as_php_array(pieces: list[Piece]) -> str:
    """Number the values of a name that comes more than once, as http_build_query does."""
    names = [piece.name for piece in pieces]
    parts = []
    for at, piece in enumerate(pieces):
        number = f"%5B{names[:at].count(piece.name)}%5D" if names.count(piece.name) > 1 else ""
        parts.append(f"{piece.name}{number}={piece.value}")
    return "&".join(parts)


JOINS: dict[str, Join] = {
    "no & between pairs": partial(join_with, "", "="),
    "comma": partial(join_with, ",", "="),
    "comma and space": partial(join_with, ", ", "="),
    "semicolon": partial(join_with, ";", "="),
    "newline": partial(join_with, "\n", "="),
    "CR LF": partial(join_with, "\r\n", "="),
    "space": partial(join_with, " ", "="),
    "pipe": partial(join_with, "|", "="),
    "& as HTML": partial(join_with, "&amp;", "="),
    "& and space": partial(join_with, "& ", "="),
    "& and newline": partial(join_with, "&\n", "="),
    "no = in pairs": partial(join_with, "&", ""),
    "neither & nor =": partial(join_with, "", ""),
    "colon in pairs": partial(join_with, "&", ":"),
    "colon and newline": partial(join_with, "\n", ":"),
    "quotes around values": lambda pieces: "&".join(f'{piece.name}="{piece.value}"' for piece in pieces),
    "quotes and commas, as in the header": lambda pieces: ", ".join(
        f'{piece.name}="{piece.value}"' for piece in pieces
    ),
    "trailing &": lambda pieces: "".join(f"{piece.name}={piece.value}&" for piece in pieces),
    "leading &": lambda pieces: "".join(f"&{piece.name}={piece.value}" for piece in pieces),
    "leading ?": lambda pieces: "?" + right_join(pieces),
    "trailing newline": lambda pieces: right_join(pieces) + "\n",
    "empty values without =": lambda pieces: "&".join(
        f"{piece.name}={piece.value}" if piece.value else piece.name for piece in pieces
    ),
    "values only": lambda pieces: "&".join(piece.value for piece in pieces),
    "values only, run together": lambda pieces: "".join(piece.value for piece in pieces),
    "JSON": partial(as_json, None),
    "JSON, compact": partial(as_json, (",", ":")),
    "PHP's numbered names": as_php_array,
}


def same_pairs(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs as they are."""
    return pairs


def without(test: Callable[[Pair], bool], pairs: list[Pair]) -> list[Pair]:
    """Leave out the pairs that pass the test."""
    return [pair for pair in pairs if not test(pair)]


def last_of_each(pairs: list[Pair]) -> list[Pair]:
    """Keep the last value of each name, at the place of the first, as a dictionary does."""
    return list({pair.name: pair for pair in pairs}.values())


def first_of_each(pairs: list[Pair]) -> list[Pair]:
    """Keep the first value of each name."""
    return [pair for at, pair in enumerate(pairs) if pair.name not in {other.name for other in pairs[:at]}]


def comma_of_each(separator: str, pairs: list[Pair]) -> list[Pair]:
    """Join the values of each name into one."""
    return [
        pair._replace(value=separator.join(other.value for other in pairs if other.name == pair.name))
        for pair in first_of_each(pairs)
    ]


def with_values(change: Callable[[str], str], pairs: list[Pair]) -> list[Pair]:
    """Change each value that is not the protocol's."""
    return [pair if pair.place == "oauth" else pair._replace(value=change(pair.value)) for pair in pairs]


VALUE_TEXTS: dict[str, Callable[[list[Pair]], list[Pair]]] = {
    "True for true": partial(with_values, lambda value: value.capitalize() if value in ("true", "false") else value),
    "1 for true": partial(with_values, lambda value: {"true": "1", "false": "0"}.get(value, value)),
    "null for empty": partial(with_values, lambda value: value or "null"),
    "None for empty": partial(with_values, lambda value: value or "None"),
    "trimmed": partial(with_values, str.strip),
    "lower case": partial(with_values, str.lower),
    "numbers with .0": partial(with_values, lambda value: f"{value}.0" if value.isdigit() else value),
    "spaces removed": partial(with_values, lambda value: value.replace(" ", "")),
    "CR LF for LF": partial(with_values, lambda value: value.replace("\n", "\r\n")),
    "names in lower case": lambda pairs: [pair._replace(name=pair.name.lower()) for pair in pairs],
}

REPEATS: dict[str, Callable[[list[Pair]], list[Pair]]] = {
    "last of each": last_of_each,
    "first of each": first_of_each,
    "joined with a comma": partial(comma_of_each, ","),
    "joined with comma and space": partial(comma_of_each, ", "),
    "equal pairs once": lambda pairs: [
        pair for at, pair in enumerate(pairs) if pair[:2] not in [p[:2] for p in pairs[:at]]
    ],
    "name[] of repeated ones": lambda pairs: [
        pair._replace(name=f"{pair.name}[]") if [p.name for p in pairs].count(pair.name) > 1 else pair for pair in pairs
    ],
}
