"""Which code stands behind which endpoint: its own where there is one, else that of the catalogue's description."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import Routes
from paraph.emulator.duo.described import described

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.calls import Route

MODULES = (
    "liveness",
    "users",
    "phones",
    "groups",
    "links",
    "activations",
    "tokens",
    "bypass_codes",
    "bulk",
    "proofing",
    "admins",
    "admin_access",
    "administrative_units",
    "integrations",
    "policies",
    "branding",
    "passport",
    "info",
    "blocked_devices",
    "accounts",
    "devices",
)
"""Each has its `ROUTES`."""


@cache
def routes() -> Routes:
    """All code that an endpoint has of its own."""
    found = Routes()
    for name in MODULES:
        found.update(import_module(f"paraph.emulator.duo.{name}").ROUTES)
    return found


def route_of(endpoint: Endpoint) -> Route:
    """The code behind an endpoint."""
    return routes().get((endpoint.method, endpoint.path), described)
