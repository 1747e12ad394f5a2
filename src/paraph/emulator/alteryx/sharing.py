"""What is shared with users and with groups by their ids: credentials and data connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import without

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Call
    from paraph.emulator.store import Object


def shared(call: Call, kind: str, key: str) -> Object:
    """The thing, shared with the user or the group that the call names in its body."""
    old = call.object(kind, key)
    parameter = named(call)
    call.named("alteryx-user" if parameter == "userId" else "alteryx-group", parameter)
    return kept(call, kind, old, f"{parameter}s", [*without(old[f"{parameter}s"], call[parameter]), call[parameter]])


def unshared(call: Call, kind: str, key: str) -> Object:
    """The thing, no longer shared with the user or the group that the call names in its path."""
    old = call.object(kind, key)
    parameter = named(call)
    return kept(call, kind, old, f"{parameter}s", without(old[f"{parameter}s"], call[parameter]))


def named(call: Call) -> str:
    """The parameter that says with whom."""
    return "userGroupId" if "/userGroups" in call.endpoint.path else "userId"


def kept(call: Call, kind: str, old: Object, name: str, ids: list[str]) -> Object:
    """Keep the thing with these ids."""
    new = call.store.put(kind, old["id"], old | {name: ids})
    noted(call, kind, new, old, new)
    return new
