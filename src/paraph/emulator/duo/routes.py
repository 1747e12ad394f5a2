"""The function behind each endpoint: its own, else the one that answers from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.catalogue_endpoints import answer_from_catalogue
from paraph.emulator.vendor import load_routes

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.calls import Route, Routes

MODULES = (
    "auth.auth_api", "auth.enrollment", "auth.rest_api",
    "admin.users", "admin.user_links", "admin.bulk_users", "admin.groups", "admin.bypass_codes", "admin.identity_verification",
    "admin.admins", "admin.admin_access", "admin.administrative_units", "admin.integrations", "admin.branding", "admin.passport",
    "admin.reports", "policies.policies", "logs.endpoints", "accounts.child_accounts",
    "devices.phones", "devices.activations", "devices.tokens", "devices.blocked_devices", "devices.device_caches",
)  # fmt: skip
"""Modules with `ROUTES`."""


def all_routes() -> Routes:
    """Return the routes of all modules."""
    return load_routes("paraph.emulator.duo", MODULES)


def find_route(endpoint: Endpoint) -> Route:
    """Return the function behind an endpoint."""
    return all_routes().get((endpoint.method, endpoint.path), answer_from_catalogue)
