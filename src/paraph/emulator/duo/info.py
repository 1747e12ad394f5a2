"""Reports: how much of everything there is, and how authentications ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo import admins, applications, users
from paraph.emulator.duo.accounts import credits_left, credits_used
from paraph.emulator.duo.calls import Refused, Routes
from paraph.http.handler import Later

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.duo.calls import Answer, Call

ROUTES = Routes()
PATH = "/admin/v1/info"
DAY = 86400
LOG = "authentication"
AT_ONCE = 2_000
"""How many records are looked through at once."""
USUAL_DAYS, MOST_DAYS = 30, 180
Row = tuple[Any, ...]
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


def reported(call: Call, paths: tuple[str, ...], take: Callable[[Row], None], report: Callable[[], Answer]) -> Answer:
    """The `report` that `take` makes of the authentications, told by the values at some paths and how often they come.

    Other calls have their turn in between: a report on a million records takes seconds.
    """
    since, until = span(call)
    parts = max(1, call.store.event_count(LOG, since, until) // AT_ONCE)
    bounds = [since + (until - since) * part // parts for part in range(parts + 1)]

    def part(number: int) -> Answer:
        for row in call.store.tally(LOG, bounds[number], bounds[number + 1], *paths):
            take(row)
        return report() if number + 1 == parts else Later(0, lambda: part(number + 1))

    return part(0)


@ROUTES.at(f"GET {PATH}/authentication_attempts")
def attempts(call: Call) -> Answer:
    """Authentications by how they ended."""
    found = dict.fromkeys(COUNTED, 0)

    def take(row: Row) -> None:
        reason, result, count = row
        found[counted_as(reason, result)] += count

    return reported(call, ("$.reason", "$.result"), take, lambda: found)


@ROUTES.at(f"GET {PATH}/user_authentication_attempts")
def user_attempts(call: Call) -> Answer:
    """Users by how an authentication of theirs ended."""
    found: dict[str, set[str]] = {name: set() for name in COUNTED}

    def take(row: Row) -> None:
        reason, result, key, name, _ = row
        found[counted_as(reason, result)].add(str(key or name))

    paths = ("$.reason", "$.result", "$.user.key", "$.user.name")
    return reported(call, paths, take, lambda: {name: len(who) for name, who in found.items()})


@ROUTES.at(f"GET {PATH}/telephony_credits_used")
def credits_spent(call: Call) -> Answer:
    """Telephony credits that were used."""
    return {"telephony_credits_used": credits_used(call.store, *span(call))}
