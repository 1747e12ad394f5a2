"""Enrolment through the Auth API: a new user, and a code that activates a phone.

No real phone can scan a local server's code. Instead, a phone is activated after `DuoOptions.enroll_seconds`, or when
the program that runs the server calls `activate_for_user`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin.bypass_codes import MAX_CODES, create_codes, random_codes
from paraph.emulator.duo.admin.users import create_user, find_user
from paraph.emulator.duo.auth.authenticators import device_record
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.devices.phones import create_phone
from paraph.emulator.duo.logs.records import Authentication, log_authentication

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "enrollment"
NOT_ACTIVATED = "enrollment_waiting"
"""The lookup name of enrolments whose phone is not activated yet."""
DAY_SECONDS = 86_400


@ROUTES.at("POST /auth/v2/enroll")
def enroll(call: DuoCall) -> Answer:
    """Create a user with an activation code."""
    state, username = call.state, call.get("username") or f"user{call.state.chance.getrandbits(40):010x}"
    if find_user(call.store, username=username) is not None:
        raise DuoError(40002, "username already exists")
    user = create_user(state, username)
    code = state.new_id("")
    now, seconds = int(state.clock()), int(call.get("valid_secs") or DAY_SECONDS)
    stored = {
        "code": code, "user_id": user["user_id"], "begun": now, "expires": now + seconds, "done": False,
        "application": {name: call.application[name] for name in ("integration_key", "name")},
    }  # fmt: skip
    call.store.add(KIND, code, stored, [NOT_ACTIVATED, f"user:{user['user_id']}"])
    codes = create_codes(
        state, user["user_id"], random_codes(state, min(int(call.get("bypass_codes") or 0), MAX_CODES))
    )
    bypass = {"bypass_codes": codes} if codes else {}
    return {
        "activation_barcode": f"https://{call.host}/frame/qr?value={code}",
        "activation_code": f"duo://{code}-{call.host}",
        "activation_url": f"https://{call.host}/activate/{code}",
        "expiration": stored["expires"], "user_id": user["user_id"], "username": username, **bypass,
    }  # fmt: skip


@ROUTES.at("POST /auth/v2/enroll_status")
def get_enroll_status(call: DuoCall) -> Answer:
    """Return whether a phone was activated by the code of a user."""
    activate_due(call.state)
    code = str(call["activation_code"]).removeprefix("duo://").partition("-")[0]
    result = call.store.get(KIND, code)
    if result is None or result["user_id"] != call["user_id"]:
        return "invalid"
    if result["done"]:
        return "success"
    return "waiting" if call.state.clock() < result["expires"] else "invalid"


def activate_due(state: DuoState) -> None:
    """Activate the phones of the users whose delay is over."""
    seconds = state.options.enroll_seconds
    if seconds is None:
        return
    for stored in state.store.find_by_name(KIND, NOT_ACTIVATED):
        if stored["begun"] + seconds < stored["expires"] and stored["begun"] + seconds <= state.clock():
            activate_phone(state, stored)


def list_waiting(state: DuoState) -> list[Object]:
    """Return the enrolments without an activated phone, oldest first."""
    activate_due(state)
    return [stored for stored in state.store.find_by_name(KIND, NOT_ACTIVATED) if state.clock() < stored["expires"]]


def activate_for_user(state: DuoState, user_id: str) -> Object:
    """Activate a phone for an enrolled user; return it. Raises KeyError if no such enrolment waits."""
    with state.store.transaction():
        for stored in state.store.find_by_name(KIND, f"user:{user_id}"):
            if not stored["done"] and state.clock() < stored["expires"]:
                return activate_phone(state, stored)
    raise KeyError(user_id)


def activate_phone(state: DuoState, stored: Object) -> Object:
    """Activate the phone of an enrolment and return it."""
    user = find_user(state.store, user_id=stored["user_id"]) or {"user_id": stored["user_id"], "username": ""}
    state.store.save(KIND, stored["code"], stored | {"done": True}, [f"user:{stored['user_id']}"])
    phone = create_phone(state, type="Mobile", platform="Apple iOS", activated=True)
    state.store.link("user-phone", stored["user_id"], phone["phone_id"])
    event = Authentication(
        user,
        stored["application"],
        "duo_push",
        "success",
        "user_approved",
        device_record(phone),
        event_type="enrollment",
    )
    log_authentication(state, state.milliseconds(), state.new_uuid(), event)
    return phone


def portal_url(call: DuoCall) -> str:
    """Return the address where a browser would enroll the user; a local server has no page there."""
    code = f"{call.state.chance.getrandbits(64):016x}"
    return f"https://{call.host}/portal?code={code}&akey={call.application['integration_key']}"
