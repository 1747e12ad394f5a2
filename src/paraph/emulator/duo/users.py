"""Users: what they are, how they are found, and what callers see of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.calls import Page, Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.values import form, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msgspec import Raw

    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "user"
STATUSES = ("active", "bypass", "disabled")
"""What callers can set; ``locked out`` and ``pending deletion`` come of other things."""
TRASHED = "pending deletion"
MEMBERS = ("realname", "email", "notes", "firstname", "lastname")
ALIASES = tuple(f"alias{number}" for number in range(1, 9))
SHOWN_ALIASES = ALIASES[:4]
"""The others are shown in ``aliases`` alone."""
NESTED = {
    "groups": "group",
    "phones": "phone",
    "tokens": "token",
    "u2ftokens": "u2ftoken",
    "webauthncredentials": "webauthncredential",
    "desktoptokens": "desktoptoken",
    "desktop_authenticators": "desktop_authenticator",
}
"""The lists of a user, and the kinds of what is in them; a user is linked to each by ``user-KIND``."""
LINKS = {f"user-{kind}": kind for kind in NESTED.values()}
LISTS = tuple((name, f"user-{kind}") for name, kind in NESTED.items())
AUTHENTICATORS = tuple(kind for kind in NESTED.values() if kind != "group")
OWNED = ("bypass_code", "u2ftoken", "webauthncredential", "desktop_authenticator")
"""What goes when its user goes."""
CUSTOM = "custom_attributes."


def find_user(store: Store, user_id: str | None = None, username: str | None = None) -> Object | None:
    """The user of that id, or who bears that name or alias, in any letter case."""
    if user_id:
        return store.get(KIND, user_id)
    found = store.named(KIND, f"name:{(username or '').strip().lower()}")
    return found[0] if found else None


def put_user(store: Store, user: Object, *, is_new: bool = False) -> Object:
    """Keep a user; raises Refused (40003) when somebody else bears the name or an alias."""
    aliases = user["aliases"]
    names = {"username": user["username"], **aliases}
    for member, name in names.items():
        holder = find_user(store, username=name)
        if holder is not None and holder["user_id"] != user["user_id"]:
            raise Refused(40003, f"{member} already exists")
    user |= {alias: aliases.get(alias) for alias in SHOWN_ALIASES}
    known = [f"name:{name.strip().lower()}" for name in names.values()]
    if user["email"]:
        known.append(f"email:{user['email'].lower()}")
    keep = store.add if is_new else store.put
    return keep(KIND, user["user_id"], user, [*known, f"status:{user['status']}"])


def create_user(state: State, username: str, **members: Any) -> Object:
    """A new user, as stored; raises Refused (40003) when the name is taken."""
    user: Object = {
        "user_id": state.new_id("DU"), "username": username, "aliases": {}, "realname": "", "firstname": "", "lastname": "",
        "email": "", "status": "active", "notes": "", "created": int(state.clock()), "last_login": None,
        "last_directory_sync": None, "enable_auto_prompt": True, "external_id": None, "lockout_reason": None,
        "custom_attributes": {},
    }  # fmt: skip
    return put_user(state.store, user | members, is_new=True)


def members_of(given: Mapping[str, Any], user: Object | None = None) -> Object:
    """The members of a user that parameters name; raises Refused (40002)."""
    found: Object = {name: str(given[name]) for name in MEMBERS if name in given}
    if "username" in given:
        if not str(given["username"]).strip():
            raise Refused(40002, "username")
        found["username"] = str(given["username"])
    if "status" in given:
        found["status"] = spelled(given["status"], STATUSES, "status")
    if "enable_auto_prompt" in given:
        found["enable_auto_prompt"] = given["enable_auto_prompt"]
    found["aliases"] = aliases_of(given, user["aliases"] if user else {})
    custom = {name.removeprefix(CUSTOM): str(value) for name, value in given.items() if name.startswith(CUSTOM)}
    found["custom_attributes"] = {**(user["custom_attributes"] if user else {}), **custom}
    return found


def aliases_of(given: Mapping[str, Any], old: Mapping[str, str]) -> dict[str, str]:
    """The aliases after a change: those given by position or in one text join the old ones, and an empty one goes."""
    new = form(given["aliases"]) if given.get("aliases") else {}
    if not new.keys() <= set(ALIASES):
        raise Refused(40002, "aliases")
    merged = {**old, **new, **{name: str(given[name]) for name in ALIASES if name in given}}
    return {name: merged[name] for name in ALIASES if merged.get(name)}


def phones_of(store: Store, user_id: str) -> list[Object]:
    """The phones of a user, as stored."""
    return store.objects_linked("user-phone", user_id, "phone")


def user_views(store: Store, users: Sequence[Object]) -> list[Object]:
    """Users as callers see them, with all that belongs to them."""
    has = store.lists(LINKS, [user["user_id"] for user in users])
    return [viewed(user, {name: has.get((user["user_id"], link), []) for name, link in LISTS}) for user in users]


def viewed(user: Object, lists: Mapping[str, list[Raw]]) -> Object:
    """A user with its lists; enrolled is who has anything to log in with."""
    return {**user, "is_enrolled": any(items for name, items in lists.items() if name != "groups"), **lists}


def user_view(store: Store, user: Object) -> Object:
    """One user as callers see it."""
    return user_views(store, [user])[0]


def brief_view(store: Store, user: Object) -> Object:
    """A user as other records show it; enrolled is who has anything to log in with."""
    return {**user, "is_enrolled": any(store.linked(f"user-{kind}", user["user_id"]) for kind in AUTHENTICATORS)}


def holders(store: Store, kind: str, key: str) -> list[Object]:
    """The users that have something, without lists of their own: they would lead back."""
    return [brief_view(store, user) for user in store.objects_linking(f"user-{kind}", key, KIND)]


def forget_user(store: Store, user_id: str) -> None:
    """Forget a user, and what is nobody else's."""
    for kind in OWNED:
        for key in store.linked(f"user-{kind}", user_id):
            store.delete(kind, key)
    for kind in (*NESTED.values(), "bypass_code"):
        store.unlink(f"user-{kind}", user_id, None)
    store.delete(KIND, user_id)


