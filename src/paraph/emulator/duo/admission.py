"""May somebody log in, before anything is asked of them: status, groups, the application and policies decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo import lockout
from paraph.emulator.duo.policies import in_force, sections_of

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call
    from paraph.emulator.store import Object


class Standing(NamedTuple):
    """What a login comes to before anything is asked: results of preauth and auth, the message, and what is logged."""

    result: str
    status: str
    message: str
    logged: tuple[str, str] = ("success", "")


ACTIVE = Standing("auth", "auth", "Account is active")
STANDINGS = {
    "active": ACTIVE,
    "bypass": Standing(
        "allow", "bypass", "Account is set to log in without a second factor", ("success", "bypass_user")
    ),
    "disabled": Standing(
        "deny",
        "deny",
        "Your account is disabled and cannot access this application. Please contact your administrator.",
        ("denied", "user_disabled"),
    ),
    lockout.LOCKED: Standing(
        "deny",
        "locked_out",
        "Your account has been locked out due to excessive authentication failures.",
        ("denied", "locked_out"),
    ),
}
"""By the status of a user."""
OUTSIDE = Standing(
    "deny", "deny", "You are in no group that may use this application.", ("denied", "user_not_in_permitted_group")
)
BY_POLICY = {
    "bypass": Standing(
        "allow", "bypass", "A policy lets you in without a second factor.", ("success", "allowed_by_policy")
    ),
    "deny": Standing("deny", "deny", "A policy denies access.", ("denied", "denied_by_policy")),
}
"""By what a policy says of all users. The vendor's words for these and for OUTSIDE are not known."""
NEW_USERS = {"no-mfa": "allow", "deny": "deny"}
"""What policies say of new users, as an application says it; all else is ``enroll``."""
UNENROLLED = {
    "allow": "Access without a second factor is allowed to users who are not enrolled",
    "deny": "Access is denied to users who are not enrolled",
}
"""The vendor's words are not known."""


def standing(call: Call, user: Object) -> Standing:
    """What a user's status, groups and policies come to; whoever is about to be deleted counts as disabled."""
    found = STANDINGS.get(user["status"], STANDINGS["disabled"])
    if found is not ACTIVE:
        return found
    allowed = call.application.get("groups_allowed") or ()
    if allowed and not set(allowed) & set(call.store.linked("user-group", user["user_id"])):
        return OUTSIDE
    return BY_POLICY.get(rule(call, user["user_id"], "authentication_policy", "user_auth_behavior"), ACTIVE)


def rule(call: Call, user_id: str, section: str, name: str) -> str:
    """What the policies in force say."""
    sections = sections_of(in_force(call.state, call.application, user_id))
    return str(sections.get(section, {}).get(name, ""))


def for_new_users(call: Call, user_id: str) -> str:
    """What becomes of who is unknown or has nothing to log in with: ``enroll``, ``allow`` or ``deny``."""
    wanted = str(call.application.get("enroll_policy", "enroll"))
    if wanted != "enroll":
        return wanted
    return NEW_USERS.get(rule(call, user_id, "new_user", "new_user_behavior"), "enroll")
