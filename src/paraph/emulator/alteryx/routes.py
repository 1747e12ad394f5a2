"""Which code stands behind which endpoint."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from paraph.emulator.routing import joined

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.alteryx.calls import Route, Routes

MODULES = (
    "administration", "collecting", "connections", "credentials", "dcm", "groups", "jobs", "publishing", "schedules",
    "studios", "users", "workflows",
)  # fmt: skip
"""Each has its `ROUTES`."""


@cache
def routes() -> Routes:
    """All code that an endpoint has of its own."""
    return joined("paraph.emulator.alteryx", MODULES)


def route_of(endpoint: Endpoint) -> Route:
    """The code behind an endpoint."""
    return routes()[endpoint.method, endpoint.path]
