"""Verified Push: the login page shows a code that the user types into the phone, so preauth names both push and code.

The account's policy is taken to ask for it of every client that says it can do it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import Refused

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Call
    from paraph.emulator.store import Object

KIND = "verified_push"
DIGITS, SECONDS = 6, 60


def reserve(call: Call, user: Object) -> Object:
    """The transaction that a push has to name within a minute, and the code that the login page shows."""
    txid, code = call.state.new_uuid(), f"{call.state.chance.randrange(10**DIGITS):0{DIGITS}}"
    until = int(call.state.clock()) + SECONDS
    call.store.add(KIND, txid, {"user_id": user["user_id"], "code": code, "expires": until})
    return {"txid": txid, "verification_code": code, "expiration": until}


def reserved(call: Call, user: Object) -> str | None:
    """The transaction that a push names, good for one; raises Refused (40002) for one that is not this user's or is over."""
    txid = call.get("txid")
    if not txid:
        return None
    found = call.store.get(KIND, txid)
    if found is None or found["user_id"] != user["user_id"] or call.state.clock() > found["expires"]:
        raise Refused(40002, "txid")
    call.store.delete(KIND, txid)
    return str(txid)
