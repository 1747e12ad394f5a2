"""Users, as in v3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.admin import studios
from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.calls import AlteryxError, Routes, remove_value

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-user"
OWNED = {"workflows": "alteryx-workflow", "schedules": "alteryx-schedule", "collections": "alteryx-collection"}
"""Kinds of owned objects, by their names in a transfer."""
CHANGEABLE = (
    "firstName", "lastName", "email", "role", "defaultWorkerTag", "canScheduleJobs", "canPrioritizeJobs", "canAssignJobs",
    "canCreateCollections", "isApiEnabled", "defaultCredentialId", "isAccountLocked", "isActive", "isValidated", "timeZone",
    "language",
)  # fmt: skip
DEFAULTS = {
    "role": "Evaluated", "defaultWorkerTag": "", "canScheduleJobs": False, "canPrioritizeJobs": False, "canAssignJobs": False,
    "canCreateCollections": False, "isApiEnabled": False, "defaultCredentialId": None, "isAccountLocked": False,
    "isActive": True, "isValidated": True, "timeZone": "UTC", "language": "en-us", "lastLogin": None, "failedLogins": 0,
}  # fmt: skip
"""Default members of a user."""


def add(state: AlteryxState, user_id: str = "", **members: Any) -> Object:
    """Add a user with a studio of their own."""
    now = state.milliseconds()
    user = {**DEFAULTS, "id": user_id or state.new_id(), "dateAdded": now, "dateUpdated": now, **members}
    if "subscriptionId" not in user:
        user["subscriptionId"] = studios.add(
            state, f"{user['firstName']} {user['lastName']}'s Private Studio", user["id"]
        )["id"]
    state.store.add(KIND, user["id"], user)
    return save(state, user)


def save(state: AlteryxState, user: Object) -> Object:
    """Save a user, who can be found by e-mail address as well."""
    return state.store.save(KIND, user["id"], user, [user["email"].lower()])


def full_name(user: Object) -> str:
    """Return the first and last name."""
    return f"{user['firstName']} {user['lastName']}"


def list_view(user: Object) -> Object:
    """Return a user for a list."""
    members = {name: user[name] for name in ("id", "firstName", "lastName", "email", "isActive", "role")}
    return members | {"dateCreated": times.format_time(user["dateAdded"])}


def view(call: AlteryxCall, user: Object) -> Object:
    """Return a user in full."""
    shared = [each["id"] for each in call.store.page("alteryx-credential") if user["id"] in each["userIds"]]
    connections = [each["id"] for each in call.store.page("alteryx-connection") if user["id"] in each["userIds"]]
    return {"id": user["id"], **{name: user[name] for name in CHANGEABLE}} | {
        "lastLoginDateTime": times.format_optional_time(user["lastLogin"]),
        "sharedCredentialIds": shared,
        "dataConnectionIds": connections,
    }


@ROUTES.at("GET /v3/users")
def list_users(call: AlteryxCall) -> Answer:
    """List the users who match the filters."""
    result = [each for each in call.store.page(KIND) if matches(call, each)]
    return [view(call, each) if call["view"] == "Full" else list_view(each) for each in result]


def matches(call: AlteryxCall, user: Object) -> bool:
    """Return whether a user matches the filters; letter case does not matter."""
    for name in ("email", "firstName", "lastName"):
        requested = call.get(name)
        if requested is not None and requested.lower() not in user[name].lower():
            return False
    if call.get("active", user["isActive"]) != user["isActive"] or call.get("role", user["role"]) != user["role"]:
        return False
    return times.is_between(call, user["dateAdded"], "createdAfter", "createdBefore")


@ROUTES.at("GET /v3/users/{userId}")
def get_user(call: AlteryxCall) -> Answer:
    """Return a user."""
    return view(call, call.object(KIND, call["userId"]))


@ROUTES.at("POST /v3/users")
def create(call: AlteryxCall) -> Answer:
    """Create a user; e-mail addresses are unique."""
    refuse_used_email(call, "")
    created = add(call.state, **{name: call[name] for name in CHANGEABLE if name in call.parameters})
    log_change(call, KIND, created, None, created)
    return view(call, created)


@ROUTES.at("PUT /v3/users/{userId}")
def update(call: AlteryxCall) -> Answer:
    """Replace a user."""
    old = call.object(KIND, call["userId"])
    refuse_used_email(call, old["id"])
    new = (
        old
        | {name: call[name] for name in CHANGEABLE if name in call.parameters}
        | {"dateUpdated": call.state.milliseconds()}
    )
    log_change(call, KIND, new, old, new)
    return view(call, save(call.state, new))


def refuse_used_email(call: AlteryxCall, own_id: str) -> None:
    """Raise AlteryxError (400) if another user has the e-mail address."""
    if any(each["id"] != own_id for each in call.store.find_by_name(KIND, call["email"].lower())):
        raise AlteryxError(400, "That email address is taken.", "email")


@ROUTES.at("DELETE /v3/users/{userId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a user; refuse while they own assets."""
    deleted = call.object(KIND, call["userId"])
    if any(list_owned(call, deleted["id"], kind) for kind in OWNED.values()):
        raise AlteryxError(400, "The user owns workflows, schedules or collections: transfer them first.", "userId")
    leave_groups(call, deleted["id"])
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)


