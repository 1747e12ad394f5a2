"""Finds the client for a call and a credential, where only the catalogue says which."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paraph.clients.names import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.apis.catalogue import Endpoint
    from paraph.clients.client import Client
    from paraph.core.credential import Credential

HOMES = {"Gallery": "alteryx", "Server": "alteryx"}
OLDER, NEWER = "/gallery", "/webapi"
"""The base paths of Alteryx Server: versions 1 and 2 with OAuth 1.0a, and all versions with OAuth 2."""


def client_of(
    endpoints: Sequence[Endpoint], credential: Credential, options: Mapping[str, Any]
) -> tuple[Client, Endpoint]:
    """Return a client for one of the endpoints of a call, and that endpoint: the one that the server's address has.

    The address is the host of the credential, else the option `base_url`. Raises ValueError if it is none.
    """
    name, address = CLIENTS[endpoints[0].api], credential.host or options["base_url"]
    if name not in HOMES:
        return make_client(name, credential, address.rstrip("/"), options), endpoints[0]
    is_newer = address.rstrip("/").endswith(NEWER)
    endpoint = next((each for each in endpoints if (CLIENTS[each.api] == "Server") == is_newer), endpoints[0])
    name = CLIENTS[endpoint.api]
    if name == "Server" and address.rstrip("/").removesuffix("/api").endswith(OLDER):
        address = address.rstrip("/").removesuffix("/api").removesuffix(OLDER) + NEWER
    if not credential.host:
        options = {**options, "base_url": ""}
    return make_client(name, credential, address, options), endpoint


def make_client(name: str, credential: Credential, address: str, options: Mapping[str, Any]) -> Client:
    """Return the client of that name."""
    module = import_module(f"paraph.clients.{HOMES.get(name, 'duo')}.clients")
    client: Client = getattr(module, name)(credential.key_id, credential.secret, address, **options)
    return client
