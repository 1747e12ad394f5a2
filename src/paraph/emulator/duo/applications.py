"""The applications of an account: their keys, the APIs that their type opens, and the permissions that they were granted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.credential import Credential, Secret
from paraph.emulator.duo.calls import Refused
from paraph.emulator.refusals import MOST_TRIED, nobody_has

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

KIND = "integration"
ELSEWHERE = "integration-account"
"""Links, in the first account's part, the keys of all other accounts to these."""
EVERYTHING = "demo"
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


def opens(application: Object, path: str) -> bool:
    """Whether an application of this type may call that path at all."""
    kind = application["type"]
    return kind == EVERYTHING or kind in TYPES.get(path.split("/", 2)[1], ())


def home(store: Store, key_id: str) -> Store:
    """The part of the account that a key belongs to."""
    elsewhere = store.of("").linked(ELSEWHERE, key_id)
    return store.of(elsewhere[0]) if elsewhere else store


def forget_account(store: Store, account: str) -> None:
    """Forget the keys of an account."""
    store.of("").unlink(ELSEWHERE, None, account)


class Caller(NamedTuple):
    """Who calls: an application, the part of the account that it belongs to, and what its calls are signed with."""

    application: Object
    store: Store
    credential: Credential


def caller(store: Store, key_id: str, path: str) -> Caller | None:
    """Who calls with that integration key; None when it is unknown, or of another API."""
    found = store.remembered(("caller", key_id), lambda: owner(store, key_id)) if key_id.isascii() else None
    return found if found and opens(found.application, path) else None


def owner(store: Store, key_id: str) -> Caller | None:
    """Who has that integration key."""
    own = home(store, key_id)
    found = own.get(KIND, key_id)
    secret, shown = secret_of(store, found) if found else None, store.shown.get(key_id)
    if found is None or secret is None:
        return None
    return Caller(found, own, Credential(key_id, secret, others=shown.others if shown else {}))


def secret_of(store: Store, application: Object) -> Secret | None:
    """The secret of an application, None where only who showed it to the server has it."""
    shown = store.shown.get(application["integration_key"])
    return Secret(application["secret_key"]) or (shown.secret if shown else None)


def with_others(caller: Caller) -> Credential:
    """What a caller signs with, and the secrets of the account's other applications, which it may have signed with."""
    others = {
        f"the secret of {each['name']!r} ({each['integration_key']})": secret
        for each in caller.store.page(KIND, 0, MOST_TRIED)
        if (secret := secret_of(caller.store, each)) and each["integration_key"] != caller.credential.key_id
    }
    return replace(caller.credential, others={**caller.credential.others, **others})


def misnamed(store: Store, sent: str) -> Caller | None:
    """Who calls with its secret where the integration key belongs; None where `sent` is nobody's secret."""
    for each in store.page(KIND, 0, MOST_TRIED):
        secret = secret_of(store, each)
        if secret and secret == Secret(sent):
            return owner(store, each["integration_key"])
    return None


def strange(store: Store, key_id: str, path: str) -> str:
    """Why a key opens nothing at a path, for the server's operator."""
    wrong = misnamed(store, key_id)
    if wrong:
        return f"the secret key of {wrong.credential.key_id} was sent where the integration key belongs"
    found = home(store, key_id).get(KIND, key_id) if key_id.isascii() else None
    if found:
        area = path.split("/", 2)[1]
        wanted = " or ".join(TYPES.get(area, ()))
        return f"{key_id} is the key of {found['name']!r}: type {found['type']}, where /{area}/ takes {wanted}"
    return nobody_has(key_id, [each["integration_key"] for each in store.page(KIND, 0, MOST_TRIED)])


def refuse_ungranted(application: Object, endpoint: Endpoint) -> None:
    """Raise Refused (40301) for an Admin API application without the permission of an endpoint."""
    if application["type"] != "adminapi" or endpoint.permission not in GRANTS:
        return
    names = GRANTS[endpoint.permission]
    if endpoint.permission == "administrators" and endpoint.method == "GET":
        names = (*names, "adminapi_admins_read")
    if not any(application.get(name) for name in names):
        lacking = f"'Grant {endpoint.permission}' ({' or '.join(names)})"
        raise Refused(40301, why=f"the application {application['name']!r} lacks the permission {lacking}")


def add(store: Store, key_id: str, secret: str, kind: str, name: str, **members: object) -> Object:
    """Put an application into an account; an Admin API one has every permission that `members` do not take away."""
    granted = dict.fromkeys(PERMISSIONS, 1) if kind == "adminapi" else {}
    body = {"integration_key": key_id, "secret_key": secret, "name": name, "type": kind, **granted, **members}
    if store.account:
        store.of("").link(ELSEWHERE, key_id, store.account)
    return store.put(KIND, key_id, body)


def accept(store: Store, credential: Credential) -> None:
    """Put in a key that is known from elsewhere, which opens every API; its secret is not written down."""
    known = store.get(KIND, credential.key_id)
    if known is None or Secret(known["secret_key"]) != credential.secret:
        add(store, credential.key_id, "", EVERYTHING, "Yours")


def remove(store: Store, key_id: str) -> None:
    """Take an application out of its account."""
    store.delete(KIND, key_id)
    store.of("").unlink(ELSEWHERE, key_id, None)


def held(store: Store) -> list[Credential]:
    """The keys of the first applications, whose secrets are hidden wherever they were sent."""
    found = ((each["integration_key"], secret_of(store, each)) for each in store.page(KIND, 0, MOST_TRIED))
    return [Credential(key_id, secret) for key_id, secret in found if secret]
