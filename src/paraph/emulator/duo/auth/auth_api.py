"""The Auth API: preauth, authentication with a factor, and its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin import branding, bypass_codes
from paraph.emulator.duo.admin.users import find_user
from paraph.emulator.duo.auth import attempts, authenticators, lockout, passcodes, sms_passcodes
from paraph.emulator.duo.auth.admission import (
    ACTIVE,
    FACTOR_RESTRICTED,
    UNENROLLED_MESSAGES,
    decide_login,
    is_remembered,
    new_user_behavior,
    policy_sections,
    remember_device,
)
from paraph.emulator.duo.auth.attempts import FINAL_STEPS
from paraph.emulator.duo.auth.enrollment import activate_due, portal_url
from paraph.emulator.duo.auth.login_menu import menu_prompt, parse_choice
from paraph.emulator.duo.auth.verified_push import reserve_push, use_reservation
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import Authentication, log_authentication, log_telephony
from paraph.emulator.duo.policies.sections import clean_words
from paraph.emulator.duo.state import LoginAttempt, LoginStep

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.policies.sections import Sections
    from paraph.emulator.store import Object

ROUTES = Routes()
LOGGED_AS = {"push": "duo_push", "phone": "phone_call", "sms": "sms_refresh"}
"""Names of factors in log records."""


ROUTES.at("GET /auth/v2/logo", "GET /rest/v1/logo")(branding.get_logo)


def find_requested_user(call: DuoCall) -> Object | None:
    """Return the user of a call, by id or by name but not both; raises DuoError (40002)."""
    user_id, username = call.get("user_id"), call.get("username")
    if bool(user_id) == bool(username):
        raise DuoError(40002, "user_id" if user_id else "username")
    return current_user(call, find_user(call.store, user_id=user_id, username=simple_username(call, username)))


def simple_username(call: DuoCall, username: str | None) -> str | None:
    """Return a name without its domain, if the application normalises names."""
    if username is None or call.application.get("username_normalization_policy") != "Simple":
        return username
    return username.rpartition("\\")[2].partition("@")[0]


def current_user(call: DuoCall, user: Object | None) -> Object | None:
    """Return the user with the names of their groups and their effective status."""
    if user is None:
        return None
    activate_due(call.state)
    user = lockout.unlock_expired(call.state, user)
    groups = authenticators.list_groups(call.store, user)
    return {
        **user,
        "groups": [group["name"] for group in groups],
        "status": authenticators.effective_status(user, groups),
    }


@ROUTES.at("POST /auth/v2/preauth")
def preauth(call: DuoCall) -> Answer:
    """Decide whether a user may log in, and with which factors."""
    content = preauth_result(call, find_requested_user(call), call.get("username"))
    if call.get("text_prompt") and content["result"] in ("auth", "enroll"):
        content["prompt"] = menu_prompt(content, call.get("username") or "")
    return content


def preauth_result(call: DuoCall, user: Object | None, username: str | None) -> Object:
    """Return the result of preauth."""
    if user is None and not username:
        raise DuoError(40002, "user_id")
    result, sections = authenticators.list_devices(call.store, user) if user else [], policy_sections(call, user)
    stands = decide_login(call, user, result, sections)
    if stands is not ACTIVE:
        if user:
            log_preauth(call, user, *stands.logged)
        return {"result": stands.result, "status_msg": stands.message}
    if user and is_remembered(call, user):
        log_preauth(call, user, "success", "remembered_device", "remembered_device")
        return {"result": "allow", "status_msg": "The device is remembered"}
    if user is None or not result:
        return new_user_result(call, user, sections)
    result = authenticators.filter_blocked(result, clean_words(sections.authentication_methods.blocked_auth_list))
    verified = {}
    if call.get("client_supports_verified_push") and any("push" in each.get("capabilities", ()) for each in result):
        verified = reserve_push(call, user)
    return {"devices": result, "result": stands.result, "status_msg": stands.message, **verified}


def new_user_result(call: DuoCall, user: Object | None, sections: Sections) -> Object:
    """Return the result of preauth for a user who is unknown or has no factor."""
    requested = new_user_behavior(call, sections)
    if requested == "enroll":
        message = "Enroll an authentication device to proceed"
        return {"enroll_portal_url": portal_url(call), "result": "enroll", "status_msg": message}
    if user:
        log_preauth(call, user, "success" if requested == "allow" else "denied", f"{requested}_unenrolled_user")
    return {"result": requested, "status_msg": UNENROLLED_MESSAGES[requested]}


def log_preauth(call: DuoCall, user: Object, result: str, reason: str, factor: str = "not_available") -> None:
    """Log a login that preauth decided."""
    event = Authentication(
        user, call.application, factor, result, reason, ip=call.get("ipaddr"), hostname=call.get("hostname")
    )
    log_authentication(call.state, call.state.milliseconds(), call.state.new_uuid(), event)


@ROUTES.at("POST /auth/v2/auth")
def authenticate(call: DuoCall) -> Answer:
    """Start a second factor; answer when its user has decided, or with a txid to poll."""
    user = find_requested_user(call)
    if user is None:
        raise DuoError(40002, "user_id" if call.get("user_id") else "username")
    factor, device, passcode = call["factor"], call.get("device"), call.get("passcode")
    if factor == "prompt":
        factor, device, passcode = parse_choice(str(call.get("prompt") or ""))
    attempt = start_login(call, user, factor, device, passcode)
    if call.get("async"):
        return {"txid": attempt.txid}
    return attempts.wait_for(attempt, lambda ended: attempt_result(call, ended) if ended.ended else None)


def start_login(call: DuoCall, user: Object, factor: str, device: str | None, passcode: str | None) -> LoginAttempt:
    """Start an attempt, which may end at once."""
    txid = use_reservation(call, user) if factor == "push" else None
    attempt = LoginAttempt(
        call.state, txid or call.state.new_uuid(), user, call.application, None, [], call.state.clock(),
        ip=call.get("ipaddr"), hostname=call.get("hostname"),
    )  # fmt: skip
    sections = policy_sections(call, user)
    stands = decide_login(call, user, authenticators.list_devices(call.store, user), sections)
    blocked = clean_words(sections.authentication_methods.blocked_auth_list)
    if stands is not ACTIVE:
        attempt.factor, attempt.steps = "not_available", [LoginStep(0, *stands)]
    elif factor == "passcode":
        if not passcode:
            raise DuoError(40001, "passcode")
        check_passcode(call, attempt, passcode, blocked)
    else:
        contact_phone(call, attempt, factor, device, blocked)
    return attempts.start_attempt(attempt)


def contact_phone(call: DuoCall, attempt: LoginAttempt, factor: str, device: str | None, blocked: list[str]) -> None:
    """Ask a phone, or send passcodes to it."""
    factor, phone = authenticators.pick_device(call, attempt.user, factor, device, blocked)
    attempt.device, name = authenticators.device_record(phone), attempt.user["username"]
    attempt.factor = LOGGED_AS[factor]
    if authenticators.METHODS[factor] in blocked:
        attempt.steps = [LoginStep(0, *FACTOR_RESTRICTED)]
    elif factor == "push":
        attempt.steps = attempts.push_steps(call.state, name)
    elif factor == "phone":
        attempt.steps = attempts.call_steps(call.state, name, phone["number"])
        log_telephony(call.state, "phone", phone["number"], context="authentication", txid=attempt.txid)
    else:
        sms_passcodes.send_passcodes(call.state, phone, attempt.txid)
        attempt.steps = [LoginStep(0, "deny", "sent", "New SMS passcodes sent.", ("denied", None))]


def check_passcode(call: DuoCall, attempt: LoginAttempt, passcode: str, blocked: list[str]) -> None:
    """Try a passcode."""
    result = passcodes.try_passcode(call.state, attempt.user, passcode)
    attempt.factor, attempt.device = result.factor, result.device
    if authenticators.METHODS.get(result.factor) in blocked:
        attempt.steps = [LoginStep(0, *FACTOR_RESTRICTED)]
    elif result.good:
        attempt.steps = [LoginStep(0, *FINAL_STEPS["approve"], ("success", "valid_passcode"))]
    else:
        attempt.steps = [LoginStep(0, "deny", "deny", result.message, ("denied", "invalid_passcode"))]


def attempt_result(call: DuoCall, attempt: LoginAttempt) -> Object:
    """Return the result of an attempt."""
    content: Object = {"result": attempt.step.result, "status": attempt.step.status, "status_msg": attempt.step.message}
    token = remember_device(call, attempt.user) if attempt.step.status == "allow" else None
    return content | ({"trusted_device_token": token} if token else {})


@ROUTES.at("GET /auth/v2/auth_status")
def get_auth_status(call: DuoCall) -> Answer:
    """Return the status of an attempt, once it has changed."""
    return attempts.wait_for(find_attempt(call), lambda attempt: changed_status(call, attempt))


def find_attempt(call: DuoCall) -> LoginAttempt:
    """Return the attempt of a txid; it must belong to the application."""
    result = call.state.attempts.get(call["txid"]) or call.state.ended.get(call["txid"])
    if result is None or result.application["integration_key"] != call.application["integration_key"]:
        raise DuoError(40002, "txid")
    return result


def changed_status(call: DuoCall, attempt: LoginAttempt) -> Object | None:
    """Return the status of an attempt; None if it was reported before and has not ended."""
    if attempt.reported == attempt.reached and not attempt.ended:
        return None
    attempt.reported = attempt.reached
    return attempt_result(call, attempt)


@ROUTES.at("POST /auth/v2/bypass_codes")
def new_bypass_codes(call: DuoCall) -> Answer:
    """Create bypass codes of a user; current clients use the Admin API instead."""
    user = find_requested_user(call)
    if user is None:
        raise DuoError(40002, "user_id" if call.get("user_id") else "username")
    count = min(int(call.get("count") or 1), bypass_codes.MAX_CODES)
    codes = bypass_codes.random_codes(call.state, count)
    return bypass_codes.create_codes(call.state, user["user_id"], codes, valid_secs=int(call.get("valid_secs") or 0))


@ROUTES.at("GET /auth/v2/ping", "GET /auth/v2/check")
def server_time(call: DuoCall) -> Answer:
    """Return the server's time in Unix seconds."""
    return {"time": int(call.state.clock())}


@ROUTES.at("GET /rest/v1/ping")
def ping_v1(_call: DuoCall) -> Answer:
    """Answer the ping of the older API."""
    return "pong"


@ROUTES.at("GET /rest/v1/check")
def check_v1(_call: DuoCall) -> Answer:
    """Confirm to the older API that the key is right."""
    return "valid"
