"""The function behind each endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.vendor import load_routes

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.alteryx.calls import Route, Routes

MODULES = (
    "admin.groups", "admin.older_lists", "admin.studios", "admin.users", "assets.collections", "assets.credentials",
    "assets.data_connections", "assets.dcm", "assets.publishing", "assets.workflows", "jobs.jobs", "jobs.schedules",
)  # fmt: skip
"""Modules with `ROUTES`."""


def all_routes() -> Routes:
    """Return the routes of all modules."""
    return load_routes("paraph.emulator.alteryx", MODULES)


def find_route(endpoint: Endpoint) -> Route:
    """Return the function behind an endpoint."""
    return all_routes()[endpoint.method, endpoint.path]
