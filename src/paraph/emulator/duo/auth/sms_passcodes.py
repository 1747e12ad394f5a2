"""Passcodes by text message: sent in batches, each valid for one login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.auth.lockout import read_setting
from paraph.emulator.duo.logs.records import log_telephony

if TYPE_CHECKING:
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

KIND = "sms_passcodes"
DIGITS = 7
MOST = 10
"""The maximal number of passcodes in a message."""


def send_passcodes(
    state: DuoState, phone: Object, txid: str | None = None, context: str = "authentication"
) -> list[str]:
    """Send a new batch of passcodes to a phone, which invalidates the last one; return the passcodes.

    Their first digits count up, so that a login page can name the next one.
    """
    count = min(read_setting(state.store, "sms_batch") or 1, MOST)
    codes = [
        f"{(1 + number) % 10}{state.chance.randrange(10 ** (DIGITS - 1)):0{DIGITS - 1}}" for number in range(count)
    ]
    minutes = read_setting(state.store, "sms_expiration")
    until = int(state.clock()) + 60 * minutes if minutes else None
    state.store.save(KIND, phone["phone_id"], {"codes": codes, "used": [], "expires": until})
    state.store.save("phone", phone["phone_id"], phone | {"sms_passcodes_sent": True})
    log_telephony(state, "sms", phone["number"], context=context, txid=txid)
    return codes


def next_code(store: Store, phone_id: str) -> str | None:
    """Return the passcode to use next, if there is one."""
    sent = store.get(KIND, phone_id)
    return sent["codes"][0] if sent and sent["codes"] else None


def use_passcode(state: DuoState, phone_id: str, code: str) -> bool | None:
    """Use a passcode once; return whether it is valid, None if it was not sent to this phone."""
    sent = state.store.get(KIND, phone_id)
    if sent is None or code not in (*sent["codes"], *sent["used"]):
        return None
    if code in sent["used"] or (sent["expires"] is not None and state.clock() >= sent["expires"]):
        return False
    sent["codes"].remove(code)
    sent["used"].append(code)
    state.store.save(KIND, phone_id, sent)
    return True
