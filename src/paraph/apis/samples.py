"""Plausible values."""

from __future__ import annotations

from typing import Any


def sample(schema: dict[str, Any], shapes: dict[str, dict[str, Any]], known: dict[str, Any] | None = None) -> Any:
    """A plausible value of a schema."""
    return {}
