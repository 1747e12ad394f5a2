"""Workflows, apps and macros, as each API returns them, and their changes in v3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.admin.audit import list_events_of, log_change
from paraph.emulator.alteryx.calls import AlteryxError, Routes, not_found_error

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-workflow"
TYPES = ("App", "Module", "Macro")
"""In the order of their numbers at the older base."""
SETTINGS = (
    "name", "ownerId", "workerTag", "districtTags", "comments", "isPublic", "isReadyForMigration", "othersMayDownload",
    "othersCanExecute", "executionMode", "hasPrivateDataExemption",
)  # fmt: skip
"""The members that a PUT changes."""


def published_version(workflow: Object) -> Object:
    """Return the published version."""
    result: Object = next(each for each in workflow["versions"] if each["versionId"] == workflow["publishedVersionId"])
    return result


def metadata_view(call: AlteryxCall, workflow: Object) -> Object:
    """Return the author's description of a workflow."""
    author = call.store.get("alteryx-user", workflow["ownerId"])
    return {
        "name": workflow["name"], "description": workflow["description"],
        "author": f"{author['firstName']} {author['lastName']}" if author else None, "copyright": "", "url": "",
        "urlText": "", "outputMessage": "", "noOutputFilesMessage": "",
    }  # fmt: skip


def view(call: AlteryxCall, workflow: Object) -> Object:
    """Return a workflow as in v1."""
    version = published_version(workflow)
    return {
        "id": workflow["id"], "subscriptionId": workflow["subscriptionId"], "public": workflow["isPublic"],
        "runDisabled": workflow["runDisabled"],
        "packageType": TYPES.index(workflow["type"]) if call.older else workflow["type"],
        "uploadDate": times.format_time(version["dateCreated"]), "fileName": version["fileName"],
        "metaInfo": metadata_view(call, workflow), "isChained": False, "version": version["versionNumber"],
        "runCount": workflow["runCount"], "workerTag": workflow["workerTag"], "isE2": False,
    }  # fmt: skip


def find_workflow(call: AlteryxCall, key: str, *, own: bool = False) -> Object:
    """Return a workflow that the caller can see, or with `own` change; raises AlteryxError (404)."""
    workflow = call.object(KIND, key)
    if workflow["isDeleted"] or not (
        call.can_access(workflow) if not own else call.is_curator or workflow["ownerId"] == call.user["id"]
    ):
        raise not_found_error("workflow")
    return workflow


def list_views(call: AlteryxCall, workflows: list[Object]) -> list[Object]:
    """Return the workflows that match the search, sorted and paged as requested."""
    requested = call.get("search", "").lower()
    fitting = [
        each
        for each in workflows
        if not each["isDeleted"]
        and requested in f"{each['name']}\n{each['description']}".lower()
        and call.get("packageType", TYPES.index(each["type"])) == TYPES.index(each["type"])
    ]
    if call.get("sortField"):
        fitting.sort(
            key=lambda each: sort_value(call, each, call["sortField"].lower()), reverse=call.get("direction") == "desc"
        )
    return call.page_of(fitting)


def sort_value(call: AlteryxCall, workflow: Object, name: str) -> Any:
    """Return the value that a workflow is sorted by; raises AlteryxError (400) for a field without sorting."""
    fields: dict[str, Any] = {
        "author": metadata_view(call, workflow)["author"] or "", "owner": metadata_view(call, workflow)["author"] or "", "copyright": "",
        "datemadepublic": workflow["dateMadePublic"] or 0, "description": workflow["description"],
        "executionmode": workflow["executionMode"], "name": workflow["name"].lower(), "runcount": workflow["runCount"],
        "subscriptionid": workflow["subscriptionId"], "uploaddate": published_version(workflow)["dateCreated"],
    }  # fmt: skip
    if name not in fields:
        raise AlteryxError(400, "That is no field to sort by.", "sortField")
    return fields[name]


@ROUTES.at("GET /v1/workflows/subscription/")
def list_studio_workflows(call: AlteryxCall) -> Answer:
    """List the workflows of the caller's studio."""
    own = call.user["subscriptionId"]
    inside = [each for each in call.store.page(KIND) if each["subscriptionId"] == own or call.key["kind"] == "demo"]
    return [view(call, each) for each in list_views(call, inside)]


@ROUTES.at("GET /v1/workflows/{appId}/questions/", "GET /v3/workflows/{workflowId}/questions")
def list_questions(call: AlteryxCall) -> Answer:
    """List the questions of an app; none for any other workflow."""
    return find_workflow(call, call.get("appId") or call["workflowId"])["questions"]


