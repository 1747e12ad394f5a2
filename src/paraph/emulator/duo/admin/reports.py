"""Reports: numbers of objects, and results of authentications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.accounts.child_accounts import credits_left, credits_used
from paraph.emulator.duo.admin import admins, users
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.http.handler import DelayedResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.duo.calls import Answer, DuoCall

ROUTES = Routes()
PATH = "/admin/v1/info"
DAY = 86400
LOG = "authentication"
ROWS_AT_ONCE = 2_000
"""Number of records that are counted before other calls get their turn."""
USUAL_DAYS, MAX_DAYS = 30, 180
Row = tuple[Any, ...]
SUMMARY_KINDS = ("ERROR", "FAILURE", "FRAUD", "SUCCESS")
RESULTS = {"success": "SUCCESS", "denied": "FAILURE", "fraud": "FRAUD"}


@ROUTES.at(f"GET {PATH}/summary")
def get_summary(call: DuoCall) -> Answer:
    """Return the numbers of objects; users in the trash are counted separately."""
    store = call.store
    trashed = len(store.find_by_name(users.KIND, f"status:{users.TRASHED}"))
    return {
        "admin_count": store.count(admins.KIND),
        "integration_count": store.count(applications.KIND),
        "telephony_credits_remaining": credits_left(store),
        "user_count": store.count(users.KIND) - trashed,
        "user_pending_deletion_count": trashed,
    }


def report_span(call: DuoCall) -> tuple[int, int]:
    """Return the span of a report in milliseconds; raises DuoError (40002) if it is too long."""
    now = int(call.state.clock())
    until = now if call.get("maxtime") is None else call["maxtime"]
    since = until - USUAL_DAYS * DAY if call.get("mintime") is None else call["mintime"]
    if since > until:
        raise DuoError(40002, "mintime")
    if until - since > MAX_DAYS * DAY:
        raise DuoError(40002, "maxtime" if call.get("mintime") is None else "mintime")
    return since * 1000, (until + 1) * 1000


def report_category(reason: str | None, result: str | None) -> str:
    """Return the category of an authentication in reports."""
    return "ERROR" if reason == "error" else RESULTS.get(str(result).lower(), "ERROR")


def build_report(
    call: DuoCall, paths: tuple[str, ...], take: Callable[[Row], None], report: Callable[[], Answer]
) -> Answer:
    """Build the `report` with `take` from the authentications, counted by their values at some paths.

    Other calls are answered in between: a report on a million records takes seconds.
    """
    since, until = report_span(call)
    parts = max(1, call.store.event_count(LOG, since, until) // ROWS_AT_ONCE)
    bounds = [since + (until - since) * part // parts for part in range(parts + 1)]

    def part(number: int) -> Answer:
        for row in call.store.tally(LOG, bounds[number], bounds[number + 1], *paths):
            take(row)
        return report() if number + 1 == parts else DelayedResponse(0, lambda: part(number + 1))

    return part(0)


@ROUTES.at(f"GET {PATH}/authentication_attempts")
def count_attempts(call: DuoCall) -> Answer:
    """Count authentications by result."""
    counts = dict.fromkeys(SUMMARY_KINDS, 0)

    def take(row: Row) -> None:
        reason, result, count = row
        counts[report_category(reason, result)] += count

    return build_report(call, ("$.reason", "$.result"), take, lambda: counts)


@ROUTES.at(f"GET {PATH}/user_authentication_attempts")
def count_user_attempts(call: DuoCall) -> Answer:
    """Count users by the results of their authentications."""
    counts: dict[str, set[str]] = {name: set() for name in SUMMARY_KINDS}

    def take(row: Row) -> None:
        reason, result, key, name, _ = row
        counts[report_category(reason, result)].add(str(key or name))

    paths = ("$.reason", "$.result", "$.user.key", "$.user.name")
    return build_report(call, paths, take, lambda: {name: len(who) for name, who in counts.items()})


@ROUTES.at(f"GET {PATH}/telephony_credits_used")
def get_credits_used(call: DuoCall) -> Answer:
    """Return the telephony credits used."""
    return {"telephony_credits_used": credits_used(call.store, *report_span(call))}
