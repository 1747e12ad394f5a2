"""What a user can authenticate with, and whether the account lets them try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import sms
from paraph.emulator.duo.calls import Refused
from paraph.emulator.duo.places import location_of
from paraph.emulator.duo.users import phones_of

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call
    from paraph.emulator.store import Object, Store

AUTOMATIC = ("push", "phone")
"""What ``auto`` tries, in this order."""
METHODS = {
    "push": "duo-push", "phone": "phonecall", "sms": "sms", "mobile_otp": "duo-passcode", "sms_passcode": "sms",
    "duo_mobile_passcode": "duo-passcode", "hardware_token": "hardware-token", "bypass_code": "bypass",
}  # fmt: skip
"""By capability of a phone, or factor as it is logged: the method, as policies call it."""


def masked(number: str) -> str:
    """A telephone number without all that would tell it to a stranger."""
    return f"XXX-XXX-{number[-4:]}" if number else ""


def named(phone: Object) -> str:
    """What users see of a phone."""
    platform = str({"Apple iOS": "iOS", "Google Android": "Android"}.get(phone["platform"], phone["type"]))
    return f"{platform} ({masked(phone['number'])})" if phone["number"] else platform


def shown(store: Store, user: Object) -> list[Object]:
    """The devices of a user, as preauth lists them."""
    found = []
    for phone in phones_of(store, user["user_id"]):
        said = {
            "capabilities": phone["capabilities"], "device": phone["phone_id"], "display_name": named(phone),
            "name": phone["name"], "number": masked(phone["number"]), "type": "phone",
        }  # fmt: skip
        following = sms.next_code(store, phone["phone_id"])
        found.append(said | ({"sms_nextcode": following[0]} if following else {}))
    for token in store.objects_linked("user-token", user["user_id"], "token"):
        found.append({"device": token["token_id"], "name": token["serial"], "type": "token"})
    return found


def permitted(devices: list[Object], blocked: list[str]) -> list[Object]:
    """What is left of devices, as preauth lists them, without the methods that policies block."""
    found = []
    for device in devices:
        if device["type"] == "phone":
            left = [each for each in device["capabilities"] if METHODS.get(each) not in blocked]
            if set(left) & set(METHODS):
                automatic = [each for each in left if each != "auto" or set(left) & set(AUTOMATIC)]
                found.append(device | {"capabilities": automatic})
        elif METHODS["hardware_token"] not in blocked:
            found.append(device)
    return found


def picked(call: Call, user: Object, factor: str, device: str | None, blocked: list[str]) -> tuple[str, Object]:
    """The factor and the phone for it: one named by its id, or as ``phone2``, else the first that is capable.

    What policies block is only picked where there is nothing else. Raises Refused (40002) for a device that is not the user's, or when none is capable.
    """
    phones = phones_of(call.store, user["user_id"])
    if device and device != "auto":
        phones = [phone for number, phone in enumerate(phones, 1) if device in (phone["phone_id"], f"phone{number}")]
        if not phones:
            raise Refused(40002, "device")
    factors = AUTOMATIC if factor == "auto" else (factor,)
    for each in sorted(factors, key=lambda one: METHODS.get(one) in blocked):
        for phone in phones:
            if each in phone["capabilities"]:
                return each, phone
    raise Refused(40002, "no capable device")


def logged(device: Object, name: str | None = None) -> Object:
    """A phone or token as log records have it."""
    key = device.get("phone_id") or device.get("token_id")
    return {
        "ip": None,
        "key": key,
        "location": location_of(None),
        "name": name or device.get("number") or named(device),
    }


def groups_of(store: Store, user: Object) -> list[Object]:
    """The groups that a user is in."""
    return store.objects_linked("user-group", user["user_id"], "group")


def status_of(user: Object, groups: list[Object]) -> str:
    """The status that counts: a group can take away, or spare, what an active user has."""
    status: str = user["status"]
    if status == "active":
        words = {group["status"].lower() for group in groups}
        return next((word for word in ("disabled", "bypass") if word in words), status)
    return status
