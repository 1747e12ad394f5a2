"""The Passport configuration: the groups for which it is on, or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin import groups
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "passport"
PATH = "/admin/v2/passport/config"
GROUP_LISTS = ("enabled_groups", "disabled_groups")
DEFAULT_CONFIG: Object = {
    "enabled_status": "disabled", "enabled_groups": [], "disabled_groups": [],
    "custom_supported_browsers": {"macos": [], "windows": []},
}  # fmt: skip


@ROUTES.at(f"GET {PATH}")
def get_config(call: DuoCall) -> Answer:
    """Return the configuration, with groups by name."""
    stored: Object = {**DEFAULT_CONFIG, **(call.store.get(KIND, KIND) or {})}
    for name in GROUP_LISTS:
        result = [call.store.get(groups.KIND, key) for key in stored[name]]
        stored[name] = [{"group_id": group["group_id"], "group_name": group["name"]} for group in result if group]
    return stored


@ROUTES.at(f"POST {PATH}")
def update_config(call: DuoCall) -> Answer:
    """Change the configuration; groups are given by id, null means none."""
    body = call.select("enabled_status", "custom_supported_browsers")
    for name in GROUP_LISTS:
        body[name] = [str(key) for key in call.get(name) or ()]
        if not all(call.store.get(groups.KIND, key) for key in body[name]):
            raise DuoError(40002, name)
    call.store.save(KIND, KIND, body)
    log_change(call, "customer_update", "passport", body)
    return get_config(call)
