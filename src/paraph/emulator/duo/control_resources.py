"""Control API resources: logins and enrolments that wait for their users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.control_api import ControlError, ControlResource
from paraph.emulator.duo.admin.users import find_user
from paraph.emulator.duo.auth.attempts import FINAL_STEPS, decide_attempt, list_pending
from paraph.emulator.duo.auth.enrollment import activate_for_user, list_waiting

if TYPE_CHECKING:
    from paraph.emulator.duo.state import DuoState, LoginAttempt
    from paraph.emulator.store import Object


def control_resources(state: DuoState) -> dict[str, ControlResource]:
    """Return the resources by name."""
    return {
        "logins": ControlResource(
            lambda: list(map(login_view, list_pending(state))), lambda value: decide_login(state, value)
        ),
        "enrollments": ControlResource(
            lambda: [enrollment_view(state, each) for each in list_waiting(state)],
            lambda value: activate_enrollment(state, value),
        ),
    }


def login_view(attempt: LoginAttempt) -> Object:
    """Return a login as JSON values."""
    device = attempt.device or {}
    return {
        "txid": attempt.txid, "username": attempt.user["username"], "factor": attempt.factor,
        "device": device.get("key"), "application": attempt.application["name"], "ip": attempt.ip,
        "hostname": attempt.hostname, "seconds": round(attempt.seconds(), 3), "status": attempt.step.status,
    }  # fmt: skip


def decide_login(state: DuoState, value: Any) -> Object:
    """Apply ``decision`` to the login of a ``txid``, or to the latest of a ``username``; return it."""
    words = read_members(value, "decision", ("txid", "username"))
    decision = words["decision"]
    if decision not in FINAL_STEPS:
        raise ControlError(f"decision must be one of {', '.join(FINAL_STEPS)}, not {decision[:40]!r}")
    user = find_user(state.store, username=words.get("username"))
    waiting = [
        attempt
        for attempt in list_pending(state)
        if attempt.txid == words.get("txid") or (user and attempt.user["user_id"] == user["user_id"])
    ]
    if not waiting:
        raise ControlError("no such login is waiting for its user", 404)
    return login_view(decide_attempt(state, waiting[-1].txid, decision))


def enrollment_view(state: DuoState, stored: Object) -> Object:
    """Return an enrolment as JSON values."""
    user = find_user(state.store, user_id=stored["user_id"]) or {}
    return {name: stored[name] for name in ("code", "user_id", "expires")} | {"username": user.get("username")}


def activate_enrollment(state: DuoState, value: Any) -> Object:
    """Activate the phone of a ``username`` or ``user_id``; return it."""
    words = read_members(value, "", ("user_id", "username"))
    user = find_user(state.store, words.get("user_id"), words.get("username"))
    try:
        return activate_for_user(state, user["user_id"] if user else "")
    except KeyError:
        raise ControlError("no such user is waiting for a phone", 404) from None


def read_members(value: Any, needed: str, either: tuple[str, ...]) -> dict[str, str]:
    """Read the members of a JSON object of texts: `needed`, and one of `either`."""
    names = {*either, needed} - {""}
    if not (
        isinstance(value, dict)
        and value.keys() <= names
        and all(isinstance(each, str) for each in value.values())
        and (not needed or needed in value)
        and len(value.keys() & set(either)) == 1
    ):
        form = f'{{"{either[0]}": …' + (f', "{needed}": …' if needed else "") + "}"
        raise ControlError(f"send a JSON object of texts: {form}, or {either[1]} in place of {either[0]}")
    return value
