"""Clients of Duo's APIs: `Admin`, `Auth`, `AuthV1`, `Accounts` and `Device`, and the same for asyncio.

::

    from paraph.clients.duo import Admin

    with Admin("DI...", secret, "api-XXXXXXXX.duosecurity.com") as admin:
        for user in admin.users.list():
            print(user["username"])
        for event in admin.logs.authentication(since="2h", results=["denied"]):
            print(event["isotimestamp"], event["user"]["name"])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.clients.duo.certificates import pinned
    from paraph.clients.duo.clients import (
        Accounts,
        Admin,
        AsyncAccounts,
        AsyncAdmin,
        AsyncAuth,
        AsyncAuthV1,
        AsyncDevice,
        Auth,
        AuthV1,
        Device,
    )

__all__ = [
    "Accounts",
    "Admin",
    "AsyncAccounts",
    "AsyncAdmin",
    "AsyncAuth",
    "AsyncAuthV1",
    "AsyncDevice",
    "Auth",
    "AuthV1",
    "Device",
    "pinned",
]


def __getattr__(name: str) -> Any:
    """Import the clients when one is first used, so that their records alone can be imported quickly."""
    if name not in __all__:
        raise AttributeError(f"module 'paraph.clients.duo' has no attribute {name!r}")
    home = "certificates" if name == "pinned" else "clients"
    return getattr(import_module(f"paraph.clients.duo.{home}"), name)
