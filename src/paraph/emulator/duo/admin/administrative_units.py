"""Administrative units: which administrators manage which groups and integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.admin import groups
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall, Route
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "admin_unit"
PATH = "/admin/v1/administrative_units"
LISTS = {
    "admins": ("admin", "admin_id"),
    "groups": (groups.KIND, "group_id"),
    "integrations": (applications.KIND, "integration_key"),
}
"""Kind of the members and name of their id, by list; links from a unit have the kind ``admin_unit-KIND``."""
MEMBERS = ("name", "description", "restrict_by_groups", "restrict_by_integrations")


def unit_view(store: Store, unit: Object) -> Object:
    """Return a unit with its members."""
    return {
        **unit,
        **{name: store.targets(link_kind(kind), unit["admin_unit_id"]) for name, (kind, _) in LISTS.items()},
    }


def link_kind(kind: str) -> str:
    """Return the kind of link between a unit and its members."""
    return f"{KIND}-{kind}"


@ROUTES.at(f"GET {PATH}")
def list_units(call: DuoCall) -> Answer:
    """List all units, or those with one given member."""
    request_key = [(kind, name) for kind, name in LISTS.values() if call.get(name)]
    if not request_key:
        return call.page(KIND)
    if len(request_key) > 1:
        raise DuoError(40002, request_key[1][1])
    kind, name = request_key[0]
    return call.page_of(call.store.source_objects(link_kind(kind), call[name], KIND))


@ROUTES.at(f"POST {PATH}")
def create(call: DuoCall) -> Answer:
    """Create a unit."""
    unit: Object = {
        "admin_unit_id": call.state.new_id("DM"),
        "restrict_by_integrations": False,
        **call.select(*MEMBERS),
    }
    call.store.add(KIND, unit["admin_unit_id"], unit)
    set_members(call, unit)
    log_change(call, "admin_unit_create", unit["name"], call.parameters)
    return unit_view(call.store, unit)


def set_members(call: DuoCall, unit: Object) -> None:
    """Replace the members of a unit with those in the call; raises DuoError (40002)."""
    for name, (kind, _) in LISTS.items():
        if name in call.parameters:
            call.store.unlink(link_kind(kind), unit["admin_unit_id"], None)
            for key in call[name]:
                if call.store.get(kind, str(key)) is None:
                    raise DuoError(40002, name)
                call.store.link(link_kind(kind), unit["admin_unit_id"], str(key))


@ROUTES.at(f"GET {PATH}/{{admin_unit_id}}")
def get_unit(call: DuoCall) -> Answer:
    """Return a unit."""
    return unit_view(call.store, call.object(KIND, call["admin_unit_id"]))


@ROUTES.at(f"POST {PATH}/{{admin_unit_id}}")
def update(call: DuoCall) -> Answer:
    """Change a unit."""
    unit = call.object(KIND, call["admin_unit_id"]) | call.select(*MEMBERS)
    call.store.save(KIND, unit["admin_unit_id"], unit)
    set_members(call, unit)
    log_change(call, "admin_unit_update", unit["name"], call.parameters)
    return unit_view(call.store, unit)


@ROUTES.at(f"DELETE {PATH}/{{admin_unit_id}}")
def delete(call: DuoCall) -> Answer:
    """Delete a unit, if it exists."""
    unit = call.store.get(KIND, call["admin_unit_id"])
    if unit is not None:
        for kind, _ in LISTS.values():
            call.store.unlink(link_kind(kind), unit["admin_unit_id"], None)
        call.store.delete(KIND, unit["admin_unit_id"])
        log_change(call, "admin_unit_delete", unit["name"])
    return ""


def add_route(kind: str, name: str) -> Route:
    """Return the route that adds a member to a unit."""

    def add(call: DuoCall) -> Answer:
        unit, thing = call.object(KIND, call["admin_unit_id"]), call[name]
        call.object(kind, thing)
        call.store.link(link_kind(kind), unit["admin_unit_id"], thing)
        log_change(call, f"admin_unit_{kind}_add", unit["name"], {name: thing})
        return unit_view(call.store, unit)

    return add


def remove_route(kind: str, name: str) -> Route:
    """Return the route that removes a member from a unit, if it is there."""

    def item(call: DuoCall) -> Answer:
        unit = call.object(KIND, call["admin_unit_id"])
        if call.store.unlink(link_kind(kind), unit["admin_unit_id"], call[name]):
            log_change(call, f"admin_unit_{kind}_remove", unit["name"], {name: call[name]})
        return unit_view(call.store, unit)

    return item


for kind, name in LISTS.values():
    path = f"{PATH}/{{admin_unit_id}}/{kind}/{{{name}}}"
    ROUTES["POST", path], ROUTES["DELETE", path] = add_route(kind, name), remove_route(kind, name)
