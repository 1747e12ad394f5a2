"""Uploads of workflows and versions, and downloads of packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.message import wire_bytes
from paraph.emulator.alteryx.assets import packages
from paraph.emulator.alteryx.assets.collections import save_with_content
from paraph.emulator.alteryx.assets.workflows import KIND, SETTINGS, find_workflow, newer_view, published_version, save
from paraph.emulator.alteryx.calls import AlteryxError, NamedFile, Routes
from paraph.emulator.alteryx.parameters import parse_json

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
DEFAULTS = {
    "runDisabled": False, "workerTag": "", "districtTags": [], "comments": "", "isPublic": False,
    "isReadyForMigration": False, "othersMayDownload": True, "othersCanExecute": True, "executionMode": "Safe",
    "hasPrivateDataExemption": False, "isDeleted": False, "dateMadePublic": None, "runCount": 0, "lastRun": None,
    "sourceId": "", "description": "", "questions": [],
}  # fmt: skip
"""Default members of a workflow."""


def add(state: AlteryxState, owner: Object, name: str, kind: str = "Module", **members: Any) -> Object:
    """Add a workflow with one version."""
    now = state.milliseconds()
    workflow = {
        **DEFAULTS, "id": state.new_id(), "name": name, "ownerId": owner["id"], "subscriptionId": owner["subscriptionId"],
        "type": kind, "dateCreated": now, "versions": [], **members,
    }  # fmt: skip
    workflow = with_version(state, workflow, f"{name}{packages.FILE_EXTENSIONS[kind]}", "", "Default")
    return state.store.add(KIND, workflow["id"], workflow)


def with_version(
    state: AlteryxState, workflow: Object, file_name: str, comments: str, credential: str, publish: bool = True
) -> Object:
    """Return a workflow with one more version."""
    version = {
        "versionId": state.new_id(), "versionNumber": len(workflow["versions"]) + 1, "dateCreated": state.milliseconds(),
        "fileName": file_name, "comments": comments, "workflowCredentialType": credential,
    }  # fmt: skip
    new = workflow | {"versions": [*workflow["versions"], version]}
    return new | {"publishedVersionId": version["versionId"]} if publish else new


def read_package(call: AlteryxCall) -> tuple[NamedFile, str, str]:
    """Return the uploaded package, the name of its workflow, and the workflow's type."""
    package = call["file"]
    if not isinstance(package, NamedFile) or not package.body:
        raise AlteryxError(400, "file must be a .yxzp package.", "file")
    name = packages.main_file(package) or f"{call['name']}.yxmd"
    kind = next((kind for kind, ending in packages.FILE_EXTENSIONS.items() if name.endswith(ending)), "Module")
    return package, name, kind


def find_owner(call: AlteryxCall, parameter: str) -> Object:
    """Return the user whose id, or e-mail address, a parameter holds."""
    requested = call[parameter]
    user = call.store.get("alteryx-user", requested)
    result = [user] if user else call.store.find_by_name("alteryx-user", requested.lower())
    if not result:
        raise AlteryxError(400, "There is no such user.", parameter)
    return result[0]


@ROUTES.at("POST /admin/v1/workflows/")
def publish(call: AlteryxCall) -> Answer:
    """Publish a workflow, as a new version if it comes from the same source workflow; return its id."""
    owner = find_owner(call, "owner")
    settings = {
        "isPublic": call["isPublic"], "othersMayDownload": call["canDownload"], "comments": call.get("comments", ""),
        "workerTag": call.get("workerTag", ""), "sourceId": call.get("sourceId", ""),
    }  # fmt: skip
    source = settings["sourceId"]
    same = [each for each in call.store.page(KIND) if source and each["sourceId"] == source and not each["isDeleted"]]
    return save_upload(call, owner, settings, same[0] if same else None)["id"]


