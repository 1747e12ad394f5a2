"""Writes log records.

Each record is stored once, in the form of the newest API that returns it; older forms are converted from it on request.
The names of the logs are those in the paths of the endpoints, and ``trust_monitor`` for Trust Monitor.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from paraph.emulator.duo.ip_locations import find_location
from paraph.emulator.store import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

ACCOUNT_NAME = "DAPARAPHACCOUNT00000"
"""The account key of a local server."""
BY_API = "API"
"""The author of an application's changes in the administrator log."""


def format_iso(milliseconds: int) -> str:
    """Format a time with microseconds and an offset, as the newer logs have it."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="microseconds")


def format_iso_seconds(seconds: int) -> str:
    """Format a time as the older logs have it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def write_record(state: DuoState, log: str, time: int, key: str, record: Mapping[str, Any]) -> None:
    """Save a record under its time in Unix milliseconds and its id."""
    state.store.log(log, [Event(time, key, msgspec.json.encode(record))])


class Authentication(NamedTuple):
    """An authentication of a user at an application, as the log records it."""

    user: Object
    application: Object
    factor: str | None
    result: str
    reason: str | None
    device: Object | None = None
    ip: str | None = None
    hostname: str | None = None
    event_type: str = "authentication"


def log_authentication(state: DuoState, time: int, txid: str, event: Authentication) -> Object:
    """Log an authentication; one that is marked as fraud is a Trust Monitor event as well."""
    user, application = event.user, event.application
    record = {
        "access_device": access_device(event.ip, event.hostname),
        "alias": "",
        "application": {"key": application["integration_key"], "name": application["name"]},
        "auth_device": event.device or {"ip": None, "key": None, "location": find_location(None), "name": None},
        "email": user.get("email") or None,
        "event_type": event.event_type,
        "factor": event.factor,
        "isotimestamp": format_iso(time),
        "ood_software": None,
        "reason": event.reason,
        "result": event.result,
        "timestamp": time // 1000,
        "trusted_endpoint_status": "unknown",
        "txid": txid,
        "user": {"groups": user.get("groups", []), "key": user.get("user_id"), "name": user["username"]},
    }
    write_record(state, "authentication", time, txid, record)
    if event.result == "fraud":
        log_fraud(state, time, record)
    return record


def access_device(ip: str | None, hostname: str | None) -> Object:
    """Return the device of a login, of which the Auth API knows at most address and name."""
    unknown = dict.fromkeys(("is_encryption_enabled", "is_firewall_enabled", "is_password_set"), "unknown")
    nothing = dict.fromkeys(
        ("browser", "browser_version", "epkey", "flash_version", "java_version", "os", "os_version"), None
    )
    place = {"hostname": hostname, "ip": ip, "location": find_location(ip)}
    return {**nothing, **place, **unknown, "security_agents": "unknown"}


def log_telephony(
    state: DuoState, kind: str, number: str, *, context: str, txid: str | None = None, credit: int = 1
) -> None:
    """Log a text message (``sms``) or call (``phone``)."""
    key, time = state.new_uuid(), state.milliseconds()
    record = {
        "context": context, "credits": credit, "phone": number, "telephony_id": key, "ts": format_iso(time),
        "txid": txid, "type": kind,
    }  # fmt: skip
    write_record(state, "telephony", time, key, record)


def log_change(call: DuoCall, action: str, name: str, description: Mapping[str, Any] | None = None) -> None:
    """Log an administrator's change: `action` such as ``user_update``, the `name` of its target, the new values."""
    state, time, key = call.state, call.state.milliseconds(), call.state.new_uuid()
    details = None if description is None else msgspec.json.encode(description).decode()
    record = {
        "action": action, "description": details, "isotimestamp": format_iso_seconds(time // 1000), "object": name,
        "timestamp": time // 1000, "username": BY_API,
    }  # fmt: skip
    write_record(state, "administrator", time, key, record)
    target = {"key": target_key(call, name), "name": name, "type": action.rpartition("_")[0], "details": details}
    write_record(state, "activity", time, key, activity_record(key, time, action, actor(call), target))
    if description and action.startswith("user_") and description.get("status") == "bypass":
        log_bypass(state, time, actor(call), target)


def actor(call: DuoCall) -> Object:
    """Return the author of a change, as the activity log has it."""
    return {
        "key": call.application["integration_key"], "name": call.application["name"], "type": "application", "details": None,
    }  # fmt: skip


def target_key(call: DuoCall, name: str) -> str:
    """Return the id of the target of a change: the first id in the path, or its name if it is new."""
    return next((str(call[each.name]) for each in call.endpoint.placed("path") if call.get(each.name)), name)


def activity_record(key: str, time: int, action: str, actor: Object, target: Object) -> Object:
    """Return a record of the activity log."""
    return {
        "access_device": None, "action": {"details": None, "name": action}, "activity_id": key, "actor": actor,
        "akey": ACCOUNT_NAME, "application": None, "old_target": None, "outcome": {"result": "SUCCESS"}, "target": target,
        "ts": format_iso(time),
    }  # fmt: skip


def log_offline_access(
    state: DuoState, username: str, action: str, application: str, description: Mapping[str, Any]
) -> None:
    """Log offline access: `action` is ``o2fa_user_provisioned``, ``_deprovisioned`` or ``_reenrolled``."""
    time = state.milliseconds()
    record = {
        "action": action, "description": msgspec.json.encode(description).decode(),
        "isotimestamp": format_iso_seconds(time // 1000), "object": application, "timestamp": time // 1000, "username": username,
    }  # fmt: skip
    write_record(state, "offline_enrollment", time, state.new_uuid(), record)


def trust_event(key: str, kind: str, time: int, members: Mapping[str, Any]) -> Object:
    """Return a Trust Monitor event of a type with its members."""
    return {
        "priority_event": kind == "bypass_status", "priority_reasons": [], "sekey": key, "state": "new",
        "state_updated_timestamp": None, "surfaced_timestamp": time, "triage_event_uri": f"/trust-monitor?sekey={key}",
        "triaged_as_interesting": False, "type": kind, **members,
    }  # fmt: skip


def fraud_event(record: Object) -> Object:
    """Return the Trust Monitor event of an authentication that its user reported as fraud."""
    return {
        "explanations": [{"summary": "The user marked this request as fraudulent.", "type": "MARKED_AS_FRAUD"}],
        "from_common_netblock": False, "from_new_user": False, "low_risk_ip": False, "surfaced_auth": record,
    }  # fmt: skip


def log_fraud(state: DuoState, time: int, record: Object) -> None:
    """Log the event of an authentication that was marked as fraud."""
    key = state.new_id("SE")
    write_record(state, "trust_monitor", time, key, trust_event(key, "auth", time, fraud_event(record)))


def log_bypass(state: DuoState, time: int, by: Object, whom: Object) -> None:
    """Log the event of a user who may bypass the second factor from now on."""
    key = state.new_id("SE")
    members = {
        "bypass_status_enabled": time,
        "enabled_by": {"key": by["key"], "name": by["name"]},
        "enabled_for": {"key": whom["key"], "name": whom["name"]},
    }
    write_record(state, "trust_monitor", time, key, trust_event(key, "bypass_status", time, members))
