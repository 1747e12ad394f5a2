"""Values of stages as text that a person can edit, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.encoding import unpercent
from paraph.core.errors import ParaphError
from paraph.core.message import wire_bytes, wire_text
from paraph.core.trace import LEFT_OUT
from paraph.explaining.report import value_text

if TYPE_CHECKING:
    from paraph.core.message import Pairs

LONGEST = 100_000
"""Characters: a longer text is not for editing by hand."""


class NotEditable(ParaphError):
    """A text that cannot stand in the place of a stage's value; the text says why."""


def shown_text(value: Any, body: bytes) -> str | None:
    """Return a stage's value as text: a body as it was sent, other bytes as hex; None for a key."""
    if isinstance(value, bytes):
        return wire_text(value) if value == body else value.hex()
    return value_text(value)


def editable_text(stage: Any, value: Any, body: bytes) -> str | None:
    """Return the text in which a person edits a stage's value; None if it is a key, a MAC, a signature, or not told by such a text."""
    if stage.writes or stage.algorithm or value is LEFT_OUT or (isinstance(value, bytes) and value != body):
        return None
    text = shown_text(value, body)
    if text is None or len(text) > LONGEST:
        return None
    try:
        return text if edited_value(text, value) == value else None
    except NotEditable:
        return None


def edited_value(text: str, value: Any) -> Any:
    """Return the value that `text` stands for, of the kind of `value`; raises NotEditable for a text that is not pairs."""
    if isinstance(value, str):
        return text
    if isinstance(value, bytes):
        return wire_bytes(text)
    pairs = pairs_of(text)
    if not hasattr(value, "pairs"):
        return pairs
    return value._replace(pairs=pairs, plain=tuple((unpercent(name), unpercent(said)) for name, said in pairs))


def pairs_of(text: str) -> Pairs:
    """Return the pairs of the lines ``name=value``; raises NotEditable for a line without ``=``."""
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(text.split("\n") if text else (), 1):
        name, equals, said = line.partition("=")
        if not equals:
            raise NotEditable(f"Line {number} is not a parameter: write one name=value on each line.")
        pairs.append((name, said))
    return tuple(pairs)
