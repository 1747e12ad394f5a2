"""Groups of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo import users
from paraph.emulator.duo.calls import Page, Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.values import spelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "group"
STATUSES = ("Active", "Bypass", "Disabled")
"""As answered; requests write them in lower case."""
LEGACY = dict.fromkeys(("push_enabled", "sms_enabled", "voice_enabled", "mobile_otp_enabled"), False)
"""They are still taken and shown, and do nothing."""


def create_group(state: State, name: str, **members: Any) -> Object:
    """A new group, as stored."""
    group: Object = {"group_id": state.new_id("DG"), "name": name, "desc": "", "status": "Active", **LEGACY}
    return put_group(state.store, group | members, is_new=True)


def put_group(store: Store, group: Object, *, is_new: bool = False) -> Object:
    """Keep a group, to be found by its name; several may bear it."""
    keep = store.add if is_new else store.put
    return keep(KIND, group["group_id"], group, [group["name"].lower()])


def members_of(given: Mapping[str, Any]) -> Object:
    """The members of a group that parameters name; raises Refused (40002)."""
    found: Object = {name: str(given[name]) for name in ("name", "desc") if name in given}
    if found.get("name") == "":
        raise Refused(40002, "name")
    if "status" in given:
        found["status"] = spelled(given["status"], STATUSES, "status")
    return found


@ROUTES.at("GET /admin/v1/groups")
def listed(call: Call) -> Answer:
    """All groups, or those of a list of ids."""
    if "group_id_list" not in call.given:
        return call.page(KIND)
    found = [call.store.get(KIND, str(each)) for each in call["group_id_list"]]
    return call.part([group for group in found if group])


@ROUTES.at("POST /admin/v1/groups")
def created(call: Call) -> Answer:
    """A new group."""
    group = create_group(call.state, **members_of(call.given))
    changed(call, "group_create", group["name"], call.given)
    return group


@ROUTES.at("GET /admin/v1/groups/{group_id}")
def with_users(call: Call) -> Answer:
    """One group in its old form, with all users that are in it."""
    group = call.object(KIND, call["group_id"])
    return {**group, "users": [briefly(user) for user in members(call.store, group)]}


@ROUTES.at("GET /admin/v2/groups/{group_id}")
def one(call: Call) -> Answer:
    """One group."""
    return call.object(KIND, call["group_id"])


@ROUTES.at("GET /admin/v2/groups/{group_id}/users")
def group_users(call: Call) -> Answer:
    """Who is in a group."""
    page = call.part(members(call.store, call.object(KIND, call["group_id"])))
    return Page([briefly(user) for user in page.items], page.total)


def members(store: Store, group: Object) -> list[Object]:
    """The users of a group, as stored."""
    return store.objects_linking("user-group", group["group_id"], users.KIND)


def briefly(user: Object) -> Object:
    """What a group shows of a user."""
    return {"user_id": user["user_id"], "username": user["username"]}


@ROUTES.at("POST /admin/v1/groups/{group_id}")
def updated(call: Call) -> Answer:
    """A group with other members."""
    group = put_group(call.store, call.object(KIND, call["group_id"]) | members_of(call.given))
    changed(call, "group_update", group["name"], call.given)
    return group


@ROUTES.at("DELETE /admin/v1/groups/{group_id}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such group."""
    group = call.store.get(KIND, call["group_id"])
    if group is not None:
        call.store.delete(KIND, group["group_id"])
        for link in ("user-group", "admin_unit-group"):
            call.store.unlink(link, None, group["group_id"])
        changed(call, "group_delete", group["name"])
    return ""
