"""User groups and their members, and the Active Directory groups that were put into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-group"


def add(state: State, name: str, role: str) -> Object:
    """Put a group on the server."""
    group: Object = {"id": state.new_id(), "name": name, "role": role, "dateAdded": state.now(), "members": []}
    return state.store.add(KIND, group["id"], group)


def reduced(group: Object) -> Object:
    """A group in a list."""
    return {name: group[name] for name in ("id", "name", "role")}


def view(call: Call, group: Object) -> Object:
    """A group whole."""
    return reduced(group) | {
        "dateAdded": times.text(group["dateAdded"]),
        "members": group["members"],
        "credentialIds": shared_with(call, group, "alteryx-credential"),
        "connectionIds": shared_with(call, group, "alteryx-connection"),
    }


def shared_with(call: Call, group: Object, kind: str) -> list[str]:
    """The ids of what a group may use."""
    return [each["id"] for each in call.store.page(kind) if group["id"] in each["userGroupIds"]]


def member(call: Call, user_id: str | None, directory: Object | None = None) -> Object:
    """Somebody, or a group of a directory, as a member."""
    return {
        "activeDirectoryObject": directory, "userId": user_id, "dateAddedToGroup": times.text(call.state.now()),
        "addedByUserId": call.user["id"],
    }  # fmt: skip


def changed(call: Call, old: Object, **members: object) -> Object:
    """Keep a group as changed."""
    new = call.store.put(KIND, old["id"], old | members)
    noted(call, KIND, new, old, new)
    return new


@ROUTES.at("GET /v3/usergroups")
def groups(call: Call) -> Answer:
    """All of them."""
    return [reduced(each) for each in call.store.page(KIND)]


@ROUTES.at("GET /v3/usergroups/{userGroupId}")
def group(call: Call) -> Answer:
    """One of them."""
    return view(call, call.object(KIND, call["userGroupId"]))


@ROUTES.at("POST /v3/usergroups")
def create(call: Call) -> Answer:
    """The id of the new group."""
    made = add(call.state, call["name"], call["role"])
    noted(call, KIND, made, None, made)
    return made["id"]


@ROUTES.at("PUT /v3/usergroups/{userGroupId}")
def update(call: Call) -> Answer:
    """Nothing; name and role are changed."""
    changed(call, call.object(KIND, call["userGroupId"]), name=call["name"], role=call["role"])


@ROUTES.at("DELETE /v3/usergroups/{userGroupId}")
def delete(call: Call) -> Answer:
    """Nothing, unless the group has members and is not to be deleted with them."""
    gone = call.object(KIND, call["userGroupId"])
    if gone["members"] and not call.get("forceDelete"):
        raise Refused(400, "The user group is not empty.", "forceDelete")
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)


@ROUTES.at("POST /v3/usergroups/{userGroupId}/users")
def add_users(call: Call) -> Answer:
    """How many were added, and why others were not."""
    old = call.object(KIND, call["userGroupId"])
    present = {each["userId"] for each in old["members"]}
    reasons, new = {}, []
    for user_id in dict.fromkeys(call.body):
        if call.store.get("alteryx-user", user_id) is None:
            reasons[user_id] = "There is no such user."
        elif user_id in present:
            reasons[user_id] = "The user is in the group already."
        else:
            new.append(member(call, user_id))
    changed(call, old, members=[*old["members"], *new])
    return {
        "successfullyAddedUserCount": len(new),
        "totalUsersSubmittedCount": len(call.body),
        "failedUserReasons": reasons,
    }


@ROUTES.at("DELETE /v3/usergroups/{userGroupId}/users/{userId}")
def remove_user(call: Call) -> Answer:
    """The group without a user, who need not have been in it."""
    old = call.object(KIND, call["userGroupId"])
    staying = [each for each in old["members"] if each["userId"] != call["userId"]]
    return view(call, changed(call, old, members=staying))


@ROUTES.at("POST /v3/usergroups/{userGroupId}/activedirectorygroups")
def add_directory_group(call: Call) -> Answer:
    """The group with the group of a directory in it."""
    old = call.object(KIND, call["userGroupId"])
    directory = {"sid": call.body, "category": "Group", "displayName": "", "domainName": "", "sidAccountName": ""}
    return view(call, changed(call, old, members=[*old["members"], member(call, None, directory)]))


@ROUTES.at("DELETE /v3/usergroups/{userGroupId}/activedirectorygroups/{activeDirectoryGroupSid}")
def remove_directory_group(call: Call) -> Answer:
    """The group without it."""
    old = call.object(KIND, call["userGroupId"])
    sid = call["activeDirectoryGroupSid"]
    staying = [each for each in old["members"] if (each["activeDirectoryObject"] or {}).get("sid") != sid]
    return view(call, changed(call, old, members=staying))
