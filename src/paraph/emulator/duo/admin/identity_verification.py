"""Verification of callers: verification pushes, and identity verification by documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object

ROUTES = Routes()
PUSHES, INQUIRIES = "verification_push", "identity_verification"
ANSWER_SECONDS = 2
"""Seconds until a user answers a push."""
NO_DEVICE = "no capable device"
IDV = "/admin/v2/identity_verification/{user_id}"


@ROUTES.at("POST /admin/v1/users/{user_id}/send_verification_push")
def send_push(call: DuoCall) -> Answer:
    """Send a push to a phone of the user; return its id."""
    user = call.object(users.KIND, call["user_id"])
    phones = {phone["phone_id"]: phone for phone in users.list_user_phones(call.store, user["user_id"])}
    if call["phone_id"] not in phones:
        raise DuoError(40002, "phone_id")
    if "push" not in phones[call["phone_id"]]["capabilities"]:
        raise DuoError(40002, NO_DEVICE)
    push: Object = {"push_id": call.state.new_uuid(), "user_id": user["user_id"], "sent": call.state.clock()}
    call.store.add(PUSHES, push["push_id"], push)
    log_change(call, "verification_push_sent", user["username"], {"phone_id": call["phone_id"]})
    return {"push_id": push["push_id"]}


@ROUTES.at("GET /admin/v1/users/{user_id}/verification_push_response")
def get_push_response(call: DuoCall) -> Answer:
    """Return the result of a push: users who may log in approve after a moment, all others deny."""
    user = call.object(users.KIND, call["user_id"])
    push = call.referenced_object(PUSHES, "push_id")
    if push["user_id"] != user["user_id"]:
        raise DuoError(40002, "push_id")
    waiting = call.state.clock() < push["sent"] + ANSWER_SECONDS
    answer = "approve" if user["status"] in ("active", "bypass") else "deny"
    return {"push_id": push["push_id"], "result": "waiting" if waiting else answer}


@ROUTES.at(f"POST {IDV}/start")
def start_inquiry(call: DuoCall) -> Answer:
    """Start an inquiry."""
    user = call.object(users.KIND, call["user_id"])
    inquiry: Object = {"inquiry_id": call.state.new_uuid(), "status": "pending"}
    call.store.save(INQUIRIES, user["user_id"], inquiry)
    log_change(call, "identity_verification_start", user["username"])
    return inquiry


@ROUTES.at(f"POST {IDV}/cancel")
def cancel_inquiry(call: DuoCall) -> Answer:
    """Cancel an inquiry and return it."""
    user = call.object(users.KIND, call["user_id"])
    inquiry = call.object(INQUIRIES, user["user_id"])
    if inquiry["inquiry_id"] != call["inquiry_id"]:
        raise DuoError(40002, "inquiry_id")
    log_change(call, "identity_verification_cancel", user["username"])
    return call.store.save(INQUIRIES, user["user_id"], inquiry | {"status": "canceled"})


@ROUTES.at(f"GET {IDV}/status")
def get_inquiry(call: DuoCall) -> Answer:
    """Return the last inquiry of a user; raises DuoError (40401) if there is none."""
    return call.object(INQUIRIES, call.object(users.KIND, call["user_id"])["user_id"])
