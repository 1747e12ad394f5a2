"""The older Auth API, over the same logins: statuses are sentences, phones are ``phone1``, ``phone2``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin.users import find_user
from paraph.emulator.duo.auth import attempts
from paraph.emulator.duo.auth.auth_api import current_user, find_attempt, preauth_result, simple_username, start_login
from paraph.emulator.duo.auth.login_menu import menu_prompt, parse_choice
from paraph.emulator.duo.calls import DuoError, Routes

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import LoginAttempt
    from paraph.emulator.store import Object

ROUTES = Routes()


@ROUTES.at("POST /rest/v1/preauth")
def preauth(call: DuoCall) -> Answer:
    """Decide whether a user may log in, and with which factors."""
    user = current_user(call, find_user(call.store, username=simple_username(call, call["user"])))
    content = preauth_result(call, user, call["user"])
    if content["result"] == "auth":
        menu = menu_prompt(content, call["user"])
        return {"result": "auth", "prompt": menu["text"], "factors": menu["factors"]}
    if content["result"] == "enroll":
        return {"result": "enroll", "status": f"{content['status_msg']}: {content['enroll_portal_url']}"}
    return {"result": content["result"], "status": content["status_msg"]}


@ROUTES.at("POST /rest/v1/auth")
def authenticate(call: DuoCall) -> Answer:
    """Start a second factor."""
    user = current_user(call, find_user(call.store, username=simple_username(call, call["user"])))
    if user is None:
        raise DuoError(40002, "user")
    factor, device, passcode = call["factor"], call.get("phone"), call.get("code")
    if factor == "auto":
        factor, device, passcode = (
            parse_choice(str(call.get("auto") or "")) if call.get("auto") else ("auto", None, None)
        )
    attempt = start_login(call, user, factor, device, passcode)
    if call.get("async"):
        return {"txid": attempt.txid}
    return attempts.wait_for(attempt, lambda ended: attempt_result(ended) if ended.ended else None)


@ROUTES.at("GET /rest/v1/status")
def get_status(call: DuoCall) -> Answer:
    """Return the status of a login, once it has changed."""
    return attempts.wait_for(find_attempt(call), changed_status)


def attempt_result(attempt: LoginAttempt) -> Object:
    """Return the state of a login; it has no result until its user has decided."""
    result = {"result": attempt.step.result} if attempt.ended else {}
    return {"status": attempt.step.message, **result}


def changed_status(attempt: LoginAttempt) -> Object | None:
    """Return the state of a login; None if it was reported before."""
    if attempt.reported == attempt.reached and not attempt.ended:
        return None
    attempt.reported = attempt.reached
    return attempt_result(attempt)
