"""What the servers of all vendors have in common: routes, parameters, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, TypeVar

C = TypeVar("C")


class Routes(dict[tuple[str, str], Callable[[C], Any]]):
    """The functions behind endpoints, by method and path as the catalogue writes it; each takes a call."""

    def at(self, *names: str) -> Callable[[Callable[[C], Any]], Callable[[C], Any]]:
        """Register a function for endpoints, each named as ``GET /admin/v1/users``."""

        def placed(function: Callable[[C], Any]) -> Callable[[C], Any]:
            for name in names:
                method, _, path = name.partition(" ")
                self[method, path] = function
            return function

        return placed


def collect_routes(package: str, modules: Iterable[str]) -> Routes[Any]:
    """Collect the `ROUTES` of these modules of a package."""
    found: Routes[Any] = Routes()
    for name in modules:
        found.update(import_module(f"{package}.{name}").ROUTES)
    return found
