"""Bypass codes: created for a user, shown once, limited in uses and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import MAX_LINKS, DuoError, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.parameters import split_list

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "bypass_code"
LINK = "user-bypass_code"
MAX_CODES = 10
"""The maximal number of codes in a call, also the default."""
CODE_DIGITS = 9


def create_codes(
    state: DuoState, user_id: str, codes: list[str], *, valid_secs: int = 0, reuse_count: int = 1, by: str | None = None
) -> list[str]:
    """Create codes of a user (0: no limit of seconds or uses); the code itself is stored apart from its view."""
    now = int(state.clock())
    for code in codes:
        body: Object = {
            "bypass_code_id": state.new_id("DB"), "admin_email": by, "created": now, "code": code,
            "expiration": now + valid_secs if valid_secs else None, "reuse_count": reuse_count or None,
        }  # fmt: skip
        state.store.add(KIND, body["bypass_code_id"], body)
        state.store.link(LINK, user_id, body["bypass_code_id"])
    return codes


def random_codes(state: DuoState, count: int) -> list[str]:
    """Return random codes."""
    return [f"{state.chance.randrange(10**CODE_DIGITS):0{CODE_DIGITS}}" for _ in range(count)]


def valid_codes(state: DuoState, user_id: str) -> list[Object]:
    """Return the valid codes of a user, as stored."""
    return [code for code in state.store.target_objects(LINK, user_id, KIND) if is_valid(state, code)]


def is_valid(state: DuoState, code: Object) -> bool:
    """Return whether a code has not expired."""
    return code["expiration"] is None or code["expiration"] > state.clock()


def use_code(state: DuoState, user_id: str, values: str) -> bool:
    """Use a code of a user once; return whether it exists."""
    for code in valid_codes(state, user_id):
        if code["code"] == values:
            if code["reuse_count"] == 1:
                delete_code(state.store, code["bypass_code_id"])
            elif code["reuse_count"] is not None:
                state.store.save(KIND, code["bypass_code_id"], code | {"reuse_count": code["reuse_count"] - 1})
            return True
    return False


def delete_code(store: Store, key: str) -> None:
    """Delete a code."""
    store.unlink(LINK, None, key)
    store.delete(KIND, key)


def code_view(store: Store, code: Object) -> Object:
    """Return all of a code except the code itself."""
    visible = {name: value for name, value in code.items() if name != "code"}
    owners = users.users_with(store, KIND, code["bypass_code_id"])
    return visible | ({"user": owners[0]} if owners else {})


@ROUTES.at("POST /admin/v1/users/{user_id}/bypass_codes")
def create(call: DuoCall) -> Answer:
    """Create codes, which replace the old ones unless these are preserved."""
    user = call.object(users.KIND, call["user_id"])
    codes = read_codes(call)
    old = valid_codes(call.state, user["user_id"])
    if not call.get("preserve_existing"):
        for each in call.store.targets(LINK, user["user_id"]):
            delete_code(call.store, each)
    elif len(old) + len(codes) > MAX_LINKS:
        raise DuoError(50001)
    valid_secs, reuse_count = call.get("valid_secs") or 0, call.get("reuse_count", 1)
    create_codes(call.state, user["user_id"], codes, valid_secs=valid_secs, reuse_count=reuse_count)
    details = {"bypass_code_count": len(codes), "valid_secs": valid_secs, "remaining_uses": reuse_count}
    log_change(call, "bypass_create", user["username"], details)
    return codes


def read_codes(call: DuoCall) -> list[str]:
    """Return the codes that a call sends or requests; raises DuoError (40002), also if it does both."""
    count, codes = call.get("count"), [str(code) for code in split_list(call.get("codes"))]
    if "codes" not in call.parameters:
        if count is not None and not 1 <= count <= MAX_CODES:
            raise DuoError(40002, "count")
        return random_codes(call.state, MAX_CODES if count is None else count)
    if count is not None or not codes or not all(code.isascii() and code.isdigit() for code in codes):
        raise DuoError(40002, "codes")
    return codes


@ROUTES.at("GET /admin/v1/users/{user_id}/bypass_codes")
def list_user_codes(call: DuoCall) -> Answer:
    """List the codes of a user."""
    user = call.object(users.KIND, call["user_id"])
    return call.page_of([code_view(call.store, code) for code in valid_codes(call.state, user["user_id"])])


@ROUTES.at("GET /admin/v1/bypass_codes")
def list_codes(call: DuoCall) -> Answer:
    """List the codes of all users."""
    return call.page_of([code_view(call.store, code) for code in call.store.page(KIND) if is_valid(call.state, code)])


@ROUTES.at("GET /admin/v1/bypass_codes/{bypass_code_id}")
def get_code(call: DuoCall) -> Answer:
    """Return a code; an expired one counts as deleted."""
    code = call.object(KIND, call["bypass_code_id"])
    if not is_valid(call.state, code):
        raise DuoError(40401)
    return code_view(call.store, code)


@ROUTES.at("DELETE /admin/v1/bypass_codes/{bypass_code_id}")
def delete(call: DuoCall) -> Answer:
    """Delete a code, if it exists."""
    code = call.store.get(KIND, call["bypass_code_id"])
    if code is not None:
        owner = code_view(call.store, code).get("user", {}).get("username", "")
        delete_code(call.store, code["bypass_code_id"])
        log_change(call, "bypass_delete", owner)
    return ""
