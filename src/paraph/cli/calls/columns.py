"""Which members of a record a table shows, and what stands in a cell."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from paraph.apis.samples import REFERENCE
from paraph.cli.suggesting import unknown
from paraph.render.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.apis.catalogue import Endpoint, Schema

COLUMNS = {
    "User": ("username", "realname", "email", "status", "is_enrolled", "last_login"),
    "Group": ("name", "desc", "status", "group_id"),
    "GroupMember": ("username", "user_id"),
    "Phone": ("number", "name", "type", "platform", "activated", "phone_id"),
    "Token": ("serial", "type", "token_id"),
    "Admin": ("name", "email", "role", "status", "last_login"),
    "Integration": ("name", "type", "integration_key"),
    "Endpoint": ("device_name", "os_family", "os_version", "username", "trusted_endpoint"),
    "BypassCode": ("bypass_code_id", "admin_email", "expiration", "reuse_count"),
    "AuthenticationLog": (
        "isotimestamp",
        "user.name",
        "application.name",
        "factor",
        "result",
        "reason",
        "access_device.ip",
    ),
    "AuthenticationLogV1": ("timestamp", "username", "integration", "factor", "result", "reason", "ip"),
    "AdministratorLog": ("isotimestamp", "username", "action", "object"),
    "Activity": ("ts", "actor.name", "action.name", "target.name"),
    "TelephonyLog": ("ts", "context", "type", "phone", "credits"),
    "OfflineEnrollmentLog": ("isotimestamp", "username", "action", "object"),
    "TrustMonitorEvent": ("surfaced_timestamp", "type", "state", "priority_event"),
    "Policy": ("policy_name", "policy_key", "is_global_policy"),
    "AdministrativeUnit": ("name", "description", "admin_unit_id"),
    "ChildAccount": ("name", "account_id", "api_hostname"),
    "AdminApiUserView": ("email", "firstName", "lastName", "role", "active", "id"),
    "UserView": ("email", "firstName", "lastName", "role", "isActive", "id"),
    "ReducedUserView": ("email", "firstName", "lastName", "id"),
    "ScheduleView": ("name", "enabled", "frequency", "nextRunTime", "id"),
    "ScheduleViewV3": ("name", "runDateTime", "workflowId", "ownerId", "id"),
    "WorkflowView": ("name", "dateCreated", "runCount", "ownerId", "id"),
    "WorkflowApiView": ("metaInfo.name", "fileName", "runCount", "uploadDate", "id"),
}
"""The members that people look for in each kind of record; nested ones with a dot."""
MOST = 7
TIMES = frozenset(
    ("isotimestamp", "timestamp", "ts", "surfaced_timestamp", "state_updated_timestamp", "last_login", "created", "expiration",
     "expires", "last_directory_sync", "last_seen", "last_used", "last_updated", "date_added", "lastLogin", "lastLoginDateTime",
     "updateLastLoginDate", "dateAdded", "dateCreated", "dateUpdated", "dateMadePublic", "creationTime", "uploadDate",
     "createDate", "expirationDate", "lastModifiedDate", "lastUpdated", "lastRunDate", "lastRunTime", "nextRunTime", "runDate",
     "runDateTime")
)  # fmt: skip
"""Members that are times: Unix seconds, Unix milliseconds, or ISO 8601."""
MILLISECONDS = 100_000_000_000
"""The smallest number that is taken for milliseconds."""
IDS = ("id", "name", "key")


def record_schema(endpoint: Endpoint, shapes: Mapping[str, Schema]) -> tuple[str, Schema]:
    """Return the name and the schema of the records that a call returns; both are empty if it is not known."""
    schema: Schema = endpoint.response
    if "items" not in schema:
        lists = [each for each in schema.get("properties", {}).values() if "items" in each]
        schema = lists[0] if len(lists) == 1 else {"items": schema}
    schema = schema["items"]
    for each in schema.get("anyOf", ()):
        schema = each if "$ref" in each else schema
    name = schema.get("$ref", "").removeprefix(REFERENCE)
    return name, shapes.get(name, schema)


def chosen_columns(words: str | None, endpoint: Endpoint, shapes: Mapping[str, Schema]) -> tuple[str, ...]:
    """Return the columns of a table: those that are asked for, those that people look for, or the first plain members."""
    name, schema = record_schema(endpoint, shapes)
    members = schema.get("properties", {})
    if words:
        wanted = tuple(word.strip() for word in words.split(",") if word.strip())
        for word in wanted:
            if members and word.partition(".")[0] not in members:
                raise click.UsageError(f"--columns: {unknown('column', word, members)}")
        return wanted
    if name in COLUMNS:
        return COLUMNS[name]
    plain = [member for member, each in members.items() if is_plain(each)]
    return tuple(sorted(plain, key=lambda each: not each.endswith(IDS))[:MOST])


def all_columns(
    records: Sequence[Mapping[str, Any]], endpoint: Endpoint, shapes: Mapping[str, Schema]
) -> tuple[str, ...]:
    """Return every member that the records have, those of the schema first."""
    known = record_schema(endpoint, shapes)[1].get("properties", {})
    return tuple(dict.fromkeys((*known, *(name for record in records for name in record))))


def is_plain(schema: Schema) -> bool:
    """Whether the values of a schema fit into a cell."""
    kinds = schema.get("type", "object")
    return not {"array", "object"} & set([kinds] if isinstance(kinds, str) else kinds)


def value_at(record: Any, column: str) -> Any:
    """Return the member of a record that a column names; None if it has none."""
    for name in column.split("."):
        record = record.get(name) if isinstance(record, dict) else None
    return record


def cell(value: Any, column: str = "") -> str:
    """Return a value as text on one line; times in UTC, to the second."""
    if is_time(column) and (shown := time_text(value)):
        return shown
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return one_line(json.dumps(value, ensure_ascii=False))
    return one_line(str(value))


def is_time(column: str) -> bool:
    """Whether the values of a column are times."""
    return column.rpartition(".")[2] in TIMES


def heading(column: str) -> str:
    """Return the heading of a column in a table."""
    return f"{column.replace('_', ' ')}{' (UTC)' if is_time(column) else ''}"


def time_text(value: Any) -> str:
    """Return a time as people read it; empty for what is no time."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    try:
        if isinstance(value, str):
            when = datetime.fromisoformat(value)
            when = when.astimezone(UTC) if when.tzinfo else when
        else:
            when = datetime.fromtimestamp(value / 1000 if value > MILLISECONDS else value, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return when.strftime("%Y-%m-%d %H:%M:%S") if value else ""
