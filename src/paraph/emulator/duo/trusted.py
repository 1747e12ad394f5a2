"""Devices that are remembered: who logged in there need not do so again, for as many days as the application says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call
    from paraph.emulator.store import Object

KIND = "trusted_device"
DAY = 86_400


def trust(call: Call, user: Object) -> str | None:
    """A token to remember a device by; None where the application (``trusted_device_days``) remembers none."""
    days = int(call.application.get("trusted_device_days") or 0)
    if not days:
        return None
    token = f"{call.state.chance.getrandbits(256):064x}"
    until = int(call.state.clock()) + days * DAY
    call.store.put(
        KIND, token, {"user_id": user["user_id"], "key": call.application["integration_key"], "expires": until}
    )
    return token


def trusted(call: Call, user: Object) -> bool:
    """Whether a call bears a token of this user and application that still counts."""
    found = call.store.get(KIND, str(call.get("trusted_device_token") or ""))
    return (
        found is not None
        and (found["user_id"], found["key"]) == (user["user_id"], call.application["integration_key"])
        and call.state.clock() < found["expires"]
    )
