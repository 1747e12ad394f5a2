"""Run times of schedules: the times of an iteration, in Unix seconds and UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.calls import AlteryxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.emulator.store import Object

DAY = 86400
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CONTRACTS: dict[str, dict[str, type]] = {
    "Hourly": {"hours": int, "minutes": int},
    "Weekly": {"daysOfWeek": list},
    "Monthly": {"simpleDayOfMonth": bool},
    "Custom": {"daysOfMonth": list, "months": list},
}
"""Required members of the contract, by iteration type. A daily iteration may have no contract."""
TYPES = ("Once", "Daily", *CONTRACTS)
HORIZON = 5 * 366
"""The next run is searched for this many days ahead."""


def check_iteration(iteration: Any) -> Object:
    """Check an iteration; raises AlteryxError (400) if it is invalid."""
    kind = iteration.get("iterationType") if isinstance(iteration, dict) else None
    if kind not in TYPES:
        raise AlteryxError(400, f"iterationType must be one of {', '.join(TYPES)}.", "iteration.iterationType")
    times.parse_time(iteration.get("startTime") or "", "iteration.startTime")
    if iteration.get("endTime"):
        times.parse_time(iteration["endTime"], "iteration.endTime")
    contract = find_contract(iteration)
    for name, requested in CONTRACTS.get(kind, {}).items():
        if not isinstance(contract.get(name), requested):
            raise AlteryxError(400, f"The {name} field is required.", f"iteration.{str(kind).lower()}Contract.{name}")
    if kind == "Hourly" and step_seconds(contract) < 60:
        raise AlteryxError(400, "hours and minutes must come to a minute or more.", "iteration.hourlyContract")
    return dict(iteration)


def find_contract(iteration: Object) -> dict[str, Any]:
    """Return the settings for the type of an iteration."""
    result = iteration.get(f"{str(iteration['iterationType']).lower()}Contract")
    return result if isinstance(result, dict) else {}


def step_seconds(contract: dict[str, Any]) -> int:
    """Return the seconds between two runs of an hourly schedule."""
    return int(contract["hours"]) * 3600 + int(contract["minutes"]) * 60


def run_times(iteration: Object, after: int, before: int) -> Iterator[int]:
    """Yield the run times with `after` < time < `before`, in order."""
    start = times.parse_time(iteration["startTime"], "iteration.startTime") // 1000
    end = (
        times.parse_time(iteration["endTime"], "iteration.endTime") // 1000 + 1 if iteration.get("endTime") else before
    )
    kind, contract = iteration["iterationType"], find_contract(iteration)
    if kind == "Once":
        yield from (start,) if after < start < before else ()
        return
    if kind == "Hourly":
        step = step_seconds(contract)
        first = start if start > after else start + ((after - start) // step + 1) * step
        yield from range(first, min(end, before), step)
        return
    first = max(start, start + (after - start) // DAY * DAY)
    for time in range(first, min(end, before), DAY):
        if time > after and runs_on(kind, contract, datetime.fromtimestamp(time, UTC).date()):
            yield time


def runs_on(kind: str, contract: dict[str, Any], day: date) -> bool:
    """Return whether a schedule runs on a day."""
    if kind == "Daily":
        return not contract.get("runOnlyWorkWeek") or day.weekday() < 5
    if kind == "Weekly":
        return bool(DAYS[day.weekday()] in contract["daysOfWeek"])
    if kind == "Custom":
        return bool(day.day in contract["daysOfMonth"] and day.month in contract["months"])
    if contract["simpleDayOfMonth"]:
        return bool(day.day == contract.get("dayOfMonth", 1))
    occurrence = (day.day - 1) // 7 + 1
    return (DAYS[day.weekday()], occurrence) == (contract.get("dayOfWeek", "Sunday"), contract.get("occurrence", 1))


def next_run(iteration: Object, now: int) -> int | None:
    """Return the first run time after now; None if there is none for years."""
    return next(run_times(iteration, now, now + HORIZON * DAY), None)


def format_run_time(time: int | None) -> str | None:
    """Format a time as schedules have it: ``2026-02-03T06:00:00Z``."""
    return (
        None
        if time is None
        else (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=time)).strftime("%Y-%m-%dT%H:%M:%SZ")
    )
