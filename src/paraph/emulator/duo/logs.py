"""The records that what happens leaves in the logs.

Each record is kept once, in the form of the newest API that shows it; older forms are made from that as they are asked
for. The names of the logs are those in the paths of the endpoints, with ``trust_monitor`` for Trust Monitor.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.duo.places import location_of
from paraph.emulator.store import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

ACCOUNT = "DAPARAPHACCOUNT00000"
"""The key of the account that a local server has."""
BY_API = "API"
"""What the administrator log calls the one who made a change, where an application did."""


def iso(milliseconds: int) -> str:
    """A time with microseconds and an offset, as the newer logs write it."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="microseconds")


def iso_seconds(seconds: int) -> str:
    """A time as the older logs write it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def written(state: State, log: str, time: int, key: str, record: Mapping[str, Any]) -> None:
    """Keep a record under its time in Unix milliseconds and its id."""
    state.store.log(log, [Event(time, key, msgspec.json.encode(record))])


def authenticated(
    state: State, time: int, txid: str, *, user: Object, application: Object, factor: str | None, result: str,
    reason: str | None, device: Object | None = None, ip: str | None = None, hostname: str | None = None,
    event_type: str = "authentication",
) -> Object:  # fmt: skip
    """Leave the record of an authentication; one that was marked as fraud is a Trust Monitor event, too."""
    record = {
        "access_device": access_device(ip, hostname),
        "alias": "",
        "application": {"key": application["integration_key"], "name": application["name"]},
        "auth_device": device or {"ip": None, "key": None, "location": location_of(None), "name": None},
        "email": user.get("email") or None,
        "event_type": event_type,
        "factor": factor,
        "isotimestamp": iso(time),
        "ood_software": None,
        "reason": reason,
        "result": result,
        "timestamp": time // 1000,
        "trusted_endpoint_status": "unknown",
        "txid": txid,
        "user": {"groups": user.get("groups", []), "key": user.get("user_id"), "name": user["username"]},
    }
    written(state, "authentication", time, txid, record)
    if result == "fraud":
        marked_as_fraud(state, time, record)
    return record


def access_device(ip: str | None, hostname: str | None) -> Object:
    """What is known of where a login came from, when the Auth API is told an address and a name at most."""
    unknown = dict.fromkeys(("is_encryption_enabled", "is_firewall_enabled", "is_password_set"), "unknown")
    nothing = dict.fromkeys(
        ("browser", "browser_version", "epkey", "flash_version", "java_version", "os", "os_version"), None
    )
    place = {"hostname": hostname, "ip": ip, "location": location_of(ip)}
    return {**nothing, **place, **unknown, "security_agents": "unknown"}


def telephoned(state: State, kind: str, number: str, *, context: str, txid: str | None = None, credit: int = 1) -> None:
    """Leave the record of a text message (``sms``) or call (``phone``)."""
    key, time = state.new_uuid(), state.milliseconds()
    record = {
        "context": context, "credits": credit, "phone": number, "telephony_id": key, "ts": iso(time),
        "txid": txid, "type": kind,
    }  # fmt: skip
    written(state, "telephony", time, key, record)


def changed(call: Call, action: str, name: str, description: Mapping[str, Any] | None = None) -> None:
    """Leave what an administrator's change leaves: `action` such as ``user_update``, the `name` of what it was made to, what was set."""
    state, time, key = call.state, call.state.milliseconds(), call.state.new_uuid()
    details = None if description is None else msgspec.json.encode(description).decode()
    record = {
        "action": action, "description": details, "isotimestamp": iso_seconds(time // 1000), "object": name,
        "timestamp": time // 1000, "username": BY_API,
    }  # fmt: skip
    written(state, "administrator", time, key, record)
    target = {"key": target_key(call, name), "name": name, "type": action.rpartition("_")[0], "details": details}
    written(state, "activity", time, key, activity(key, time, action, actor(call), target))
    if description and action.startswith("user_") and description.get("status") == "bypass":
        allowed_to_bypass(state, time, actor(call), target)


def actor(call: Call) -> Object:
    """Who makes a change, as the activity log has it."""
    return {
        "key": call.application["integration_key"], "name": call.application["name"], "type": "application", "details": None,
    }  # fmt: skip


def target_key(call: Call, name: str) -> str:
    """The id of what a change is made to: what the path names first, or its name when it is new."""
    return next((str(call[each.name]) for each in call.endpoint.placed("path") if call.get(each.name)), name)


def activity(key: str, time: int, action: str, actor: Object, target: Object) -> Object:
    """A record of the activity log."""
    return {
        "access_device": None, "action": {"details": None, "name": action}, "activity_id": key, "actor": actor,
        "akey": ACCOUNT, "application": None, "old_target": None, "outcome": {"result": "SUCCESS"}, "target": target,
        "ts": iso(time),
    }  # fmt: skip


def enrolled_offline(
    state: State, username: str, action: str, application: str, description: Mapping[str, Any]
) -> None:
    """Leave the record of offline access: `action` is ``o2fa_user_provisioned``, ``_deprovisioned`` or ``_reenrolled``."""
    time = state.milliseconds()
    record = {
        "action": action, "description": msgspec.json.encode(description).decode(),
        "isotimestamp": iso_seconds(time // 1000), "object": application, "timestamp": time // 1000, "username": username,
    }  # fmt: skip
    written(state, "offline_enrollment", time, state.new_uuid(), record)


def suspicion(key: str, kind: str, time: int, members: Mapping[str, Any]) -> Object:
    """A Trust Monitor event of a type, with the members that events of that type have."""
    return {
        "priority_event": kind == "bypass_status", "priority_reasons": [], "sekey": key, "state": "new",
        "state_updated_timestamp": None, "surfaced_timestamp": time, "triage_event_uri": f"/trust-monitor?sekey={key}",
        "triaged_as_interesting": False, "type": kind, **members,
    }  # fmt: skip


def fraud(record: Object) -> Object:
    """What Trust Monitor says of an authentication that its user took for somebody else's."""
    return {
        "explanations": [{"summary": "The user marked this request as fraudulent.", "type": "MARKED_AS_FRAUD"}],
        "from_common_netblock": False, "from_new_user": False, "low_risk_ip": False, "surfaced_auth": record,
    }  # fmt: skip


def marked_as_fraud(state: State, time: int, record: Object) -> None:
    """Leave the event of an authentication that was marked as fraud."""
    key = state.new_id("SE")
    written(state, "trust_monitor", time, key, suspicion(key, "auth", time, fraud(record)))


def allowed_to_bypass(state: State, time: int, by: Object, whom: Object) -> None:
    """Leave the event of a user who may log in without a second factor from now on."""
    key = state.new_id("SE")
    members = {
        "bypass_status_enabled": time,
        "enabled_by": {"key": by["key"], "name": by["name"]},
        "enabled_for": {"key": whom["key"], "name": whom["name"]},
    }
    written(state, "trust_monitor", time, key, suspicion(key, "bypass_status", time, members))
