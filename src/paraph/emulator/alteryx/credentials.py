"""Credentials that workflows run with; the passwords are taken, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes
from paraph.emulator.alteryx.sharing import shared, unshared

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-credential"


def add(state: State, name: str, user_ids: list[str]) -> Object:
    """Put a credential on the server."""
    credential: Object = {"id": state.new_id(), "userName": name, "userIds": user_ids, "userGroupIds": []}
    return state.store.add(KIND, credential["id"], credential)


def reduced(credential: Object) -> Object:
    """A credential in a list."""
    return {"id": credential["id"], "userName": credential["userName"]}


@ROUTES.at("GET /user/v2/credentials/")
def own(call: Call) -> Answer:
    """Those that the caller may use."""
    return [reduced(each) for each in call.store.page(KIND) if call.curator or call.user["id"] in each["userIds"]]


@ROUTES.at("GET /v3/credentials")
def credentials(call: Call) -> Answer:
    """Those that are shared with a user or a group, or all."""
    found = [
        each
        for each in call.store.page(KIND)
        if call.get("userId", None) in (None, *each["userIds"])
        and call.get("userGroupId", None) in (None, *each["userGroupIds"])
    ]
    return found if call["view"] == "Full" else [reduced(each) for each in found]


@ROUTES.at("GET /v3/credentials/{credentialId}")
def credential(call: Call) -> Answer:
    """One of them."""
    return call.object(KIND, call["credentialId"])


@ROUTES.at("POST /v3/credentials")
def create(call: Call) -> Answer:
    """The id of the new credential."""
    made = add(call.state, call["username"], [])
    noted(call, KIND, made, None, made)
    return made["id"]


@ROUTES.at("PUT /v3/credentials/{credentialId}")
def update(call: Call) -> Answer:
    """The credential under its new name."""
    old = call.object(KIND, call["credentialId"])
    new = call.store.put(KIND, old["id"], old | {"userName": call["username"]})
    noted(call, KIND, new, old, new)
    return new


@ROUTES.at("DELETE /v3/credentials/{credentialId}")
def delete(call: Call) -> Answer:
    """What was deleted, unless it is shared and was not to be deleted all the same."""
    gone = call.object(KIND, call["credentialId"])
    if (gone["userIds"] or gone["userGroupIds"]) and not call.get("force"):
        raise Refused(400, "The credential is shared.", "force")
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)
    return [gone]


@ROUTES.at("POST /v3/credentials/{credentialId}/users", "POST /v3/credentials/{credentialId}/userGroups")
def share(call: Call) -> Answer:
    """The credential, shared with one more."""
    return shared(call, KIND, call["credentialId"])


@ROUTES.at(
    "DELETE /v3/credentials/{credentialId}/users/{userId}",
    "DELETE /v3/credentials/{credentialId}/userGroups/{userGroupId}",
)
def unshare(call: Call) -> Answer:
    """The credential, shared with one less."""
    return unshared(call, KIND, call["credentialId"])
