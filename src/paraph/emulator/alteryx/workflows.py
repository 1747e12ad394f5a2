"""Workflows, apps and macros: as each of the APIs shows them, and what v3 changes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.audit import events_of, noted
from paraph.emulator.alteryx.calls import Refused, Routes, absent

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-workflow"
TYPES = ("App", "Module", "Macro")
"""In the order of the numbers that the older base has for them."""
SETTINGS = (
    "name", "ownerId", "workerTag", "districtTags", "comments", "isPublic", "isReadyForMigration", "othersMayDownload",
    "othersCanExecute", "executionMode", "hasPrivateDataExemption",
)  # fmt: skip
"""What a PUT changes."""


def published(workflow: Object) -> Object:
    """The version that runs."""
    found: Object = next(each for each in workflow["versions"] if each["versionId"] == workflow["publishedVersionId"])
    return found


def meta(call: Call, workflow: Object) -> Object:
    """What its author says about a workflow."""
    author = call.store.get("alteryx-user", workflow["ownerId"])
    return {
        "name": workflow["name"], "description": workflow["description"],
        "author": f"{author['firstName']} {author['lastName']}" if author else None, "copyright": "", "url": "",
        "urlText": "", "outputMessage": "", "noOutputFilesMessage": "",
    }  # fmt: skip


def view(call: Call, workflow: Object) -> Object:
    """A workflow as v1 has it."""
    version = published(workflow)
    return {
        "id": workflow["id"], "subscriptionId": workflow["subscriptionId"], "public": workflow["isPublic"],
        "runDisabled": workflow["runDisabled"],
        "packageType": TYPES.index(workflow["type"]) if call.older else workflow["type"],
        "uploadDate": times.text(version["dateCreated"]), "fileName": version["fileName"],
        "metaInfo": meta(call, workflow), "isChained": False, "version": version["versionNumber"],
        "runCount": workflow["runCount"], "workerTag": workflow["workerTag"], "isE2": False,
    }  # fmt: skip


def found(call: Call, key: str, *, own: bool = False) -> Object:
    """The workflow of that id, if there is one that the caller may see, or with `own` change; raises Refused (404)."""
    workflow = call.object(KIND, key)
    if workflow["isDeleted"] or not (
        call.sees(workflow) if not own else call.curator or workflow["ownerId"] == call.user["id"]
    ):
        raise absent("workflow")
    return workflow


def listed(call: Call, workflows: list[Object]) -> list[Object]:
    """Those that are searched for, in the order and of the part that a call asks for."""
    wanted = call.get("search", "").lower()
    fitting = [
        each
        for each in workflows
        if not each["isDeleted"]
        and wanted in f"{each['name']}\n{each['description']}".lower()
        and call.get("packageType", TYPES.index(each["type"])) == TYPES.index(each["type"])
    ]
    if call.get("sortField"):
        fitting.sort(
            key=lambda each: sorted_by(call, each, call["sortField"].lower()), reverse=call.get("direction") == "desc"
        )
    return call.part(fitting)


def sorted_by(call: Call, workflow: Object, name: str) -> Any:
    """What stands for a workflow where a list is sorted; raises Refused (400) for a field that it cannot be sorted by."""
    fields: dict[str, Any] = {
        "author": meta(call, workflow)["author"] or "", "owner": meta(call, workflow)["author"] or "", "copyright": "",
        "datemadepublic": workflow["dateMadePublic"] or 0, "description": workflow["description"],
        "executionmode": workflow["executionMode"], "name": workflow["name"].lower(), "runcount": workflow["runCount"],
        "subscriptionid": workflow["subscriptionId"], "uploaddate": published(workflow)["dateCreated"],
    }  # fmt: skip
    if name not in fields:
        raise Refused(400, "That is no field to sort by.", "sortField")
    return fields[name]


@ROUTES.at("GET /v1/workflows/subscription/")
def of_the_studio(call: Call) -> Answer:
    """Those of the caller's studio."""
    own = call.user["subscriptionId"]
    inside = [each for each in call.store.page(KIND) if each["subscriptionId"] == own or call.key["kind"] == "demo"]
    return [view(call, each) for each in listed(call, inside)]


@ROUTES.at("GET /v1/workflows/{appId}/questions/", "GET /v3/workflows/{workflowId}/questions")
def questions(call: Call) -> Answer:
    """What an app asks; nothing for any other workflow."""
    return found(call, call.get("appId") or call["workflowId"])["questions"]


