"""Phones: what they are, and what they can do to authenticate somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.calls import Page, Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.users import holders
from paraph.emulator.duo.values import spelled, telephone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
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
"""What Duo Mobile tells of a phone, by platform."""


def create_phone(state: State, **members: Any) -> Object:
    """A new phone, as stored; raises Refused (40003) when another has the number and extension."""
    phone: Object = {
        "phone_id": state.new_id("DP"), "number": "", "extension": "", "name": "", "type": "Unknown", "platform": "Unknown",
        "model": "Unknown", "activated": False, "sms_passcodes_sent": False, "predelay": None, "postdelay": None,
        "encrypted": "", "fingerprint": "", "screenlock": "", "tampered": "", "last_seen": "",
    }  # fmt: skip
    return put_phone(state.store, phone | members, is_new=True)


def put_phone(store: Store, phone: Object, *, is_new: bool = False) -> Object:
    """Keep a phone, with what its state lets it do."""
    for other in find_phones(store, phone["number"], phone["extension"]):
        if other["phone_id"] != phone["phone_id"]:
            raise Refused(40003, "number already exists")
    told = ACTIVATED.get(phone["platform"], {}) if phone["activated"] else {}
    phone |= {name: value for name, value in told.items() if phone[name] in ("", "Unknown")}
    phone["capabilities"] = capabilities(phone)
    keep = store.add if is_new else store.put
    return keep(KIND, phone["phone_id"], phone, [f"number:{phone['number']}" if phone["number"] else ""])


def capabilities(phone: Object) -> list[str]:
    """The factors of a phone: a number can be called, one that is no landline's texted, Duo Mobile be pushed to."""
    number, push = bool(phone["number"]), phone["activated"] and phone["type"] != "Landline"
    can = {"push": push, "sms": number and phone["type"] != "Landline", "phone": number, "mobile_otp": push}
    found = [name for name, able in can.items() if able]
    return ["auto", *found] if found else []


def find_phones(store: Store, number: str, extension: str = "") -> list[Object]:
    """The phones with that number and extension."""
    if not telephone(number):
        return []
    found = store.named(KIND, f"number:{telephone(number)}")
    return [phone for phone in found if phone["extension"] == extension]


def phone_view(store: Store, phone: Object) -> Object:
    """A phone as callers see it, with its users."""
    return {**phone, "users": holders(store, KIND, phone["phone_id"])}


def members_of(given: Mapping[str, Any]) -> Object:
    """The members of a phone that parameters name; raises Refused (40002)."""
    found: Object = {name: str(given[name]) for name in ("name", "extension", "predelay", "postdelay") if name in given}
    if "number" in given:
        found["number"] = telephone(str(given["number"]))
    if "type" in given:
        found["type"] = spelled(given["type"], TYPES, "type")
    if "platform" in given:
        found["platform"] = spelled(given["platform"], PLATFORMS, "platform")
    return found


def known_as(phone: Object) -> str:
    """What logs call a phone."""
    name: str = phone["number"] or phone["name"] or phone["phone_id"]
    return name


@ROUTES.at("GET /admin/v1/phones")
def listed(call: Call) -> Answer:
    """All phones, or the one with a number: none found is an empty list."""
    number = call.get("number")
    page = call.part(find_phones(call.store, number, call.get("extension") or "")) if number else call.page(KIND)
    return Page([phone_view(call.store, phone) for phone in page.items], page.total)


@ROUTES.at("POST /admin/v1/phones")
def created(call: Call) -> Answer:
    """A new phone."""
    phone = create_phone(call.state, **members_of(call.given))
    changed(call, "phone_create", known_as(phone), call.given)
    return phone_view(call.store, phone)


@ROUTES.at("GET /admin/v1/phones/{phone_id}")
def one(call: Call) -> Answer:
    """One phone."""
    return phone_view(call.store, call.object(KIND, call["phone_id"]))


@ROUTES.at("POST /admin/v1/phones/{phone_id}")
def updated(call: Call) -> Answer:
    """A phone with other members."""
    phone = put_phone(call.store, call.object(KIND, call["phone_id"]) | members_of(call.given))
    changed(call, "phone_update", known_as(phone), call.given)
    return phone_view(call.store, phone)


@ROUTES.at("DELETE /admin/v1/phones/{phone_id}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such phone."""
    phone = call.store.get(KIND, call["phone_id"])
    if phone is not None:
        call.store.delete(KIND, phone["phone_id"])
        call.store.unlink("user-phone", None, phone["phone_id"])
        changed(call, "phone_delete", known_as(phone))
    return ""
