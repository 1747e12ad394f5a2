"""The audit log: a record of every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.alteryx import times
from paraph.emulator.store import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState
    from paraph.emulator.store import Object

ENTITIES = {
    "alteryx-user": "User",
    "alteryx-group": "UserGroup",
    "alteryx-workflow": "Workflow",
    "alteryx-schedule": "Schedule",
    "alteryx-collection": "Collection",
    "alteryx-credential": "Credential",
    "alteryx-connection": "DataConnection",
    "alteryx-studio": "Subscription",
    "alteryx-dcm": "DcmConnection",
}
"""Names of kinds in the log. The vendor's own names are unknown."""
FOREVER = 2**62


def log_change(call: AlteryxCall, kind: str, thing: Object, old: Object | None, new: Object | None) -> None:
    """Log a change with the members that differ; `old` is None for a new thing, `new` for a deleted one."""
    event = "Insert" if old is None else "Delete" if new is None else "Update"
    before, after = changed_members(old or {}, new or {}), changed_members(new or {}, old or {})
    log_event(call.state, kind, thing["id"], call.user["id"], event, call.state.milliseconds(), before, after)


def log_event(
    state: AlteryxState,
    kind: str,
    key: str,
    user_id: str,
    event: str,
    now: int,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> None:
    """Add an event to the log of its entity."""
    content = {
        "entity": ENTITIES[kind], "entityId": key, "userId": user_id, "timestamp": times.format_time(now), "event": event,
        "oldValues": msgspec.json.encode(old).decode(), "newValues": msgspec.json.encode(new).decode(), "id": state.new_id(),
    }  # fmt: skip
    log = log_name(content["entity"])
    # Keep the order of events in the same millisecond.
    order = f"{state.store.event_count(log, now, now + 1):08d}"
    state.store.log(log, [Event(now, order, msgspec.json.encode(content))])


def log_name(entity: str) -> str:
    """Return the name of the log of an entity, whose letter case does not matter."""
    return f"alteryx-audit {entity.lower()}"


def changed_members(members: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of `members` that `others` lack or have with another value."""
    return {name: value for name, value in members.items() if name not in others or others[name] != value}


def list_events(state: AlteryxState, entity: str) -> list[Object]:
    """Return all events of an entity, oldest first."""
    result = state.store.events(log_name(entity), 0, FOREVER, limit=-1)
    return [each.record for each in result]


def list_events_of(state: AlteryxState, kind: str, key: str) -> list[Object]:
    """Return the events of one thing."""
    return [each for each in list_events(state, ENTITIES[kind]) if each["entityId"] == key]
