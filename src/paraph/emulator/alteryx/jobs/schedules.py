"""Schedules: when they run; their past runs are stored with them (see :mod:`paraph.emulator.alteryx.jobs.scheduler`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.assets import workflows
from paraph.emulator.alteryx.calls import AlteryxError, Routes, not_found_error
from paraph.emulator.alteryx.jobs.jobs import PRIORITIES, read_answers, read_priority
from paraph.emulator.alteryx.jobs.recurrence import DAY, check_iteration, format_run_time, next_run, run_times

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-schedule"
CHANGEABLE = (
    "workflowId",
    "ownerId",
    "name",
    "comment",
    "workerTag",
    "enabled",
    "credentialId",
    "timeZone",
    "questions",
)
LONGEST_FORECAST = 45 * DAY * 1000


def add(state: AlteryxState, workflow: Object, owner_id: str, iteration: Object, **members: Any) -> Object:
    """Add a schedule; runs from the second `counted` on are not counted yet."""
    now = state.milliseconds()
    schedule = {
        "id": state.new_id(), "workflowId": workflow["id"], "ownerId": owner_id, "name": workflow["name"], "comment": "",
        "enabled": True, "priority": "Default", "workerTag": "", "credentialId": None, "timeZone": "UTC", "questions": [],
        "iteration": iteration, "created": now, "modified": now, "modifierId": owner_id, "counted": now // 1000,
        "runCount": 0, "lastRun": None, **members,
    }  # fmt: skip
    state.due = 0
    return state.store.add(KIND, schedule["id"], schedule)


def common_view(call: AlteryxCall, schedule: Object) -> Object:
    """Return what both views of a schedule share."""
    count, iteration = schedule["runCount"], schedule["iteration"]
    return {
        "id": schedule["id"], "name": schedule["name"], "comment": schedule["comment"], "enabled": schedule["enabled"],
        "workerTag": schedule["workerTag"], "status": "Active" if schedule["enabled"] else "Inactive",
        "creationTime": format_run_time(schedule["created"] // 1000), "lastRunTime": format_run_time(schedule["lastRun"]),
        "state": "Completed" if count else "Scheduled", "runCount": count,
        "iteration": {"startTime": iteration["startTime"], "endTime": iteration.get("endTime")},
        "frequency": iteration["iterationType"], "lastError": "", "cpuName": "WORKER-1" if count else "",
        "lastModifiedId": schedule["modifierId"], "lastModifiedDate": format_run_time(schedule["modified"] // 1000),
        "canEdit": call.is_curator or schedule["ownerId"] == call.user["id"], "priority": schedule["priority"],
    }  # fmt: skip


def next_run_text(call: AlteryxCall, schedule: Object) -> str:
    """Return when a schedule runs next; empty if it does not."""
    after = (
        times.parse_time(call["runsAfter"], "runsAfter") // 1000 - 1
        if call.get("runsAfter")
        else call.state.milliseconds() // 1000
    )
    result = next_run(schedule["iteration"], after) if schedule["enabled"] else None
    return format_run_time(result) or ""


def list_view(call: AlteryxCall, schedule: Object) -> Object:
    """Return a schedule for a list."""
    members = {name: schedule[name] for name in ("id", "name", "workflowId", "ownerId")}
    return members | {"runDateTime": next_run_text(call, schedule)}


def view(call: AlteryxCall, schedule: Object) -> Object:
    """Return a schedule as in v3."""
    workflow = call.store.get(workflows.KIND, schedule["workflowId"])
    version = workflow["publishedVersionId"] if workflow else ""
    return common_view(call, schedule) | list_view(call, schedule) | {
        "versionId": version, "credentialId": schedule["credentialId"]
    }  # fmt: skip


def older_view(call: AlteryxCall, schedule: Object) -> Object:
    """Return a schedule as in admin v1, with its workflow and owner."""
    workflow = call.store.get(workflows.KIND, schedule["workflowId"])
    owner = call.store.get("alteryx-user", schedule["ownerId"])
    entry = common_view(call, schedule)
    if call.older:
        entry["priority"] = PRIORITIES.index(schedule["priority"]) if schedule["priority"] in PRIORITIES else 0
    return entry | {
        "application": workflow_view(workflow) if workflow else None, "owner": owner_view(owner) if owner else None,
        "credential": credential_view(call, schedule), "nextRunTime": next_run_text(call, schedule), "timezone": schedule["timeZone"],
    }  # fmt: skip


def workflow_view(workflow: Object) -> Object:
    """Return the workflow of a schedule."""
    return {
        "canExecute": workflow["othersCanExecute"], "amp": False, "id": workflow["id"],
        "revisionId": workflow["publishedVersionId"], "name": workflow["name"], "iconId": None,
    }  # fmt: skip


def owner_view(user: Object) -> Object:
    """Return the user of a schedule."""
    return {name: user[name] for name in ("id", "role", "firstName", "lastName", "email", "isActive")} | {
        "sortName": f"{user['lastName']}, {user['firstName']}", "credentialWorkFlowCount": 0
    }  # fmt: skip


def credential_view(call: AlteryxCall, schedule: Object) -> Object | None:
    """Return the credential of a schedule."""
    result = call.store.get("alteryx-credential", schedule["credentialId"] or "")
    return {"credentialId": result["id"], "username": result["userName"], "source": "Schedule"} if result else None


def find_schedule(call: AlteryxCall, *, own: bool = False) -> Object:
    """Return the schedule of a call; raises AlteryxError (404) if the caller cannot see it, or with `own` change it."""
    schedule = call.object(KIND, call["scheduleId"])
    if not (call.can_access(schedule) if not own else call.is_curator or schedule["ownerId"] == call.user["id"]):
        raise not_found_error("schedule")
    return schedule


@ROUTES.at("GET /v3/schedules")
def list_schedules(call: AlteryxCall) -> Answer:
    """List the schedules that match the filters and run within the window."""
    fitting = [
        each
        for each in call.store.page(KIND)
        if call.can_access(each)
        and call.get("ownerId", each["ownerId"]) == each["ownerId"]
        and call.get("workflowId", each["workflowId"]) == each["workflowId"]
        and runs_within(call, each)
    ]
    return [view(call, each) if call["view"] == "Full" else list_view(call, each) for each in fitting]


def runs_within(call: AlteryxCall, schedule: Object) -> bool:
    """Return whether a schedule runs within the window of a call, if it has one."""
    if call.get("runsAfter") is None and call.get("runsBefore") is None:
        return True
    run = next_run_text(call, schedule)
    return bool(run) and times.is_between(call, times.parse_time(run, "runsBefore"), "runsAfter", "runsBefore")


@ROUTES.at("GET /v3/schedules/{scheduleId}")
def get_schedule(call: AlteryxCall) -> Answer:
    """Return a schedule."""
    return view(call, find_schedule(call))


@ROUTES.at("POST /v3/schedules")
def create(call: AlteryxCall) -> Answer:
    """Create a schedule; return its id."""
    call.referenced_object(workflows.KIND, "workflowId")
    workflow = workflows.find_workflow(call, call["workflowId"])
    if not (call.is_curator or call.user["canScheduleJobs"]):
        raise AlteryxError(400, "The user may not schedule jobs.", "workflowId")
    created = add(call.state, workflow, call.user["id"], check_iteration(call["iteration"]), **read_changes(call))
    log_change(call, KIND, created, None, created)
    return created["id"]


def read_changes(call: AlteryxCall) -> Object:
    """Read the members that a call sets."""
    set_now = {name: call.get(name) for name in CHANGEABLE if name in call.parameters}
    if "questions" in call.parameters:
        set_now["questions"] = read_answers(call)
    if "priority" in call.parameters:
        set_now["priority"] = read_priority(call)
    return set_now


@ROUTES.at("PUT /v3/schedules/{scheduleId}", "PATCH /v3/schedules/{scheduleId}")
def update(call: AlteryxCall) -> Answer:
    """Change a schedule."""
    old = find_schedule(call, own=True)
    for name, kind in (
        ("workflowId", workflows.KIND),
        ("ownerId", "alteryx-user"),
        ("credentialId", "alteryx-credential"),
    ):
        if call.get(name):
            call.referenced_object(kind, name)
    iteration = check_iteration(call["iteration"]) if "iteration" in call.parameters else old["iteration"]
    now = call.state.milliseconds()
    since = {"modified": now, "modifierId": call.user["id"], "counted": now // 1000 + 1}
    new = old | read_changes(call) | {"iteration": iteration} | since
    call.state.due = 0
    log_change(call, KIND, new, old, new)
    return view(call, call.store.save(KIND, new["id"], new))


@ROUTES.at("DELETE /v3/schedules/{scheduleId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a schedule."""
    deleted = find_schedule(call, own=True)
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)


