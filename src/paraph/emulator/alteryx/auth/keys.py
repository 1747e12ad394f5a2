"""API keys and what each of them opens. A studio's keys do not open the admin API, and the reverse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.emulator.alteryx.calls import ROLES
from paraph.emulator.refusals import MAX_KEYS_TRIED, unknown_key_message

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

KIND = "alteryx-key"
ALL_APIS = "demo"
"""The kind of key that opens both bases and all families, which no real one does."""
KINDS_BY_PATH = {"v1": "subscription", "user": "subscription", "admin": "admin"}
"""By how a path of the older base begins: the kind of key that opens it."""
PROFILE_KEY = "api"
"""The kind of key that bearer tokens are given for: that of a user's profile."""


def find_key(store: Store, key_id: str) -> Object | None:
    """Return the key of that id, which may contain any bytes."""
    return store.get(KIND, key_id) if key_id.isascii() else None


def find_credential(store: Store, key_id: str, path: str) -> Credential | None:
    """Return the credential to sign a call with; None if the key is unknown or cannot call the path."""
    found = find_key(store, key_id)
    if found is None or found["kind"] not in (ALL_APIS, KINDS_BY_PATH.get(path.split("/", 2)[1])):
        return None
    secret, shown = find_secret(store, found), store.memory_keys.get(key_id)
    return Credential(key_id, secret, others=shown.others if shown else {}) if secret else None


def with_other_secrets(store: Store, credential: Credential) -> Credential:
    """Add the secrets of other keys, which the client may have signed with by mistake."""
    others = {
        f"the secret of the {each['kind']} key {each['id']}": secret
        for each in store.page(KIND, 0, MAX_KEYS_TRIED)
        if (secret := find_secret(store, each)) and each["id"] != credential.key_id
    }
    return replace(credential, others={**credential.others, **others})


def find_key_by_secret(store: Store, sent: str) -> Credential | None:
    """Return the key whose secret was sent in place of its id; None if the text is no key's secret."""
    for each in store.page(KIND, 0, MAX_KEYS_TRIED):
        secret = find_secret(store, each)
        if secret and secret == Secret(sent):
            return Credential(each["id"], secret)
    return None


def rejected_key_reason(store: Store, key_id: str, path: str) -> str:
    """Explain to the operator why a key does not open a path of the older base."""
    wrong = find_key_by_secret(store, key_id)
    if wrong:
        return f"the secret of {wrong.key_id} was sent where the key id belongs"
    found = find_key(store, key_id)
    if found:
        area = path.split("/", 2)[1]
        return f"{key_id} is a key of kind {found['kind']}, where /{area}/ takes one of kind {KINDS_BY_PATH.get(area)}"
    return unknown_key_message(key_id, [each["id"] for each in store.page(KIND, 0, MAX_KEYS_TRIED)])


def find_secret(store: Store, key: Object) -> Secret | None:
    """Return the secret of a key; None if it was never given to this server."""
    shown = store.memory_keys.get(key["id"])
    return Secret(key["secret"]) or (shown.secret if shown else None)


def find_client(store: Store, key_id: str, secret: str) -> Object | None:
    """Return the key of a token request; None if it or its secret is wrong, or it is of another kind."""
    found = find_key(store, key_id)
    if found is None or found["kind"] not in (ALL_APIS, PROFILE_KEY):
        return None
    return found if Secret(secret) and find_secret(store, found) == Secret(secret) else None


def rejected_client_reason(store: Store, key_id: str) -> str:
    """Explain to the operator why a client gets no bearer token."""
    found, wrong = find_key(store, key_id), find_key_by_secret(store, key_id)
    if wrong:
        return f"the secret of {wrong.key_id} was sent where the key id belongs"
    if found is None:
        return unknown_key_message(key_id, [each["id"] for each in store.page(KIND, 0, MAX_KEYS_TRIED)])
    if found["kind"] not in (ALL_APIS, PROFILE_KEY):
        return f"{key_id} is a key of kind {found['kind']}: tokens are for the API Access Key of a user's profile"
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
    return store.put(KIND, key_id, {"id": key_id, "secret": secret, "kind": kind, "userId": user_id})


def list_credentials(store: Store) -> list[Credential]:
    """Return the first keys, so that their secrets can be masked."""
    found = ((each["id"], find_secret(store, each)) for each in store.page(KIND, 0, MAX_KEYS_TRIED))
    return [Credential(key_id, secret) for key_id, secret in found if secret]
