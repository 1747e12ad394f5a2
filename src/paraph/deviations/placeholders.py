"""Texts that programs write for a variable that is empty or was never set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.deviation import Way
from paraph.deviations.rarity import SELDOM, UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL_BLANKS = ("", "undefined", "null", "None", "[object Object]", "${x}")


def placeholders(what: str, word: str) -> Iterator[Way[str]]:
    """What stands instead of a value that was not filled in."""
    for value in USUAL_BLANKS:
        said = f"{what} was {value!r}." if value else f"{what} was empty."
        yield Way(value, said, 0.0 if value in ("", "undefined") else SELDOM)
    for value in (f"${{{word}}}", f"{{{{{word}}}}}", f"{{{word}}}", f"${word}", "nil", "NULL", "NaN", "(null)"):
        yield Way(value, f"{what} was {value!r}.", UNUSUAL)
