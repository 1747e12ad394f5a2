"""Credentials that workflows run with; passwords are accepted and not stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.assets.sharing import share_object, unshare_object
from paraph.emulator.alteryx.calls import AlteryxError, Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-credential"


def add(state: AlteryxState, name: str, user_ids: list[str]) -> Object:
    """Add a credential to the server."""
    credential: Object = {"id": state.new_id(), "userName": name, "userIds": user_ids, "userGroupIds": []}
    return state.store.add(KIND, credential["id"], credential)


def list_view(credential: Object) -> Object:
    """Return a credential for a list."""
    return {"id": credential["id"], "userName": credential["userName"]}


@ROUTES.at("GET /user/v2/credentials/")
def list_own_credentials(call: AlteryxCall) -> Answer:
    """List the credentials that the caller may use."""
    return [list_view(each) for each in call.store.page(KIND) if call.is_curator or call.user["id"] in each["userIds"]]


@ROUTES.at("GET /v3/credentials")
def list_credentials(call: AlteryxCall) -> Answer:
    """List the credentials that are shared with a user or a group, or all."""
    result = [
        each
        for each in call.store.page(KIND)
        if call.get("userId", None) in (None, *each["userIds"])
        and call.get("userGroupId", None) in (None, *each["userGroupIds"])
    ]
    return result if call["view"] == "Full" else [list_view(each) for each in result]


@ROUTES.at("GET /v3/credentials/{credentialId}")
def get_credential(call: AlteryxCall) -> Answer:
    """Return a credential."""
    return call.object(KIND, call["credentialId"])


@ROUTES.at("POST /v3/credentials")
def create(call: AlteryxCall) -> Answer:
    """Create a credential; return its id."""
    created = add(call.state, call["username"], [])
    log_change(call, KIND, created, None, created)
    return created["id"]


@ROUTES.at("PUT /v3/credentials/{credentialId}")
def update(call: AlteryxCall) -> Answer:
    """Rename a credential."""
    old = call.object(KIND, call["credentialId"])
    new = call.store.save(KIND, old["id"], old | {"userName": call["username"]})
    log_change(call, KIND, new, old, new)
    return new


@ROUTES.at("DELETE /v3/credentials/{credentialId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a credential and return it; refuse while it is shared, unless forced."""
    deleted = call.object(KIND, call["credentialId"])
    if (deleted["userIds"] or deleted["userGroupIds"]) and not call.get("force"):
        raise AlteryxError(400, "The credential is shared.", "force")
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)
    return [deleted]


@ROUTES.at("POST /v3/credentials/{credentialId}/users", "POST /v3/credentials/{credentialId}/userGroups")
def share(call: AlteryxCall) -> Answer:
    """Share a credential with a user or group."""
    return share_object(call, KIND, call["credentialId"])


@ROUTES.at(
    "DELETE /v3/credentials/{credentialId}/users/{userId}",
    "DELETE /v3/credentials/{credentialId}/userGroups/{userGroupId}",
)
def unshare(call: AlteryxCall) -> Answer:
    """Stop sharing a credential with a user or group."""
    return unshare_object(call, KIND, call["credentialId"])
