"""Hardware tokens, whose secrets are stored apart from their views."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from paraph.emulator.duo.admin import admins
from paraph.emulator.duo.admin.users import users_with
from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "token"
SECRETS = "token_secret"
"""The kind of secrets, by token: `secret` in hexadecimal, and `counter`, the next one of a counter-based token."""
DIGITS = {"h6": 6, "h8": 8, "t6": 6, "t8": 8}
COUNTER_TYPES = ("h6", "h8")
TIME_TYPES = ("t6", "t8")
STEP = 30
AHEAD = 1000
"""The maximal distance of a counter-based token ahead of the server."""


def hotp(secret: str, counter: int, digits: int) -> str:
    """Return the passcode for a secret (hexadecimal) and a counter (RFC 4226, section 5.3)."""
    mac = hmac.digest(bytes.fromhex(secret), counter.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def token_view(store: Store, token: Object) -> Object:
    """Return a token as callers see it, with its users and administrators."""
    key = token["token_id"]
    owners = store.source_objects(admins.LINK, key, admins.KIND)
    return {
        **token,
        "users": users_with(store, KIND, key),
        "admins": [admins.admin_view(store, admin) for admin in owners],
    }


@ROUTES.at("GET /admin/v1/tokens")
def list_tokens(call: DuoCall) -> Answer:
    """List all tokens, or the one of a type and serial number."""
    kind, serial = call.get("type"), call.get("serial")
    if (kind is None) != (serial is None):
        raise DuoError(40001, "serial" if serial is None else "type")
    page = call.page(KIND) if kind is None else call.page_of(call.store.find_by_name(KIND, f"{kind} {serial}"))
    return Page([token_view(call.store, token) for token in page.items], page.total)


@ROUTES.at("POST /admin/v1/tokens")
def create(call: DuoCall) -> Answer:
    """Create a token."""
    kind, serial, name = call["type"], call["serial"], f"{call['type']} {call['serial']}"
    if call.store.find_by_name(KIND, name):
        raise DuoError(40003, "serial already exists")
    step = call.get("totp_step", STEP) if kind in TIME_TYPES else None
    token: Object = {"token_id": call.state.new_id("DH"), "type": kind, "serial": serial, "totp_step": step}
    call.store.add(SECRETS, token["token_id"], read_secrets(call))
    call.store.add(KIND, token["token_id"], token, [name])
    log_change(call, "hardtoken_create", serial, {"type": kind, "serial": serial})
    return token_view(call.store, token)


def read_secrets(call: DuoCall) -> Object:
    """Read the secrets of a new token, by its type; raises DuoError (40001, 40002)."""
    names = ("private_id", "aes_key") if call["type"] == "yk" else ("secret",)
    for name in names:
        if not call.get(name):
            raise DuoError(40001, name)
        if not is_hexadecimal(call[name]):
            raise DuoError(40002, name)
    if names == ("secret",):
        return {"secret": call["secret"], "counter": call.get("counter", 0)}
    if (len(call["private_id"]), len(call["aes_key"])) != (12, 32):
        raise DuoError(40002, "private_id" if len(call["private_id"]) != 12 else "aes_key")
    return call.select(*names)


def is_hexadecimal(text: str) -> bool:
    """Return whether a text is bytes in hexadecimal."""
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True


@ROUTES.at("GET /admin/v1/tokens/{token_id}")
def get_token(call: DuoCall) -> Answer:
    """Return a token."""
    return token_view(call.store, call.object(KIND, call["token_id"]))


@ROUTES.at("POST /admin/v1/tokens/{token_id}")
def update(call: DuoCall) -> Answer:
    """Change the time step of a token, which only time-based ones have."""
    token = call.object(KIND, call["token_id"])
    if "totp_step" in call.parameters:
        if token["type"] not in TIME_TYPES:
            raise DuoError(40002, "totp_step")
        token["totp_step"] = call["totp_step"]
        call.store.save(KIND, token["token_id"], token)
        log_change(call, "hardtoken_update", token["serial"], {"totp_step": call["totp_step"]})
    return token_view(call.store, token)


@ROUTES.at("POST /admin/v1/tokens/{token_id}/resync")
def resynchronise(call: DuoCall) -> Answer:
    """Resynchronise a token if three passcodes in a row match ahead of its counter."""
    token = call.object(KIND, call["token_id"])
    if token["type"] not in COUNTER_TYPES:
        raise DuoError(40002, "token_id")
    stored, digits = call.object(SECRETS, token["token_id"]), DIGITS[token["type"]]
    requested = (call["code1"], call["code2"], call["code3"])
    for counter in range(stored["counter"], stored["counter"] + AHEAD):
        if tuple(hotp(stored["secret"], counter + step, digits) for step in range(3)) == requested:
            call.store.save(SECRETS, token["token_id"], stored | {"counter": counter + 3})
            log_change(call, "hardtoken_resync", token["serial"])
            return ""
    raise DuoError(40002, "code1")


@ROUTES.at("DELETE /admin/v1/tokens/{token_id}")
def delete(call: DuoCall) -> Answer:
    """Delete a token, if it exists."""
    token = call.store.get(KIND, call["token_id"])
    if token is not None:
        for link in ("user-token", admins.LINK):
            call.store.unlink(link, None, token["token_id"])
        call.store.delete(SECRETS, token["token_id"])
        call.store.delete(KIND, token["token_id"])
        log_change(call, "hardtoken_delete", token["serial"])
    return ""
