"""Bulk operations on users, invitations, and users of a directory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.parameters import InvalidParameter, MissingParameter, parse_parameters
from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import MESSAGES, DuoError, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.routes import find_route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object

ROUTES = Routes()
OPERATIONS = {
    "POST /admin/v1/users",
    "POST /admin/v1/users/{user_id}",
    "DELETE /admin/v1/users/{user_id}",
    "POST /admin/v1/users/{user_id}/groups",
    "DELETE /admin/v1/users/{user_id}/groups/{group_id}",
}
"""The operations that ``POST /admin/v1/bulk`` supports."""


@ROUTES.at("POST /admin/v1/users/bulk_create")
def bulk_create(call: DuoCall) -> Answer:
    """Create several users, or none if one is invalid."""
    result = []
    for values in call["users"]:
        if not isinstance(values, dict) or not values.get("username"):
            raise DuoError(40002, "users")
        user = users.create_user(call.state, **users.read_fields(values))
        log_change(call, "user_create", user["username"], values)
        result.append(users.user_view(call.store, user))
    return result


def find_users(call: DuoCall) -> list[Object]:
    """Return the users of a list of ids; raises DuoError (40002) if one is unknown."""
    result = [call.store.get(users.KIND, str(key)) for key in call["user_id_list"]]
    if None in result:
        raise DuoError(40002, "user_id_list")
    return [user for user in result if user]


def set_status(call: DuoCall, result: Iterable[Object], status: str) -> None:
    """Set the status of users."""
    for user in result:
        users.put_user(call.store, user | {"status": status})
        log_change(call, "user_update", user["username"], {"status": status})


@ROUTES.at("POST /admin/v1/users/bulk_send_to_trash")
def bulk_trash(call: DuoCall) -> Answer:
    """Send users to the trash."""
    set_status(call, find_users(call), users.TRASHED)
    return ""


@ROUTES.at("POST /admin/v1/users/bulk_restore")
def bulk_restore(call: DuoCall) -> Answer:
    """Restore users from the trash as active."""
    set_status(call, (user for user in find_users(call) if user["status"] == users.TRASHED), "active")
    return ""


@ROUTES.at("POST /admin/v1/users/enroll")
def invite_user(call: DuoCall) -> Answer:
    """Send an invitation to a user, who is created if necessary; return its code."""
    user = users.find_user(call.store, username=call["username"])
    if user is None:
        user = users.create_user(call.state, call["username"], email=call["email"])
        log_change(call, "user_create", user["username"], {"email": call["email"]})
    else:
        users.put_user(call.store, user | {"email": call["email"]})
    log_change(call, "user_enroll_email", user["username"], {"email": call["email"], "valid_secs": call["valid_secs"]})
    return "".join(call.state.chance.choices("0123456789abcdef", k=32))


@ROUTES.at("POST /admin/v1/users/directorysync/{directory_key}/syncuser")
def synchronise(call: DuoCall) -> Answer:
    """Return a user as the directory has them: unchanged."""
    user = users.find_user(call.store, username=call["username"])
    if user is None:
        raise DuoError(40401)
    user = users.put_user(call.store, user | {"last_directory_sync": int(call.state.clock())})
    return {"message": "User synced successfully", "user": users.user_view(call.store, user)}


@ROUTES.at("POST /admin/v1/bulk")
def run_operations(call: DuoCall) -> Answer:
    """Run several operations on users; return the answer of each. An error stops no other operation."""
    return [answer_operation(call, operation) for operation in call["operations"]]


def answer_operation(call: DuoCall, operation: Any) -> Object:
    """Return the answer to one operation, in Duo's envelope."""
    try:
        return {"stat": "OK", "response": perform_operation(call, operation)}
    except (MissingParameter, InvalidParameter) as error:
        code, detail = 40001 if isinstance(error, MissingParameter) else 40002, error.name
    except DuoError as error:
        code, detail = error.code, error.detail
    content = {"stat": "FAIL", "code": code, "message": MESSAGES[code]}
    return content | ({"message_detail": detail} if detail else {})


def perform_operation(call: DuoCall, operation: Any) -> Answer:
    """Run an operation; raises DuoError, or an error of its parameters."""
    method, path, body = (operation.get(name) for name in ("method", "path", "body"))
    result = catalogue("duo").find(str(method).upper(), str(path))
    if result is None or result.endpoint.name not in OPERATIONS or not isinstance(body or {}, dict):
        raise DuoError(40002, "operations")
    values = parse_parameters(result.endpoint, {**(body or {}), **result.values})
    return find_route(result.endpoint)(replace(call, endpoint=result.endpoint, parameters=values))
