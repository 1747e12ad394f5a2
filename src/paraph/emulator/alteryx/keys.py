"""API keys: what each of them opens. Those of a studio do not open what is for curators, and the other way round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.emulator.alteryx.calls import ROLES
from paraph.emulator.refusals import MOST_TRIED, nobody_has

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
    secret, shown = secret_of(store, found), store.shown.get(key_id)
    return Credential(key_id, secret, others=shown.others if shown else {}) if secret else None


def with_others(store: Store, credential: Credential) -> Credential:
    """What a call has to be signed with, and the secrets of other keys, which it may have been signed with."""
    others = {
        f"the secret of the {each['kind']} key {each['id']}": secret
        for each in store.page(KIND, 0, MOST_TRIED)
        if (secret := secret_of(store, each)) and each["id"] != credential.key_id
    }
    return replace(credential, others={**credential.others, **others})


def misnamed(store: Store, sent: str) -> Credential | None:
    """The key whose secret was sent where its id belongs; None where `sent` is nobody's secret."""
    for each in store.page(KIND, 0, MOST_TRIED):
        secret = secret_of(store, each)
        if secret and secret == Secret(sent):
            return Credential(each["id"], secret)
    return None


def strange(store: Store, key_id: str, path: str) -> str:
    """Why a key opens nothing at a path of the older base, for the server's operator."""
    wrong = misnamed(store, key_id)
    if wrong:
        return f"the secret of {wrong.key_id} was sent where the key id belongs"
    found = known(store, key_id)
    if found:
        area = path.split("/", 2)[1]
        return f"{key_id} is a key of kind {found['kind']}, where /{area}/ takes one of kind {OPENS.get(area)}"
    return nobody_has(key_id, [each["id"] for each in store.page(KIND, 0, MOST_TRIED)])


def secret_of(store: Store, key: Object) -> Secret | None:
    """The secret of a key, None where only who showed it to the server has it."""
    shown = store.shown.get(key["id"])
    return Secret(key["secret"]) or (shown.secret if shown else None)


def client_of(store: Store, key_id: str, secret: str) -> Object | None:
    """The key that a client asks a bearer token for; None when it or its secret is wrong, or it is of another kind."""
    found = known(store, key_id)
    if found is None or found["kind"] not in (EVERYTHING, NEWER):
        return None
    return found if Secret(secret) and secret_of(store, found) == Secret(secret) else None


def strange_client(store: Store, key_id: str) -> str:
    """Why a client gets no bearer token, for the server's operator."""
    found, wrong = known(store, key_id), misnamed(store, key_id)
    if wrong:
        return f"the secret of {wrong.key_id} was sent where the key id belongs"
    if found is None:
        return nobody_has(key_id, [each["id"] for each in store.page(KIND, 0, MOST_TRIED)])
    if found["kind"] not in (EVERYTHING, NEWER):
        return f"{key_id} is a key of kind {found['kind']}: tokens are for the API Access Key of a user's profile"
    return f"that is not the secret of {key_id}"


def forbidden(user: Object, endpoint: Endpoint) -> str:
    """Why somebody may not call an endpoint of the newer base; nothing where their role suffices."""
    needed = endpoint.permission.rpartition("; ")[2]
    if not user["isActive"]:
        return f"the user {user['id']}, whose key it is, is not active"
    if needed in ROLES and ROLES.index(user["role"]) < ROLES.index(needed):
        return f"the user {user['id']}, whose key it is, has the role {user['role']}, and this takes {needed}"
    return ""


def add(store: Store, key_id: str, secret: str, kind: str, user_id: str) -> Object:
    """Give a user a key."""
    return store.put(KIND, key_id, {"id": key_id, "secret": secret, "kind": kind, "userId": user_id})


def held(store: Store) -> list[Credential]:
    """The first keys, whose secrets are hidden wherever they were sent."""
    found = ((each["id"], secret_of(store, each)) for each in store.page(KIND, 0, MOST_TRIED))
    return [Credential(key_id, secret) for key_id, secret in found if secret]
