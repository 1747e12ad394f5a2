"""Decides before any factor whether a user may log in: by status, groups, application and policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo.auth import lockout
from paraph.emulator.duo.policies.network_rules import judge_location
from paraph.emulator.duo.policies.policies import merge_sections, policies_in_force
from paraph.emulator.duo.policies.sections import parse_sections

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import DuoCall
    from paraph.emulator.duo.policies.sections import Sections
    from paraph.emulator.store import Object


class LoginDecision(NamedTuple):
    """The decision before any factor: results of preauth and auth, the message, and the log entry."""

    result: str
    status: str
    message: str
    logged: tuple[str, str] = ("success", "")


ACTIVE = LoginDecision("auth", "auth", "Account is active")
BY_STATUS = {
    "active": ACTIVE,
    "bypass": LoginDecision(
        "allow", "bypass", "Account is set to log in without a second factor", ("success", "bypass_user")
    ),
    "disabled": LoginDecision(
        "deny",
        "deny",
        "Your account is disabled and cannot access this application. Please contact your administrator.",
        ("denied", "user_disabled"),
    ),
    lockout.LOCKED: LoginDecision(
        "deny",
        "locked_out",
        "Your account has been locked out due to excessive authentication failures.",
        ("denied", "locked_out"),
    ),
}
"""Decisions by the status of a user."""
NOT_IN_GROUP = LoginDecision(
    "deny", "deny", "You are in no group that may use this application.", ("denied", "user_not_in_permitted_group")
)
BYPASS_MESSAGE = "A policy lets you in without a second factor."
DENIED_MESSAGE = "A policy denies access."
BY_POLICY = {
    "bypass": LoginDecision("allow", "bypass", BYPASS_MESSAGE, ("success", "allowed_by_policy")),
    "deny": LoginDecision("deny", "deny", DENIED_MESSAGE, ("denied", "denied_by_policy")),
}
"""Decisions by a policy's ``user_auth_behavior``."""
FACTOR_RESTRICTED = LoginDecision(
    "deny", "deny", "A policy does not allow this way to log in.", ("denied", "factor_restricted")
)
"""The vendor's messages for these and for NOT_IN_GROUP are unknown."""
NEW_USERS = {"no-mfa": "allow", "deny": "deny"}
"""Values of a policy for new users, as values of an application; all others mean ``enroll``."""
UNENROLLED_MESSAGES = {
    "allow": "Access without a second factor is allowed to users who are not enrolled",
    "deny": "Access is denied to users who are not enrolled",
}
"""The vendor's messages are unknown."""


def decide_login(call: DuoCall, user: Object | None, devices: list[Object], sections: Sections) -> LoginDecision:
    """Decide by the status, groups and policies of a user; a user waiting for deletion counts as disabled.

    `devices` are the devices that the user can log in with. For an unknown user only policies decide.
    """
    if user is not None:
        result = BY_STATUS.get(user["status"], BY_STATUS["disabled"])
        if result is not ACTIVE:
            return result
        allowed = call.application.get("groups_allowed") or ()
        if allowed and not set(allowed) & set(call.store.targets("user-group", user["user_id"])):
            return NOT_IN_GROUP
    return decide_by_policy(sections, call.get("ipaddr"), enrolled=bool(devices))


def decide_by_policy(sections: Sections, ip: str | None, *, enrolled: bool) -> LoginDecision:
    """Decide by policies."""
    result = judge_location(sections, ip)
    behavior = sections.authentication_policy.user_auth_behavior
    if result and not result.allows:
        return LoginDecision("deny", "deny", DENIED_MESSAGE, ("denied", result.reason))
    if behavior in BY_POLICY:
        return BY_POLICY[behavior]
    if result and (enrolled or result.unenrolled):
        reason = result.reason if enrolled else f"allow_unenrolled_user_on_{result.reason}"
        return LoginDecision("allow", "bypass", BYPASS_MESSAGE, ("success", reason))
    return ACTIVE


def policy_sections(call: DuoCall, user: Object | None) -> Sections:
    """Return the policy sections in force for a user, or for an unknown user."""
    return parse_sections(
        merge_sections(policies_in_force(call.state, call.application, user["user_id"] if user else ""))
    )


def new_user_behavior(call: DuoCall, sections: Sections) -> str:
    """Return what happens to users who are unknown or have no factor: ``enroll``, ``allow`` or ``deny``."""
    requested = str(call.application.get("enroll_policy", "enroll"))
    return requested if requested != "enroll" else NEW_USERS.get(sections.new_user.new_user_behavior, "enroll")


REMEMBERED_DEVICE = "trusted_device"
DAY_SECONDS = 86_400


def remember_device(call: DuoCall, user: Object) -> str | None:
    """Create a token for a remembered device; None if the application (``trusted_device_days``) remembers none."""
    days = int(call.application.get("trusted_device_days") or 0)
    if not days:
        return None
    token = f"{call.state.chance.getrandbits(256):064x}"
    until = int(call.state.clock()) + days * DAY_SECONDS
    call.store.save(
        REMEMBERED_DEVICE,
        token,
        {"user_id": user["user_id"], "key": call.application["integration_key"], "expires": until},
    )
    return token


def is_remembered(call: DuoCall, user: Object) -> bool:
    """Return whether a call has a valid token of this user and application."""
    result = call.store.get(REMEMBERED_DEVICE, str(call.get("trusted_device_token") or ""))
    return (
        result is not None
        and (result["user_id"], result["key"]) == (user["user_id"], call.application["integration_key"])
        and call.state.clock() < result["expires"]
    )
