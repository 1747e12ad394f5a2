"""The Data Connection Manager: connections are stored as sent, the rest follows the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.calls import AlteryxError, Routes, not_found_error

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND, RULE = "alteryx-dcm", "alteryx-dcm-rule"
SHARED = ("sharedWithUserIds", "sharedWithUserGroupIds")


def add(state: AlteryxState, owner_id: str, **members: Any) -> Object:
    """Add a connection to the manager."""
    existing = catalogue("alteryx").shapes
    identity = f"{state.chance.getrandbits(128):032x}"
    ids = {
        "objectId": state.new_id(),
        "connectionId": "-".join(identity[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))),
    }
    created = sample(existing["DCMEGetConnectionView"], existing, {**ids, "ownerId": owner_id, **members})
    return state.store.add(KIND, created["objectId"], created)


def add_rule(state: AlteryxState, **members: Any) -> Object:
    """Add a rule to the manager."""
    existing = catalogue("alteryx").shapes
    created = sample(existing["ConnectionHandlingRule"], existing, {"id": str(state.store.count(RULE) + 1), **members})
    return state.store.add(RULE, created["id"], created)


def accessible_connection(call: AlteryxCall, key: str) -> Object:
    """Return a connection that the caller owns or may use; raises AlteryxError (404) for others."""
    result = call.object(KIND, key)
    admin = call.endpoint.path.startswith("/v3/dcm/admin/")
    if admin or call.is_curator or call.user["id"] in (result["ownerId"], *result["sharedWithUserIds"]):
        return result
    raise not_found_error("connection")


def save(call: AlteryxCall, old: Object | None, new: Object) -> Object:
    """Save a connection."""
    log_change(call, KIND, {"id": new["objectId"]}, old, new)
    return call.store.save(KIND, new["objectId"], new)


@ROUTES.at("GET /v3/dcm/admin/connections")
def list_connections(call: AlteryxCall) -> Answer:
    """List all connections, or those with a connection id, or those that a user can access."""
    seer = call.get("visibleBy")
    return [
        each
        for each in call.store.page(KIND)
        if call.get("connectionId", each["connectionId"]) == each["connectionId"]
        and (seer is None or seer in (each["ownerId"], *each["sharedWithUserIds"]))
    ]


@ROUTES.at("GET /v3/dcm/admin/connections/{objectId}", "GET /v3/dcm/connections/{id}")
def get_connection(call: AlteryxCall) -> Answer:
    """Return a connection."""
    return accessible_connection(call, path_id(call))


@ROUTES.at("GET /v3/dcm/connections/lookup")
def lookup(call: AlteryxCall) -> Answer:
    """Return the connection that workflows know by a connection id."""
    result = [each for each in call.store.page(KIND) if each["connectionId"] == call["connectionId"]]
    if not result:
        raise not_found_error("connection")
    return accessible_connection(call, result[0]["objectId"])


@ROUTES.at("GET /v3/DCMEConnections/{connectionId}")
def get_for_connect(call: AlteryxCall) -> Answer:
    """Return a connection to Alteryx Connect, by either id."""
    requested = call["connectionId"]
    for each in call.store.page(KIND):
        if requested in (each["objectId"], each["connectionId"]):
            return {
                "id": each["objectId"],
                **{name: each[name] for name in ("name", "dataSourceTechnology", "ownerId")},
            }
    raise not_found_error("connection")


@ROUTES.at("POST /v3/dcm/admin/connections", "POST /v3/dcm/connections")
def upsert(call: AlteryxCall) -> Answer:
    """Save a connection as sent, new or in place of an older one."""
    members = {
        name: call[name]
        for name in ("name", "connectionId", "dataSourceTechnology", "ownerId")
        if name in call.parameters
    }
    if call.get("objectId"):
        old = accessible_connection(call, call["objectId"])
        return save(call, old, old | members)
    owner_id = members.pop("ownerId", call.user["id"])
    return save(call, None, add(call.state, owner_id, **members))


@ROUTES.at("DELETE /v3/dcm/admin/connections/{objectId}", "DELETE /v3/dcm/connections/{id}")
def delete(call: AlteryxCall) -> Answer:
    """Delete connections; return their ids."""
    deleted = accessible_connection(call, path_id(call))
    call.store.delete(KIND, deleted["objectId"])
    log_change(call, KIND, {"id": deleted["objectId"]}, deleted, None)
    return {"objectId": deleted["objectId"], "connectionId": deleted["connectionId"]}


@ROUTES.at("PUT /v3/dcm/connections/{id}/sharing/execution")
def share(call: AlteryxCall) -> Answer:
    """Set the users and groups that may use a connection."""
    old = accessible_connection(call, path_id(call))
    save(call, old, old | dict(zip(SHARED, (call.get("userIds", []), call.get("userGroupIds", [])), strict=True)))


@ROUTES.at(
    "DELETE /v3/dcm/connections/{id}/sharing/execution",
    "DELETE /v3/dcm/admin/connections/{objectId}/sharing/execution",
    "DELETE /v3/dcm/admin/connections/{objectId}/sharing/collaboration",
)
def unshare(call: AlteryxCall) -> Answer:
    """Let only the owner use a connection."""
    old = accessible_connection(call, path_id(call))
    save(call, old, old | {name: [] for name in SHARED})


def path_id(call: AlteryxCall) -> str:
    """Return the id in the path, whose parameter has two names."""
    return str(call.get("objectId") or call["id"])


@ROUTES.at("GET /v3/dcm/admin/connectionhandlingrules")
def list_rules(call: AlteryxCall) -> Answer:
    """List all rules."""
    return call.store.page(RULE)


@ROUTES.at("GET /v3/dcm/admin/connectionhandlingrules/{id}")
def get_rule(call: AlteryxCall) -> Answer:
    """Return a rule."""
    return call.object(RULE, call["id"])


@ROUTES.at("POST /v3/dcm/admin/connectionhandlingrules")
def upsert_rule(call: AlteryxCall) -> Answer:
    """Save a rule as sent; without an id it is new."""
    members = {name: call[name] for name in ("name", "enabled") if name in call.parameters}
    key = call.get("id")
    if key is None:
        return add_rule(call.state, **members)
    old = call.store.get(RULE, key)
    if old is None:
        raise AlteryxError(400, "There is no rule of that id.", "id")
    return call.store.save(RULE, key, old | members)


@ROUTES.at("DELETE /v3/dcm/admin/connectionhandlingrules/{id}")
def delete_rule(call: AlteryxCall) -> Answer:
    """Delete a rule."""
    call.object(RULE, call["id"])
    call.store.delete(RULE, call["id"])
