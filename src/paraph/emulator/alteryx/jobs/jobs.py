"""Jobs: they wait, run and end as the clock advances. A workflow with "fail" in its name fails."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.assets import workflows
from paraph.emulator.alteryx.assets.packages import zip_files
from paraph.emulator.alteryx.calls import AlteryxError, NamedFile, Routes, not_found_error

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-job"
PRIORITIES = ("Low", "Medium", "High", "Critical")
"""In the order of their numbers at the older base, where a job without priority has 0 as well."""
FORMATS = ("Raw", "Csv", "Html", "Zip")
ROWS = "Region,Units,Amount\nNorth,12,1400.50\nSouth,7,830.00\nWest,21,2010.25\n"


def add(state: AlteryxState, workflow: Object, user: Object, **members: Any) -> Object:
    """Add a job to the queue."""
    options = state.options
    job = {
        "id": state.new_id(), "workflowId": workflow["id"], "userId": user["id"], "created": state.milliseconds(),
        "outputId": state.new_id(), "fails": "fail" in workflow["name"].lower(), "priority": "Default", "workerTag": None,
        "runs": int(options.queue_seconds * 1000), "ends": int((options.queue_seconds + options.run_seconds) * 1000),
        "answers": [], "name": workflow["name"], **members,
    }  # fmt: skip
    state.store.save(
        workflows.KIND, workflow["id"], workflow | {"runCount": workflow["runCount"] + 1, "lastRun": job["created"]}
    )
    return state.store.add(KIND, job["id"], job, [workflow["id"]])


def progress(job: Object, now: int) -> tuple[str, str]:
    """Return the status and disposition of a job at a time."""
    passed = now - job["created"]
    if passed < job["ends"]:
        return ("Queued" if passed < job["runs"] else "Running"), "None"
    return ("Error", "Error") if job["fails"] else ("Completed", "Success")


def messages(job: Object, now: int) -> list[Object]:
    """Return the engine's messages up to now; status 1 informs, 3 is an error."""
    status, _ = progress(job, now)
    content = [] if status == "Queued" else [(1, f"Started running {job['name']}")]
    if status == "Error":
        content.append((3, "The file to read was not found."))
    elif status == "Completed":
        content.append((1, "Finished running in 2.0 seconds"))
    return [{"status": level, "text": text, "toolId": -1 if level == 1 else 1} for level, text in content]


def list_view(call: AlteryxCall, job: Object) -> Object:
    """Return a job for a list."""
    status, disposition = progress(job, call.state.milliseconds())
    priority: Any = job["priority"]
    if call.older:
        priority = PRIORITIES.index(priority) if priority in PRIORITIES else 0
    return {
        "id": job["id"], "createDate": times.format_long_time(job["created"]), "status": status, "disposition": disposition,
        "priority": priority, "workerTag": job["workerTag"], "runWithE2": False,
    }  # fmt: skip


def view(call: AlteryxCall, job: Object) -> Object:
    """Return a job as in v1 and v2."""
    visible = messages(job, call.state.milliseconds()) if call.get("includeMessages", True) else []
    outputs = [{"id": key, "formats": list(FORMATS), "name": name} for key, name in list_outputs(call, job)]
    return list_view(call, job) | {"appId": job["workflowId"], "outputs": outputs, "messages": visible}


def newer_view(call: AlteryxCall, job: Object) -> Object:
    """Return a job as in v3."""
    entry = view(call, job)
    created = entry.pop("createDate")
    outputs = [
        {"id": key, "availableFormats": list(FORMATS), "fileName": name} for key, name in list_outputs(call, job)
    ]
    return entry | {"createDateTime": created, "outputs": outputs}


def list_outputs(call: AlteryxCall, job: Object) -> list[tuple[str, str]]:
    """Return the ids and names of the job's outputs up to now."""
    done = progress(job, call.state.milliseconds())[0] == "Completed"
    return [(job["outputId"], f"{job['name']}.csv")] if done else []


def find_job(call: AlteryxCall) -> Object:
    """Return the job of a call; raises AlteryxError (404) if the caller cannot access it."""
    job = call.object(KIND, call["jobId"])
    workflow = call.store.get(workflows.KIND, job["workflowId"])
    if workflow is None or not (call.can_access(workflow) or job["userId"] == call.user["id"]):
        raise not_found_error("job")
    return job


