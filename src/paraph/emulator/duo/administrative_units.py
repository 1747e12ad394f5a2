"""Administrative units: which administrators may look after which groups and integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import applications, groups
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call, Route
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "admin_unit"
PATH = "/admin/v1/administrative_units"
LISTS = {
    "admins": ("admin", "admin_id"),
    "groups": (groups.KIND, "group_id"),
    "integrations": (applications.KIND, "integration_key"),
}
"""By list: the kind of what is in it, and what its id is called; a unit is linked to each by ``admin_unit-KIND``."""
MEMBERS = ("name", "description", "restrict_by_groups", "restrict_by_integrations")


def unit_view(store: Store, unit: Object) -> Object:
    """A unit with what is in it."""
    return {**unit, **{name: store.linked(link(kind), unit["admin_unit_id"]) for name, (kind, _) in LISTS.items()}}


def link(kind: str) -> str:
    """How a unit is linked to what is in it."""
    return f"{KIND}-{kind}"


@ROUTES.at(f"GET {PATH}")
def listed(call: Call) -> Answer:
    """All units, or those with something in them; one thing can be asked for at a time."""
    asked = [(kind, name) for kind, name in LISTS.values() if call.get(name)]
    if not asked:
        return call.page(KIND)
    if len(asked) > 1:
        raise Refused(40002, asked[1][1])
    kind, name = asked[0]
    return call.part(call.store.objects_linking(link(kind), call[name], KIND))


@ROUTES.at(f"POST {PATH}")
def created(call: Call) -> Answer:
    """A new unit."""
    unit: Object = {
        "admin_unit_id": call.state.new_id("DM"),
        "restrict_by_integrations": False,
        **call.chosen(*MEMBERS),
    }
    call.store.add(KIND, unit["admin_unit_id"], unit)
    fill(call, unit)
    changed(call, "admin_unit_create", unit["name"], call.given)
    return unit_view(call.store, unit)


def fill(call: Call, unit: Object) -> None:
    """Put into a unit what the call lists, in the place of what is in it; raises Refused (40002)."""
    for name, (kind, _) in LISTS.items():
        if name in call.given:
            call.store.unlink(link(kind), unit["admin_unit_id"], None)
            for key in call[name]:
                if call.store.get(kind, str(key)) is None:
                    raise Refused(40002, name)
                call.store.link(link(kind), unit["admin_unit_id"], str(key))


@ROUTES.at(f"GET {PATH}/{{admin_unit_id}}")
def one(call: Call) -> Answer:
    """One unit."""
    return unit_view(call.store, call.object(KIND, call["admin_unit_id"]))


@ROUTES.at(f"POST {PATH}/{{admin_unit_id}}")
def updated(call: Call) -> Answer:
    """A unit with other members."""
    unit = call.object(KIND, call["admin_unit_id"]) | call.chosen(*MEMBERS)
    call.store.put(KIND, unit["admin_unit_id"], unit)
    fill(call, unit)
    changed(call, "admin_unit_update", unit["name"], call.given)
    return unit_view(call.store, unit)


@ROUTES.at(f"DELETE {PATH}/{{admin_unit_id}}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such unit."""
    unit = call.store.get(KIND, call["admin_unit_id"])
    if unit is not None:
        for kind, _ in LISTS.values():
            call.store.unlink(link(kind), unit["admin_unit_id"], None)
        call.store.delete(KIND, unit["admin_unit_id"])
        changed(call, "admin_unit_delete", unit["name"])
    return ""


def putting(kind: str, name: str) -> Route:
    """The route that puts one thing into a unit."""

    def put(call: Call) -> Answer:
        unit, thing = call.object(KIND, call["admin_unit_id"]), call[name]
        call.object(kind, thing)
        call.store.link(link(kind), unit["admin_unit_id"], thing)
        changed(call, f"admin_unit_{kind}_add", unit["name"], {name: thing})
        return unit_view(call.store, unit)

    return put


def taking(kind: str, name: str) -> Route:
    """The route that takes one thing out of a unit, also where it was not in it."""

    def taken(call: Call) -> Answer:
        unit = call.object(KIND, call["admin_unit_id"])
        if call.store.unlink(link(kind), unit["admin_unit_id"], call[name]):
            changed(call, f"admin_unit_{kind}_remove", unit["name"], {name: call[name]})
        return unit_view(call.store, unit)

    return taken


for kind, name in LISTS.values():
    path = f"{PATH}/{{admin_unit_id}}/{kind}/{{{name}}}"
    ROUTES["POST", path], ROUTES["DELETE", path] = putting(kind, name), taking(kind, name)
