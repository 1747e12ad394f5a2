"""Users: their fields, how they are found, and what callers see of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.parameters import match_word, parse_packed_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msgspec import Raw

    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "user"
STATUSES = ("active", "bypass", "disabled")
"""Statuses that callers can set; ``locked out`` and ``pending deletion`` have other causes."""
TRASHED = "pending deletion"
MEMBERS = ("realname", "email", "notes", "firstname", "lastname")
ALIASES = tuple(f"alias{number}" for number in range(1, 9))
SHOWN_ALIASES = ALIASES[:4]
"""All others are only in ``aliases``."""
NESTED = {
    "groups": "group",
    "phones": "phone",
    "tokens": "token",
    "u2ftokens": "u2ftoken",
    "webauthncredentials": "webauthncredential",
    "desktoptokens": "desktoptoken",
    "desktop_authenticators": "desktop_authenticator",
}
"""The lists of a user with the kinds of their items; links from a user have the kind ``user-KIND``."""
LINKS = {f"user-{kind}": kind for kind in NESTED.values()}
LISTS = tuple((name, f"user-{kind}") for name, kind in NESTED.items())
AUTHENTICATORS = tuple(kind for kind in NESTED.values() if kind != "group")
OWNED = ("bypass_code", "u2ftoken", "webauthncredential", "desktop_authenticator")
"""Deleted with the user."""
CUSTOM = "custom_attributes."


def find_user(store: Store, user_id: str | None = None, username: str | None = None) -> Object | None:
    """Return the user of that id, or with that name or alias in any letter case."""
    if user_id:
        return store.get(KIND, user_id)
    result = store.find_by_name(KIND, f"name:{(username or '').strip().lower()}")
    return result[0] if result else None


def put_user(store: Store, user: Object, *, is_new: bool = False) -> Object:
    """Save a user; raises DuoError (40003) if another user has the name or an alias."""
    aliases = user["aliases"]
    names = {"username": user["username"], **aliases}
    for member, name in names.items():
        holder = find_user(store, username=name)
        if holder is not None and holder["user_id"] != user["user_id"]:
            raise DuoError(40003, f"{member} already exists")
    user |= {alias: aliases.get(alias) for alias in SHOWN_ALIASES}
    existing = [f"name:{name.strip().lower()}" for name in names.values()]
    if user["email"]:
        existing.append(f"email:{user['email'].lower()}")
    keep = store.add if is_new else store.save
    return keep(KIND, user["user_id"], user, [*existing, f"status:{user['status']}"])


def create_user(state: DuoState, username: str, **members: Any) -> Object:
    """Create a user; raises DuoError (40003) if the name is taken."""
    user: Object = {
        "user_id": state.new_id("DU"), "username": username, "aliases": {}, "realname": "", "firstname": "", "lastname": "",
        "email": "", "status": "active", "notes": "", "created": int(state.clock()), "last_login": None,
        "last_directory_sync": None, "enable_auto_prompt": True, "external_id": None, "lockout_reason": None,
        "custom_attributes": {},
    }  # fmt: skip
    return put_user(state.store, user | members, is_new=True)


def read_fields(values: Mapping[str, Any], user: Object | None = None) -> Object:
    """Read the fields of a user from parameters; raises DuoError (40002)."""
    result: Object = {name: str(values[name]) for name in MEMBERS if name in values}
    if "username" in values:
        if not str(values["username"]).strip():
            raise DuoError(40002, "username")
        result["username"] = str(values["username"])
    if "status" in values:
        result["status"] = match_word(values["status"], STATUSES, "status")
    if "enable_auto_prompt" in values:
        result["enable_auto_prompt"] = values["enable_auto_prompt"]
    result["aliases"] = merge_aliases(values, user["aliases"] if user else {})
    custom = {name.removeprefix(CUSTOM): str(value) for name, value in values.items() if name.startswith(CUSTOM)}
    result["custom_attributes"] = {**(user["custom_attributes"] if user else {}), **custom}
    return result


def merge_aliases(values: Mapping[str, Any], old: Mapping[str, str]) -> dict[str, str]:
    """Return the aliases after a change: new ones are added by position or packed text, empty ones removed."""
    new = parse_packed_form(values["aliases"]) if values.get("aliases") else {}
    if not new.keys() <= set(ALIASES):
        raise DuoError(40002, "aliases")
    merged = {**old, **new, **{name: str(values[name]) for name in ALIASES if name in values}}
    return {name: merged[name] for name in ALIASES if merged.get(name)}


def list_user_phones(store: Store, user_id: str) -> list[Object]:
    """Return the phones of a user, as stored."""
    return store.target_objects("user-phone", user_id, "phone")


def user_views(store: Store, users: Sequence[Object]) -> list[Object]:
    """Return users as callers see them, with all that belongs to them."""
    has = store.target_bodies(LINKS, [user["user_id"] for user in users])
    return [
        view_with_lists(user, {name: has.get((user["user_id"], link), []) for name, link in LISTS}) for user in users
    ]


def view_with_lists(user: Object, lists: Mapping[str, list[Raw]]) -> Object:
    """Return a user with their lists; a user with any factor is enrolled."""
    return {**user, "is_enrolled": any(items for name, items in lists.items() if name != "groups"), **lists}


def user_view(store: Store, user: Object) -> Object:
    """Return a user as callers see it."""
    return user_views(store, [user])[0]


def brief_view(store: Store, user: Object) -> Object:
    """Return a user as other records have them; a user with any factor is enrolled."""
    return {**user, "is_enrolled": any(store.targets(f"user-{kind}", user["user_id"]) for kind in AUTHENTICATORS)}


def users_with(store: Store, kind: str, key: str) -> list[Object]:
    """Return the users of a thing, without lists of their own, which would be circular."""
    return [brief_view(store, user) for user in store.source_objects(f"user-{kind}", key, KIND)]


def delete_user(store: Store, user_id: str) -> None:
    """Delete a user and what belongs to nobody else."""
    for kind in OWNED:
        for key in store.targets(f"user-{kind}", user_id):
            store.delete(kind, key)
    for kind in (*NESTED.values(), "bypass_code"):
        store.unlink(f"user-{kind}", user_id, None)
    store.delete(KIND, user_id)


@ROUTES.at("GET /admin/v1/users")
def list_users(call: DuoCall) -> Answer:
    """List all users, or those requested."""
    result = find_requested(call)
    page = call.page(KIND) if result is None else call.page_of(result)
    return Page(user_views(call.store, page.items), page.total)


def find_requested(call: DuoCall) -> list[Object] | None:
    """Return the users that the parameters name; None if they name none."""
    values, store = call.parameters, call.store
    if values.get("username"):
        result = [find_user(store, username=values["username"])]
    elif values.get("email"):
        result = [*store.find_by_name(KIND, f"email:{values['email'].lower()}")]
    elif "user_id_list" in values:
        result = [store.get(KIND, str(each)) for each in values["user_id_list"]]
    elif "username_list" in values:
        result = [find_user(store, username=str(each)) for each in values["username_list"]]
    else:
        return None
    return list({user["user_id"]: user for user in result if user}.values())


@ROUTES.at("POST /admin/v1/users")
def create(call: DuoCall) -> Answer:
    """Create a user."""
    user = create_user(call.state, **read_fields(call.parameters))
    log_change(call, "user_create", user["username"], call.parameters)
    return user_view(call.store, user)


@ROUTES.at("GET /admin/v1/users/{user_id}")
def get_user(call: DuoCall) -> Answer:
    """Return a user."""
    return user_view(call.store, call.object(KIND, call["user_id"]))


@ROUTES.at("POST /admin/v1/users/{user_id}")
def update(call: DuoCall) -> Answer:
    """Change a user."""
    user = call.object(KIND, call["user_id"])
    put_user(call.store, user | read_fields(call.parameters, user))
    log_change(call, "user_update", user["username"], call.parameters)
    return get_user(call)


@ROUTES.at("DELETE /admin/v1/users/{user_id}")
def delete(call: DuoCall) -> Answer:
    """Delete a user, if they exist."""
    user = call.store.get(KIND, call["user_id"])
    if user is not None:
        delete_user(call.store, call["user_id"])
        log_change(call, "user_delete", user["username"])
    return ""
