"""How arguments become parameters; None stays None, and :func:`without_none` leaves it out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus


def without_none(**params: Any) -> dict[str, Any]:
    """Return the parameters that have a value."""
    return {name: value for name, value in params.items() if value is not None}


def text(value: Any) -> str | None:
    """Return the value as text."""
    return None if value is None else str(value)


def whole_number(value: Any) -> str | None:
    """Return the digits of a whole number; raise ValueError for other text."""
    return None if value is None else str(int(value))


def flag(value: Any) -> str | None:
    """Return ``1`` for what is true, else ``0``."""
    return None if value is None else "1" if value else "0"


def quoted(value: Any) -> str:
    """Return the value as one segment of a path; a blank becomes ``+``, as in duo_client."""
    return quote_plus(str(value))
