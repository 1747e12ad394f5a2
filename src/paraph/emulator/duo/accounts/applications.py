"""The applications of an account: their keys, the APIs of their types, and their permissions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.credential import Credential, Secret
from paraph.emulator.duo.calls import DuoError
from paraph.emulator.refusals import MAX_KEYS_TRIED, unknown_key_message

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

KIND = "integration"
OTHER_ACCOUNT = "integration-account"
"""Links, in the first account's part, the keys of all other accounts to these."""
ALL_APIS = "demo"
"""The type of the application that opens every API, which no real one does."""
TYPES = {
    "admin": ("adminapi", "accountsapi"),
    "auth": ("authapi",),
    "accounts": ("accountsapi",),
    "rest": ("rest",),
    "device": ("deviceapi",),
}
"""By the first part of the path: the types of application that may call it."""
GRANTS: dict[str, tuple[str, ...]] = {
    "read information": ("adminapi_info",),
    "read log": ("adminapi_read_log",),
    "read resource": ("adminapi_read_resource",),
    "write resource": ("adminapi_write_resource",),
    "administrators": ("adminapi_admins",),
    "applications": ("adminapi_integrations",),
    "settings": ("adminapi_settings",),
}
"""By permission: the member of an integration, of which one has to be 1."""
SETS_PERMISSIONS = "adminapi_allow_to_set_permissions"
PERMISSIONS = tuple(
    sorted({name for names in GRANTS.values() for name in names} | {"adminapi_admins_read", SETS_PERMISSIONS})
)


def may_call(application: Object, path: str) -> bool:
    """Return whether an application of this type may call that path."""
    kind = application["type"]
    return kind == ALL_APIS or kind in TYPES.get(path.split("/", 2)[1], ())


def owning_store(store: Store, key_id: str) -> Store:
    """Return the part of the store that a key belongs to."""
    elsewhere = store.account_store("").targets(OTHER_ACCOUNT, key_id)
    return store.account_store(elsewhere[0]) if elsewhere else store


def unlink_account(store: Store, account: str) -> None:
    """Unlink the keys of an account."""
    store.account_store("").unlink(OTHER_ACCOUNT, None, account)


class Caller(NamedTuple):
    """The caller: an application, its part of the store, and its credential."""

    application: Object
    store: Store
    credential: Credential


def find_caller(store: Store, key_id: str, path: str) -> Caller | None:
    """Return the caller with that integration key; None if it is unknown, or of another API."""
    found = store.cached(("caller", key_id), lambda: find_owner(store, key_id)) if key_id.isascii() else None
    return found if found and may_call(found.application, path) else None


def find_owner(store: Store, key_id: str) -> Caller | None:
    """Return the owner of an integration key."""
    own = owning_store(store, key_id)
    found = own.get(KIND, key_id)
    secret, shown = find_secret(store, found) if found else None, store.memory_keys.get(key_id)
    if found is None or secret is None:
        return None
    return Caller(found, own, Credential(key_id, secret, others=shown.others if shown else {}))


def find_secret(store: Store, application: Object) -> Secret | None:
    """Return the secret of an application; None if it was never given to this server."""
    shown = store.memory_keys.get(application["integration_key"])
    return Secret(application["secret_key"]) or (shown.secret if shown else None)


def with_other_secrets(caller: Caller) -> Credential:
    """Add the secrets of the account's other applications, which the client may have signed with by mistake."""
    others = {
        f"the secret of {each['name']!r} ({each['integration_key']})": secret
        for each in caller.store.page(KIND, 0, MAX_KEYS_TRIED)
        if (secret := find_secret(caller.store, each)) and each["integration_key"] != caller.credential.key_id
    }
    return replace(caller.credential, others={**caller.credential.others, **others})


def find_caller_by_secret(store: Store, sent: str) -> Caller | None:
    """Return the caller whose secret was sent in place of the integration key; None if the text is no secret."""
    for each in store.page(KIND, 0, MAX_KEYS_TRIED):
        secret = find_secret(store, each)
        if secret and secret == Secret(sent):
            return find_owner(store, each["integration_key"])
    return None


def rejected_key_reason(store: Store, key_id: str, path: str) -> str:
    """Explain to the operator why a key does not open a path."""
    wrong = find_caller_by_secret(store, key_id)
    if wrong:
        return f"the secret key of {wrong.credential.key_id} was sent where the integration key belongs"
    found = owning_store(store, key_id).get(KIND, key_id) if key_id.isascii() else None
    if found:
        area = path.split("/", 2)[1]
        wanted = " or ".join(TYPES.get(area, ()))
        return f"{key_id} is the key of {found['name']!r}: type {found['type']}, where /{area}/ takes {wanted}"
    return unknown_key_message(key_id, [each["integration_key"] for each in store.page(KIND, 0, MAX_KEYS_TRIED)])


def refuse_without_permission(application: Object, endpoint: Endpoint) -> None:
    """Raise DuoError (40301) if an Admin API application lacks the permission of an endpoint."""
    if application["type"] != "adminapi" or endpoint.permission not in GRANTS:
        return
    names = GRANTS[endpoint.permission]
    if endpoint.permission == "administrators" and endpoint.method == "GET":
        names = (*names, "adminapi_admins_read")
    if not any(application.get(name) for name in names):
        lacking = f"'Grant {endpoint.permission}' ({' or '.join(names)})"
        raise DuoError(40301, why=f"the application {application['name']!r} lacks the permission {lacking}")


def add_application(store: Store, key_id: str, secret: str, kind: str, name: str, **members: object) -> Object:
    """Add an application to an account; an Admin API one has all permissions except those in `members`."""
    granted = dict.fromkeys(PERMISSIONS, 1) if kind == "adminapi" else {}
    body = {"integration_key": key_id, "secret_key": secret, "name": name, "type": kind, **granted, **members}
    if store.account:
        store.account_store("").link(OTHER_ACCOUNT, key_id, store.account)
    return store.put(KIND, key_id, body)


def accept_key(store: Store, credential: Credential) -> None:
    """Accept a user's own key for every API; its secret is not stored."""
    known = store.get(KIND, credential.key_id)
    if known is None or Secret(known["secret_key"]) != credential.secret:
        add_application(store, credential.key_id, "", ALL_APIS, "Yours")


def remove_application(store: Store, key_id: str) -> None:
    """Remove an application from its account."""
    store.delete(KIND, key_id)
    store.account_store("").unlink(OTHER_ACCOUNT, key_id, None)


def list_credentials(store: Store) -> list[Credential]:
    """Return the keys of the first applications, so that their secrets can be masked."""
    found = ((each["integration_key"], find_secret(store, each)) for each in store.page(KIND, 0, MAX_KEYS_TRIED))
    return [Credential(key_id, secret) for key_id, secret in found if secret]
