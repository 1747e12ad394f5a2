"""The Auth API: may somebody log in, with what, and did they."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import attempts, authenticators, branding, bypass_codes, lockout, passcodes, sms
from paraph.emulator.duo.admission import ACTIVE, RESTRICTED, UNENROLLED, for_new_users, in_force_for, standing
from paraph.emulator.duo.attempts import FINALS
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.enrolling import activate_due, portal
from paraph.emulator.duo.logs import authenticated, telephoned
from paraph.emulator.duo.prompts import chosen, prompt
from paraph.emulator.duo.sections import words
from paraph.emulator.duo.state import Attempt, Step
from paraph.emulator.duo.trusted import trust, trusted
from paraph.emulator.duo.users import find_user
from paraph.emulator.duo.verified import reserve, reserved

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.sections import Sections
    from paraph.emulator.store import Object

ROUTES = Routes()
LOGGED_AS = {"push": "duo_push", "phone": "phone_call", "sms": "sms_refresh"}
"""By factor: what log records call it."""


ROUTES.at("GET /auth/v2/logo", "GET /rest/v1/logo")(branding.shown)


def user_asked_for(call: Call) -> Object | None:
    """The user that a call names, by id or by name but not both; raises Refused (40002)."""
    user_id, username = call.get("user_id"), call.get("username")
    if bool(user_id) == bool(username):
        raise Refused(40002, "user_id" if user_id else "username")
    return known(call, find_user(call.store, user_id=user_id, username=bare(call, username)))


def bare(call: Call, username: str | None) -> str | None:
    """A name as an application with simple normalisation knows it: without a domain before or behind it."""
    if username is None or call.application.get("username_normalization_policy") != "Simple":
        return username
    return username.rpartition("\\")[2].partition("@")[0]


def known(call: Call, user: Object | None) -> Object | None:
    """The user as they are by now, with the names of their groups and the status that counts."""
    if user is None:
        return None
    activate_due(call.state)
    user = lockout.released(call.state, user)
    groups = authenticators.groups_of(call.store, user)
    return {**user, "groups": [group["name"] for group in groups], "status": authenticators.status_of(user, groups)}


@ROUTES.at("POST /auth/v2/preauth")
def preauth(call: Call) -> Answer:
    """May this user log in, and with what."""
    said = asked_before(call, user_asked_for(call), call.get("username"))
    if call.get("text_prompt") and said["result"] in ("auth", "enroll"):
        said["prompt"] = prompt(said, call.get("username") or "")
    return said


def asked_before(call: Call, user: Object | None, username: str | None) -> Object:
    """What preauth comes to."""
    if user is None and not username:
        raise Refused(40002, "user_id")
    found, sections = authenticators.shown(call.store, user) if user else [], in_force_for(call, user)
    stands = standing(call, user, found, sections)
    if stands is not ACTIVE:
        if user:
            record(call, user, *stands.logged)
        return {"result": stands.result, "status_msg": stands.message}
    if user and trusted(call, user):
        record(call, user, "success", "remembered_device", "remembered_device")
        return {"result": "allow", "status_msg": "The device is remembered"}
    if user is None or not found:
        return new(call, user, sections)
    found = authenticators.permitted(found, words(sections.authentication_methods.blocked_auth_list))
    verified = {}
    if call.get("client_supports_verified_push") and any("push" in each.get("capabilities", ()) for each in found):
        verified = reserve(call, user)
    return {"devices": found, "result": stands.result, "status_msg": stands.message, **verified}


def new(call: Call, user: Object | None, sections: Sections) -> Object:
    """What preauth comes to for somebody who is unknown or has nothing to log in with: the application or a policy says it."""
    wanted = for_new_users(call, sections)
    if wanted == "enroll":
        message = "Enroll an authentication device to proceed"
        return {"enroll_portal_url": portal(call), "result": "enroll", "status_msg": message}
    if user:
        record(call, user, "success" if wanted == "allow" else "denied", f"{wanted}_unenrolled_user")
    return {"result": wanted, "status_msg": UNENROLLED[wanted]}


def record(call: Call, user: Object, result: str, reason: str, factor: str = "not_available") -> None:
    """Leave the record of a login that preauth decided."""
    authenticated(
        call.state, call.state.milliseconds(), call.state.new_uuid(), user=user, application=call.application,
        factor=factor, result=result, reason=reason, ip=call.get("ipaddr"), hostname=call.get("hostname"),
    )  # fmt: skip


@ROUTES.at("POST /auth/v2/auth")
def auth(call: Call) -> Answer:
    """The second factor: the answer comes when its user has decided, or says where to ask for that."""
    user = user_asked_for(call)
    if user is None:
        raise Refused(40002, "user_id" if call.get("user_id") else "username")
    factor, device, passcode = call["factor"], call.get("device"), call.get("passcode")
    if factor == "prompt":
        factor, device, passcode = chosen(str(call.get("prompt") or ""))
    attempt = begun(call, user, factor, device, passcode)
    if call.get("async"):
        return {"txid": attempt.txid}
    return attempts.wait(attempt, lambda ended: decided(call, ended) if ended.ended else None)


def begun(call: Call, user: Object, factor: str, device: str | None, passcode: str | None) -> Attempt:
    """A new attempt of a user, which may have ended already."""
    txid = reserved(call, user) if factor == "push" else None
    attempt = Attempt(
        call.state, txid or call.state.new_uuid(), user, call.application, None, [], call.state.clock(),
        ip=call.get("ipaddr"), hostname=call.get("hostname"),
    )  # fmt: skip
    sections = in_force_for(call, user)
    stands = standing(call, user, authenticators.shown(call.store, user), sections)
    blocked = words(sections.authentication_methods.blocked_auth_list)
    if stands is not ACTIVE:
        attempt.factor, attempt.steps = "not_available", [Step(0, *stands)]
    elif factor == "passcode":
        if not passcode:
            raise Refused(40001, "passcode")
        by_passcode(call, attempt, passcode, blocked)
    else:
        by_phone(call, attempt, factor, device, blocked)
    return attempts.begin(attempt)


def by_phone(call: Call, attempt: Attempt, factor: str, device: str | None, blocked: list[str]) -> None:
    """Ask a phone, or text passcodes to it."""
    factor, phone = authenticators.picked(call, attempt.user, factor, device, blocked)
    attempt.device, name = authenticators.logged(phone), attempt.user["username"]
    attempt.factor = LOGGED_AS[factor]
    if authenticators.METHODS[factor] in blocked:
        attempt.steps = [Step(0, *RESTRICTED)]
    elif factor == "push":
        attempt.steps = attempts.pushed(call.state, name)
    elif factor == "phone":
        attempt.steps = attempts.called(call.state, name, phone["number"])
        telephoned(call.state, "phone", phone["number"], context="authentication", txid=attempt.txid)
    else:
        sms.send(call.state, phone, attempt.txid)
        attempt.steps = [Step(0, "deny", "sent", "New SMS passcodes sent.", ("denied", None))]


def by_passcode(call: Call, attempt: Attempt, passcode: str, blocked: list[str]) -> None:
    """Try a passcode."""
    found = passcodes.tried(call.state, attempt.user, passcode)
    attempt.factor, attempt.device = found.factor, found.device
    if authenticators.METHODS.get(found.factor) in blocked:
        attempt.steps = [Step(0, *RESTRICTED)]
    elif found.good:
        attempt.steps = [Step(0, *FINALS["approve"], ("success", "valid_passcode"))]
    else:
        attempt.steps = [Step(0, "deny", "deny", found.message, ("denied", "invalid_passcode"))]


def decided(call: Call, attempt: Attempt) -> Object:
    """What an attempt has come to."""
    said: Object = {"result": attempt.step.result, "status": attempt.step.status, "status_msg": attempt.step.message}
    token = trust(call, attempt.user) if attempt.step.status == "allow" else None
    return said | ({"trusted_device_token": token} if token else {})


@ROUTES.at("GET /auth/v2/auth_status")
def auth_status(call: Call) -> Answer:
    """What an attempt has come to, once that is something else than the last time."""
    return attempts.wait(attempt_asked_for(call), lambda attempt: news(call, attempt))


def attempt_asked_for(call: Call) -> Attempt:
    """The attempt whose txid a call names; it has to be the application's own."""
    found = call.state.attempts.get(call["txid"]) or call.state.ended.get(call["txid"])
    if found is None or found.application["integration_key"] != call.application["integration_key"]:
        raise Refused(40002, "txid")
    return found


def news(call: Call, attempt: Attempt) -> Object | None:
    """What an attempt has come to, None where that was told before; of one that has ended it is told again."""
    if attempt.told == attempt.reached and not attempt.ended:
        return None
    attempt.told = attempt.reached
    return decided(call, attempt)


@ROUTES.at("POST /auth/v2/bypass_codes")
def new_bypass_codes(call: Call) -> Answer:
    """New bypass codes of a user; current clients no longer ask for them here."""
    user = user_asked_for(call)
    if user is None:
        raise Refused(40002, "user_id" if call.get("user_id") else "username")
    count = min(int(call.get("count") or 1), bypass_codes.MOST)
    codes = bypass_codes.new_codes(call.state, count)
    return bypass_codes.create_codes(call.state, user["user_id"], codes, valid_secs=int(call.get("valid_secs") or 0))
