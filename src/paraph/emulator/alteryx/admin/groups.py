"""User groups, their members, and Active Directory groups in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.calls import AlteryxError, Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-group"


def add(state: AlteryxState, name: str, role: str) -> Object:
    """Add a group to the server."""
    group: Object = {"id": state.new_id(), "name": name, "role": role, "dateAdded": state.milliseconds(), "members": []}
    return state.store.add(KIND, group["id"], group)


def list_view(group: Object) -> Object:
    """Return a group for a list."""
    return {name: group[name] for name in ("id", "name", "role")}


def view(call: AlteryxCall, group: Object) -> Object:
    """Return a group in full."""
    return list_view(group) | {
        "dateAdded": times.format_time(group["dateAdded"]),
        "members": group["members"],
        "credentialIds": shared_ids(call, group, "alteryx-credential"),
        "connectionIds": shared_ids(call, group, "alteryx-connection"),
    }


def shared_ids(call: AlteryxCall, group: Object, kind: str) -> list[str]:
    """Return the ids of what a group may use."""
    return [each["id"] for each in call.store.page(kind) if group["id"] in each["userGroupIds"]]


def member_view(call: AlteryxCall, user_id: str | None, directory: Object | None = None) -> Object:
    """Return a user, or a group of a directory, as a member."""
    return {
        "activeDirectoryObject": directory, "userId": user_id, "dateAddedToGroup": times.format_time(call.state.milliseconds()),
        "addedByUserId": call.user["id"],
    }  # fmt: skip


def save_changes(call: AlteryxCall, old: Object, **members: object) -> Object:
    """Save a changed group."""
    new = call.store.save(KIND, old["id"], old | members)
    log_change(call, KIND, new, old, new)
    return new


@ROUTES.at("GET /v3/usergroups")
def list_groups(call: AlteryxCall) -> Answer:
    """List all groups."""
    return [list_view(each) for each in call.store.page(KIND)]


@ROUTES.at("GET /v3/usergroups/{userGroupId}")
def get_group(call: AlteryxCall) -> Answer:
    """Return a group."""
    return view(call, call.object(KIND, call["userGroupId"]))


@ROUTES.at("POST /v3/usergroups")
def create(call: AlteryxCall) -> Answer:
    """Create a group; return its id."""
    created = add(call.state, call["name"], call["role"])
    log_change(call, KIND, created, None, created)
    return created["id"]


@ROUTES.at("PUT /v3/usergroups/{userGroupId}")
def update(call: AlteryxCall) -> Answer:
    """Change the name and role of a group."""
    save_changes(call, call.object(KIND, call["userGroupId"]), name=call["name"], role=call["role"])


@ROUTES.at("DELETE /v3/usergroups/{userGroupId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a group; refuse while it has members, unless forced."""
    deleted = call.object(KIND, call["userGroupId"])
    if deleted["members"] and not call.get("forceDelete"):
        raise AlteryxError(400, "The user group is not empty.", "forceDelete")
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)


@ROUTES.at("POST /v3/usergroups/{userGroupId}/users")
def add_users(call: AlteryxCall) -> Answer:
    """Add users to a group; return how many were added, and why others were not."""
    old = call.object(KIND, call["userGroupId"])
    present = {each["userId"] for each in old["members"]}
    reasons, new = {}, []
    for user_id in dict.fromkeys(call.body):
        if call.store.get("alteryx-user", user_id) is None:
            reasons[user_id] = "There is no such user."
        elif user_id in present:
            reasons[user_id] = "The user is in the group already."
        else:
            new.append(member_view(call, user_id))
    save_changes(call, old, members=[*old["members"], *new])
    return {
        "successfullyAddedUserCount": len(new),
        "totalUsersSubmittedCount": len(call.body),
        "failedUserReasons": reasons,
    }


@ROUTES.at("DELETE /v3/usergroups/{userGroupId}/users/{userId}")
def remove_user(call: AlteryxCall) -> Answer:
    """Remove a user from a group, if they are in it."""
    old = call.object(KIND, call["userGroupId"])
    staying = [each for each in old["members"] if each["userId"] != call["userId"]]
    return view(call, save_changes(call, old, members=staying))


@ROUTES.at("POST /v3/usergroups/{userGroupId}/activedirectorygroups")
def add_directory_group(call: AlteryxCall) -> Answer:
    """Add a directory's group to a group."""
    old = call.object(KIND, call["userGroupId"])
    directory = {"sid": call.body, "category": "Group", "displayName": "", "domainName": "", "sidAccountName": ""}
    return view(call, save_changes(call, old, members=[*old["members"], member_view(call, None, directory)]))


@ROUTES.at("DELETE /v3/usergroups/{userGroupId}/activedirectorygroups/{activeDirectoryGroupSid}")
def remove_directory_group(call: AlteryxCall) -> Answer:
    """Remove a directory's group from a group."""
    old = call.object(KIND, call["userGroupId"])
    sid = call["activeDirectoryGroupSid"]
    staying = [each for each in old["members"] if (each["activeDirectoryObject"] or {}).get("sid") != sid]
    return view(call, save_changes(call, old, members=staying))
