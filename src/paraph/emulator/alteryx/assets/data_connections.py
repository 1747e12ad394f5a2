"""Data connections of the server and of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.assets.sharing import share_object, unshare_object
from paraph.emulator.alteryx.calls import Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-connection"
SYSTEM = "alteryx-system-connection"


def add(state: AlteryxState, name: str, kind: str = KIND) -> Object:
    """Add a connection to the server."""
    connection: Object = {
        "id": state.new_id(), "name": name, "connectionString": f"odbc:DSN={name.lower()}.example.com",
        "connectionType": "ODBC", "userIds": [], "userGroupIds": [],
    }  # fmt: skip
    return state.store.add(kind, connection["id"], connection)


def list_view(connection: Object) -> Object:
    """Return a connection for a list of v3."""
    return {name: connection[name] for name in ("id", "name", "connectionString", "connectionType")}


def older_view(connection: Object) -> Object:
    """Return a connection as in the older API."""
    return {
        "connectionId": connection["id"], "connectionString": connection["connectionString"],
        "connectionName": connection["name"], "connectionType": connection["connectionType"],
    }  # fmt: skip


@ROUTES.at("GET /admin/v1/systemdataconnections/")
def list_system_connections(call: AlteryxCall) -> Answer:
    """List the connections of the machine."""
    return call.page_of([older_view(each) for each in call.store.page(SYSTEM)])


@ROUTES.at("GET /admin/v1/serverdataconnections/")
def list_server_connections(call: AlteryxCall) -> Answer:
    """List the connections of the server, with the number of their users."""
    return call.page_of([search_view(each) for each in call.store.page(KIND)])


def search_view(connection: Object) -> Object:
    """Return a connection with the number of its shares."""
    users, groups = connection["userIds"], connection["userGroupIds"]
    counts = {"subscriptionCount": 0, "userCount": len(users), "userGroupCount": len(groups)}
    return {**counts, "userIds": users, "userGroupIds": groups, **older_view(connection)}


@ROUTES.at("GET /v3/serverDataConnections")
def list_connections(call: AlteryxCall) -> Answer:
    """List the connections of the server."""
    result = call.store.page(KIND)
    return result if call["view"] == "Full" else [list_view(each) for each in result]


@ROUTES.at("GET /v3/serverDataConnections/{dataConnectionId}")
def get_connection(call: AlteryxCall) -> Answer:
    """Return a connection."""
    return call.object(KIND, call["dataConnectionId"])


@ROUTES.at("PUT /v3/serverDataConnections/{dataConnectionId}")
def rename(call: AlteryxCall) -> Answer:
    """Rename a connection."""
    old = call.object(KIND, call["dataConnectionId"])
    new = call.store.save(KIND, old["id"], old | {"name": call["name"]})
    log_change(call, KIND, new, old, new)
    return new


@ROUTES.at("DELETE /v3/serverDataConnections/{dataConnectionId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a connection."""
    deleted = call.object(KIND, call["dataConnectionId"])
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)


@ROUTES.at(
    "POST /v3/serverDataConnections/{dataConnectionId}/users",
    "POST /v3/serverDataConnections/{dataConnectionId}/userGroups",
)
def share(call: AlteryxCall) -> Answer:
    """Share a connection with a user or group."""
    return share_object(call, KIND, call["dataConnectionId"])


@ROUTES.at(
    "DELETE /v3/serverDataConnections/{dataConnectionId}/users/{userId}",
    "DELETE /v3/serverDataConnections/{dataConnectionId}/userGroups/{userGroupId}",
)
def unshare(call: AlteryxCall) -> Answer:
    """Stop sharing a connection with a user or group."""
    return unshare_object(call, KIND, call["dataConnectionId"])
