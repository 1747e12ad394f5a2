"""Clients of Alteryx Server: `Gallery` for versions 1 and 2 of its API, `Server` for version 3, and the same for asyncio.

::

    from paraph.clients.alteryx import Gallery

    with Gallery(key, secret, "https://server.example.com/gallery") as gallery:
        for user in gallery.users.list():
            print(user["email"])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.clients.alteryx.clients import AsyncGallery, AsyncServer, Gallery, Server

__all__ = ["AsyncGallery", "AsyncServer", "Gallery", "Server"]


def __getattr__(name: str) -> Any:
    """Import the clients when one is first used, so that their records alone can be imported quickly."""
    if name not in __all__:
        raise AttributeError(f"module 'paraph.clients.alteryx' has no attribute {name!r}")
    return getattr(import_module("paraph.clients.alteryx.clients"), name)
