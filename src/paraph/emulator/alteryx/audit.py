"""The audit log: what every change leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.alteryx import times
from paraph.emulator.store import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.alteryx.calls import Call, State
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
"""By kind: the name that it has in the log. The vendor's own names are not known."""
FOREVER = 2**62


def noted(call: Call, kind: str, thing: Object, old: Object | None, new: Object | None) -> None:
    """Leave what a change leaves: of `old` and `new` the members that differ; None for what was not, or is no more."""
    event = "Insert" if old is None else "Delete" if new is None else "Update"
    before, after = differing(old or {}, new or {}), differing(new or {}, old or {})
    record(call.state, kind, thing["id"], call.user["id"], event, call.state.now(), before, after)


def record(
    state: State,
    kind: str,
    key: str,
    user_id: str,
    event: str,
    now: int,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> None:
    """Put an event into the log of its entity."""
    said = {
        "entity": ENTITIES[kind], "entityId": key, "userId": user_id, "timestamp": times.text(now), "event": event,
        "oldValues": msgspec.json.encode(old).decode(), "newValues": msgspec.json.encode(new).decode(), "id": state.new_id(),
    }  # fmt: skip
    log = log_of(said["entity"])
    # Events of one millisecond stay in their order.
    order = f"{state.store.event_count(log, now, now + 1):08d}"
    state.store.log(log, [Event(now, order, msgspec.json.encode(said))])


def log_of(entity: str) -> str:
    """The name of the log of an entity, which callers may write in any letter case."""
    return f"alteryx-audit {entity.lower()}"


def differing(these: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """The members of `these` that `others` lack or have otherwise."""
    return {name: value for name, value in these.items() if name not in others or others[name] != value}


def events(state: State, entity: str) -> list[Object]:
    """All events of an entity, oldest first."""
    found = state.store.events(log_of(entity), 0, FOREVER, limit=-1)
    return [each.record for each in found]


def events_of(state: State, kind: str, key: str) -> list[Object]:
    """What happened to one thing."""
    return [each for each in events(state, ENTITIES[kind]) if each["entityId"] == key]
