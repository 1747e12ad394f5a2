"""Jobs: they wait, run and end as the clock goes on. A workflow whose name has "fail" in it fails."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times, workflows
from paraph.emulator.alteryx.calls import File, Refused, Routes, absent
from paraph.emulator.alteryx.packages import zipped

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-job"
PRIORITIES = ("Low", "Medium", "High", "Critical")
"""In the order of the numbers of the older base, where what has no priority of its own is 0 as well."""
FORMATS = ("Raw", "Csv", "Html", "Zip")
ROWS = "Region,Units,Amount\nNorth,12,1400.50\nSouth,7,830.00\nWest,21,2010.25\n"


def add(state: State, workflow: Object, user: Object, **members: Any) -> Object:
    """Put a job into the queue."""
    options = state.options
    job = {
        "id": state.new_id(), "workflowId": workflow["id"], "userId": user["id"], "created": state.now(),
        "outputId": state.new_id(), "fails": "fail" in workflow["name"].lower(), "priority": "Default", "workerTag": None,
        "runs": int(options.queue_seconds * 1000), "ends": int((options.queue_seconds + options.run_seconds) * 1000),
        "answers": [], "name": workflow["name"], **members,
    }  # fmt: skip
    state.store.put(
        workflows.KIND, workflow["id"], workflow | {"runCount": workflow["runCount"] + 1, "lastRun": job["created"]}
    )
    return state.store.add(KIND, job["id"], job, [workflow["id"]])


def progress(job: Object, now: int) -> tuple[str, str]:
    """Status and disposition of a job at a time."""
    passed = now - job["created"]
    if passed < job["ends"]:
        return ("Queued" if passed < job["runs"] else "Running"), "None"
    return ("Error", "Error") if job["fails"] else ("Completed", "Success")


def messages(job: Object, now: int) -> list[Object]:
    """What the engine has said so far; status 1 informs, 3 is an error."""
    status, _ = progress(job, now)
    said = [] if status == "Queued" else [(1, f"Started running {job['name']}")]
    if status == "Error":
        said.append((3, "The file to read was not found."))
    elif status == "Completed":
        said.append((1, "Finished running in 2.0 seconds"))
    return [{"status": level, "text": text, "toolId": -1 if level == 1 else 1} for level, text in said]


def listed(call: Call, job: Object) -> Object:
    """A job in a list."""
    status, disposition = progress(job, call.state.now())
    priority: Any = job["priority"]
    if call.older:
        priority = PRIORITIES.index(priority) if priority in PRIORITIES else 0
    return {
        "id": job["id"], "createDate": times.long_text(job["created"]), "status": status, "disposition": disposition,
        "priority": priority, "workerTag": job["workerTag"], "runWithE2": False,
    }  # fmt: skip


def view(call: Call, job: Object) -> Object:
    """A job whole, as v1 and v2 have it."""
    shown = messages(job, call.state.now()) if call.get("includeMessages", True) else []
    outputs = [{"id": key, "formats": list(FORMATS), "name": name} for key, name in outputs_of(call, job)]
    return listed(call, job) | {"appId": job["workflowId"], "outputs": outputs, "messages": shown}


def newer_view(call: Call, job: Object) -> Object:
    """A job whole, as v3 has it."""
    seen = view(call, job)
    created = seen.pop("createDate")
    outputs = [{"id": key, "availableFormats": list(FORMATS), "fileName": name} for key, name in outputs_of(call, job)]
    return seen | {"createDateTime": created, "outputs": outputs}


def outputs_of(call: Call, job: Object) -> list[tuple[str, str]]:
    """Id and name of what a job has made so far."""
    done = progress(job, call.state.now())[0] == "Completed"
    return [(job["outputId"], f"{job['name']}.csv")] if done else []


def job_of(call: Call) -> Object:
    """The job that a call names; raises Refused (404) when there is none that the caller may see."""
    job = call.object(KIND, call["jobId"])
    workflow = call.store.get(workflows.KIND, job["workflowId"])
    if workflow is None or not (call.sees(workflow) or job["userId"] == call.user["id"]):
        raise absent("job")
    return job


@ROUTES.at(
    "POST /v1/workflows/{appId}/jobs/", "POST /user/v2/workflows/{appId}/jobs/", "POST /v3/workflows/{workflowId}/jobs"
)
def enqueue(call: Call) -> Answer:
    """The job, in the queue."""
    workflow = workflows.found(call, call.get("appId") or call["workflowId"])
    if workflow["runDisabled"]:
        raise Refused(400, "The workflow may not be run.")
    if call.get("credentialId"):
        call.named("alteryx-credential", "credentialId")
    tag = call.get("workerTag") if call.user.get("canAssignJobs") else None
    job = add(call.state, workflow, call.user, priority=priority_of(call), answers=answers_in(call), workerTag=tag)
    return newer_view(call, job) if call.endpoint.api == "v3" else view(call, job)


def answers_in(call: Call) -> list[Object]:
    """The answers that a call brings; raises Refused (400) for what is none."""
    answers: list[Any] = call.get("questions", [])
    for each in answers:
        if not isinstance(each, dict) or not all(isinstance(each.get(name), str) for name in ("name", "value")):
            raise Refused(400, "questions must be a list of objects with name and value, both texts.", "questions")
    return answers


def priority_of(call: Call) -> str:
    """The priority that a call may set; what it may not is left as if it had not been asked for."""
    wanted = str(call.get("priority", "Default"))
    word = PRIORITIES[int(wanted)] if wanted in ("0", "1", "2", "3") else wanted.capitalize()
    if word not in ("Default", *PRIORITIES):
        raise Refused(400, "priority must be 0, 1, 2 or 3.", "priority")
    return word if call.user.get("canPrioritizeJobs") or call.curator else "Default"


@ROUTES.at("GET /v1/workflows/{appId}/jobs/", "GET /v3/workflows/{workflowId}/jobs")
def jobs(call: Call) -> Answer:
    """The jobs of a workflow, in the order of their dates."""
    workflow = workflows.found(call, call.get("appId") or call["workflowId"])
    found = [listed(call, each) for each in call.store.named(KIND, workflow["id"])]
    found.sort(key=lambda each: str(each["createDate"]), reverse=call.get("direction") == "desc")
    fitting = [
        each
        for each in found
        if call.get("status", each["status"]) == each["status"]
        and call.get("resultCode", each["disposition"]) == each["disposition"]
    ]
    return call.part(fitting)


@ROUTES.at("GET /v1/jobs/{jobId}/")
def job(call: Call) -> Answer:
    """One of them."""
    return view(call, job_of(call))


@ROUTES.at("GET /v3/jobs/{jobId}")
def newer_job(call: Call) -> Answer:
    """The same as v3 has it."""
    return newer_view(call, job_of(call))


@ROUTES.at("GET /v3/jobs/{jobId}/messages")
def messages_of(call: Call) -> Answer:
    """What the engine said."""
    return messages(job_of(call), call.state.now())


@ROUTES.at("GET /admin/v1/workflows/jobs/")
def last_jobs(call: Call) -> Answer:
    """The last job of each workflow, or of those that are named."""
    wanted = [each.strip() for each in call.get("appIds", "").split(",") if each.strip()]
    keys = wanted or [each["id"] for each in call.store.page(workflows.KIND)]
    found = [call.store.named(KIND, key) for key in keys]
    return [view(call, max(each, key=lambda one: int(one["created"]))) for each in found if each]


@ROUTES.at("GET /v1/jobs/{jobId}/output/{outputId}/")
def output(call: Call) -> Answer:
    """An output in a format."""
    made = dict(outputs_of(call, job_of(call)))
    if call["outputId"] not in made:
        raise absent("output")
    if call["format"] not in FORMATS:
        raise Refused(400, f"The output is there as {', '.join(FORMATS)}.", "format")
    return written(made[call["outputId"]], call["format"])


def written(name: str, form: str) -> File:
    """The rows of an output as a file."""
    stem = name.removesuffix(".csv")
    if form == "Html":
        return File(f"{stem}.html", f"<html><body><pre>{html.escape(ROWS)}</pre></body></html>\n".encode())
    if form == "Zip":
        return File(f"{stem}.zip", zipped({name: ROWS}))
    return File(name, ROWS.encode())
