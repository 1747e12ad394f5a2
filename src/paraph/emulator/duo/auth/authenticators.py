"""The factors of a user, and whether policies allow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin.users import list_user_phones
from paraph.emulator.duo.auth import sms_passcodes
from paraph.emulator.duo.calls import DuoError
from paraph.emulator.duo.ip_locations import find_location

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import DuoCall
    from paraph.emulator.store import Object, Store

AUTOMATIC = ("push", "phone")
"""Factors of ``auto``, in order of preference."""
METHODS = {
    "push": "duo-push", "phone": "phonecall", "sms": "sms", "mobile_otp": "duo-passcode", "sms_passcode": "sms",
    "duo_mobile_passcode": "duo-passcode", "hardware_token": "hardware-token", "bypass_code": "bypass",
}  # fmt: skip
"""Names of methods in policies, by capability of a phone or logged factor."""


def mask_number(number: str) -> str:
    """Mask a telephone number except its last digits."""
    return f"XXX-XXX-{number[-4:]}" if number else ""


def display_name(phone: Object) -> str:
    """Return the name of a phone that users see."""
    platform = str({"Apple iOS": "iOS", "Google Android": "Android"}.get(phone["platform"], phone["type"]))
    return f"{platform} ({mask_number(phone['number'])})" if phone["number"] else platform


def list_devices(store: Store, user: Object) -> list[Object]:
    """Return the devices of a user, as preauth lists them."""
    result = []
    for phone in list_user_phones(store, user["user_id"]):
        content = {
            "capabilities": phone["capabilities"], "device": phone["phone_id"], "display_name": display_name(phone),
            "name": phone["name"], "number": mask_number(phone["number"]), "type": "phone",
        }  # fmt: skip
        following = sms_passcodes.next_code(store, phone["phone_id"])
        result.append(content | ({"sms_nextcode": following[0]} if following else {}))
    for token in store.target_objects("user-token", user["user_id"], "token"):
        result.append({"device": token["token_id"], "name": token["serial"], "type": "token"})
    return result


def filter_blocked(devices: list[Object], blocked: list[str]) -> list[Object]:
    """Remove the methods that policies block from the devices that preauth lists."""
    result = []
    for device in devices:
        if device["type"] == "phone":
            remaining = [each for each in device["capabilities"] if METHODS.get(each) not in blocked]
            if set(remaining) & set(METHODS):
                automatic = [each for each in remaining if each != "auto" or set(remaining) & set(AUTOMATIC)]
                result.append(device | {"capabilities": automatic})
        elif METHODS["hardware_token"] not in blocked:
            result.append(device)
    return result


def pick_device(call: DuoCall, user: Object, factor: str, device: str | None, blocked: list[str]) -> tuple[str, Object]:
    """Return the factor and its phone: one named by its id, or as ``phone2``, else the first capable one.

    A blocked factor is only picked if there is no other. Raises DuoError (40002) for a device of another user, or if no
    device is capable.
    """
    phones = list_user_phones(call.store, user["user_id"])
    if device and device != "auto":
        phones = [phone for number, phone in enumerate(phones, 1) if device in (phone["phone_id"], f"phone{number}")]
        if not phones:
            raise DuoError(40002, "device")
    factors = AUTOMATIC if factor == "auto" else (factor,)
    for each in sorted(factors, key=lambda one: METHODS.get(one) in blocked):
        for phone in phones:
            if each in phone["capabilities"]:
                return each, phone
    raise DuoError(40002, "no capable device")


def device_record(device: Object, name: str | None = None) -> Object:
    """Return a phone or token as log records have it."""
    key = device.get("phone_id") or device.get("token_id")
    return {
        "ip": None,
        "key": key,
        "location": find_location(None),
        "name": name or device.get("number") or display_name(device),
    }


def list_groups(store: Store, user: Object) -> list[Object]:
    """Return the groups of a user."""
    return store.target_objects("user-group", user["user_id"], "group")


def effective_status(user: Object, groups: list[Object]) -> str:
    """Return the effective status: a group can restrict, or bypass, an active user."""
    status: str = user["status"]
    if status == "active":
        words = {group["status"].lower() for group in groups}
        return next((word for word in ("disabled", "bypass") if word in words), status)
    return status
