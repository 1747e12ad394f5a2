"""Publishing: workflows and versions that are uploaded, and packages that are downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.message import wire_bytes
from paraph.emulator.alteryx import packages
from paraph.emulator.alteryx.calls import File, Refused, Routes
from paraph.emulator.alteryx.collecting import gathered_into
from paraph.emulator.alteryx.given import from_json
from paraph.emulator.alteryx.workflows import KIND, SETTINGS, found, kept, published, whole

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
    from paraph.emulator.store import Object

ROUTES = Routes()
FRESH = {
    "runDisabled": False, "workerTag": "", "districtTags": [], "comments": "", "isPublic": False,
    "isReadyForMigration": False, "othersMayDownload": True, "othersCanExecute": True, "executionMode": "Safe",
    "hasPrivateDataExemption": False, "isDeleted": False, "dateMadePublic": None, "runCount": 0, "lastRun": None,
    "sourceId": "", "description": "", "questions": [],
}  # fmt: skip
"""What a workflow has that was not given anything else."""


def add(state: State, owner: Object, name: str, kind: str = "Module", **members: Any) -> Object:
    """Put a workflow with one version on the server."""
    now = state.now()
    workflow = {
        **FRESH, "id": state.new_id(), "name": name, "ownerId": owner["id"], "subscriptionId": owner["subscriptionId"],
        "type": kind, "dateCreated": now, "versions": [], **members,
    }  # fmt: skip
    workflow = versioned(state, workflow, f"{name}{packages.ENDINGS[kind]}", "", "Default")
    return state.store.add(KIND, workflow["id"], workflow)


def versioned(
    state: State, workflow: Object, file_name: str, comments: str, credential: str, publish: bool = True
) -> Object:
    """A workflow with one version more."""
    version = {
        "versionId": state.new_id(), "versionNumber": len(workflow["versions"]) + 1, "dateCreated": state.now(),
        "fileName": file_name, "comments": comments, "workflowCredentialType": credential,
    }  # fmt: skip
    new = workflow | {"versions": [*workflow["versions"], version]}
    return new | {"publishedVersionId": version["versionId"]} if publish else new


def uploaded(call: Call) -> tuple[File, str, str]:
    """The package that a call brings, the name of the workflow in it, and its type."""
    package = call["file"]
    if not isinstance(package, File) or not package.body:
        raise Refused(400, "file must be a .yxzp package.", "file")
    name = packages.main_file(package) or f"{call['name']}.yxmd"
    kind = next((kind for kind, ending in packages.ENDINGS.items() if name.endswith(ending)), "Module")
    return package, name, kind


def owner_named(call: Call, parameter: str) -> Object:
    """The user whose id, or whose e-mail address, a parameter holds."""
    wanted = call[parameter]
    user = call.store.get("alteryx-user", wanted)
    found = [user] if user else call.store.named("alteryx-user", wanted.lower())
    if not found:
        raise Refused(400, "There is no such user.", parameter)
    return found[0]


@ROUTES.at("POST /admin/v1/workflows/")
def publish(call: Call) -> Answer:
    """The id of the workflow, which is an older one where it came from the same one of another server."""
    owner = owner_named(call, "owner")
    settings = {
        "isPublic": call["isPublic"], "othersMayDownload": call["canDownload"], "comments": call.get("comments", ""),
        "workerTag": call.get("workerTag", ""), "sourceId": call.get("sourceId", ""),
    }  # fmt: skip
    source = settings["sourceId"]
    same = [each for each in call.store.page(KIND) if source and each["sourceId"] == source and not each["isDeleted"]]
    return placed(call, owner, settings, same[0] if same else None)["id"]


@ROUTES.at("POST /v3/workflows")
def upload(call: Call) -> Answer:
    """The id of the new workflow."""
    refuse_foreign(call)
    owner = owner_named(call, "ownerId")
    settings = {name: call[name] for name in SETTINGS if name in call.given and name not in ("districtTags", "ownerId")}
    settings |= {"districtTags": ids_in(call, "districtTags"), "sourceId": call.get("sourceAppId", "")}
    collections = [call.object("alteryx-collection", each) for each in ids_in(call, "collectionIds")]
    made = placed(call, owner, settings, None)
    for each in collections:
        gathered_into(call, each, "workflowId", made["id"])
    return made["id"]


def placed(call: Call, owner: Object, settings: dict[str, Any], old: Object | None) -> Object:
    """The workflow that an upload makes, or adds a version to."""
    package, file_name, kind = uploaded(call)
    credential = call.get("workflowCredentialType", "Default")
    if old is None:
        made = add(call.state, owner, call["name"], kind)
        made["versions"][0] |= {"fileName": file_name, "workflowCredentialType": credential}
    else:
        made = versioned(call.state, old | {"name": call["name"]}, file_name, call.get("comments", ""), credential)
    packages.keep(call.state, made["publishedVersionId"], package)
    return kept(call, old, made | settings)


@ROUTES.at("POST /v3/workflows/{workflowId}/versions")
def add_version(call: Call) -> Answer:
    """The workflow with its new version."""
    refuse_foreign(call)
    old = found(call, call["workflowId"], own=True)
    owner = owner_named(call, "ownerId")
    package, file_name, kind = uploaded(call)
    new = versioned(
        call.state, old, file_name, call.get("comments", ""), call["workflowCredentialType"], call["makePublished"]
    )
    packages.keep(call.state, new["versions"][-1]["versionId"], package)
    names = ("name", "othersMayDownload", "othersCanExecute", "executionMode", "hasPrivateDataExemption")
    changed = {name: call[name] for name in names if name in call.given}
    return whole(call, kept(call, old, new | changed | {"ownerId": owner["id"], "type": kind}))


def refuse_foreign(call: Call) -> None:
    """Raise Refused (400) when somebody who is no curator publishes in another's name."""
    if not call.curator and call["ownerId"] != call.user["id"]:
        raise Refused(400, "Only a curator may publish for somebody else.", "ownerId")


def ids_in(call: Call, name: str) -> list[str]:
    """The ids in a parameter that holds a list as JSON text."""
    if not call.get(name):
        return []
    value = from_json(wire_bytes(call[name]))
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Refused(400, f"{name} must be a JSON array of ids.", name)
    return value


@ROUTES.at(
    "GET /v1/{appId}/package/", "GET /v1/workflows/{appId}/package", "GET /admin/v1/{appId}/package/",
    "GET /v3/workflows/{workflowId}/package",
)  # fmt: skip
def package(call: Call) -> Answer:
    """The package of the published version, or of the one that is asked for."""
    workflow = found(call, call.get("appId") or call["workflowId"])
    wanted = call.get("versionId", published(workflow)["versionId"])
    versions = [each for each in workflow["versions"] if each["versionId"] == wanted]
    if not versions:
        raise Refused(400, "The workflow has no version of that id.", "versionId")
    return packages.package_of(call.state, workflow, versions[0])


@ROUTES.at("POST /user/v2/inputfiles/")
def input_file(call: Call) -> Answer:
    """What names the uploaded file where a question is answered."""
    upload = call["file"]
    if not isinstance(upload, File):
        raise Refused(400, "file must be a file.", "file")
    key = call.state.new_id()
    packages.keep(call.state, key, upload)
    return f"{key}/{upload.name or call['name']}"
