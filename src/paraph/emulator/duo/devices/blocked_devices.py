"""Registered devices that are blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall

ROUTES = Routes()
DEVICE = "registered_device"
BLOCKED = "blocked_registered_device"
PATH = "/admin/v1/registered_devices/blocked"
KEYS = "registered_device_key_list"


def block(call: DuoCall, key: str) -> None:
    """Block a registered device."""
    call.store.save(BLOCKED, key, call.object(DEVICE, key))
    log_change(call, "registered_device_block", key)


def unblock(call: DuoCall, key: str) -> None:
    """Unblock a device, if it is blocked."""
    if call.store.delete(BLOCKED, key):
        log_change(call, "registered_device_unblock", key)


@ROUTES.at(f"GET {PATH}")
def list_blocked(call: DuoCall) -> Answer:
    """List all blocked devices."""
    return call.page(BLOCKED)


@ROUTES.at(f"GET {PATH}/{{compkey}}")
def get_blocked(call: DuoCall) -> Answer:
    """Return a blocked device."""
    return call.object(BLOCKED, call["compkey"])


@ROUTES.at(f"POST {PATH}")
def block_several(call: DuoCall) -> Answer:
    """Block several devices, or none if one is unknown."""
    keys = [str(key) for key in call[KEYS]]
    if not all(call.store.get(DEVICE, key) for key in keys):
        raise DuoError(40002, KEYS)
    for key in keys:
        block(call, key)
    return ""


@ROUTES.at(f"DELETE {PATH}")
def unblock_several(call: DuoCall) -> Answer:
    """Unblock several devices."""
    for key in call[KEYS]:
        unblock(call, str(key))
    return ""


@ROUTES.at(f"POST {PATH}/{{compkey}}")
def block_one(call: DuoCall) -> Answer:
    """Block a device."""
    block(call, call["compkey"])
    return ""


@ROUTES.at(f"DELETE {PATH}/{{compkey}}")
def unblock_one(call: DuoCall) -> Answer:
    """Unblock a device."""
    unblock(call, call["compkey"])
    return ""
