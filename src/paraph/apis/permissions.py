"""Names the permissions that a refused call needs: of an application of Duo, of a user of Alteryx Server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.apis.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Request

FORBIDDEN = 40301
WEBAPI = "/webapi"
"""Where the calls of Alteryx Server begin that carry a token."""


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


def missing_role(request: Request) -> Iterator[str]:
    """Return what a call of Alteryx Server needs that is refused although the server granted a token."""
    yield "The server granted a token for this key, so key and secret are right."
    path = request.path.rpartition(WEBAPI)[2]
    found = catalogue("alteryx").find(request.method, path)
    if found is not None:
        role = found.endpoint.permission.rpartition("; ")[2]
        certainly = "probably " if "permission" in found.endpoint.unconfirmed else ""
        yield f"{request.method} {found.endpoint.path} {certainly}needs the role {role}: use the key of a user who has it."
