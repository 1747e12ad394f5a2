"""Registered devices that are blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call

ROUTES = Routes()
DEVICE = "registered_device"
BLOCKED = "blocked_registered_device"
PATH = "/admin/v1/registered_devices/blocked"
KEYS = "registered_device_key_list"


def block(call: Call, key: str) -> None:
    """Block a device that is there."""
    call.store.put(BLOCKED, key, call.object(DEVICE, key))
    changed(call, "registered_device_block", key)


def unblock(call: Call, key: str) -> None:
    """Let a device be used again, if it was blocked."""
    if call.store.delete(BLOCKED, key):
        changed(call, "registered_device_unblock", key)


@ROUTES.at(f"GET {PATH}")
def listed(call: Call) -> Answer:
    """All blocked devices."""
    return call.page(BLOCKED)


@ROUTES.at(f"GET {PATH}/{{compkey}}")
def one(call: Call) -> Answer:
    """One blocked device."""
    return call.object(BLOCKED, call["compkey"])


@ROUTES.at(f"POST {PATH}")
def several_blocked(call: Call) -> Answer:
    """Nothing; all of the devices are blocked, or none where one is not there."""
    keys = [str(key) for key in call[KEYS]]
    if not all(call.store.get(DEVICE, key) for key in keys):
        raise Refused(40002, KEYS)
    for key in keys:
        block(call, key)
    return ""


@ROUTES.at(f"DELETE {PATH}")
def several_unblocked(call: Call) -> Answer:
    """Nothing; none of the devices is blocked."""
    for key in call[KEYS]:
        unblock(call, str(key))
    return ""


@ROUTES.at(f"POST {PATH}/{{compkey}}")
def one_blocked(call: Call) -> Answer:
    """Nothing; the device is blocked."""
    block(call, call["compkey"])
    return ""


@ROUTES.at(f"DELETE {PATH}/{{compkey}}")
def one_unblocked(call: Call) -> Answer:
    """Nothing; the device is not blocked."""
    unblock(call, call["compkey"])
    return ""
