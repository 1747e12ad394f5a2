"""The mistakes that people make, as stages written wrong on purpose."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.deviation import Deviation
    from paraph.core.scheme import Scheme

__all__ = ["deviations_for", "load"]


def load(scheme: Scheme[Any]) -> Any:
    """The module with the deviations of a scheme, imported when it is first asked for."""
    return import_module(f"paraph.deviations.{scheme.home}")


def deviations_for(case: Case[Any]) -> Iterator[Deviation]:
    """Return every deviation that is possible for a case."""
    module = load(case.scheme)
    yield from module.DEVIATIONS
    yield from module.deviations_from_case(case)
