"""The Passport configuration: for which groups it is on, or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import groups
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "passport"
PATH = "/admin/v2/passport/config"
LISTS = ("enabled_groups", "disabled_groups")
START: Object = {
    "enabled_status": "disabled", "enabled_groups": [], "disabled_groups": [],
    "custom_supported_browsers": {"macos": [], "windows": []},
}  # fmt: skip


@ROUTES.at(f"GET {PATH}")
def shown(call: Call) -> Answer:
    """The configuration, with groups by name."""
    kept: Object = {**START, **(call.store.get(KIND, KIND) or {})}
    for name in LISTS:
        found = [call.store.get(groups.KIND, key) for key in kept[name]]
        kept[name] = [{"group_id": group["group_id"], "group_name": group["name"]} for group in found if group]
    return kept


@ROUTES.at(f"POST {PATH}")
def updated(call: Call) -> Answer:
    """The configuration after a change; groups are given by id, and null is no group."""
    body = call.chosen("enabled_status", "custom_supported_browsers")
    for name in LISTS:
        body[name] = [str(key) for key in call.get(name) or ()]
        if not all(call.store.get(groups.KIND, key) for key in body[name]):
            raise Refused(40002, name)
    call.store.put(KIND, KIND, body)
    changed(call, "customer_update", "passport", body)
    return shown(call)
