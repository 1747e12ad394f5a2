"""The filters of the authentication log, as conditions in SQL on the stored records.

Only what stands here becomes part of a condition; what a caller gives is bound to its question marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import Refused
from paraph.emulator.duo.values import telephone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.emulator.duo.calls import Call
    from paraph.emulator.store import Store

TEXT = "CAST(body AS TEXT)"
"""As bytes, JSON would be refused by SQLite, or taken for its own binary form."""
MEMBERS = {
    "users": "$.user.key",
    "applications": "$.application.key",
    "results": "$.result",
    "reasons": "$.reason",
    "factors": "$.factor",
    "event_types": "$.event_type",
}
MEMBER = f"json_extract({TEXT}, '%s') IN (%%s)"
DEVICE = MEMBER % "$.auth_device.key"
GROUP = f"EXISTS (SELECT 1 FROM json_each({TEXT}, '$.user.groups') WHERE value IN (%s))"  # noqa: S608 - of this file's own
MOST_VALUES = 1000
"""How many values a filter may have; SQLite has room for a few times as many."""


def conditions(call: Call) -> tuple[str, list[str]]:
    """The condition that records have to meet, empty for none, and the values of its question marks."""
    parts: list[str] = []
    values: list[str] = []
    for condition, allowed in asked(call):
        parts.append(condition % ", ".join("?" * len(allowed)))
        values += allowed
    return " AND ".join(parts), values


def asked(call: Call) -> Iterator[tuple[str, list[str]]]:
    """For each filter that is given, its condition with a gap for question marks, and the values that meet it."""
    for name, path in MEMBERS.items():
        if wanted := given(call, name):
            yield MEMBER % path, wanted
    if wanted := given(call, "phone_numbers"):
        names = [f"number:{telephone(number)}" for number in wanted]
        yield DEVICE, [phone["phone_id"] for name in names for phone in call.store.named("phone", name)]
    if wanted := given(call, "tokens"):
        yield DEVICE, wanted
    if wanted := given(call, "groups"):
        yield GROUP, [group_name(call.store, each) for each in wanted]


def given(call: Call, name: str) -> list[str]:
    """The values of a filter, which can be given several times."""
    value = call.get(name) or []
    values = [value] if isinstance(value, str) else [str(each) for each in value]
    if len(values) > MOST_VALUES:
        raise Refused(40002, name)
    return values


def group_name(store: Store, key: str) -> str:
    """What records call a group, whose id is what callers give."""
    found = store.get("group", key)
    return str(found["name"]) if found else key
