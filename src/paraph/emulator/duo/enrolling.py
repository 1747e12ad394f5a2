"""Enrolment through the Auth API: a new user, and a code that a phone is activated by.

Nobody has a phone that could scan a local server's code. So one is activated after `Options.enroll_seconds`, or when the
program that runs the server calls `activate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.authenticators import logged
from paraph.emulator.duo.bypass_codes import MOST, create_codes, new_codes
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import authenticated
from paraph.emulator.duo.phones import create_phone
from paraph.emulator.duo.users import create_user, find_user

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "enrollment"
WAITING = "enrollment_waiting"
"""The name of those whose phone is not activated yet."""
DAY = 86_400


@ROUTES.at("POST /auth/v2/enroll")
def enroll(call: Call) -> Answer:
    """A new user, with what a phone is activated by."""
    state, username = call.state, call.get("username") or f"user{call.state.chance.getrandbits(40):010x}"
    if find_user(call.store, username=username) is not None:
        raise Refused(40002, "username already exists")
    user = create_user(state, username)
    code = state.new_id("")
    now, seconds = int(state.clock()), int(call.get("valid_secs") or DAY)
    kept = {
        "code": code, "user_id": user["user_id"], "begun": now, "expires": now + seconds, "done": False,
        "application": {name: call.application[name] for name in ("integration_key", "name")},
    }  # fmt: skip
    call.store.add(KIND, code, kept, [WAITING, f"user:{user['user_id']}"])
    codes = create_codes(state, user["user_id"], new_codes(state, min(int(call.get("bypass_codes") or 0), MOST)))
    bypass = {"bypass_codes": codes} if codes else {}
    return {
        "activation_barcode": f"https://{call.host}/frame/qr?value={code}",
        "activation_code": f"duo://{code}-{call.host}",
        "activation_url": f"https://{call.host}/activate/{code}",
        "expiration": kept["expires"], "user_id": user["user_id"], "username": username, **bypass,
    }  # fmt: skip


@ROUTES.at("POST /auth/v2/enroll_status")
def enroll_status(call: Call) -> Answer:
    """Whether a phone was activated by the code of a user."""
    activate_due(call.state)
    code = str(call["activation_code"]).removeprefix("duo://").partition("-")[0]
    found = call.store.get(KIND, code)
    if found is None or found["user_id"] != call["user_id"]:
        return "invalid"
    if found["done"]:
        return "success"
    return "waiting" if call.state.clock() < found["expires"] else "invalid"


def activate_due(state: State) -> None:
    """Activate the phones of those who have had the time that it takes."""
    seconds = state.options.enroll_seconds
    if seconds is None:
        return
    for kept in state.store.named(KIND, WAITING):
        if kept["begun"] + seconds < kept["expires"] and kept["begun"] + seconds <= state.clock():
            activated(state, kept)


def waiting_for_phones(state: State) -> list[Object]:
    """The enrolments whose phones are not activated yet, oldest first."""
    activate_due(state)
    return [kept for kept in state.store.named(KIND, WAITING) if state.clock() < kept["expires"]]


def activate(state: State, user_id: str) -> Object:
    """Activate a phone for a user who was enrolled; the phone. Raises KeyError when nobody of that id waits for that."""
    with state.store.transaction():
        for kept in state.store.named(KIND, f"user:{user_id}"):
            if not kept["done"] and state.clock() < kept["expires"]:
                return activated(state, kept)
    raise KeyError(user_id)


def activated(state: State, kept: Object) -> Object:
    """The phone that was activated by the code of an enrolment."""
    user = find_user(state.store, user_id=kept["user_id"]) or {"user_id": kept["user_id"], "username": ""}
    state.store.put(KIND, kept["code"], kept | {"done": True}, [f"user:{kept['user_id']}"])
    phone = create_phone(state, type="Mobile", platform="Apple iOS", activated=True)
    state.store.link("user-phone", kept["user_id"], phone["phone_id"])
    authenticated(
        state, state.milliseconds(), state.new_uuid(), user=user, application=kept["application"], factor="duo_push",
        result="success", reason="user_approved", device=logged(phone), event_type="enrollment",
    )  # fmt: skip
    return phone


def portal(call: Call) -> str:
    """Where a browser would enroll the user; nothing of a local server is there."""
    code = f"{call.state.chance.getrandbits(64):016x}"
    return f"https://{call.host}/portal?code={code}&akey={call.application['integration_key']}"
