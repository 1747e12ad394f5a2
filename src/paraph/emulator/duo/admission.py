"""May somebody log in, before anything is asked of them: status, groups, the application and policies decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo import lockout
from paraph.emulator.duo.policies import in_force, sections_of
from paraph.emulator.duo.sections import read
from paraph.emulator.duo.whereabouts import ruling

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call
    from paraph.emulator.duo.sections import Sections
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
SPARED = "A policy lets you in without a second factor."
TURNED_AWAY = "A policy denies access."
BY_POLICY = {
    "bypass": Standing("allow", "bypass", SPARED, ("success", "allowed_by_policy")),
    "deny": Standing("deny", "deny", TURNED_AWAY, ("denied", "denied_by_policy")),
}
"""By what a policy says of all users."""
RESTRICTED = Standing("deny", "deny", "A policy does not allow this way to log in.", ("denied", "factor_restricted"))
"""The vendor's words for these and for OUTSIDE are not known."""
NEW_USERS = {"no-mfa": "allow", "deny": "deny"}
"""What policies say of new users, as an application says it; all else is ``enroll``."""
UNENROLLED = {
    "allow": "Access without a second factor is allowed to users who are not enrolled",
    "deny": "Access is denied to users who are not enrolled",
}
"""The vendor's words are not known."""


def standing(call: Call, user: Object | None, devices: list[Object], sections: Sections) -> Standing:
    """What a user's status, groups and policies come to; whoever is about to be deleted counts as disabled.

    `devices` are those that the user can log in with. Of somebody unknown, only policies say anything.
    """
    if user is not None:
        found = STANDINGS.get(user["status"], STANDINGS["disabled"])
        if found is not ACTIVE:
            return found
        allowed = call.application.get("groups_allowed") or ()
        if allowed and not set(allowed) & set(call.store.linked("user-group", user["user_id"])):
            return OUTSIDE
    return by_policy(sections, call.get("ipaddr"), enrolled=bool(devices))


def by_policy(sections: Sections, ip: str | None, *, enrolled: bool) -> Standing:
    """What policies come to."""
    found = ruling(sections, ip)
    behavior = sections.authentication_policy.user_auth_behavior
    if found and not found.allows:
        return Standing("deny", "deny", TURNED_AWAY, ("denied", found.reason))
    if behavior in BY_POLICY:
        return BY_POLICY[behavior]
    if found and (enrolled or found.unenrolled):
        reason = found.reason if enrolled else f"allow_unenrolled_user_on_{found.reason}"
        return Standing("allow", "bypass", SPARED, ("success", reason))
    return ACTIVE


def in_force_for(call: Call, user: Object | None) -> Sections:
    """What the policies in force say for a user, or for somebody unknown."""
    return read(sections_of(in_force(call.state, call.application, user["user_id"] if user else "")))


def for_new_users(call: Call, sections: Sections) -> str:
    """What becomes of who is unknown or has nothing to log in with: ``enroll``, ``allow`` or ``deny``."""
    wanted = str(call.application.get("enroll_policy", "enroll"))
    return wanted if wanted != "enroll" else NEW_USERS.get(sections.new_user.new_user_behavior, "enroll")