@ROUTES.at("GET /admin/v1/users")
def listed(call: Call) -> Answer:
    """All users, or those that are asked for: none found is an empty list."""
    found = asked_for(call)
    page = call.page(KIND) if found is None else call.part(found)
    return Page(user_views(call.store, page.items), page.total)


def asked_for(call: Call) -> list[Object] | None:
    """The users that the parameters name, None when they name none."""
    given, store = call.given, call.store
    if given.get("username"):
        found = [find_user(store, username=given["username"])]
    elif given.get("email"):
        found = [*store.named(KIND, f"email:{given['email'].lower()}")]
    elif "user_id_list" in given:
        found = [store.get(KIND, str(each)) for each in given["user_id_list"]]
    elif "username_list" in given:
        found = [find_user(store, username=str(each)) for each in given["username_list"]]
    else:
        return None
    return list({user["user_id"]: user for user in found if user}.values())


@ROUTES.at("POST /admin/v1/users")
def created(call: Call) -> Answer:
    """A new user."""
    user = create_user(call.state, **members_of(call.given))
    changed(call, "user_create", user["username"], call.given)
    return user_view(call.store, user)


@ROUTES.at("GET /admin/v1/users/{user_id}")
def one(call: Call) -> Answer:
    """One user."""
    return user_view(call.store, call.object(KIND, call["user_id"]))


@ROUTES.at("POST /admin/v1/users/{user_id}")
def updated(call: Call) -> Answer:
    """A user with other members."""
    user = call.object(KIND, call["user_id"])
    put_user(call.store, user | members_of(call.given, user))
    changed(call, "user_update", user["username"], call.given)
    return one(call)


@ROUTES.at("DELETE /admin/v1/users/{user_id}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such user."""
    user = call.store.get(KIND, call["user_id"])
    if user is not None:
        forget_user(call.store, call["user_id"])
        changed(call, "user_delete", user["username"])
    return ""
