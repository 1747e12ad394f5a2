"""How long a body is: a length that is unclear or wrong is refused before the body is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.middleware.refusing import BadBody

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DIGITS = 20


def body_length(lengths: Sequence[str], encodings: Sequence[str], most: int) -> int | None:
    """Return the Content-Length, None if there is none; raises BadBody if it is invalid, repeated or more than `most`.

    `lengths` and `encodings` are the values of Content-Length and Transfer-Encoding.
    """
    if encodings and (lengths or [each.strip(" \t").lower() for each in encodings] != ["chunked"]):
        raise BadBody(400, "there is a Transfer-Encoding other than chunked, or one beside a Content-Length")
    if not lengths:
        return None
    text = lengths[0].strip(" \t")
    if len(lengths) > 1 or not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
        raise BadBody(400, "the Content-Length is repeated or is not a number")
    refuse_long(int(text), most)
    return int(text)


def refuse_long(size: int, most: int) -> None:
    """Raise BadBody if a body is longer than it may be."""
    if size > most:
        raise BadBody(413, f"the body is longer than {most} bytes, which the policy allows")


def refuse_other_length(size: int, length: int | None) -> None:
    """Raise BadBody if a body is not as long as its Content-Length says."""
    if length is not None and size != length:
        raise BadBody(400, f"the body has {size} bytes, but its Content-Length is {length}")
