"""What schedules run: each run that is due has made its job by the time that anybody looks."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from paraph.emulator.alteryx import jobs, schedules, workflows
from paraph.emulator.alteryx.recurring import next_run, runs

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import State
    from paraph.emulator.store import Object

MOST_MISSED = 24
"""How many jobs a schedule makes at once, of the latest runs; earlier ones, of a time that nobody saw, are only counted."""
NEVER = 2**62


def settle(state: State) -> None:
    """Let every run that is due have its job."""
    now = state.now()
    if now < state.due:
        return
    with state.store.transaction():
        kept = [settled(state, schedule, now // 1000) for schedule in state.store.page(schedules.KIND)]
    coming = [next_run(each["iteration"], now // 1000) for each in kept if each["enabled"]]
    state.due = min((time * 1000 for time in coming if time is not None), default=NEVER)


def settled(state: State, schedule: Object, now: int) -> Object:
    """A schedule that has run what it had to until now, in Unix seconds."""
    if not schedule["enabled"]:
        return schedule
    count, latest = 0, deque[int](maxlen=MOST_MISSED)
    for time in runs(schedule["iteration"], schedule["counted"] - 1, now + 1):
        count += 1
        latest.append(time)
    if not count:
        return schedule
    for time in latest:
        run(state, schedule, time)
    return state.store.put(schedules.KIND, schedule["id"], schedule | {
        "counted": now + 1, "runCount": schedule["runCount"] + count, "lastRun": latest[-1],
    })  # fmt: skip


def run(state: State, schedule: Object, time: int) -> None:
    """Make the job of a run, where its workflow and its owner are still there and may run."""
    workflow = state.store.get(workflows.KIND, schedule["workflowId"])
    owner = state.store.get("alteryx-user", schedule["ownerId"])
    if workflow is None or owner is None or workflow["runDisabled"] or not owner["isActive"]:
        return
    jobs.add(
        state, workflow, owner, created=time * 1000, priority=schedule["priority"], answers=schedule["questions"],
        workerTag=schedule["workerTag"] or None, scheduleId=schedule["id"],
    )  # fmt: skip
