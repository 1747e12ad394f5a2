"""The mistakes that people make, as stages written wrong on purpose."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paraph.deviations import encoders, macs
from paraph.deviations.clues import Clues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Deviation

__all__ = ["Clues", "deviations_for", "forget", "load"]


def load(name: str) -> Any:
    """The module with the deviations of the scheme `name`, imported when it is first asked for."""
    return import_module(f"paraph.deviations.{name}")


def forget() -> None:
    """Drop what was remembered, so that nobody's data outlives the search."""
    encoders.forget()
    macs.last_mac.cache_clear()


def deviations_for(
    name: str, request: Request, claims: Any, credential: Credential, clues: Clues
) -> Iterator[Deviation]:
    """Every deviation of the scheme `name` that this request, credential and clues give occasion for."""
    module = load(name)
    yield from module.DEVIATIONS
    yield from module.given(request, claims, credential, clues)
