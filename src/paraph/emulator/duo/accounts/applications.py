"""The applications of an account: their keys, the APIs of their types, and their permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.credential import Credential, Secret
from paraph.emulator.duo.calls import DuoError
from paraph.emulator.keys import KeyTable

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

KIND = "integration"
KEYS = KeyTable(KIND, "integration_key", "secret_key", lambda each: f"{each['name']!r} ({each['integration_key']})")
OTHER_ACCOUNT = "integration-account"
"""The kind of link, in the first account's part, from a key to its account."""
ALL_APIS = "demo"
"""The type of the application that may call every API; no real one may."""
TYPES = {
    "admin": ("adminapi", "accountsapi"),
    "auth": ("authapi",),
    "accounts": ("accountsapi",),
    "rest": ("rest",),
    "device": ("deviceapi",),
}
"""Types of applications that may call an API, by the first part of the path."""
GRANTS: dict[str, tuple[str, ...]] = {
    "read information": ("adminapi_info",),
    "read log": ("adminapi_read_log",),
    "read resource": ("adminapi_read_resource",),
    "write resource": ("adminapi_write_resource",),
    "administrators": ("adminapi_admins",),
    "applications": ("adminapi_integrations",),
    "settings": ("adminapi_settings",),
}
"""Members of an integration by permission; one of them must be 1."""
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
    result = store.cached(("caller", key_id), lambda: find_owner(store, key_id)) if key_id.isascii() else None
    return result if result and may_call(result.application, path) else None


def find_owner(store: Store, key_id: str) -> Caller | None:
    """Return the owner of an integration key."""
    own = owning_store(store, key_id)
    application = own.get(KIND, key_id)
    credential = KEYS.credential(store, application) if application else None
    return Caller(application, own, credential) if application and credential else None


def with_other_secrets(caller: Caller) -> Credential:
    """Add the secrets of the account's other applications, which the client may have signed with by mistake."""
    return KEYS.with_other_secrets(caller.store, caller.credential)


def find_caller_by_secret(store: Store, text: str) -> Caller | None:
    """Return the caller whose secret was sent in place of the integration key; None if the text is no secret."""
    application = KEYS.find_by_secret(store, text)
    return find_owner(store, application["integration_key"]) if application else None


def rejected_key_reason(store: Store, key_id: str, path: str) -> str:
    """Explain to the operator why a key does not open a path."""
    wrong = find_caller_by_secret(store, key_id)
    if wrong:
        return f"the secret key of {wrong.credential.key_id} was sent where the integration key belongs"
    application = owning_store(store, key_id).get(KIND, key_id) if key_id.isascii() else None
    if application:
        area = path.split("/", 2)[1]
        types = " or ".join(TYPES.get(area, ()))
        return (
            f"{key_id} is the key of {application['name']!r}: type {application['type']}, where /{area}/ takes {types}"
        )
    return KEYS.unknown_key_message(store, key_id)


def refuse_without_permission(application: Object, endpoint: Endpoint) -> None:
    """Raise DuoError (40301) if an Admin API application lacks the permission of an endpoint."""
    if application["type"] != "adminapi" or endpoint.permission not in GRANTS:
        return
    names = GRANTS[endpoint.permission]
    if endpoint.permission == "administrators" and endpoint.method == "GET":
        names = (*names, "adminapi_admins_read")
    if not any(application.get(name) for name in names):
        lacking = f"'Grant {endpoint.permission}' ({' or '.join(names)})"
        raise DuoError(40301, reason=f"the application {application['name']!r} lacks the permission {lacking}")


def add_application(store: Store, key_id: str, secret: str, kind: str, name: str, **members: object) -> Object:
    """Add an application to an account; an Admin API one has all permissions except those in `members`."""
    granted = dict.fromkeys(PERMISSIONS, 1) if kind == "adminapi" else {}
    body = {"integration_key": key_id, "secret_key": secret, "name": name, "type": kind, **granted, **members}
    if store.account:
        store.account_store("").link(OTHER_ACCOUNT, key_id, store.account)
    return store.save(KIND, key_id, body)


def accept_key(store: Store, credential: Credential) -> None:
    """Accept a user's own key for every API; its secret is not stored."""
    existing = store.get(KIND, credential.key_id)
    if existing is None or Secret(existing["secret_key"]) != credential.secret:
        add_application(store, credential.key_id, "", ALL_APIS, "Yours")


def remove_application(store: Store, key_id: str) -> None:
    """Remove an application from its account."""
    store.delete(KIND, key_id)
    store.account_store("").unlink(OTHER_ACCOUNT, key_id, None)