@ROUTES.at("GET /v3/workflows")
def workflows(call: Call) -> Answer:
    """Those that fit the filters; the dates are those of the published version."""
    fitting = [
        each
        for each in call.store.page(KIND)
        if not each["isDeleted"]
        and call.sees(each)
        and call.get("name", "").lower() in each["name"].lower()
        and call.get("ownerId", each["ownerId"]) == each["ownerId"]
        and times.within(call, published(each)["dateCreated"], "createdAfter", "createdBefore")
    ]
    return [whole(call, each) if call["view"] == "Full" else reduced(each) for each in fitting]


def reduced(workflow: Object) -> Object:
    """A workflow in a list of v3."""
    members = {name: workflow[name] for name in ("id", "name", "ownerId", "executionMode")}
    number = published(workflow)["versionNumber"]
    return members | {
        "dateCreated": times.text(workflow["dateCreated"]),
        "publishedVersionNumber": number,
        "isAmp": False,
    }


def whole(call: Call, workflow: Object) -> Object:
    """A workflow in v3."""
    return {name: workflow[name] for name in ("id", "runCount", "publishedVersionId", *SETTINGS)} | {
        "dateCreated": times.text(workflow["dateCreated"]),
        "othersCanViewHistory": True,
        "versions": [version_view(call, workflow, each) for each in workflow["versions"]],
    }


def version_view(call: Call, workflow: Object, version: Object) -> Object:
    """A version in v3."""
    return {
        "versionId": version["versionId"], "versionNumber": version["versionNumber"],
        "dateCreated": times.text(version["dateCreated"]), "uploadSource": "Direct",
        "uploadDate": times.text(version["dateCreated"]), "packageWorkflowType": workflow["type"],
        "published": version["versionId"] == workflow["publishedVersionId"], "comments": version["comments"],
        "runDisabled": workflow["runDisabled"], "executionMode": workflow["executionMode"],
        "workflowCredentialType": version["workflowCredentialType"],
        "hasPrivateDataExemption": workflow["hasPrivateDataExemption"],
        "othersMayDownload": workflow["othersMayDownload"], "othersCanViewHistory": True,
        "details": {"isAmp": False, "fileName": version["fileName"], **meta(call, workflow)},
    }  # fmt: skip


@ROUTES.at("GET /v3/workflows/{workflowId}")
def workflow(call: Call) -> Answer:
    """One of them."""
    return whole(call, found(call, call["workflowId"]))


@ROUTES.at("PUT /v3/workflows/{workflowId}")
def update(call: Call) -> Answer:
    """The workflow as sent."""
    old = found(call, call["workflowId"], own=True)
    call.named("alteryx-user", "ownerId")
    if call["versionId"] not in [each["versionId"] for each in old["versions"]]:
        raise Refused(400, "The workflow has no version of that id.", "versionId")
    new = old | {name: call[name] for name in SETTINGS if name in call.given}
    if call["makePublished"]:
        new["publishedVersionId"] = call["versionId"]
    return whole(call, kept(call, old, new))


def kept(call: Call, old: Object | None, new: Object) -> Object:
    """Keep a workflow, and since when it is public."""
    if not new["isPublic"]:
        new = new | {"dateMadePublic": None}
    elif new["dateMadePublic"] is None:
        new = new | {"dateMadePublic": call.state.now()}
    noted(call, KIND, new, old, new)
    return call.store.put(KIND, new["id"], new)


@ROUTES.at("DELETE /v3/workflows/{workflowId}")
def delete(call: Call) -> Answer:
    """Nothing, unless the workflow is scheduled and its schedules are not to go with it."""
    old = found(call, call["workflowId"], own=True)
    scheduled = [each for each in call.store.page("alteryx-schedule") if each["workflowId"] == old["id"]]
    if scheduled and not call.get("force"):
        raise Refused(400, "The workflow has schedules.", "force")
    for each in scheduled:
        call.store.delete("alteryx-schedule", each["id"])
        noted(call, "alteryx-schedule", each, each, None)
    kept(call, old, old | {"isDeleted": True})


@ROUTES.at("PUT /v3/workflows/{workflowId}/transfer")
def transfer(call: Call) -> Answer:
    """Nothing; the workflow is the new owner's, and so are its schedules if they were to be."""
    old = found(call, call["workflowId"], own=True)
    owner = call.named("alteryx-user", "ownerId")
    kept(call, old, old | {"ownerId": owner["id"], "subscriptionId": owner["subscriptionId"]})
    for each in call.store.page("alteryx-schedule") if call.get("transferSchedules") else ():
        if each["workflowId"] == old["id"]:
            new = call.store.put("alteryx-schedule", each["id"], each | {"ownerId": owner["id"]})
            noted(call, "alteryx-schedule", new, each, new)


def history(call: Call, workflow: Object) -> list[Object]:
    """What happened to a workflow."""
    return events_of(call.state, KIND, workflow["id"])