@ROUTES.at("POST /v3/users/{userId}/deactivate")
def deactivate(call: AlteryxCall) -> Answer:
    """Deactivate a user; return the ids of the groups they leave."""
    old = call.object(KIND, call["userId"])
    new = save(call.state, old | {"isActive": False, "dateUpdated": call.state.milliseconds()})
    log_change(call, KIND, new, old, new)
    return leave_groups(call, old["id"])


def leave_groups(call: AlteryxCall, user_id: str) -> list[str]:
    """Remove a user from all groups; return the ids of those groups."""
    remaining = []
    for group in call.store.page("alteryx-group"):
        staying = [each for each in group["members"] if each["userId"] != user_id]
        if len(staying) < len(group["members"]):
            call.store.save("alteryx-group", group["id"], group | {"members": staying})
            remaining.append(group["id"])
    for kind in ("alteryx-credential", "alteryx-connection"):
        for thing in call.store.page(kind):
            if user_id in thing["userIds"]:
                call.store.save(kind, thing["id"], thing | {"userIds": remove_value(thing["userIds"], user_id)})
    return remaining


@ROUTES.at("POST /v3/users/{userId}/passwordReset")
def reset_password(call: AlteryxCall) -> Answer:
    """Do nothing; no mail leaves this machine."""
    call.object(KIND, call["userId"])


@ROUTES.at("GET /v3/users/{userId}/assets")
def list_assets(call: AlteryxCall) -> Answer:
    """List what a user owns, by kind."""
    owner = call.object(KIND, call["userId"])
    requested = call.get("assetType", "All").lower()
    result: dict[str, Any] = {name: [] for name in (*OWNED, "insights")}
    for name, kind in (*OWNED.items(), ("insights", "alteryx-insight")):
        if requested in ("all", name):
            result[name] = [{"name": each["name"], "id": each["id"]} for each in list_owned(call, owner["id"], kind)]
    return result


@ROUTES.at("PUT /v3/users/{userId}/assetTransfer")
def transfer(call: AlteryxCall) -> Answer:
    """Transfer assets to another user; return the transferred schedules."""
    old, new = call.object(KIND, call["userId"]), call.referenced_object(KIND, "ownerId")
    moved = []
    for name, kind in OWNED.items():
        if call.get(f"transfer{name.capitalize()}", True):
            moved += [(kind, change_owner(call, kind, each, new["id"])) for each in list_owned(call, old["id"], kind)]
    return [{"id": each["id"], "name": each["name"]} for kind, each in moved if kind == OWNED["schedules"]]


def list_owned(call: AlteryxCall, user_id: str, kind: str) -> list[Object]:
    """Return the objects of a kind that a user owns."""
    return [each for each in call.store.page(kind) if each["ownerId"] == user_id]


def change_owner(call: AlteryxCall, kind: str, thing: Object, owner_id: str) -> Object:
    """Give an object to another owner."""
    new = call.store.save(kind, thing["id"], thing | {"ownerId": owner_id})
    log_change(call, kind, new, thing, new)
    return new
