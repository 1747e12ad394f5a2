"""Locks users out after too many failures in a row, until an administrator or the set time unlocks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.admin.users import find_user, put_user
from paraph.emulator.duo.catalogue_endpoints import SINGLE

if TYPE_CHECKING:
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

KIND = "failures"
LOCKED = "locked out"
NO_FAILURES = (
    "user_disabled", "locked_out", "user_not_in_permitted_group", "denied_by_policy", "location_restricted", "factor_restricted", None,
)  # fmt: skip
"""Reasons that do not count as failures of the user."""
SETTINGS = {
    "lockout_threshold": 10, "lockout_expire_duration": None, "sms_batch": 1, "sms_expiration": None, "sms_message": "SMS passcodes",
}  # fmt: skip


def read_setting(store: Store, name: str) -> Any:
    """Return a setting of the account, or its default."""
    result = store.get(SINGLE, "/admin/v1/settings") or {}
    value = result.get(name)
    return SETTINGS[name] if value is None else value


def count_result(state: DuoState, user_id: str, result: str, reason: str | None) -> None:
    """Count a failure, reset the count on success, and lock the user at the threshold."""
    user = find_user(state.store, user_id=user_id)
    if user is None:
        return
    if result == "success":
        state.store.delete(KIND, user_id)
        put_user(state.store, user | {"last_login": int(state.clock())})
    elif reason not in NO_FAILURES:
        failures = (state.store.get(KIND, user_id) or {"count": 0})["count"] + 1
        threshold = read_setting(state.store, "lockout_threshold")
        if not threshold or failures < threshold:
            state.store.save(KIND, user_id, {"count": failures})
            return
        state.store.save(KIND, user_id, {"count": 0, "locked": int(state.clock())})
        put_user(state.store, user | {"status": LOCKED, "lockout_reason": "Failed Attempts"})


def unlock_expired(state: DuoState, user: Object) -> Object:
    """Return the user, unlocked if the lockout time of the settings (minutes) is over."""
    minutes = read_setting(state.store, "lockout_expire_duration")
    locked = (state.store.get(KIND, user["user_id"]) or {}).get("locked")
    if user["status"] != LOCKED or not minutes or locked is None or state.clock() < locked + 60 * minutes:
        return user
    state.store.delete(KIND, user["user_id"])
    return put_user(state.store, user | {"status": "active", "lockout_reason": None})
