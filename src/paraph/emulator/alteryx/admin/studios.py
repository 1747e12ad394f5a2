"""Studios, which the API calls subscriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.calls import AlteryxError, Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-studio"
COUNTS = ("user", "workflow")


def add(state: AlteryxState, name: str, owner_id: str | None) -> Object:
    """Add a studio to the server."""
    studio: Object = {
        "id": state.new_id(), "name": name, "ownerId": owner_id, "isActive": True, "canShareSchedule": True,
        "defaultWorkflowCredentialId": None,
    }  # fmt: skip
    return state.store.add(KIND, studio["id"], studio)


def view(studio: Object) -> Object:
    """Return the members of a studio itself."""
    return {name: studio[name] for name in ("id", "name", "canShareSchedule", "defaultWorkflowCredentialId")}


def list_contents(call: AlteryxCall, studio: Object, kind: str) -> list[Object]:
    """Return the users or workflows of a studio."""
    return [each for each in call.store.page(kind) if each["subscriptionId"] == studio["id"]]


@ROUTES.at("GET /v3/subscriptions")
def list_studios(call: AlteryxCall) -> Answer:
    """List the studios that match the filters, with the numbers of users and workflows."""
    result = []
    for studio in call.store.page(KIND):
        counts = {f"{name}Count": len(list_contents(call, studio, f"alteryx-{name}")) for name in COUNTS}
        if matches(call, studio, counts):
            result.append(view(studio) | counts)
    return result


def matches(call: AlteryxCall, studio: Object, counts: dict[str, int]) -> bool:
    """Return whether a studio matches the filters."""
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
def get_studio(call: AlteryxCall) -> Answer:
    """Return a studio with its users and workflows."""
    result = call.object(KIND, call["subscriptionId"])
    people = [
        {"name": f"{each['firstName']} {each['lastName']}", "id": each["id"]}
        for each in list_contents(call, result, "alteryx-user")
    ]
    workflows = [{"name": each["name"], "id": each["id"]} for each in list_contents(call, result, "alteryx-workflow")]
    return view(result) | {"users": people, "workflows": workflows}


@ROUTES.at("POST /v3/subscriptions")
def create(call: AlteryxCall) -> Answer:
    """Create a studio; return its id."""
    created = add(call.state, call["name"], None)
    log_change(call, KIND, created, None, created)
    return created["id"]


@ROUTES.at("PUT /v3/subscriptions/{subscriptionId}")
def update(call: AlteryxCall) -> Answer:
    """Change a studio."""
    old = call.object(KIND, call["subscriptionId"])
    changes = {
        name: call[name]
        for name in ("name", "canShareSchedule", "defaultWorkflowCredentialId")
        if name in call.parameters
    }
    new = call.store.save(KIND, old["id"], old | changes)
    log_change(call, KIND, new, old, new)
    return view(new)


@ROUTES.at("DELETE /v3/subscriptions")
def delete(call: AlteryxCall) -> Answer:
    """Delete a studio; refuse while it has users or workflows."""
    deleted = call.object(KIND, call["subscriptionId"])
    if any(list_contents(call, deleted, f"alteryx-{name}") for name in COUNTS):
        raise AlteryxError(400, "The subscription has users or workflows.", "subscriptionId")
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)


@ROUTES.at("PUT /v3/subscriptions/{subscriptionId}/users")
def move_users(call: AlteryxCall) -> Answer:
    """Move users to a studio."""
    target = call.object(KIND, call["subscriptionId"])
    for user_id in call["userIds"]:
        user = call.store.get("alteryx-user", user_id)
        if user is None:
            raise AlteryxError(400, f"There is no user with the id {user_id[:40]}.", "userIds")
        new = call.store.save("alteryx-user", user_id, user | {"subscriptionId": target["id"]})
        log_change(call, "alteryx-user", new, user, new)
