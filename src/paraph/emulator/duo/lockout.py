"""Users who failed too often in a row are locked out, until an administrator or, if set so, time lets them in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.described import SINGLE
from paraph.emulator.duo.users import find_user, put_user

if TYPE_CHECKING:
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

KIND = "failures"
LOCKED = "locked out"
NO_FAILURES = (
    "user_disabled", "locked_out", "user_not_in_permitted_group", "denied_by_policy", "location_restricted", "factor_restricted", None,
)  # fmt: skip
"""Reasons of refusals that no user is to blame for."""
SETTINGS = {
    "lockout_threshold": 10, "lockout_expire_duration": None, "sms_batch": 1, "sms_expiration": None, "sms_message": "SMS passcodes",
}  # fmt: skip


def setting(store: Store, name: str) -> Any:
    """A setting of the account, or what it is until somebody sets it."""
    found = store.get(SINGLE, "/admin/v1/settings") or {}
    value = found.get(name)
    return SETTINGS[name] if value is None else value


def count(state: State, user_id: str, result: str, reason: str | None) -> None:
    """Count what a user failed in, forget that upon success, and lock out who reaches the threshold."""
    user = find_user(state.store, user_id=user_id)
    if user is None:
        return
    if result == "success":
        state.store.delete(KIND, user_id)
        put_user(state.store, user | {"last_login": int(state.clock())})
    elif reason not in NO_FAILURES:
        failures = (state.store.get(KIND, user_id) or {"count": 0})["count"] + 1
        threshold = setting(state.store, "lockout_threshold")
        if not threshold or failures < threshold:
            state.store.put(KIND, user_id, {"count": failures})
            return
        state.store.put(KIND, user_id, {"count": 0, "locked": int(state.clock())})
        put_user(state.store, user | {"status": LOCKED, "lockout_reason": "Failed Attempts"})


def released(state: State, user: Object) -> Object:
    """The user, let in again if the time that the settings name is over (in minutes)."""
    minutes = setting(state.store, "lockout_expire_duration")
    locked = (state.store.get(KIND, user["user_id"]) or {}).get("locked")
    if user["status"] != LOCKED or not minutes or locked is None or state.clock() < locked + 60 * minutes:
        return user
    state.store.delete(KIND, user["user_id"])
    return put_user(state.store, user | {"status": "active", "lockout_reason": None})
