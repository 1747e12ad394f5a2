"""Records in the form of the older logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.logs.records import format_iso_seconds

if TYPE_CHECKING:
    from paraph.emulator.store import Event, Object

FACTORS = {
    "duo_push": "Duo Push",
    "phone_call": "Phone Call",
    "sms_passcode": "SMS Passcode",
    "sms_refresh": "SMS Refresh",
    "duo_mobile_passcode": "Duo Mobile Passcode",
    "hardware_token": "Hardware Token",
    "bypass_code": "Bypass Code",
    "passcode": "Passcode",
    "remembered_device": "Remembered Device",
    "yubikey_code": "Yubikey Passcode",
    "not_available": "n/a",
}
"""Names of factors in the older log, if they differ."""
RESULTS = {"success": "SUCCESS", "denied": "FAILURE", "fraud": "FRAUD"}
ENROLLMENT = "enrollment"


def authentication_view(record: Object) -> Object:
    """Convert an authentication."""
    factor, reason = record["factor"], record["reason"]
    return {
        "access_device": record["access_device"],
        "alias": record["alias"],
        "device": record["auth_device"]["name"] or "",
        "email": record["email"] or "",
        "factor": FACTORS.get(factor, factor),
        "integration": record["application"]["name"],
        "ip": record["access_device"]["ip"] or "",
        "isotimestamp": format_iso_seconds(record["timestamp"]),
        "location": record["access_device"]["location"],
        "new_enrollment": record["event_type"] == ENROLLMENT,
        "reason": reason and reason.replace("_", " ").capitalize(),
        "result": RESULTS.get(record["result"], record["result"]),
        "timestamp": record["timestamp"],
        "username": record["user"]["name"],
    }


def telephony_view(event: Event) -> Object:
    """Convert a message or call."""
    record, seconds = event.record, event.time // 1000
    return {
        "context": record["context"],
        "credits": record["credits"],
        "isotimestamp": format_iso_seconds(seconds),
        "phone": record["phone"],
        "timestamp": seconds,
        "type": record["type"],
    }
