"""Which code stands behind which endpoint: its own where there is one, else that of the catalogue's description."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from paraph.emulator.duo.described import described
from paraph.emulator.routing import joined

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.calls import Route, Routes

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
    "auth",
    "enrolling",
    "rest",
    "log_pages",
)
"""Each has its `ROUTES`."""


@cache
def routes() -> Routes:
    """All code that an endpoint has of its own."""
    return joined("paraph.emulator.duo", MODULES)


def route_of(endpoint: Endpoint) -> Route:
    """The code behind an endpoint."""
    return routes().get((endpoint.method, endpoint.path), described)
