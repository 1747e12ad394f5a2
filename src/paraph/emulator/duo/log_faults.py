"""What goes wrong with the records of logs on request: some come twice, some late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.store import lot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.emulator.duo.calls import Call
    from paraph.emulator.store import Event

LATE = 300
"""By how many seconds, where it is just said that records are late."""
ALL = 100


def punctual(call: Call, where: str = "", values: Sequence[Any] = ()) -> tuple[str, Sequence[Any]]:
    """The condition `where` for records, which leaves out those that are still to appear."""
    fault = call.state.faults.holding("late", call.endpoint.path)
    if fault is None:
        return where, values
    appeared = call.state.milliseconds() - int(fault.amount(LATE) * 1000)
    share = ALL if fault.share is None else fault.share
    condition = "(time <= ? OR lot('late' || id) >= ?)"
    return f"({where}) AND {condition}" if where else condition, [*values, appeared, share]


def doubled(call: Call, events: list[Event], once: str = "") -> list[Event]:
    """The records, some of them twice; never the one with the id `once`, at which the page before ended."""
    fault = call.state.faults.holding("double", call.endpoint.path)
    if fault is None:
        return events
    share = ALL if fault.share is None else fault.share
    twice = {each.id for each in events if lot(f"double{each.id}") < share} - {once}
    return [each for event in events for each in [event] * (1 + (event.id in twice))]
