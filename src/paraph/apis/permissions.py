"""Names the permissions that an application needs for a call that Duo forbids (40301)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.apis.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Request

FORBIDDEN = 40301


def missing_permissions(request: Request) -> Iterator[str]:
    """Return sentences that name the missing permissions, the likeliest first."""
    found = catalogue("duo").find(request.method, request.path)
    if found is None:
        yield "The application lacks a permission for this call, or the account has not what it is about."
        return
    if found.endpoint.api != "admin":
        yield "The application is of the right type, and the account may not use this API: Duo's support switches it on."
        return
    certainly = "probably " if "permission" in found.endpoint.unconfirmed else ""
    yield (
        f"The application lacks a permission: {request.method} {found.endpoint.path} {certainly}takes 'Grant "
        f"{found.endpoint.permission}'. An owner of the account sets it on the application's page in the Admin Panel."
    )
    if "trust_monitor" in request.path:
        yield "Trust Monitor is also refused where the account's plan does not include it."
