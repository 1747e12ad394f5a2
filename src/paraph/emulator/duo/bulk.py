"""Many users at once, and users who come from elsewhere: by invitation, or out of a directory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.parameters import InvalidParameter, MissingParameter, typed
from paraph.emulator.duo import users
from paraph.emulator.duo.calls import MESSAGES, Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.routes import route_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object

ROUTES = Routes()
OPERATIONS = {
    "POST /admin/v1/users",
    "POST /admin/v1/users/{user_id}",
    "DELETE /admin/v1/users/{user_id}",
    "POST /admin/v1/users/{user_id}/groups",
    "DELETE /admin/v1/users/{user_id}/groups/{group_id}",
}
"""What can be part of ``POST /admin/v1/bulk``."""


@ROUTES.at("POST /admin/v1/users/bulk_create")
def created(call: Call) -> Answer:
    """New users: all of them, or none where one cannot be."""
    found = []
    for given in call["users"]:
        if not isinstance(given, dict) or not given.get("username"):
            raise Refused(40002, "users")
        user = users.create_user(call.state, **users.members_of(given))
        changed(call, "user_create", user["username"], given)
        found.append(users.user_view(call.store, user))
    return found


def listed_users(call: Call) -> list[Object]:
    """The users of a list of ids; raises Refused (40002) where one is not there."""
    found = [call.store.get(users.KIND, str(key)) for key in call["user_id_list"]]
    if None in found:
        raise Refused(40002, "user_id_list")
    return [user for user in found if user]


def set_status(call: Call, found: Iterable[Object], status: str) -> None:
    """Give users a status."""
    for user in found:
        users.put_user(call.store, user | {"status": status})
        changed(call, "user_update", user["username"], {"status": status})


@ROUTES.at("POST /admin/v1/users/bulk_send_to_trash")
def trashed(call: Call) -> Answer:
    """Nothing; the users wait to be deleted."""
    set_status(call, listed_users(call), users.TRASHED)
    return ""


@ROUTES.at("POST /admin/v1/users/bulk_restore")
def restored(call: Call) -> Answer:
    """Nothing; those users that waited to be deleted are active."""
    set_status(call, (user for user in listed_users(call) if user["status"] == users.TRASHED), "active")
    return ""


@ROUTES.at("POST /admin/v1/users/enroll")
def enrolled(call: Call) -> Answer:
    """The code of the invitation that was sent to a user, who is made if need be."""
    user = users.find_user(call.store, username=call["username"])
    if user is None:
        user = users.create_user(call.state, call["username"], email=call["email"])
        changed(call, "user_create", user["username"], {"email": call["email"]})
    else:
        users.put_user(call.store, user | {"email": call["email"]})
    changed(call, "user_enroll_email", user["username"], {"email": call["email"], "valid_secs": call["valid_secs"]})
    return "".join(call.state.chance.choices("0123456789abcdef", k=32))


@ROUTES.at("POST /admin/v1/users/directorysync/{directory_key}/syncuser")
def synchronised(call: Call) -> Answer:
    """A user as the directory has them, which is as they are."""
    user = users.find_user(call.store, username=call["username"])
    if user is None:
        raise Refused(40401)
    user = users.put_user(call.store, user | {"last_directory_sync": int(call.state.clock())})
    return {"message": "User synced successfully", "user": users.user_view(call.store, user)}


@ROUTES.at("POST /admin/v1/bulk")
def several(call: Call) -> Answer:
    """What each of several operations on users would have answered by itself; one that is refused stops no other."""
    return [answered(call, operation) for operation in call["operations"]]


def answered(call: Call, operation: Any) -> Object:
    """The answer to one operation, in Duo's envelope."""
    try:
        return {"stat": "OK", "response": performed(call, operation)}
    except (MissingParameter, InvalidParameter) as error:
        code, detail = 40001 if isinstance(error, MissingParameter) else 40002, error.name
    except Refused as error:
        code, detail = error.code, error.detail
    said = {"stat": "FAIL", "code": code, "message": MESSAGES[code]}
    return said | ({"message_detail": detail} if detail else {})


def performed(call: Call, operation: Any) -> Answer:
    """What an operation answers; raises Refused, or an error of its parameters."""
    method, path, body = (operation.get(name) for name in ("method", "path", "body"))
    found = catalogue("duo").find(str(method).upper(), str(path))
    if found is None or found.endpoint.name not in OPERATIONS or not isinstance(body or {}, dict):
        raise Refused(40002, "operations")
    given = typed(found.endpoint, {**(body or {}), **found.values})
    return route_of(found.endpoint)(replace(call, endpoint=found.endpoint, given=given))