@ROUTES.at(
    "POST /v1/workflows/{appId}/jobs/", "POST /user/v2/workflows/{appId}/jobs/", "POST /v3/workflows/{workflowId}/jobs"
)
def enqueue(call: AlteryxCall) -> Answer:
    """Add a job to the queue and return it."""
    workflow = workflows.find_workflow(call, call.get("appId") or call["workflowId"])
    if workflow["runDisabled"]:
        raise AlteryxError(400, "The workflow may not be run.")
    if call.get("credentialId"):
        call.referenced_object("alteryx-credential", "credentialId")
    tag = call.get("workerTag") if call.user.get("canAssignJobs") else None
    job = add(call.state, workflow, call.user, priority=read_priority(call), answers=read_answers(call), workerTag=tag)
    return newer_view(call, job) if call.endpoint.api == "v3" else view(call, job)


def read_answers(call: AlteryxCall) -> list[Object]:
    """Read the answers in a call; raises AlteryxError (400) for an invalid one."""
    answers: list[Any] = call.get("questions", [])
    for each in answers:
        if not isinstance(each, dict) or not all(isinstance(each.get(name), str) for name in ("name", "value")):
            raise AlteryxError(400, "questions must be a list of objects with name and value, both texts.", "questions")
    return answers


def read_priority(call: AlteryxCall) -> str:
    """Return the priority that the caller may set; ignore any other."""
    requested = str(call.get("priority", "Default"))
    word = PRIORITIES[int(requested)] if requested in ("0", "1", "2", "3") else requested.capitalize()
    if word not in ("Default", *PRIORITIES):
        raise AlteryxError(400, "priority must be 0, 1, 2 or 3.", "priority")
    return word if call.user.get("canPrioritizeJobs") or call.is_curator else "Default"


@ROUTES.at("GET /v1/workflows/{appId}/jobs/", "GET /v3/workflows/{workflowId}/jobs")
def list_jobs(call: AlteryxCall) -> Answer:
    """List the jobs of a workflow, ordered by date."""
    workflow = workflows.find_workflow(call, call.get("appId") or call["workflowId"])
    result = [list_view(call, each) for each in call.store.find_by_name(KIND, workflow["id"])]
    result.sort(key=lambda each: str(each["createDate"]), reverse=call.get("direction") == "desc")
    fitting = [
        each
        for each in result
        if call.get("status", each["status"]) == each["status"]
        and call.get("resultCode", each["disposition"]) == each["disposition"]
    ]
    return call.page_of(fitting)


@ROUTES.at("GET /v1/jobs/{jobId}/")
def get_job(call: AlteryxCall) -> Answer:
    """Return a job."""
    return view(call, find_job(call))


@ROUTES.at("GET /v3/jobs/{jobId}")
def get_job_v3(call: AlteryxCall) -> Answer:
    """Return a job as in v3."""
    return newer_view(call, find_job(call))


@ROUTES.at("GET /v3/jobs/{jobId}/messages")
def get_messages(call: AlteryxCall) -> Answer:
    """Return the messages of the engine."""
    return messages(find_job(call), call.state.milliseconds())


@ROUTES.at("GET /admin/v1/workflows/jobs/")
def list_last_jobs(call: AlteryxCall) -> Answer:
    """List the last job of each workflow, or of the workflows named."""
    requested = [each.strip() for each in call.get("appIds", "").split(",") if each.strip()]
    keys = requested or [each["id"] for each in call.store.page(workflows.KIND)]
    result = [call.store.find_by_name(KIND, key) for key in keys]
    return [view(call, max(each, key=lambda one: int(one["created"]))) for each in result if each]


@ROUTES.at("GET /v1/jobs/{jobId}/output/{outputId}/")
def get_output(call: AlteryxCall) -> Answer:
    """Return an output in a format."""
    created = dict(list_outputs(call, find_job(call)))
    if call["outputId"] not in created:
        raise not_found_error("output")
    if call["format"] not in FORMATS:
        raise AlteryxError(400, f"The output is there as {', '.join(FORMATS)}.", "format")
    return write_rows(created[call["outputId"]], call["format"])


def write_rows(name: str, form: str) -> NamedFile:
    """Write the rows of an output as a file."""
    stem = name.removesuffix(".csv")
    if form == "Html":
        return NamedFile(f"{stem}.html", f"<html><body><pre>{html.escape(ROWS)}</pre></body></html>\n".encode())
    if form == "Zip":
        return NamedFile(f"{stem}.zip", zip_files({name: ROWS}))
    return NamedFile(name, ROWS.encode())
