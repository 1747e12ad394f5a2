"""What made-up people log in with: phones, hardware tokens, security keys, computers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import data_words, tokens
from paraph.emulator.duo.phones import create_phone

if TYPE_CHECKING:
    from paraph.emulator.duo.places import Place
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

NUMBERS = 100
"""How many numbers of an area are kept for stories: 555-0100 to 555-0199."""
AREAS = 790
SECURITY_KEY, COMPUTER = "webauthncredential", "endpoint"
"""Their kinds."""


def with_phone(state: State, user: Object, number: int) -> Object:
    """A phone of a user; most have Duo Mobile on it."""
    area, line = divmod(number, NUMBERS)
    phone = create_phone(
        state, number=f"+1{201 + area % AREAS}555{100 + line:04}", extension=str(area // AREAS or ""), type="Mobile",
        name="", platform=data_words.PLATFORMS[number % 2], activated=number % 12 != 11,
        last_seen="",
    )  # fmt: skip
    state.store.link("user-phone", user["user_id"], phone["phone_id"])
    return phone


def with_token(state: State, user: Object, number: int) -> Object | None:
    """A hardware token, which one user in ten has, the first among them."""
    if number % 10:
        return None
    kind, serial = ("h6", "t6")[number // 10 % 2], f"{100_000 + number}"
    key, secret = state.new_id("DH"), f"{state.chance.getrandbits(160):040x}"
    step = tokens.STEP if kind in tokens.TIMED else None
    token: Object = {"token_id": key, "type": kind, "serial": serial, "totp_step": step}
    state.store.add(tokens.SECRETS, key, {"secret": secret, "counter": 0})
    state.store.add(tokens.KIND, key, token, [f"{kind} {serial}"])
    state.store.link("user-token", user["user_id"], key)
    return token


def with_security_key(state: State, user: Object, number: int) -> None:
    """A security key, which one user in eight has."""
    if number % 8 != 3:
        return
    key = state.new_id("WA")
    body: Object = {
        "webauthnkey": key, "credential_name": "Security key", "label": "Security Key", "date_added": int(state.clock()),
    }  # fmt: skip
    state.store.add(SECURITY_KEY, key, body)
    state.store.link(f"user-{SECURITY_KEY}", user["user_id"], key)


def computer(state: State, user: Object, ip: str, place: Place) -> Object:
    """A computer that somebody logs in with at a place, as log records have it; it is kept as an endpoint of theirs."""
    os, version, browser, browser_version = state.chance.choice(data_words.COMPUTERS)
    key, encrypted, guarded = state.new_id("EP"), state.chance.random() < 0.9, state.chance.random() < 0.9
    now = int(state.clock())
    endpoint: Object = {
        "epkey": key, "username": user["username"], "email": user["email"],
        "type": "mobile" if os in data_words.MOBILE else "desktop", "model": "", "device_name": None, "os_family": os,
        "os_version": version, "os_build": None, "trusted_endpoint": "unknown", "security_agents": [], "last_updated": now,
        "browsers": [{"browser_family": browser, "browser_version": browser_version, "flash_version": None,
                      "java_version": None, "last_used": now}],
        "disk_encryption_status": "On" if encrypted else "Off", "firewall_status": "On" if guarded else "Off",
        "password_status": "Set",
    }  # fmt: skip
    state.store.add(COMPUTER, key, endpoint)
    return {
        "browser": browser, "browser_version": browser_version, "epkey": key, "flash_version": None, "hostname": None,
        "ip": ip, "is_encryption_enabled": encrypted, "is_firewall_enabled": guarded, "is_password_set": True,
        "java_version": None, "location": place.location, "os": os, "os_version": version, "security_agents": [],
    }  # fmt: skip
