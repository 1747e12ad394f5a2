"""Generated devices: phones, hardware tokens, security keys, computers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.devices import tokens
from paraph.emulator.duo.devices.phones import create_phone
from paraph.emulator.duo.sample_data import words

if TYPE_CHECKING:
    from paraph.emulator.duo.ip_locations import Place
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

NUMBERS = 100
"""Number of fictional numbers in an area: 555-0100 to 555-0199."""
AREAS = 790
SECURITY_KEY, COMPUTER = "webauthncredential", "endpoint"
"""Kinds of security keys and computers."""


def add_phone(state: DuoState, user: Object, number: int) -> Object:
    """Add a phone of a user; most have Duo Mobile on it."""
    area, line = divmod(number, NUMBERS)
    phone = create_phone(
        state, number=f"+1{201 + area % AREAS}555{100 + line:04}", extension=str(area // AREAS or ""), type="Mobile",
        name="", platform=words.PLATFORMS[number % 2], activated=number % 12 != 11,
        last_seen="",
    )  # fmt: skip
    state.store.link("user-phone", user["user_id"], phone["phone_id"])
    return phone


def add_token(state: DuoState, user: Object, number: int) -> Object | None:
    """Add a hardware token, to one user in ten beginning with the first."""
    if number % 10:
        return None
    kind, serial = ("h6", "t6")[number // 10 % 2], f"{100_000 + number}"
    key, secret = state.new_id("DH"), f"{state.chance.getrandbits(160):040x}"
    step = tokens.STEP if kind in tokens.TIME_TYPES else None
    token: Object = {"token_id": key, "type": kind, "serial": serial, "totp_step": step}
    state.store.add(tokens.SECRETS, key, {"secret": secret, "counter": 0})
    state.store.add(tokens.KIND, key, token, [f"{kind} {serial}"])
    state.store.link("user-token", user["user_id"], key)
    return token


def add_security_key(state: DuoState, user: Object, number: int) -> None:
    """Add a security key, to one user in eight."""
    if number % 8 != 3:
        return
    key = state.new_id("WA")
    body: Object = {
        "webauthnkey": key, "credential_name": "Security key", "label": "Security Key", "date_added": int(state.clock()),
    }  # fmt: skip
    state.store.add(SECURITY_KEY, key, body)
    state.store.link(f"user-{SECURITY_KEY}", user["user_id"], key)


def add_computer(state: DuoState, user: Object, ip: str, place: Place) -> Object:
    """Add a computer as an endpoint of a user; return it as log records have it."""
    os, version, browser, browser_version = state.chance.choice(words.COMPUTERS)
    key, encrypted, guarded = state.new_id("EP"), state.chance.random() < 0.9, state.chance.random() < 0.9
    now = int(state.clock())
    endpoint: Object = {
        "epkey": key, "username": user["username"], "email": user["email"],
        "type": "mobile" if os in words.MOBILE else "desktop", "model": "", "device_name": None, "os_family": os,
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
