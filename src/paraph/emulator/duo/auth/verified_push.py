"""Verified Push: the user types the code of the login page into the phone, so preauth returns a push id and a code.

The account's policy is assumed to require it of every client that supports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import DuoError

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import DuoCall
    from paraph.emulator.store import Object

KIND = "verified_push"
DIGITS, SECONDS = 6, 60


def reserve_push(call: DuoCall, user: Object) -> Object:
    """Reserve a transaction that a push must name within a minute, and the code of the login page."""
    txid, code = call.state.new_uuid(), f"{call.state.chance.randrange(10**DIGITS):0{DIGITS}}"
    until = int(call.state.clock()) + SECONDS
    call.store.add(KIND, txid, {"user_id": user["user_id"], "code": code, "expires": until})
    return {"txid": txid, "verification_code": code, "expiration": until}


def use_reservation(call: DuoCall, user: Object) -> str | None:
    """Return the transaction that a push names, once; raises DuoError (40002) if it is another user's or expired."""
    txid = call.get("txid")
    if not txid:
        return None
    result = call.store.get(KIND, txid)
    if result is None or result["user_id"] != user["user_id"] or call.state.clock() > result["expires"]:
        raise DuoError(40002, "txid")
    call.store.delete(KIND, txid)
    return str(txid)
