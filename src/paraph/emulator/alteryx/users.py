"""Users: as v3 manages them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import studios, times
from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes, without

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-user"
OWNED = {"workflows": "alteryx-workflow", "schedules": "alteryx-schedule", "collections": "alteryx-collection"}
"""By the name that a transfer has for them: the kinds of things that somebody owns."""
CHANGEABLE = (
    "firstName", "lastName", "email", "role", "defaultWorkerTag", "canScheduleJobs", "canPrioritizeJobs", "canAssignJobs",
    "canCreateCollections", "isApiEnabled", "defaultCredentialId", "isAccountLocked", "isActive", "isValidated", "timeZone",
    "language",
)  # fmt: skip
FRESH = {
    "role": "Evaluated", "defaultWorkerTag": "", "canScheduleJobs": False, "canPrioritizeJobs": False, "canAssignJobs": False,
    "canCreateCollections": False, "isApiEnabled": False, "defaultCredentialId": None, "isAccountLocked": False,
    "isActive": True, "isValidated": True, "timeZone": "UTC", "language": "en-us", "lastLogin": None, "failedLogins": 0,
}  # fmt: skip
"""What a user has who was not given anything else."""


def add(state: State, user_id: str = "", **members: Any) -> Object:
    """Put a user on the server, with a studio of their own."""
    now = state.now()
    user = {**FRESH, "id": user_id or state.new_id(), "dateAdded": now, "dateUpdated": now, **members}
    if "subscriptionId" not in user:
        user["subscriptionId"] = studios.add(
            state, f"{user['firstName']} {user['lastName']}'s Private Studio", user["id"]
        )["id"]
    state.store.add(KIND, user["id"], user)
    return put(state, user)


def put(state: State, user: Object) -> Object:
    """Keep a user, who is looked up by e-mail address as well."""
    return state.store.put(KIND, user["id"], user, [user["email"].lower()])


def name_of(user: Object) -> str:
    """First and last name."""
    return f"{user['firstName']} {user['lastName']}"


def reduced(user: Object) -> Object:
    """A user in a list."""
    members = {name: user[name] for name in ("id", "firstName", "lastName", "email", "isActive", "role")}
    return members | {"dateCreated": times.text(user["dateAdded"])}


def view(call: Call, user: Object) -> Object:
    """A user whole."""
    shared = [each["id"] for each in call.store.page("alteryx-credential") if user["id"] in each["userIds"]]
    connections = [each["id"] for each in call.store.page("alteryx-connection") if user["id"] in each["userIds"]]
    return {"id": user["id"], **{name: user[name] for name in CHANGEABLE}} | {
        "lastLoginDateTime": times.text_or_null(user["lastLogin"]),
        "sharedCredentialIds": shared,
        "dataConnectionIds": connections,
    }


@ROUTES.at("GET /v3/users")
def users(call: Call) -> Answer:
    """Those who fit the filters."""
    found = [each for each in call.store.page(KIND) if fits(call, each)]
    return [view(call, each) if call["view"] == "Full" else reduced(each) for each in found]


def fits(call: Call, user: Object) -> bool:
    """Whether a user is one that a call asks for; text counts in any letter case."""
    for name in ("email", "firstName", "lastName"):
        wanted = call.get(name)
        if wanted is not None and wanted.lower() not in user[name].lower():
            return False
    if call.get("active", user["isActive"]) != user["isActive"] or call.get("role", user["role"]) != user["role"]:
        return False
    return times.within(call, user["dateAdded"], "createdAfter", "createdBefore")


@ROUTES.at("GET /v3/users/{userId}")
def user(call: Call) -> Answer:
    """One of them."""
    return view(call, call.object(KIND, call["userId"]))


@ROUTES.at("POST /v3/users")
def create(call: Call) -> Answer:
    """A new user; an e-mail address belongs to one alone."""
    refuse_taken(call, "")
    made = add(call.state, **{name: call[name] for name in CHANGEABLE if name in call.given})
    noted(call, KIND, made, None, made)
    return view(call, made)


@ROUTES.at("PUT /v3/users/{userId}")
def update(call: Call) -> Answer:
    """The user as sent."""
    old = call.object(KIND, call["userId"])
    refuse_taken(call, old["id"])
    new = old | {name: call[name] for name in CHANGEABLE if name in call.given} | {"dateUpdated": call.state.now()}
    noted(call, KIND, new, old, new)
    return view(call, put(call.state, new))


def refuse_taken(call: Call, own_id: str) -> None:
    """Raise Refused (400) when somebody else has the e-mail address."""
    if any(each["id"] != own_id for each in call.store.named(KIND, call["email"].lower())):
        raise Refused(400, "That email address is taken.", "email")


@ROUTES.at("DELETE /v3/users/{userId}")
def delete(call: Call) -> Answer:
    """Nobody, unless they own something still."""
    gone = call.object(KIND, call["userId"])
    if any(owned_by(call, gone["id"], kind) for kind in OWNED.values()):
        raise Refused(400, "The user owns workflows, schedules or collections: transfer them first.", "userId")
    leave_groups(call, gone["id"])
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)


@ROUTES.at("POST /v3/users/{userId}/deactivate")
def deactivate(call: Call) -> Answer:
    """The ids of the groups that the user is no longer in."""
    old = call.object(KIND, call["userId"])
    new = put(call.state, old | {"isActive": False, "dateUpdated": call.state.now()})
    noted(call, KIND, new, old, new)
    return leave_groups(call, old["id"])


def leave_groups(call: Call, user_id: str) -> list[str]:
    """Take a user out of all groups; the ids of those that they were in."""
    left = []
    for group in call.store.page("alteryx-group"):
        staying = [each for each in group["members"] if each["userId"] != user_id]
        if len(staying) < len(group["members"]):
            call.store.put("alteryx-group", group["id"], group | {"members": staying})
            left.append(group["id"])
    for kind in ("alteryx-credential", "alteryx-connection"):
        for thing in call.store.page(kind):
            if user_id in thing["userIds"]:
                call.store.put(kind, thing["id"], thing | {"userIds": without(thing["userIds"], user_id)})
    return left


@ROUTES.at("POST /v3/users/{userId}/passwordReset")
def reset_password(call: Call) -> Answer:
    """Nothing; no mail leaves this machine."""
    call.object(KIND, call["userId"])


@ROUTES.at("GET /v3/users/{userId}/assets")
def assets(call: Call) -> Answer:
    """What a user owns, by sort."""
    owner = call.object(KIND, call["userId"])
    wanted = call.get("assetType", "All").lower()
    found: dict[str, Any] = {name: [] for name in (*OWNED, "insights")}
    for name, kind in (*OWNED.items(), ("insights", "alteryx-insight")):
        if wanted in ("all", name):
            found[name] = [{"name": each["name"], "id": each["id"]} for each in owned_by(call, owner["id"], kind)]
    return found


@ROUTES.at("PUT /v3/users/{userId}/assetTransfer")
def transfer(call: Call) -> Answer:
    """The schedules that came to the new owner."""
    old, new = call.object(KIND, call["userId"]), call.named(KIND, "ownerId")
    moved = []
    for name, kind in OWNED.items():
        if call.get(f"transfer{name.capitalize()}", True):
            moved += [(kind, given_to(call, kind, each, new["id"])) for each in owned_by(call, old["id"], kind)]
    return [{"id": each["id"], "name": each["name"]} for kind, each in moved if kind == OWNED["schedules"]]


def owned_by(call: Call, user_id: str, kind: str) -> list[Object]:
    """The things of a kind that a user owns."""
    return [each for each in call.store.page(kind) if each["ownerId"] == user_id]


def given_to(call: Call, kind: str, thing: Object, owner_id: str) -> Object:
    """A thing in the hands of another owner."""
    new = call.store.put(kind, thing["id"], thing | {"ownerId": owner_id})
    noted(call, kind, new, thing, new)
    return new
