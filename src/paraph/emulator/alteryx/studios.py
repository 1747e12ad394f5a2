"""Studios, which the API calls subscriptions: who works in them, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-studio"
COUNTS = ("user", "workflow")


def add(state: State, name: str, owner_id: str | None) -> Object:
    """Put a studio on the server."""
    studio: Object = {
        "id": state.new_id(), "name": name, "ownerId": owner_id, "isActive": True, "canShareSchedule": True,
        "defaultWorkflowCredentialId": None,
    }  # fmt: skip
    return state.store.add(KIND, studio["id"], studio)


def view(studio: Object) -> Object:
    """A studio by itself."""
    return {name: studio[name] for name in ("id", "name", "canShareSchedule", "defaultWorkflowCredentialId")}


def inside(call: Call, studio: Object, kind: str) -> list[Object]:
    """The users or workflows of a studio."""
    return [each for each in call.store.page(kind) if each["subscriptionId"] == studio["id"]]


@ROUTES.at("GET /v3/subscriptions")
def studios(call: Call) -> Answer:
    """Those that fit the filters, with how much is in them."""
    found = []
    for studio in call.store.page(KIND):
        counts = {f"{name}Count": len(inside(call, studio, f"alteryx-{name}")) for name in COUNTS}
        if fits(call, studio, counts):
            found.append(view(studio) | counts)
    return found


def fits(call: Call, studio: Object, counts: dict[str, int]) -> bool:
    """Whether a studio is one that a call asks for."""
    if call.get("name", "").lower() not in studio["name"].lower():
        return False
    for name in ("canShareSchedule", "defaultWorkflowCredentialId"):
        if call.get(name, studio[name]) != studio[name]:
            return False
    for name, count in counts.items():
        if not call.get(f"{name}GreaterThanEquals", 0) <= count <= call.get(f"{name}LessThanEquals", count):
            return False
    return True


@ROUTES.at("GET /v3/subscriptions/{subscriptionId}")
def studio(call: Call) -> Answer:
    """One of them, with who and what is in it."""
    found = call.object(KIND, call["subscriptionId"])
    people = [
        {"name": f"{each['firstName']} {each['lastName']}", "id": each["id"]}
        for each in inside(call, found, "alteryx-user")
    ]
    workflows = [{"name": each["name"], "id": each["id"]} for each in inside(call, found, "alteryx-workflow")]
    return view(found) | {"users": people, "workflows": workflows}


@ROUTES.at("POST /v3/subscriptions")
def create(call: Call) -> Answer:
    """The id of the new studio."""
    made = add(call.state, call["name"], None)
    noted(call, KIND, made, None, made)
    return made["id"]


@ROUTES.at("PUT /v3/subscriptions/{subscriptionId}")
def update(call: Call) -> Answer:
    """The studio as changed."""
    old = call.object(KIND, call["subscriptionId"])
    changed = {
        name: call[name] for name in ("name", "canShareSchedule", "defaultWorkflowCredentialId") if name in call.given
    }
    new = call.store.put(KIND, old["id"], old | changed)
    noted(call, KIND, new, old, new)
    return view(new)


@ROUTES.at("DELETE /v3/subscriptions")
def delete(call: Call) -> Answer:
    """Nothing, unless somebody or something is in the studio still."""
    gone = call.object(KIND, call["subscriptionId"])
    if any(inside(call, gone, f"alteryx-{name}") for name in COUNTS):
        raise Refused(400, "The subscription has users or workflows.", "subscriptionId")
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)


@ROUTES.at("PUT /v3/subscriptions/{subscriptionId}/users")
def move_users(call: Call) -> Answer:
    """Nothing; the users work in this studio from now on."""
    target = call.object(KIND, call["subscriptionId"])
    for user_id in call["userIds"]:
        user = call.store.get("alteryx-user", user_id)
        if user is None:
            raise Refused(400, f"There is no user with the id {user_id[:40]}.", "userIds")
        new = call.store.put("alteryx-user", user_id, user | {"subscriptionId": target["id"]})
        noted(call, "alteryx-user", new, user, new)
