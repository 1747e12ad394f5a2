"""Matches a passcode: text messages, Duo Mobile, hardware tokens and bypass codes are tried in this order.

For programs that run a server: `mobile_passcode` returns what Duo Mobile would show on a phone.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo.admin import bypass_codes
from paraph.emulator.duo.admin.users import list_user_phones
from paraph.emulator.duo.auth import sms_passcodes
from paraph.emulator.duo.auth.authenticators import device_record
from paraph.emulator.duo.devices import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

MOBILE = "mobile_otp"
"""The kind of Duo Mobile's data by phone (its secret, and the counter of the next passcode), and the name of the
capability."""
MOBILE_DIGITS = 6
AHEAD = 20
"""Number of unused passcodes that a device may be ahead."""
BEHIND = 5
"""Number of past passcodes that are reported as used instead of wrong."""
STEPS_OFF = 1
"""Number of time steps by which a token's clock may differ."""
INCORRECT = "Incorrect passcode. Please try again."
USED = "This passcode has already been used. Please generate a new passcode and try again."


class PasscodeResult(NamedTuple):
    """The result for a passcode: its factor, its device, whether it is valid, and the message if not."""

    factor: str
    device: Object | None = None
    good: bool = False
    message: str = INCORRECT


def try_passcode(state: DuoState, user: Object, code: str) -> PasscodeResult:
    """Match a passcode of a user; a valid one is used up."""
    code = code.strip().replace(" ", "")
    if not (code.isascii() and code.isdigit()):
        return PasscodeResult("passcode")
    result = (each(state, user, code) for each in KINDS)
    return next((each for each in result if each is not None), PasscodeResult("passcode"))


def match_texted(state: DuoState, user: Object, code: str) -> PasscodeResult | None:
    """Match a passcode that was sent by text message."""
    for phone in list_user_phones(state.store, user["user_id"]):
        good = sms_passcodes.use_passcode(state, phone["phone_id"], code)
        if good is not None:
            return PasscodeResult("sms_passcode", device_record(phone), good, USED)
    return None


def match_mobile(state: DuoState, user: Object, code: str) -> PasscodeResult | None:
    """Match a passcode of Duo Mobile."""
    for phone in list_user_phones(state.store, user["user_id"]):
        stored = state.store.get(MOBILE, phone["phone_id"])
        if stored is None or MOBILE not in phone["capabilities"] or len(code) != MOBILE_DIGITS:
            continue
        counter = find_counter(stored["secret"], code, stored["counter"] - BEHIND, stored["counter"] + AHEAD)
        if counter is not None:
            good = use_counter(state, MOBILE, phone["phone_id"], stored, counter)
            return PasscodeResult("duo_mobile_passcode", device_record(phone), good, USED)
    return None


def match_token(state: DuoState, user: Object, code: str) -> PasscodeResult | None:
    """Match a passcode of a hardware token that counts, or is time-based."""
    for token in state.store.target_objects("user-token", user["user_id"], tokens.KIND):
        stored = state.store.get(tokens.SECRETS, token["token_id"])
        if stored is None or len(code) != tokens.DIGITS.get(token["type"]):
            continue
        if token["type"] in tokens.TIME_TYPES:
            now = int(state.clock()) // (token["totp_step"] or tokens.STEP)
            counter = find_counter(stored["secret"], code, now - STEPS_OFF, now + STEPS_OFF)
        else:
            counter = find_counter(stored["secret"], code, stored["counter"] - BEHIND, stored["counter"] + AHEAD)
        if counter is not None:
            good = use_counter(state, tokens.SECRETS, token["token_id"], stored, counter)
            return PasscodeResult("hardware_token", device_record(token, token["serial"]), good, USED)
    return None


def match_bypass(state: DuoState, user: Object, code: str) -> PasscodeResult | None:
    """Match a bypass code."""
    return PasscodeResult("bypass_code", good=True) if bypass_codes.use_code(state, user["user_id"], code) else None


KINDS: tuple[Callable[[DuoState, Object, str], PasscodeResult | None], ...] = (
    match_texted,
    match_mobile,
    match_token,
    match_bypass,
)


def find_counter(secret: str, code: str, first: int, last: int) -> int | None:
    """Return the counter of a code, from `first` up to `last`; None if none matches."""
    for counter in range(max(first, 0), last + 1):
        if hmac.compare_digest(tokens.hotp(secret, counter, len(code)), code):
            return counter
    return None


def use_counter(state: DuoState, kind: str, key: str, stored: Object, counter: int) -> bool:
    """Return whether the code of a counter is unused; invalidate it and those before it."""
    if counter < stored["counter"]:
        return False
    state.store.save(kind, key, stored | {"counter": counter + 1})
    return True


def mobile_passcode(state: DuoState, phone_id: str) -> str:
    """Return the passcode that Duo Mobile on a phone would show next."""
    stored = state.store.get(MOBILE, phone_id)
    if stored is None:
        stored = state.store.save(MOBILE, phone_id, {"secret": f"{state.chance.getrandbits(160):040x}", "counter": 0})
    return tokens.hotp(stored["secret"], stored["counter"], MOBILE_DIGITS)
