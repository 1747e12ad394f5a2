"""What the servers of all vendors share: state, calls, routes and grouped parameters."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from paraph.emulator.store import Store

C = TypeVar("C")


@dataclass(slots=True)
class VendorState:
    """The state of a server: its store, clock (Unix seconds), and source of ids."""

    store: Store
    clock: Callable[[], float]
    chance: random.Random = field(default_factory=random.Random)

    def milliseconds(self) -> int:
        """Return the time in Unix milliseconds."""
        return int(self.clock() * 1000)


class CallParameters:
    """Access to the `parameters` of a call by name."""

    __slots__ = ()
    parameters: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def get(self, name: str, otherwise: Any = None) -> Any:
        """Return an optional parameter."""
        return self.parameters.get(name, otherwise)


class Routes(dict[tuple[str, str], Callable[[C], Any]]):
    """The functions behind endpoints, by method and path as the catalogue writes it; each takes a call."""

    def at(self, *names: str) -> Callable[[Callable[[C], Any]], Callable[[C], Any]]:
        """Register a function for endpoints, each named as ``GET /admin/v1/users``."""

        def register(function: Callable[[C], Any]) -> Callable[[C], Any]:
            for name in names:
                method, _, path = name.partition(" ")
                self[method, path] = function
            return function

        return register


@cache
def load_routes(package: str, modules: tuple[str, ...]) -> Routes[Any]:
    """Import these modules of a package, and collect their `ROUTES`."""
    routes: Routes[Any] = Routes()
    for name in modules:
        routes.update(import_module(f"{package}.{name}").ROUTES)
    return routes


def group_values(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Group values by name; a repeated name gets a list."""
    groups: dict[str, list[str]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in groups.items()}
