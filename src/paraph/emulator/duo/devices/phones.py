"""Phones and their factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.admin.users import users_with
from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.parameters import match_word, normalise_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "phone"
TYPES = ("Unknown", "Mobile", "Landline")
PLATFORMS = (
    "Unknown", "Google Android", "Apple iOS", "Windows Phone", "RIM Blackberry", "Java J2ME", "Palm WebOS", "Symbian OS",
    "Windows Mobile", "Generic Smartphone",
)  # fmt: skip
ACTIVATED = {
    "Apple iOS": {
        "model": "Apple iPhone", "encrypted": "Encrypted", "fingerprint": "Configured", "screenlock": "Locked",
        "tampered": "Not tampered",
    },
    "Google Android": {
        "model": "Google Pixel", "encrypted": "Encrypted", "fingerprint": "Configured", "screenlock": "Locked",
        "tampered": "Not tampered",
    },
}  # fmt: skip
"""Members that Duo Mobile reports, by platform."""


def create_phone(state: DuoState, **members: Any) -> Object:
    """Create a phone; raises DuoError (40003) if another has the number and extension."""
    phone: Object = {
        "phone_id": state.new_id("DP"), "number": "", "extension": "", "name": "", "type": "Unknown", "platform": "Unknown",
        "model": "Unknown", "activated": False, "sms_passcodes_sent": False, "predelay": None, "postdelay": None,
        "encrypted": "", "fingerprint": "", "screenlock": "", "tampered": "", "last_seen": "",
    }  # fmt: skip
    return put_phone(state.store, phone | members, is_new=True)


def put_phone(store: Store, phone: Object, *, is_new: bool = False) -> Object:
    """Save a phone, with its capabilities."""
    for other in find_phones(store, phone["number"], phone["extension"]):
        if other["phone_id"] != phone["phone_id"]:
            raise DuoError(40003, "number already exists")
    details = ACTIVATED.get(phone["platform"], {}) if phone["activated"] else {}
    phone |= {name: value for name, value in details.items() if phone[name] in ("", "Unknown")}
    phone["capabilities"] = capabilities(phone)
    keep = store.add if is_new else store.save
    return keep(KIND, phone["phone_id"], phone, [f"number:{phone['number']}" if phone["number"] else ""])


def capabilities(phone: Object) -> list[str]:
    """Return the factors of a phone: numbers take calls, mobile ones texts, Duo Mobile takes pushes."""
    number, push = bool(phone["number"]), phone["activated"] and phone["type"] != "Landline"
    can = {"push": push, "sms": number and phone["type"] != "Landline", "phone": number, "mobile_otp": push}
    result = [name for name, able in can.items() if able]
    return ["auto", *result] if result else []


def find_phones(store: Store, number: str, extension: str = "") -> list[Object]:
    """Return the phones with that number and extension."""
    if not normalise_number(number):
        return []
    result = store.find_by_name(KIND, f"number:{normalise_number(number)}")
    return [phone for phone in result if phone["extension"] == extension]


def phone_view(store: Store, phone: Object) -> Object:
    """Return a phone as callers see it, with its users."""
    return {**phone, "users": users_with(store, KIND, phone["phone_id"])}


def read_fields(values: Mapping[str, Any]) -> Object:
    """Read the fields of a phone from parameters; raises DuoError (40002)."""
    result: Object = {
        name: str(values[name]) for name in ("name", "extension", "predelay", "postdelay") if name in values
    }
    if "number" in values:
        result["number"] = normalise_number(str(values["number"]))
    if "type" in values:
        result["type"] = match_word(values["type"], TYPES, "type")
    if "platform" in values:
        result["platform"] = match_word(values["platform"], PLATFORMS, "platform")
    return result


def log_name(phone: Object) -> str:
    """Return the name of a phone in logs."""
    name: str = phone["number"] or phone["name"] or phone["phone_id"]
    return name


@ROUTES.at("GET /admin/v1/phones")
def list_phones(call: DuoCall) -> Answer:
    """List all phones, or the one with a number."""
    number = call.get("number")
    page = call.page_of(find_phones(call.store, number, call.get("extension") or "")) if number else call.page(KIND)
    return Page([phone_view(call.store, phone) for phone in page.items], page.total)


@ROUTES.at("POST /admin/v1/phones")
def create(call: DuoCall) -> Answer:
    """Create a phone."""
    phone = create_phone(call.state, **read_fields(call.parameters))
    log_change(call, "phone_create", log_name(phone), call.parameters)
    return phone_view(call.store, phone)


@ROUTES.at("GET /admin/v1/phones/{phone_id}")
def get_phone(call: DuoCall) -> Answer:
    """Return a phone."""
    return phone_view(call.store, call.object(KIND, call["phone_id"]))


@ROUTES.at("POST /admin/v1/phones/{phone_id}")
def update(call: DuoCall) -> Answer:
    """Change a phone."""
    phone = put_phone(call.store, call.object(KIND, call["phone_id"]) | read_fields(call.parameters))
    log_change(call, "phone_update", log_name(phone), call.parameters)
    return phone_view(call.store, phone)


@ROUTES.at("DELETE /admin/v1/phones/{phone_id}")
def delete(call: DuoCall) -> Answer:
    """Delete a phone, if it exists."""
    phone = call.store.get(KIND, call["phone_id"])
    if phone is not None:
        call.store.delete(KIND, phone["phone_id"])
        call.store.unlink("user-phone", None, phone["phone_id"])
        log_change(call, "phone_delete", log_name(phone))
    return ""
