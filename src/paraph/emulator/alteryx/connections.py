"""Data connections: those made on the server, and those that the machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Routes
from paraph.emulator.alteryx.sharing import shared, unshared

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-connection"
SYSTEM = "alteryx-system-connection"


def add(state: State, name: str, kind: str = KIND) -> Object:
    """Put a connection on the server."""
    connection: Object = {
        "id": state.new_id(), "name": name, "connectionString": f"odbc:DSN={name.lower()}.example.com",
        "connectionType": "ODBC", "userIds": [], "userGroupIds": [],
    }  # fmt: skip
    return state.store.add(kind, connection["id"], connection)


def reduced(connection: Object) -> Object:
    """A connection in a list of v3."""
    return {name: connection[name] for name in ("id", "name", "connectionString", "connectionType")}


def summary(connection: Object) -> Object:
    """A connection as the older API has it."""
    return {
        "connectionId": connection["id"], "connectionString": connection["connectionString"],
        "connectionName": connection["name"], "connectionType": connection["connectionType"],
    }  # fmt: skip


@ROUTES.at("GET /admin/v1/systemdataconnections/")
def of_the_machine(call: Call) -> Answer:
    """Those of the machine."""
    return call.part([summary(each) for each in call.store.page(SYSTEM)])


@ROUTES.at("GET /admin/v1/serverdataconnections/")
def of_the_server(call: Call) -> Answer:
    """Those of the server, with how many use them."""
    return call.part([searched(each) for each in call.store.page(KIND)])


def searched(connection: Object) -> Object:
    """A connection and with how many it is shared."""
    users, groups = connection["userIds"], connection["userGroupIds"]
    counts = {"subscriptionCount": 0, "userCount": len(users), "userGroupCount": len(groups)}
    return {**counts, "userIds": users, "userGroupIds": groups, **summary(connection)}


@ROUTES.at("GET /v3/serverDataConnections")
def connections(call: Call) -> Answer:
    """Those of the server."""
    found = call.store.page(KIND)
    return found if call["view"] == "Full" else [reduced(each) for each in found]


@ROUTES.at("GET /v3/serverDataConnections/{dataConnectionId}")
def connection(call: Call) -> Answer:
    """One of them."""
    return call.object(KIND, call["dataConnectionId"])


@ROUTES.at("PUT /v3/serverDataConnections/{dataConnectionId}")
def rename(call: Call) -> Answer:
    """The connection under its new name."""
    old = call.object(KIND, call["dataConnectionId"])
    new = call.store.put(KIND, old["id"], old | {"name": call["name"]})
    noted(call, KIND, new, old, new)
    return new


@ROUTES.at("DELETE /v3/serverDataConnections/{dataConnectionId}")
def delete(call: Call) -> Answer:
    """Nothing."""
    gone = call.object(KIND, call["dataConnectionId"])
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)


@ROUTES.at(
    "POST /v3/serverDataConnections/{dataConnectionId}/users",
    "POST /v3/serverDataConnections/{dataConnectionId}/userGroups",
)
def share(call: Call) -> Answer:
    """The connection, shared with one more."""
    return shared(call, KIND, call["dataConnectionId"])


@ROUTES.at(
    "DELETE /v3/serverDataConnections/{dataConnectionId}/users/{userId}",
    "DELETE /v3/serverDataConnections/{dataConnectionId}/userGroups/{userGroupId}",
)
def unshare(call: Call) -> Answer:
    """The connection, shared with one less."""
    return unshared(call, KIND, call["dataConnectionId"])
