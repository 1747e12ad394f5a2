"""Whose passcode is it: text messages, Duo Mobile, hardware tokens and bypass codes are tried in this order.

For programs that run a server: `mobile_passcode` is what Duo Mobile would show on a phone.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo import bypass_codes, sms, tokens
from paraph.emulator.duo.authenticators import logged
from paraph.emulator.duo.users import phones_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

MOBILE = "mobile_otp"
"""What is kept of Duo Mobile on a phone: its secret, and the counter of the next passcode; also the capability."""
MOBILE_DIGITS = 6
AHEAD = 20
"""How many passcodes a device may have shown that nobody used."""
BEHIND = 5
"""How many of the last passcodes are known as used, and not as wrong."""
STEPS_OFF = 1
"""By how many steps the clock of a token may be off."""
INCORRECT = "Incorrect passcode. Please try again."
USED = "This passcode has already been used. Please generate a new passcode and try again."


class Tried(NamedTuple):
    """What a passcode turned out to be: its factor, its device, whether it is good, and what to say if it is not."""

    factor: str
    device: Object | None = None
    good: bool = False
    message: str = INCORRECT


def tried(state: State, user: Object, code: str) -> Tried:
    """What a passcode of a user is; one that is good here is used up."""
    code = code.strip().replace(" ", "")
    if not (code.isascii() and code.isdigit()):
        return Tried("passcode")
    found = (each(state, user, code) for each in KINDS)
    return next((each for each in found if each is not None), Tried("passcode"))


def texted(state: State, user: Object, code: str) -> Tried | None:
    """One that was sent by text message."""
    for phone in phones_of(state.store, user["user_id"]):
        good = sms.use(state, phone["phone_id"], code)
        if good is not None:
            return Tried("sms_passcode", logged(phone), good, USED)
    return None


def of_mobile(state: State, user: Object, code: str) -> Tried | None:
    """One that Duo Mobile shows."""
    for phone in phones_of(state.store, user["user_id"]):
        kept = state.store.get(MOBILE, phone["phone_id"])
        if kept is None or MOBILE not in phone["capabilities"] or len(code) != MOBILE_DIGITS:
            continue
        counter = counter_of(kept["secret"], code, kept["counter"] - BEHIND, kept["counter"] + AHEAD)
        if counter is not None:
            good = spent(state, MOBILE, phone["phone_id"], kept, counter)
            return Tried("duo_mobile_passcode", logged(phone), good, USED)
    return None


def of_token(state: State, user: Object, code: str) -> Tried | None:
    """One of a hardware token that counts, or goes by time."""
    for token in state.store.objects_linked("user-token", user["user_id"], tokens.KIND):
        kept = state.store.get(tokens.SECRETS, token["token_id"])
        if kept is None or len(code) != tokens.DIGITS.get(token["type"]):
            continue
        if token["type"] in tokens.TIMED:
            now = int(state.clock()) // (token["totp_step"] or tokens.STEP)
            counter = counter_of(kept["secret"], code, now - STEPS_OFF, now + STEPS_OFF)
        else:
            counter = counter_of(kept["secret"], code, kept["counter"] - BEHIND, kept["counter"] + AHEAD)
        if counter is not None:
            good = spent(state, tokens.SECRETS, token["token_id"], kept, counter)
            return Tried("hardware_token", logged(token, token["serial"]), good, USED)
    return None


def of_bypass(state: State, user: Object, code: str) -> Tried | None:
    """One that lets in a user whose devices are not at hand."""
    return Tried("bypass_code", good=True) if bypass_codes.spend(state, user["user_id"], code) else None


KINDS: tuple[Callable[[State, Object, str], Tried | None], ...] = (texted, of_mobile, of_token, of_bypass)


def counter_of(secret: str, code: str, first: int, last: int) -> int | None:
    """The counter that a code is of, from `first` up to `last`; None for any other code."""
    for counter in range(max(first, 0), last + 1):
        if hmac.compare_digest(tokens.hotp(secret, counter, len(code)), code):
            return counter
    return None


def spent(state: State, kind: str, key: str, kept: Object, counter: int) -> bool:
    """Whether the code of a counter was good; it and those before it are so no more."""
    if counter < kept["counter"]:
        return False
    state.store.put(kind, key, kept | {"counter": counter + 1})
    return True


def mobile_passcode(state: State, phone_id: str) -> str:
    """The passcode that Duo Mobile would show next on a phone."""
    kept = state.store.get(MOBILE, phone_id)
    if kept is None:
        kept = state.store.put(MOBILE, phone_id, {"secret": f"{state.chance.getrandbits(160):040x}", "counter": 0})
    return tokens.hotp(kept["secret"], kept["counter"], MOBILE_DIGITS)
