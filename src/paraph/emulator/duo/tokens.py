"""Hardware tokens, whose secrets are kept apart from what is shown of them."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from paraph.emulator.duo import admins
from paraph.emulator.duo.calls import Page, Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.users import holders

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "token"
SECRETS = "token_secret"
"""By token: `secret` in hexadecimal, and `counter`, the next one of a token that counts."""
DIGITS = {"h6": 6, "h8": 8, "t6": 6, "t8": 8}
COUNTING = ("h6", "h8")
TIMED = ("t6", "t8")
STEP = 30
AHEAD = 1000
"""How far a counting token may have run ahead."""


def hotp(secret: str, counter: int, digits: int) -> str:
    """The passcode of a token with that secret (hexadecimal) at a counter (RFC 4226, section 5.3)."""
    mac = hmac.digest(bytes.fromhex(secret), counter.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def token_view(store: Store, token: Object) -> Object:
    """A token as callers see it, with its users and administrators."""
    key = token["token_id"]
    owners = store.objects_linking(admins.LINK, key, admins.KIND)
    return {
        **token,
        "users": holders(store, KIND, key),
        "admins": [admins.admin_view(store, admin) for admin in owners],
    }


@ROUTES.at("GET /admin/v1/tokens")
def listed(call: Call) -> Answer:
    """All tokens, or the one of a type and serial number: none found is an empty list."""
    kind, serial = call.get("type"), call.get("serial")
    if (kind is None) != (serial is None):
        raise Refused(40001, "serial" if serial is None else "type")
    page = call.page(KIND) if kind is None else call.part(call.store.named(KIND, f"{kind} {serial}"))
    return Page([token_view(call.store, token) for token in page.items], page.total)


@ROUTES.at("POST /admin/v1/tokens")
def created(call: Call) -> Answer:
    """A new token."""
    kind, serial, name = call["type"], call["serial"], f"{call['type']} {call['serial']}"
    if call.store.named(KIND, name):
        raise Refused(40003, "serial already exists")
    step = call.get("totp_step", STEP) if kind in TIMED else None
    token: Object = {"token_id": call.state.new_id("DH"), "type": kind, "serial": serial, "totp_step": step}
    call.store.add(SECRETS, token["token_id"], secrets_of(call))
    call.store.add(KIND, token["token_id"], token, [name])
    changed(call, "hardtoken_create", serial, {"type": kind, "serial": serial})
    return token_view(call.store, token)


def secrets_of(call: Call) -> Object:
    """What a new token works with, by its type; raises Refused (40001, 40002)."""
    names = ("private_id", "aes_key") if call["type"] == "yk" else ("secret",)
    for name in names:
        if not call.get(name):
            raise Refused(40001, name)
        if not hexadecimal(call[name]):
            raise Refused(40002, name)
    if names == ("secret",):
        return {"secret": call["secret"], "counter": call.get("counter", 0)}
    if (len(call["private_id"]), len(call["aes_key"])) != (12, 32):
        raise Refused(40002, "private_id" if len(call["private_id"]) != 12 else "aes_key")
    return call.chosen(*names)


def hexadecimal(text: str) -> bool:
    """Whether a text is bytes in hexadecimal."""
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True


@ROUTES.at("GET /admin/v1/tokens/{token_id}")
def one(call: Call) -> Answer:
    """One token."""
    return token_view(call.store, call.object(KIND, call["token_id"]))


@ROUTES.at("POST /admin/v1/tokens/{token_id}")
def updated(call: Call) -> Answer:
    """A token with another time step, which only those have that go by time."""
    token = call.object(KIND, call["token_id"])
    if "totp_step" in call.given:
        if token["type"] not in TIMED:
            raise Refused(40002, "totp_step")
        token["totp_step"] = call["totp_step"]
        call.store.put(KIND, token["token_id"], token)
        changed(call, "hardtoken_update", token["serial"], {"totp_step": call["totp_step"]})
    return token_view(call.store, token)


@ROUTES.at("POST /admin/v1/tokens/{token_id}/resync")
def resynchronised(call: Call) -> Answer:
    """Nothing, once three passcodes in a row are found ahead of where the token was thought to be."""
    token = call.object(KIND, call["token_id"])
    if token["type"] not in COUNTING:
        raise Refused(40002, "token_id")
    kept, digits = call.object(SECRETS, token["token_id"]), DIGITS[token["type"]]
    wanted = (call["code1"], call["code2"], call["code3"])
    for counter in range(kept["counter"], kept["counter"] + AHEAD):
        if tuple(hotp(kept["secret"], counter + step, digits) for step in range(3)) == wanted:
            call.store.put(SECRETS, token["token_id"], kept | {"counter": counter + 3})
            changed(call, "hardtoken_resync", token["serial"])
            return ""
    raise Refused(40002, "code1")


@ROUTES.at("DELETE /admin/v1/tokens/{token_id}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such token."""
    token = call.store.get(KIND, call["token_id"])
    if token is not None:
        for link in ("user-token", admins.LINK):
            call.store.unlink(link, None, token["token_id"])
        call.store.delete(SECRETS, token["token_id"])
        call.store.delete(KIND, token["token_id"])
        changed(call, "hardtoken_delete", token["serial"])
    return ""
