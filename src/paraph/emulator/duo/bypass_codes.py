"""Bypass codes: made for a user, shown once, good for some uses and for some time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import users
from paraph.emulator.duo.calls import MOST_LINKED, Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.values import items

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "bypass_code"
LINK = "user-bypass_code"
MOST = 10
"""How many are made at once, at most and without a word."""
CODE_DIGITS = 9


def create_codes(
    state: State, user_id: str, codes: list[str], *, valid_secs: int = 0, reuse_count: int = 1, by: str | None = None
) -> list[str]:
    """New codes of a user, 0 seconds being for ever and 0 uses any number; the code itself is kept beside what is shown."""
    now = int(state.clock())
    for code in codes:
        body: Object = {
            "bypass_code_id": state.new_id("DB"), "admin_email": by, "created": now, "code": code,
            "expiration": now + valid_secs if valid_secs else None, "reuse_count": reuse_count or None,
        }  # fmt: skip
        state.store.add(KIND, body["bypass_code_id"], body)
        state.store.link(LINK, user_id, body["bypass_code_id"])
    return codes


def new_codes(state: State, count: int) -> list[str]:
    """Codes by chance."""
    return [f"{state.chance.randrange(10**CODE_DIGITS):0{CODE_DIGITS}}" for _ in range(count)]


def codes_of(state: State, user_id: str) -> list[Object]:
    """The codes of a user that are still good, as stored."""
    return [code for code in state.store.objects_linked(LINK, user_id, KIND) if good(state, code)]


def good(state: State, code: Object) -> bool:
    """Whether a code has not run out of time."""
    return code["expiration"] is None or code["expiration"] > state.clock()


def spend(state: State, user_id: str, given: str) -> bool:
    """Use a code of a user up by one; whether there was such a code."""
    for code in codes_of(state, user_id):
        if code["code"] == given:
            if code["reuse_count"] == 1:
                forget(state.store, code["bypass_code_id"])
            elif code["reuse_count"] is not None:
                state.store.put(KIND, code["bypass_code_id"], code | {"reuse_count": code["reuse_count"] - 1})
            return True
    return False


def forget(store: Store, key: str) -> None:
    """Forget a code."""
    store.unlink(LINK, None, key)
    store.delete(KIND, key)


def code_view(store: Store, code: Object) -> Object:
    """What callers see of a code, which is all but the code."""
    shown = {name: value for name, value in code.items() if name != "code"}
    owners = users.holders(store, KIND, code["bypass_code_id"])
    return shown | ({"user": owners[0]} if owners else {})


@ROUTES.at("POST /admin/v1/users/{user_id}/bypass_codes")
def created(call: Call) -> Answer:
    """The new codes, which replace the old ones unless these are to be kept."""
    user = call.object(users.KIND, call["user_id"])
    codes = wanted(call)
    old = codes_of(call.state, user["user_id"])
    if not call.get("preserve_existing"):
        for each in call.store.linked(LINK, user["user_id"]):
            forget(call.store, each)
    elif len(old) + len(codes) > MOST_LINKED:
        raise Refused(50001)
    valid_secs, reuse_count = call.get("valid_secs") or 0, call.get("reuse_count", 1)
    create_codes(call.state, user["user_id"], codes, valid_secs=valid_secs, reuse_count=reuse_count)
    told = {"bypass_code_count": len(codes), "valid_secs": valid_secs, "remaining_uses": reuse_count}
    changed(call, "bypass_create", user["username"], told)
    return codes


def wanted(call: Call) -> list[str]:
    """The codes that a call brings or asks for; raises Refused (40002), also where it does both."""
    count, codes = call.get("count"), [str(code) for code in items(call.get("codes"))]
    if "codes" not in call.given:
        if count is not None and not 1 <= count <= MOST:
            raise Refused(40002, "count")
        return new_codes(call.state, MOST if count is None else count)
    if count is not None or not codes or not all(code.isascii() and code.isdigit() for code in codes):
        raise Refused(40002, "codes")
    return codes


@ROUTES.at("GET /admin/v1/users/{user_id}/bypass_codes")
def listed_of_user(call: Call) -> Answer:
    """The codes of a user."""
    user = call.object(users.KIND, call["user_id"])
    return call.part([code_view(call.store, code) for code in codes_of(call.state, user["user_id"])])


@ROUTES.at("GET /admin/v1/bypass_codes")
def listed(call: Call) -> Answer:
    """The codes of everybody."""
    return call.part([code_view(call.store, code) for code in call.store.page(KIND) if good(call.state, code)])


@ROUTES.at("GET /admin/v1/bypass_codes/{bypass_code_id}")
def one(call: Call) -> Answer:
    """One code; one that has run out is as good as gone."""
    code = call.object(KIND, call["bypass_code_id"])
    if not good(call.state, code):
        raise Refused(40401)
    return code_view(call.store, code)


@ROUTES.at("DELETE /admin/v1/bypass_codes/{bypass_code_id}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such code."""
    code = call.store.get(KIND, call["bypass_code_id"])
    if code is not None:
        owner = code_view(call.store, code).get("user", {}).get("username", "")
        forget(call.store, code["bypass_code_id"])
        changed(call, "bypass_delete", owner)
    return ""
