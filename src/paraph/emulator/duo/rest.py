"""The older Auth API, over the same logins: statuses are sentences, phones are called ``phone1``, ``phone2``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import attempts
from paraph.emulator.duo.auth import asked_before, attempt_asked_for, bare, begun, known
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.prompts import chosen, prompt
from paraph.emulator.duo.users import find_user

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import Attempt
    from paraph.emulator.store import Object

ROUTES = Routes()


@ROUTES.at("POST /rest/v1/preauth")
def preauth(call: Call) -> Answer:
    """May this user log in, and with what."""
    user = known(call, find_user(call.store, username=bare(call, call["user"])))
    said = asked_before(call, user, call["user"])
    if said["result"] == "auth":
        menu = prompt(said, call["user"])
        return {"result": "auth", "prompt": menu["text"], "factors": menu["factors"]}
    if said["result"] == "enroll":
        return {"result": "enroll", "status": f"{said['status_msg']}: {said['enroll_portal_url']}"}
    return {"result": said["result"], "status": said["status_msg"]}


@ROUTES.at("POST /rest/v1/auth")
def auth(call: Call) -> Answer:
    """The second factor."""
    user = known(call, find_user(call.store, username=bare(call, call["user"])))
    if user is None:
        raise Refused(40002, "user")
    factor, device, passcode = call["factor"], call.get("phone"), call.get("code")
    if factor == "auto":
        factor, device, passcode = chosen(str(call.get("auto") or "")) if call.get("auto") else ("auto", None, None)
    attempt = begun(call, user, factor, device, passcode)
    if call.get("async"):
        return {"txid": attempt.txid}
    return attempts.wait(attempt, lambda ended: said(ended) if ended.ended else None)


@ROUTES.at("GET /rest/v1/status")
def status(call: Call) -> Answer:
    """What a login has come to, once that is something else than the last time."""
    return attempts.wait(attempt_asked_for(call), news)


def said(attempt: Attempt) -> Object:
    """What a login has come to; there is no result as long as nobody has decided."""
    result = {"result": attempt.step.result} if attempt.ended else {}
    return {"status": attempt.step.message, **result}


def news(attempt: Attempt) -> Object | None:
    """The same, None where it was told before."""
    if attempt.told == attempt.reached and not attempt.ended:
        return None
    attempt.told = attempt.reached
    return said(attempt)
