"""The filters of the authentication log, as SQL conditions on the stored records.

Conditions consist of constant text only; the caller's values are bound to question marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import DuoError
from paraph.emulator.duo.parameters import normalise_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.emulator.duo.calls import DuoCall
    from paraph.emulator.store import Store

TEXT = "CAST(body AS TEXT)"
"""SQLite would reject JSON as bytes, or read it as its own binary form."""
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
MAX_VALUES = 1000
"""The maximal number of values of a filter; SQLite's limit is a few times higher."""


def filter_condition(call: DuoCall) -> tuple[str, list[str]]:
    """Return the SQL condition of all filters, empty for none, and its values."""
    parts: list[str] = []
    values: list[str] = []
    for condition, allowed in requested_filters(call):
        parts.append(condition % ", ".join("?" * len(allowed)))
        values += allowed
    return " AND ".join(parts), values


def requested_filters(call: DuoCall) -> Iterator[tuple[str, list[str]]]:
    """Yield for each filter in a call its condition and the values that match it."""
    for name, path in MEMBERS.items():
        if requested := filter_values(call, name):
            yield MEMBER % path, requested
    if requested := filter_values(call, "phone_numbers"):
        names = [f"number:{normalise_number(number)}" for number in requested]
        yield DEVICE, [phone["phone_id"] for name in names for phone in call.store.find_by_name("phone", name)]
    if requested := filter_values(call, "tokens"):
        yield DEVICE, requested
    if requested := filter_values(call, "groups"):
        yield GROUP, [group_name(call.store, each) for each in requested]


def filter_values(call: DuoCall, name: str) -> list[str]:
    """Return the values of a filter, which may be repeated."""
    value = call.get(name) or []
    values = [value] if isinstance(value, str) else [str(each) for each in value]
    if len(values) > MAX_VALUES:
        raise DuoError(40002, name)
    return values


def group_name(store: Store, key: str) -> str:
    """Return the name of a group in records, for the id that callers send."""
    result = store.get("group", key)
    return str(result["name"]) if result else key
