"""Is a caller who they say: verification pushes, and identity verification by documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import users
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object

ROUTES = Routes()
PUSHES, INQUIRIES = "verification_push", "identity_verification"
ANSWER_SECONDS = 2
"""How long a user takes to answer a push."""
NO_DEVICE = "no capable device"
IDV = "/admin/v2/identity_verification/{user_id}"


@ROUTES.at("POST /admin/v1/users/{user_id}/send_verification_push")
def sent(call: Call) -> Answer:
    """The id of a push to a phone of the user."""
    user = call.object(users.KIND, call["user_id"])
    phones = {phone["phone_id"]: phone for phone in users.phones_of(call.store, user["user_id"])}
    if call["phone_id"] not in phones:
        raise Refused(40002, "phone_id")
    if "push" not in phones[call["phone_id"]]["capabilities"]:
        raise Refused(40002, NO_DEVICE)
    push: Object = {"push_id": call.state.new_uuid(), "user_id": user["user_id"], "sent": call.state.clock()}
    call.store.add(PUSHES, push["push_id"], push)
    changed(call, "verification_push_sent", user["username"], {"phone_id": call["phone_id"]})
    return {"push_id": push["push_id"]}


@ROUTES.at("GET /admin/v1/users/{user_id}/verification_push_response")
def response(call: Call) -> Answer:
    """What became of a push: users who may log in approve in a moment, all others deny."""
    user = call.object(users.KIND, call["user_id"])
    push = call.referred(PUSHES, "push_id")
    if push["user_id"] != user["user_id"]:
        raise Refused(40002, "push_id")
    waiting = call.state.clock() < push["sent"] + ANSWER_SECONDS
    answer = "approve" if user["status"] in ("active", "bypass") else "deny"
    return {"push_id": push["push_id"], "result": "waiting" if waiting else answer}


@ROUTES.at(f"POST {IDV}/start")
def started(call: Call) -> Answer:
    """A new inquiry."""
    user = call.object(users.KIND, call["user_id"])
    inquiry: Object = {"inquiry_id": call.state.new_uuid(), "status": "pending"}
    call.store.put(INQUIRIES, user["user_id"], inquiry)
    changed(call, "identity_verification_start", user["username"])
    return inquiry


@ROUTES.at(f"POST {IDV}/cancel")
def cancelled(call: Call) -> Answer:
    """The inquiry, which is over."""
    user = call.object(users.KIND, call["user_id"])
    inquiry = call.object(INQUIRIES, user["user_id"])
    if inquiry["inquiry_id"] != call["inquiry_id"]:
        raise Refused(40002, "inquiry_id")
    changed(call, "identity_verification_cancel", user["username"])
    return call.store.put(INQUIRIES, user["user_id"], inquiry | {"status": "canceled"})


@ROUTES.at(f"GET {IDV}/status")
def status(call: Call) -> Answer:
    """The last inquiry of a user; raises Refused (40401) when there was none."""
    return call.object(INQUIRIES, call.object(users.KIND, call["user_id"])["user_id"])
