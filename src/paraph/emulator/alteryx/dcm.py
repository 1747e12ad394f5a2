"""The Data Connection Manager: connections are kept as they are sent, the rest of a record is what the catalogue describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes, absent

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND, RULE = "alteryx-dcm", "alteryx-dcm-rule"
SHARED = ("sharedWithUserIds", "sharedWithUserGroupIds")


def add(state: State, owner_id: str, **members: Any) -> Object:
    """Put a connection into the manager."""
    known = catalogue("alteryx").shapes
    identity = f"{state.chance.getrandbits(128):032x}"
    ids = {
        "objectId": state.new_id(),
        "connectionId": "-".join(identity[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))),
    }
    made = sample(known["DCMEGetConnectionView"], known, {**ids, "ownerId": owner_id, **members})
    return state.store.add(KIND, made["objectId"], made)


def add_rule(state: State, **members: Any) -> Object:
    """Put a rule into the manager."""
    known = catalogue("alteryx").shapes
    made = sample(known["ConnectionHandlingRule"], known, {"id": str(state.store.count(RULE) + 1), **members})
    return state.store.add(RULE, made["id"], made)


def open_to(call: Call, key: str) -> Object:
    """The connection of that id, where the caller owns it or may use it; raises Refused (404) for others."""
    found = call.object(KIND, key)
    admin = call.endpoint.path.startswith("/v3/dcm/admin/")
    if admin or call.curator or call.user["id"] in (found["ownerId"], *found["sharedWithUserIds"]):
        return found
    raise absent("connection")


def kept(call: Call, old: Object | None, new: Object) -> Object:
    """Keep a connection."""
    noted(call, KIND, {"id": new["objectId"]}, old, new)
    return call.store.put(KIND, new["objectId"], new)


@ROUTES.at("GET /v3/dcm/admin/connections")
def connections(call: Call) -> Answer:
    """All, or those of a connection id, or those that a user sees."""
    seer = call.get("visibleBy")
    return [
        each
        for each in call.store.page(KIND)
        if call.get("connectionId", each["connectionId"]) == each["connectionId"]
        and (seer is None or seer in (each["ownerId"], *each["sharedWithUserIds"]))
    ]


@ROUTES.at("GET /v3/dcm/admin/connections/{objectId}", "GET /v3/dcm/connections/{id}")
def connection(call: Call) -> Answer:
    """One of them."""
    return open_to(call, key_of(call))


@ROUTES.at("GET /v3/dcm/connections/lookup")
def lookup(call: Call) -> Answer:
    """The one that workflows know by that connection id."""
    found = [each for each in call.store.page(KIND) if each["connectionId"] == call["connectionId"]]
    if not found:
        raise absent("connection")
    return open_to(call, found[0]["objectId"])


@ROUTES.at("GET /v3/DCMEConnections/{connectionId}")
def for_connect(call: Call) -> Answer:
    """The same for Alteryx Connect, by either id."""
    wanted = call["connectionId"]
    for each in call.store.page(KIND):
        if wanted in (each["objectId"], each["connectionId"]):
            return {
                "id": each["objectId"],
                **{name: each[name] for name in ("name", "dataSourceTechnology", "ownerId")},
            }
    raise absent("connection")


@ROUTES.at("POST /v3/dcm/admin/connections", "POST /v3/dcm/connections")
def upsert(call: Call) -> Answer:
    """The connection as sent, new or in the place of an older one."""
    members = {
        name: call[name] for name in ("name", "connectionId", "dataSourceTechnology", "ownerId") if name in call.given
    }
    if call.get("objectId"):
        old = open_to(call, call["objectId"])
        return kept(call, old, old | members)
    owner_id = members.pop("ownerId", call.user["id"])
    return kept(call, None, add(call.state, owner_id, **members))


@ROUTES.at("DELETE /v3/dcm/admin/connections/{objectId}", "DELETE /v3/dcm/connections/{id}")
def delete(call: Call) -> Answer:
    """The ids of what was deleted."""
    gone = open_to(call, key_of(call))
    call.store.delete(KIND, gone["objectId"])
    noted(call, KIND, {"id": gone["objectId"]}, gone, None)
    return {"objectId": gone["objectId"], "connectionId": gone["connectionId"]}


@ROUTES.at("PUT /v3/dcm/connections/{id}/sharing/execution")
def share(call: Call) -> Answer:
    """Nothing; these users and groups may use the connection from now on."""
    old = open_to(call, key_of(call))
    kept(call, old, old | dict(zip(SHARED, (call.get("userIds", []), call.get("userGroupIds", [])), strict=True)))


@ROUTES.at(
    "DELETE /v3/dcm/connections/{id}/sharing/execution",
    "DELETE /v3/dcm/admin/connections/{objectId}/sharing/execution",
    "DELETE /v3/dcm/admin/connections/{objectId}/sharing/collaboration",
)
def unshare(call: Call) -> Answer:
    """Nothing; only the owner may use the connection."""
    old = open_to(call, key_of(call))
    kept(call, old, old | {name: [] for name in SHARED})


def key_of(call: Call) -> str:
    """The id in the path, which has two names."""
    return str(call.get("objectId") or call["id"])


@ROUTES.at("GET /v3/dcm/admin/connectionhandlingrules")
def rules(call: Call) -> Answer:
    """All rules."""
    return call.store.page(RULE)


@ROUTES.at("GET /v3/dcm/admin/connectionhandlingrules/{id}")
def rule(call: Call) -> Answer:
    """One of them."""
    return call.object(RULE, call["id"])


@ROUTES.at("POST /v3/dcm/admin/connectionhandlingrules")
def upsert_rule(call: Call) -> Answer:
    """The rule as sent; without an id it is new."""
    members = {name: call[name] for name in ("name", "enabled") if name in call.given}
    key = call.get("id")
    if key is None:
        return add_rule(call.state, **members)
    old = call.store.get(RULE, key)
    if old is None:
        raise Refused(400, "There is no rule of that id.", "id")
    return call.store.put(RULE, key, old | members)


@ROUTES.at("DELETE /v3/dcm/admin/connectionhandlingrules/{id}")
def delete_rule(call: Call) -> Answer:
    """Nothing."""
    call.object(RULE, call["id"])
    call.store.delete(RULE, call["id"])
