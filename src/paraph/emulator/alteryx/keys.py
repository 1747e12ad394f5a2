"""API keys: what each of them opens. Those of a studio do not open what is for curators, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.credential import Credential, Secret
from paraph.emulator.alteryx.calls import ROLES

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

KIND = "alteryx-key"
EVERYTHING = "demo"
"""The kind of key that opens both bases and all families, which no real one does."""
OPENS = {"v1": "subscription", "user": "subscription", "admin": "admin"}
"""By how a path of the older base begins: the kind of key that opens it."""
NEWER = "api"
"""The kind of key that bearer tokens are given for: that of a user's profile."""


def known(store: Store, key_id: str) -> Object | None:
    """The key of that id, which a client can have written in any bytes."""
    return store.get(KIND, key_id) if key_id.isascii() else None


def credential_of(store: Store, key_id: str, path: str) -> Credential | None:
    """What a call with that key has to be signed with; None when it is unknown, or of another family."""
    found = known(store, key_id)
    if found is None or found["kind"] not in (EVERYTHING, OPENS.get(path.split("/", 2)[1])):
        return None
    secret = secret_of(store, found)
    return Credential(key_id, secret) if secret else None


def secret_of(store: Store, key: Object) -> Secret | None:
    """The secret of a key, None where only who showed it to the server has it."""
    return Secret(key["secret"]) or store.secrets.get(key["id"])


def client_of(store: Store, key_id: str, secret: str) -> Object | None:
    """The key that a client asks a bearer token for; None when it or its secret is wrong, or it is of another kind."""
    found = known(store, key_id)
    if found is None or found["kind"] not in (EVERYTHING, NEWER):
        return None
    return found if Secret(secret) and secret_of(store, found) == Secret(secret) else None


def permitted(user: Object, endpoint: Endpoint) -> bool:
    """Whether somebody's role suffices for an endpoint of the newer base."""
    needed = endpoint.permission.rpartition("; ")[2]
    return bool(user["isActive"]) and (needed not in ROLES or ROLES.index(user["role"]) >= ROLES.index(needed))


def add(store: Store, key_id: str, secret: str, kind: str, user_id: str) -> Object:
    """Give a user a key."""
    return store.put(KIND, key_id, {"id": key_id, "secret": secret, "kind": kind, "userId": user_id})