@ROUTES.at("GET /v3/workflows")
def list_workflows(call: AlteryxCall) -> Answer:
    """List the workflows that match the filters; dates are those of the published version."""
    fitting = [
        each
        for each in call.store.page(KIND)
        if not each["isDeleted"]
        and call.can_access(each)
        and call.get("name", "").lower() in each["name"].lower()
        and call.get("ownerId", each["ownerId"]) == each["ownerId"]
        and times.is_between(call, published_version(each)["dateCreated"], "createdAfter", "createdBefore")
    ]
    return [newer_view(call, each) if call["view"] == "Full" else list_view(each) for each in fitting]


def list_view(workflow: Object) -> Object:
    """Return a workflow for a list of v3."""
    members = {name: workflow[name] for name in ("id", "name", "ownerId", "executionMode")}
    number = published_version(workflow)["versionNumber"]
    return members | {
        "dateCreated": times.format_time(workflow["dateCreated"]),
        "publishedVersionNumber": number,
        "isAmp": False,
    }


def newer_view(call: AlteryxCall, workflow: Object) -> Object:
    """Return a workflow as in v3."""
    return {name: workflow[name] for name in ("id", "runCount", "publishedVersionId", *SETTINGS)} | {
        "dateCreated": times.format_time(workflow["dateCreated"]),
        "othersCanViewHistory": True,
        "versions": [version_view(call, workflow, each) for each in workflow["versions"]],
    }


def version_view(call: AlteryxCall, workflow: Object, version: Object) -> Object:
    """Return a version as in v3."""
    return {
        "versionId": version["versionId"], "versionNumber": version["versionNumber"],
        "dateCreated": times.format_time(version["dateCreated"]), "uploadSource": "Direct",
        "uploadDate": times.format_time(version["dateCreated"]), "packageWorkflowType": workflow["type"],
        "published": version["versionId"] == workflow["publishedVersionId"], "comments": version["comments"],
        "runDisabled": workflow["runDisabled"], "executionMode": workflow["executionMode"],
        "workflowCredentialType": version["workflowCredentialType"],
        "hasPrivateDataExemption": workflow["hasPrivateDataExemption"],
        "othersMayDownload": workflow["othersMayDownload"], "othersCanViewHistory": True,
        "details": {"isAmp": False, "fileName": version["fileName"], **metadata_view(call, workflow)},
    }  # fmt: skip


@ROUTES.at("GET /v3/workflows/{workflowId}")
def get_workflow(call: AlteryxCall) -> Answer:
    """Return a workflow."""
    return newer_view(call, find_workflow(call, call["workflowId"]))


@ROUTES.at("PUT /v3/workflows/{workflowId}")
def update(call: AlteryxCall) -> Answer:
    """Replace the settings of a workflow."""
    old = find_workflow(call, call["workflowId"], own=True)
    call.referenced_object("alteryx-user", "ownerId")
    if call["versionId"] not in [each["versionId"] for each in old["versions"]]:
        raise AlteryxError(400, "The workflow has no version of that id.", "versionId")
    new = old | {name: call[name] for name in SETTINGS if name in call.parameters}
    if call["makePublished"]:
        new["publishedVersionId"] = call["versionId"]
    return newer_view(call, save(call, old, new))


def save(call: AlteryxCall, old: Object | None, new: Object) -> Object:
    """Save a workflow, and since when it is public."""
    if not new["isPublic"]:
        new = new | {"dateMadePublic": None}
    elif new["dateMadePublic"] is None:
        new = new | {"dateMadePublic": call.state.milliseconds()}
    log_change(call, KIND, new, old, new)
    return call.store.save(KIND, new["id"], new)


@ROUTES.at("DELETE /v3/workflows/{workflowId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a workflow; refuse while it is scheduled, unless its schedules are to be deleted too."""
    old = find_workflow(call, call["workflowId"], own=True)
    scheduled = [each for each in call.store.page("alteryx-schedule") if each["workflowId"] == old["id"]]
    if scheduled and not call.get("force"):
        raise AlteryxError(400, "The workflow has schedules.", "force")
    for each in scheduled:
        call.store.delete("alteryx-schedule", each["id"])
        log_change(call, "alteryx-schedule", each, each, None)
    save(call, old, old | {"isDeleted": True})


@ROUTES.at("PUT /v3/workflows/{workflowId}/transfer")
def transfer(call: AlteryxCall) -> Answer:
    """Transfer a workflow to another owner, with its schedules if requested."""
    old = find_workflow(call, call["workflowId"], own=True)
    owner = call.referenced_object("alteryx-user", "ownerId")
    save(call, old, old | {"ownerId": owner["id"], "subscriptionId": owner["subscriptionId"]})
    for each in call.store.page("alteryx-schedule") if call.get("transferSchedules") else ():
        if each["workflowId"] == old["id"]:
            new = call.store.save("alteryx-schedule", each["id"], each | {"ownerId": owner["id"]})
            log_change(call, "alteryx-schedule", new, each, new)


def history(call: AlteryxCall, workflow: Object) -> list[Object]:
    """Return the events of a workflow."""
    return list_events_of(call.state, KIND, workflow["id"])
