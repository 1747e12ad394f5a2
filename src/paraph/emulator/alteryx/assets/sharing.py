"""Shares with users and groups: for credentials and data connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.calls import remove_value

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall
    from paraph.emulator.store import Object


def share_object(call: AlteryxCall, kind: str, key: str) -> Object:
    """Share an object with the user or group in the body of the call."""
    old = call.object(kind, key)
    parameter = share_parameter(call)
    call.referenced_object("alteryx-user" if parameter == "userId" else "alteryx-group", parameter)
    return save_ids(
        call, kind, old, f"{parameter}s", [*remove_value(old[f"{parameter}s"], call[parameter]), call[parameter]]
    )


def unshare_object(call: AlteryxCall, kind: str, key: str) -> Object:
    """Stop sharing an object with the user or group in the path of the call."""
    old = call.object(kind, key)
    parameter = share_parameter(call)
    return save_ids(call, kind, old, f"{parameter}s", remove_value(old[f"{parameter}s"], call[parameter]))


def share_parameter(call: AlteryxCall) -> str:
    """Return the parameter that names the user or group."""
    return "userGroupId" if "/userGroups" in call.endpoint.path else "userId"


def save_ids(call: AlteryxCall, kind: str, old: Object, name: str, ids: list[str]) -> Object:
    """Save an object with these ids."""
    new = call.store.save(kind, old["id"], old | {name: ids})
    log_change(call, kind, new, old, new)
    return new