@ROUTES.at("GET /admin/v1/schedules/")
def list_for_curators(call: AlteryxCall) -> Answer:
    """List all schedules."""
    return [older_view(call, each) for each in call.page_of(call.store.page(KIND))]


@ROUTES.at("GET /admin/v2/schedule/forecast/")
def forecast(call: AlteryxCall) -> Answer:
    """List the runs in a coming window of less than 45 days."""
    after, before = times.parse_time(call["afterDate"], "afterDate"), times.parse_time(call["beforeDate"], "beforeDate")
    if not 0 < before - after < LONGEST_FORECAST:
        raise AlteryxError(400, "beforeDate must be after afterDate, by less than 45 days.", "beforeDate")
    coming = [
        (time, each)
        for each in call.store.page(KIND)
        if each["enabled"]
        for time in run_times(each["iteration"], after // 1000 - 1, before // 1000)
    ]
    return [forecast_view(call, time, each) for time, each in sorted(coming, key=lambda one: one[0])]


def forecast_view(call: AlteryxCall, time: int, schedule: Object) -> Object:
    """Return a coming run."""
    workflow = call.store.get(workflows.KIND, schedule["workflowId"])
    owner = call.store.get("alteryx-user", schedule["ownerId"])
    names = ("id", "firstName", "lastName", "email", "subscriptionId")
    return {
        "id": schedule["id"], "appEstimatedCompletionTime": int(call.state.options.run_seconds),
        "scheduleName": schedule["name"], "startTime": format_run_time(time),
        "frequency": schedule["iteration"]["iterationType"], "workflowName": workflow["name"] if workflow else None,
        "owner": {name: owner[name] for name in names} if owner else None,
        "priority": PRIORITIES.index(schedule["priority"]) if schedule["priority"] in PRIORITIES else 0,
    }  # fmt: skip
