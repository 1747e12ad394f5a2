"""Which code stands behind which endpoint."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from paraph.emulator.alteryx.calls import Routes

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.alteryx.calls import Route

MODULES = (
    "administration", "collecting", "connections", "credentials", "dcm", "groups", "jobs", "publishing", "schedules",
    "studios", "users", "workflows",
)  # fmt: skip
"""Each has its `ROUTES`."""


@cache
def routes() -> Routes:
    """The code behind all endpoints."""
    found = Routes()
    for name in MODULES:
        found.update(import_module(f"paraph.emulator.alteryx.{name}").ROUTES)
    return found


def route_of(endpoint: Endpoint) -> Route:
    """The code behind an endpoint."""
    return routes()[endpoint.method, endpoint.path]
