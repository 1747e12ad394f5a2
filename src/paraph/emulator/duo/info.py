"""Reports: how much of everything there is, and how authentications ended."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from paraph.emulator.duo import admins, applications, users
from paraph.emulator.duo.accounts import credits_left, credits_used
from paraph.emulator.duo.calls import Refused, Routes

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call

ROUTES = Routes()
PATH = "/admin/v1/info"
DAY = 86400
USUAL_DAYS, MOST_DAYS = 30, 180
COUNTED = ("ERROR", "FAILURE", "FRAUD", "SUCCESS")
RESULTS = {"success": "SUCCESS", "denied": "FAILURE", "fraud": "FRAUD"}


@ROUTES.at(f"GET {PATH}/summary")
def summary(call: Call) -> Answer:
    """How much of everything there is; users in the trash are counted for themselves."""
    store = call.store
    trashed = len(store.named(users.KIND, f"status:{users.TRASHED}"))
    return {
        "admin_count": store.count(admins.KIND),
        "integration_count": store.count(applications.KIND),
        "telephony_credits_remaining": credits_left(store),
        "user_count": store.count(users.KIND) - trashed,
        "user_pending_deletion_count": trashed,
    }


def span(call: Call) -> tuple[int, int]:
    """The time that a report is on, in milliseconds; raises Refused (40002) for more than can be reported on."""
    now = int(call.state.clock())
    until = now if call.get("maxtime") is None else call["maxtime"]
    since = until - USUAL_DAYS * DAY if call.get("mintime") is None else call["mintime"]
    if since > until:
        raise Refused(40002, "mintime")
    if until - since > MOST_DAYS * DAY:
        raise Refused(40002, "maxtime" if call.get("mintime") is None else "mintime")
    return since * 1000, (until + 1) * 1000


def counted_as(reason: str | None, result: str | None) -> str:
    """What a report counts an authentication as."""
    return "ERROR" if reason == "error" else RESULTS.get(str(result).lower(), "ERROR")


@ROUTES.at(f"GET {PATH}/authentication_attempts")
def attempts(call: Call) -> Answer:
    """Authentications by how they ended."""
    found = dict.fromkeys(COUNTED, 0)
    for reason, result, count in call.store.tally("authentication", *span(call), "$.reason", "$.result"):
        found[counted_as(reason, result)] += count
    return found


@ROUTES.at(f"GET {PATH}/user_authentication_attempts")
def user_attempts(call: Call) -> Answer:
    """Users by how an authentication of theirs ended."""
    found: dict[str, set[str]] = defaultdict(set)
    paths = ("$.reason", "$.result", "$.user.key", "$.user.name")
    for reason, result, key, name, _ in call.store.tally("authentication", *span(call), *paths):
        found[counted_as(reason, result)].add(str(key or name))
    return {name: len(found[name]) for name in COUNTED}


@ROUTES.at(f"GET {PATH}/telephony_credits_used")
def credits_spent(call: Call) -> Answer:
    """Telephony credits that were used."""
    return {"telephony_credits_used": credits_used(call.store, *span(call))}
