"""Schedules: when they run; what they have run is kept with them (see :mod:`paraph.emulator.alteryx.running`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times, workflows
from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes, absent
from paraph.emulator.alteryx.jobs import PRIORITIES, answers_in, priority_of
from paraph.emulator.alteryx.recurring import DAY, checked, next_run, runs, whole_seconds

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
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


def add(state: State, workflow: Object, owner_id: str, iteration: Object, **members: Any) -> Object:
    """Put a schedule on the server; its runs from the second `counted` on are not counted yet."""
    now = state.now()
    schedule = {
        "id": state.new_id(), "workflowId": workflow["id"], "ownerId": owner_id, "name": workflow["name"], "comment": "",
        "enabled": True, "priority": "Default", "workerTag": "", "credentialId": None, "timeZone": "UTC", "questions": [],
        "iteration": iteration, "created": now, "modified": now, "modifierId": owner_id, "counted": now // 1000,
        "runCount": 0, "lastRun": None, **members,
    }  # fmt: skip
    state.due = 0
    return state.store.add(KIND, schedule["id"], schedule)


def common_view(call: Call, schedule: Object) -> Object:
    """What both views of a schedule have in common."""
    count, iteration = schedule["runCount"], schedule["iteration"]
    return {
        "id": schedule["id"], "name": schedule["name"], "comment": schedule["comment"], "enabled": schedule["enabled"],
        "workerTag": schedule["workerTag"], "status": "Active" if schedule["enabled"] else "Inactive",
        "creationTime": whole_seconds(schedule["created"] // 1000), "lastRunTime": whole_seconds(schedule["lastRun"]),
        "state": "Completed" if count else "Scheduled", "runCount": count,
        "iteration": {"startTime": iteration["startTime"], "endTime": iteration.get("endTime")},
        "frequency": iteration["iterationType"], "lastError": "", "cpuName": "WORKER-1" if count else "",
        "lastModifiedId": schedule["modifierId"], "lastModifiedDate": whole_seconds(schedule["modified"] // 1000),
        "canEdit": call.curator or schedule["ownerId"] == call.user["id"], "priority": schedule["priority"],
    }  # fmt: skip


def next_text(call: Call, schedule: Object) -> str:
    """When a schedule runs next; empty when it does not."""
    after = (
        times.read(call["runsAfter"], "runsAfter") // 1000 - 1 if call.get("runsAfter") else call.state.now() // 1000
    )
    found = next_run(schedule["iteration"], after) if schedule["enabled"] else None
    return whole_seconds(found) or ""


def reduced(call: Call, schedule: Object) -> Object:
    """A schedule in a list."""
    members = {name: schedule[name] for name in ("id", "name", "workflowId", "ownerId")}
    return members | {"runDateTime": next_text(call, schedule)}


def view(call: Call, schedule: Object) -> Object:
    """A schedule in v3."""
    workflow = call.store.get(workflows.KIND, schedule["workflowId"])
    version = workflow["publishedVersionId"] if workflow else ""
    return common_view(call, schedule) | reduced(call, schedule) | {
        "versionId": version, "credentialId": schedule["credentialId"]
    }  # fmt: skip


def older_view(call: Call, schedule: Object) -> Object:
    """A schedule in admin v1, with its workflow and its owner."""
    workflow = call.store.get(workflows.KIND, schedule["workflowId"])
    owner = call.store.get("alteryx-user", schedule["ownerId"])
    seen = common_view(call, schedule)
    if call.older:
        seen["priority"] = PRIORITIES.index(schedule["priority"]) if schedule["priority"] in PRIORITIES else 0
    return seen | {
        "application": application(workflow) if workflow else None, "owner": owner_view(owner) if owner else None,
        "credential": credential(call, schedule), "nextRunTime": next_text(call, schedule), "timezone": schedule["timeZone"],
    }  # fmt: skip


def application(workflow: Object) -> Object:
    """A workflow in a schedule."""
    return {
        "canExecute": workflow["othersCanExecute"], "amp": False, "id": workflow["id"],
        "revisionId": workflow["publishedVersionId"], "name": workflow["name"], "iconId": None,
    }  # fmt: skip


def owner_view(user: Object) -> Object:
    """A user in a schedule."""
    return {name: user[name] for name in ("id", "role", "firstName", "lastName", "email", "isActive")} | {
        "sortName": f"{user['lastName']}, {user['firstName']}", "credentialWorkFlowCount": 0
    }  # fmt: skip


def credential(call: Call, schedule: Object) -> Object | None:
    """A credential in a schedule."""
    found = call.store.get("alteryx-credential", schedule["credentialId"] or "")
    return {"credentialId": found["id"], "username": found["userName"], "source": "Schedule"} if found else None


def found(call: Call, *, own: bool = False) -> Object:
    """The schedule that a call names; raises Refused (404) for none that the caller may see, or with `own` change."""
    schedule = call.object(KIND, call["scheduleId"])
    if not (call.sees(schedule) if not own else call.curator or schedule["ownerId"] == call.user["id"]):
        raise absent("schedule")
    return schedule


@ROUTES.at("GET /v3/schedules")
def schedules(call: Call) -> Answer:
    """Those that fit the filters, and run within the window."""
    fitting = [
        each
        for each in call.store.page(KIND)
        if call.sees(each)
        and call.get("ownerId", each["ownerId"]) == each["ownerId"]
        and call.get("workflowId", each["workflowId"]) == each["workflowId"]
        and runs_within(call, each)
    ]
    return [view(call, each) if call["view"] == "Full" else reduced(call, each) for each in fitting]


def runs_within(call: Call, schedule: Object) -> bool:
    """Whether a schedule runs in the window that a call asks for, if it does."""
    if call.get("runsAfter") is None and call.get("runsBefore") is None:
        return True
    run = next_text(call, schedule)
    return bool(run) and times.within(call, times.read(run, "runsBefore"), "runsAfter", "runsBefore")


@ROUTES.at("GET /v3/schedules/{scheduleId}")
def schedule(call: Call) -> Answer:
    """One of them."""
    return view(call, found(call))


@ROUTES.at("POST /v3/schedules")
def create(call: Call) -> Answer:
    """The id of the new schedule."""
    call.named(workflows.KIND, "workflowId")
    workflow = workflows.found(call, call["workflowId"])
    if not (call.curator or call.user["canScheduleJobs"]):
        raise Refused(400, "The user may not schedule jobs.", "workflowId")
    made = add(call.state, workflow, call.user["id"], checked(call["iteration"]), **changes(call))
    noted(call, KIND, made, None, made)
    return made["id"]


def changes(call: Call) -> Object:
    """What a call sets."""
    set_now = {name: call.get(name) for name in CHANGEABLE if name in call.given}
    if "questions" in call.given:
        set_now["questions"] = answers_in(call)
    if "priority" in call.given:
        set_now["priority"] = priority_of(call)
    return set_now


@ROUTES.at("PUT /v3/schedules/{scheduleId}", "PATCH /v3/schedules/{scheduleId}")
def update(call: Call) -> Answer:
    """The schedule as changed."""
    old = found(call, own=True)
    for name, kind in (
        ("workflowId", workflows.KIND),
        ("ownerId", "alteryx-user"),
        ("credentialId", "alteryx-credential"),
    ):
        if call.get(name):
            call.named(kind, name)
    iteration = checked(call["iteration"]) if "iteration" in call.given else old["iteration"]
    now = call.state.now()
    since = {"modified": now, "modifierId": call.user["id"], "counted": now // 1000 + 1}
    new = old | changes(call) | {"iteration": iteration} | since
    call.state.due = 0
    noted(call, KIND, new, old, new)
    return view(call, call.store.put(KIND, new["id"], new))


@ROUTES.at("DELETE /v3/schedules/{scheduleId}")
def delete(call: Call) -> Answer:
    """Nothing."""
    gone = found(call, own=True)
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)


@ROUTES.at("GET /admin/v1/schedules/")
def for_curators(call: Call) -> Answer:
    """All of them."""
    return [older_view(call, each) for each in call.part(call.store.page(KIND))]


@ROUTES.at("GET /admin/v2/schedule/forecast/")
def forecast(call: Call) -> Answer:
    """The runs that are to come in a window of less than 45 days."""
    after, before = times.read(call["afterDate"], "afterDate"), times.read(call["beforeDate"], "beforeDate")
    if not 0 < before - after < LONGEST_FORECAST:
        raise Refused(400, "beforeDate must be after afterDate, by less than 45 days.", "beforeDate")
    coming = [
        (time, each)
        for each in call.store.page(KIND)
        if each["enabled"]
        for time in runs(each["iteration"], after // 1000 - 1, before // 1000)
    ]
    return [foreseen(call, time, each) for time, each in sorted(coming, key=lambda one: one[0])]


def foreseen(call: Call, time: int, schedule: Object) -> Object:
    """A run that is to come."""
    workflow = call.store.get(workflows.KIND, schedule["workflowId"])
    owner = call.store.get("alteryx-user", schedule["ownerId"])
    names = ("id", "firstName", "lastName", "email", "subscriptionId")
    return {
        "id": schedule["id"], "appEstimatedCompletionTime": int(call.state.options.run_seconds),
        "scheduleName": schedule["name"], "startTime": whole_seconds(time),
        "frequency": schedule["iteration"]["iterationType"], "workflowName": workflow["name"] if workflow else None,
        "owner": {name: owner[name] for name in names} if owner else None,
        "priority": PRIORITIES.index(schedule["priority"]) if schedule["priority"] in PRIORITIES else 0,
    }  # fmt: skip
