"""Groups of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.parameters import match_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "group"
STATUSES = ("Active", "Bypass", "Disabled")
"""As in answers; requests have them in lower case."""
LEGACY = dict.fromkeys(("push_enabled", "sms_enabled", "voice_enabled", "mobile_otp_enabled"), False)
"""Still accepted and returned, without effect."""


def create_group(state: DuoState, name: str, **members: Any) -> Object:
    """Create a group."""
    group: Object = {"group_id": state.new_id("DG"), "name": name, "desc": "", "status": "Active", **LEGACY}
    return put_group(state.store, group | members, is_new=True)


def put_group(store: Store, group: Object, *, is_new: bool = False) -> Object:
    """Save a group, to be found by its name; names need not be unique."""
    keep = store.add if is_new else store.save
    return keep(KIND, group["group_id"], group, [group["name"].lower()])


def read_fields(values: Mapping[str, Any]) -> Object:
    """Read the fields of a group from parameters; raises DuoError (40002)."""
    result: Object = {name: str(values[name]) for name in ("name", "desc") if name in values}
    if result.get("name") == "":
        raise DuoError(40002, "name")
    if "status" in values:
        result["status"] = match_word(values["status"], STATUSES, "status")
    return result


@ROUTES.at("GET /admin/v1/groups")
def list_groups(call: DuoCall) -> Answer:
    """List all groups, or those of a list of ids."""
    if "group_id_list" not in call.parameters:
        return call.page(KIND)
    result = [call.store.get(KIND, str(each)) for each in call["group_id_list"]]
    return call.page_of([group for group in result if group])


@ROUTES.at("POST /admin/v1/groups")
def create(call: DuoCall) -> Answer:
    """Create a group."""
    group = create_group(call.state, **read_fields(call.parameters))
    log_change(call, "group_create", group["name"], call.parameters)
    return group


@ROUTES.at("GET /admin/v1/groups/{group_id}")
def get_group_v1(call: DuoCall) -> Answer:
    """Return a group in its old form, with all its users."""
    group = call.object(KIND, call["group_id"])
    return {**group, "users": [brief_user(user) for user in group_members(call.store, group)]}


@ROUTES.at("GET /admin/v2/groups/{group_id}")
def get_group(call: DuoCall) -> Answer:
    """Return a group."""
    return call.object(KIND, call["group_id"])


@ROUTES.at("GET /admin/v2/groups/{group_id}/users")
def list_users(call: DuoCall) -> Answer:
    """List the users of a group."""
    page = call.page_of(group_members(call.store, call.object(KIND, call["group_id"])))
    return Page([brief_user(user) for user in page.items], page.total)


def group_members(store: Store, group: Object) -> list[Object]:
    """Return the users of a group, as stored."""
    return store.source_objects("user-group", group["group_id"], users.KIND)


def brief_user(user: Object) -> Object:
    """Return the members of a user that a group shows."""
    return {"user_id": user["user_id"], "username": user["username"]}


@ROUTES.at("POST /admin/v1/groups/{group_id}")
def update(call: DuoCall) -> Answer:
    """Change a group."""
    group = put_group(call.store, call.object(KIND, call["group_id"]) | read_fields(call.parameters))
    log_change(call, "group_update", group["name"], call.parameters)
    return group


@ROUTES.at("DELETE /admin/v1/groups/{group_id}")
def delete(call: DuoCall) -> Answer:
    """Delete a group, if it exists."""
    group = call.store.get(KIND, call["group_id"])
    if group is not None:
        call.store.delete(KIND, group["group_id"])
        for link in ("user-group", "admin_unit-group"):
            call.store.unlink(link, None, group["group_id"])
        log_change(call, "group_delete", group["name"])
    return ""