@ROUTES.at("POST /v3/workflows")
def upload(call: AlteryxCall) -> Answer:
    """Upload a workflow; return its id."""
    refuse_foreign_owner(call)
    owner = find_owner(call, "ownerId")
    settings = {
        name: call[name] for name in SETTINGS if name in call.parameters and name not in ("districtTags", "ownerId")
    }
    settings |= {"districtTags": parse_ids(call, "districtTags"), "sourceId": call.get("sourceAppId", "")}
    collections = [call.object("alteryx-collection", each) for each in parse_ids(call, "collectionIds")]
    created = save_upload(call, owner, settings, None)
    for each in collections:
        save_with_content(call, each, "workflowId", created["id"])
    return created["id"]


def save_upload(call: AlteryxCall, owner: Object, settings: dict[str, Any], old: Object | None) -> Object:
    """Save an upload as a new workflow or as a version."""
    package, file_name, kind = read_package(call)
    credential = call.get("workflowCredentialType", "Default")
    if old is None:
        created = add(call.state, owner, call["name"], kind)
        created["versions"][0] |= {"fileName": file_name, "workflowCredentialType": credential}
    else:
        created = with_version(
            call.state, old | {"name": call["name"]}, file_name, call.get("comments", ""), credential
        )
    packages.store_package(call.state, created["publishedVersionId"], package)
    return save(call, old, created | settings)


@ROUTES.at("POST /v3/workflows/{workflowId}/versions")
def add_version(call: AlteryxCall) -> Answer:
    """Add a version to a workflow."""
    refuse_foreign_owner(call)
    old = find_workflow(call, call["workflowId"], own=True)
    owner = find_owner(call, "ownerId")
    package, file_name, kind = read_package(call)
    new = with_version(
        call.state, old, file_name, call.get("comments", ""), call["workflowCredentialType"], call["makePublished"]
    )
    packages.store_package(call.state, new["versions"][-1]["versionId"], package)
    names = ("name", "othersMayDownload", "othersCanExecute", "executionMode", "hasPrivateDataExemption")
    changes = {name: call[name] for name in names if name in call.parameters}
    return newer_view(call, save(call, old, new | changes | {"ownerId": owner["id"], "type": kind}))


def refuse_foreign_owner(call: AlteryxCall) -> None:
    """Raise AlteryxError (400) if a caller who is not a curator publishes for another user."""
    if not call.is_curator and call["ownerId"] != call.user["id"]:
        raise AlteryxError(400, "Only a curator may publish for another user.", "ownerId")


def parse_ids(call: AlteryxCall, name: str) -> list[str]:
    """Parse a parameter that holds a list of ids as JSON text."""
    if not call.get(name):
        return []
    value = parse_json(wire_bytes(call[name]))
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise AlteryxError(400, f"{name} must be a JSON array of ids.", name)
    return value


@ROUTES.at(
    "GET /v1/{appId}/package/", "GET /v1/workflows/{appId}/package", "GET /admin/v1/{appId}/package/",
    "GET /v3/workflows/{workflowId}/package",
)  # fmt: skip
def download_package(call: AlteryxCall) -> Answer:
    """Return the package of the published version, or of the version requested."""
    workflow = find_workflow(call, call.get("appId") or call["workflowId"])
    requested = call.get("versionId", published_version(workflow)["versionId"])
    versions = [each for each in workflow["versions"] if each["versionId"] == requested]
    if not versions:
        raise AlteryxError(400, "The workflow has no version of that id.", "versionId")
    return packages.find_package(call.state, workflow, versions[0])


@ROUTES.at("POST /user/v2/inputfiles/")
def upload_input_file(call: AlteryxCall) -> Answer:
    """Store nothing; return a name for the uploaded file, to answer a question with."""
    upload = call["file"]
    if not isinstance(upload, NamedFile):
        raise AlteryxError(400, "file must be a file.", "file")
    key = call.state.new_id()
    packages.store_package(call.state, key, upload)
    return f"{key}/{upload.name or call['name']}"
