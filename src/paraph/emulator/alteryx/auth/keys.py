"""API keys and what each of them opens. A studio's keys do not open the admin API, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Secret
from paraph.emulator.alteryx.calls import ROLES
from paraph.emulator.keys import KeyTable

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.core.credential import Credential
    from paraph.emulator.store import Object, Store

KIND = "alteryx-key"
KEYS = KeyTable(KIND, "id", "secret", lambda each: f"the {each['kind']} key {each['id']}")
ALL_APIS = "demo"
"""The kind of key that opens both bases and all APIs; no real key does."""
KINDS_BY_PATH = {"v1": "subscription", "user": "subscription", "admin": "admin"}
"""The kind of key for the older base, by the first part of the path."""
PROFILE_KEY = "api"
"""The kind of key that bearer tokens are granted for: that of a user's profile."""


def find_credential(store: Store, key_id: str, path: str) -> Credential | None:
    """Return the credential to sign a call with; None if the key is unknown or cannot call the path."""
    result = KEYS.find(store, key_id)
    if result is None or result["kind"] not in (ALL_APIS, KINDS_BY_PATH.get(path.split("/", 2)[1])):
        return None
    return KEYS.credential(store, result)


def rejected_key_reason(store: Store, key_id: str, path: str) -> str:
    """Explain to the operator why a key does not open a path of the older base."""
    wrong = KEYS.find_by_secret(store, key_id)
    if wrong:
        return f"the secret of {wrong['id']} was sent where the key id belongs"
    result = KEYS.find(store, key_id)
    if result:
        area = path.split("/", 2)[1]
        return f"{key_id} is a key of kind {result['kind']}, where /{area}/ takes one of kind {KINDS_BY_PATH.get(area)}"
    return KEYS.unknown_key_message(store, key_id)


def find_client(store: Store, key_id: str, secret: str) -> Object | None:
    """Return the key of a token request; None if it or its secret is wrong, or it is of another kind."""
    result = KEYS.find(store, key_id)
    if result is None or result["kind"] not in (ALL_APIS, PROFILE_KEY):
        return None
    return result if Secret(secret) and KEYS.find_secret(store, result) == Secret(secret) else None


def rejected_client_reason(store: Store, key_id: str) -> str:
    """Explain to the operator why a client gets no bearer token."""
    result, wrong = KEYS.find(store, key_id), KEYS.find_by_secret(store, key_id)
    if wrong:
        return f"the secret of {wrong['id']} was sent where the key id belongs"
    if result is None:
        return KEYS.unknown_key_message(store, key_id)
    if result["kind"] not in (ALL_APIS, PROFILE_KEY):
        return f"{key_id} is a key of kind {result['kind']}: tokens are for the API Access Key of a user's profile"
    return f"that is not the secret of {key_id}"


def forbidden_reason(user: Object, endpoint: Endpoint) -> str:
    """Explain why a user may not call an endpoint of the newer base; empty if the role suffices."""
    needed = endpoint.permission.rpartition("; ")[2]
    if not user["isActive"]:
        return f"the user {user['id']}, whose key it is, is not active"
    if needed in ROLES and ROLES.index(user["role"]) < ROLES.index(needed):
        return f"the user {user['id']}, whose key it is, has the role {user['role']}, and this takes {needed}"
    return ""


def add_key(store: Store, key_id: str, secret: str, kind: str, user_id: str) -> Object:
    """Give a user a key."""
    return store.save(KIND, key_id, {"id": key_id, "secret": secret, "kind": kind, "userId": user_id})
