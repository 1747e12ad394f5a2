"""Passcodes by text message: sent in batches, each of them good for one login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.lockout import setting
from paraph.emulator.duo.logs import telephoned

if TYPE_CHECKING:
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

KIND = "sms_passcodes"
DIGITS = 7
MOST = 10
"""How many passcodes a message has at most."""


def send(state: State, phone: Object, txid: str | None = None, context: str = "authentication") -> list[str]:
    """Text a new batch of passcodes to a phone, which makes the last one worthless; the passcodes.

    Their first digits count up, so that a login page can say which is next.
    """
    count = min(setting(state.store, "sms_batch") or 1, MOST)
    codes = [
        f"{(1 + number) % 10}{state.chance.randrange(10 ** (DIGITS - 1)):0{DIGITS - 1}}" for number in range(count)
    ]
    minutes = setting(state.store, "sms_expiration")
    until = int(state.clock()) + 60 * minutes if minutes else None
    state.store.put(KIND, phone["phone_id"], {"codes": codes, "used": [], "expires": until})
    state.store.put("phone", phone["phone_id"], phone | {"sms_passcodes_sent": True})
    telephoned(state, "sms", phone["number"], context=context, txid=txid)
    return codes


def next_code(store: Store, phone_id: str) -> str | None:
    """The passcode that a phone's user should use next, if there is one."""
    sent = store.get(KIND, phone_id)
    return sent["codes"][0] if sent and sent["codes"] else None


def use(state: State, phone_id: str, code: str) -> bool | None:
    """Whether a passcode is good, which it is once; None when it is none of this phone's."""
    sent = state.store.get(KIND, phone_id)
    if sent is None or code not in (*sent["codes"], *sent["used"]):
        return None
    if code in sent["used"] or (sent["expires"] is not None and state.clock() >= sent["expires"]):
        return False
    sent["codes"].remove(code)
    sent["used"].append(code)
    state.store.put(KIND, phone_id, sent)
    return True
