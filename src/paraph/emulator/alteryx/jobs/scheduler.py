"""Adds the jobs of schedules: each due run has its job before any request is answered."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from paraph.emulator.alteryx.assets import workflows
from paraph.emulator.alteryx.jobs import jobs, schedules
from paraph.emulator.alteryx.jobs.recurrence import next_run, run_times

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxState
    from paraph.emulator.store import Object

MAX_MISSED_RUNS = 24
"""At most this many of the latest due runs get a job; earlier ones are only counted."""
NEVER = 2**62


def run_due_schedules(state: AlteryxState) -> None:
    """Add the jobs of all due runs."""
    now = state.milliseconds()
    if now < state.due:
        return
    with state.store.transaction():
        stored = [run_schedule(state, schedule, now // 1000) for schedule in state.store.page(schedules.KIND)]
    coming = [next_run(each["iteration"], now // 1000) for each in stored if each["enabled"]]
    state.due = min((time * 1000 for time in coming if time is not None), default=NEVER)


def run_schedule(state: AlteryxState, schedule: Object, now: int) -> Object:
    """Add the due jobs of a schedule, until `now` in Unix seconds; return the changed schedule."""
    if not schedule["enabled"]:
        return schedule
    count, latest = 0, deque[int](maxlen=MAX_MISSED_RUNS)
    for time in run_times(schedule["iteration"], schedule["counted"] - 1, now + 1):
        count += 1
        latest.append(time)
    if not count:
        return schedule
    for time in latest:
        add_run(state, schedule, time)
    return state.store.save(schedules.KIND, schedule["id"], schedule | {
        "counted": now + 1, "runCount": schedule["runCount"] + count, "lastRun": latest[-1],
    })  # fmt: skip


def add_run(state: AlteryxState, schedule: Object, time: int) -> None:
    """Add the job of a run, if its workflow and owner exist and may run."""
    workflow = state.store.get(workflows.KIND, schedule["workflowId"])
    owner = state.store.get("alteryx-user", schedule["ownerId"])
    if workflow is None or owner is None or workflow["runDisabled"] or not owner["isActive"]:
        return
    jobs.add(
        state, workflow, owner, created=time * 1000, priority=schedule["priority"], answers=schedule["questions"],
        workerTag=schedule["workerTag"] or None, scheduleId=schedule["id"],
    )  # fmt: skip
