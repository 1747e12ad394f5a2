"""What the older admin APIs list: workflows, users, studios, insights and the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx import studios, times, users, workflows
from paraph.emulator.alteryx.audit import events
from paraph.emulator.alteryx.calls import Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call
    from paraph.emulator.store import Object

ROUTES = Routes()
INSIGHT = "alteryx-insight"
NO_ADDRESS = dict.fromkeys(("country", "addressLine1", "addressLine2", "city", "state", "postalCode"), "")


def studio_name(call: Call, key: str) -> str:
    """The name of a studio."""
    return str((call.store.get(studios.KIND, key) or {}).get("name", ""))


@ROUTES.at("GET /admin/v1/workflows/")
def found(call: Call) -> Answer:
    """All workflows that are searched for."""
    return [for_curators(call, each) for each in workflows.listed(call, call.store.page(workflows.KIND))]


def for_curators(call: Call, workflow: Object) -> Object:
    """A workflow with who published it and where it is to be found."""
    version, owner = workflows.published(workflow), call.store.get(users.KIND, workflow["ownerId"])
    return workflows.view(call, workflow) | {
        "publishedVersionId": version["versionId"], "publishedVersionNumber": version["versionNumber"],
        "publishedVersionOwner": owner_view(owner) if owner else None,
        "collections": [
            {"collectionName": each["name"], "collectionId": each["id"]}
            for each in call.store.page("alteryx-collection")
            if workflow["id"] in each["holds"]["workflowId"]
        ],
        "lastRunDate": times.text_or_null(workflow["lastRun"]),
        "subscriptionName": studio_name(call, workflow["subscriptionId"]),
    }  # fmt: skip


def owner_view(user: Object) -> Object:
    """The owner of a workflow."""
    members = {name: user[name] for name in ("id", "firstName", "lastName", "email", "subscriptionId")}
    return members | {"sId": None, "active": user["isActive"]}


@ROUTES.at("GET /admin/v1/workflows/all/", "GET /admin/v2/workflows/all/")
def whole(call: Call) -> Answer:
    """All workflows with all their versions, those that are deleted too."""
    return [
        with_versions(call, each)
        for each in call.part([each for each in call.store.page(workflows.KIND) if fits(call, each)])
    ]


def fits(call: Call, workflow: Object) -> bool:
    """Whether a workflow is one that a call asks for; its dates are those of its versions, or of what happened to it."""
    if call.get("name", "").lower() not in workflow["name"].lower():
        return False
    if call.get("subscriptionId", workflow["subscriptionId"]) != workflow["subscriptionId"]:
        return False
    dates = [each["dateCreated"] for each in workflow["versions"]]
    if call.get("useEvents"):
        dates = [times.read(each["timestamp"], "useEvents") for each in workflows.history(call, workflow)]
    wanted = call.get("startDate") or call.get("endDate")
    return not wanted or any(times.within(call, date, "startDate", "endDate") for date in dates)


def with_versions(call: Call, workflow: Object) -> Object:
    """A workflow with its versions and what happened to it."""
    creator = author(call, workflow["ownerId"])
    return {
        "id": workflow["id"], "revisions": [revision(workflow, each, creator) for each in workflow["versions"]],
        "creator": creator, "subscription": studio_view(call, workflow["subscriptionId"]),
        "events": [happened(call, each) for each in workflows.history(call, workflow)],
        "runDisabled": workflow["runDisabled"], "isPublic": workflow["isPublic"],
        "dateMadePublic": times.text_or_null(workflow["dateMadePublic"]), "isDeleted": workflow["isDeleted"],
        "runCount": workflow["runCount"], "iconId": None, "workerTag": workflow["workerTag"],
        "isReadyForMigration": workflow["isReadyForMigration"],
    }  # fmt: skip


def revision(workflow: Object, version: Object, creator: Object | None) -> Object:
    """A version in the list of all."""
    created = times.text(version["dateCreated"])
    return {
        "id": version["versionId"], "version": version["versionNumber"], "author": creator, "dateCreated": created,
        "executionMode": workflow["executionMode"], "isChunkedPackage": False, "runCount": workflow["runCount"],
        "downloadCount": 0, "packageType": workflow["type"],
        "hasPrivateDataExemption": workflow["hasPrivateDataExemption"], "uploadDate": created,
        "credentialType": version["workflowCredentialType"], "isE2": False, "canDownload": workflow["othersMayDownload"],
        "allowVersionHistory": True, "showVersionHistory": True,
        "applications": [{"name": workflow["name"], "filename": version["fileName"], "nextApp": None}],
        "comments": version["comments"],
    }  # fmt: skip


def studio_view(call: Call, key: str) -> Object:
    """A studio by id and name."""
    return {"id": key, "name": studio_name(call, key)}


def author(call: Call, user_id: str) -> Object | None:
    """A user in the list of all workflows."""
    user = call.store.get(users.KIND, user_id)
    if user is None:
        return None
    members = {name: user[name] for name in ("id", "firstName", "lastName", "email")}
    return members | {"subscription": studio_view(call, user["subscriptionId"])}


def happened(call: Call, event: Object) -> Object:
    """What happened to a workflow."""
    return {name: event[name] for name in ("timestamp", "event", "oldValues", "newValues")} | {
        "user": author(call, event["userId"])
    }


@ROUTES.at("GET /admin/v1/workflows/migratable/")
def migratable(call: Call) -> Answer:
    """Those that are ready for migration."""
    wanted = [each.strip() for each in call.get("subscriptionIds", "").split(",") if each.strip()]
    return [
        {name: each[name] for name in ("id", "publishedVersionId", "subscriptionId")}
        for each in call.store.page(workflows.KIND)
        if each["isReadyForMigration"]
        and not each["isDeleted"]
        and each["subscriptionId"] in (wanted or [each["subscriptionId"]])
    ]


@ROUTES.at("PUT /admin/v1/workflows/migratable/{appId}/")
def set_migratable(call: Call) -> Answer:
    """The id of a workflow that is ready for migration from now on, or not; without a body not."""
    old = workflows.found(call, call["appId"])
    workflows.kept(call, old, old | {"isReadyForMigration": call.get("isReadyForMigration", False)})
    return old["id"]


@ROUTES.at("GET /admin/v1/users/", "GET /admin/v2/users/")
def all_users(call: Call) -> Answer:
    """All users, or those of a studio."""
    found = [
        each
        for each in call.store.page(users.KIND)
        if call.get("subscriptionId", each["subscriptionId"]) == each["subscriptionId"]
    ]
    newer = call.endpoint.api == "admin-v2"
    return [user_view(each) | role_of(each, newer) for each in call.part(found)]


def role_of(user: Object, newer: bool) -> Object:
    """How a user's role is told: v1 knows curators and others."""
    return {"role": user["role"]} if newer else {"curator": user["role"] == "Curator"}


def user_view(user: Object) -> Object:
    """A user, but for the role."""
    return {name: user[name] for name in ("id", "email", "firstName", "lastName", "subscriptionId", "language")} | {
        "accountLocked": user["isAccountLocked"], "accountLockedAt": None, "active": user["isActive"], "anonymous": False,
        "canSchedule": user["canScheduleJobs"], "canSetPriority": user["canPrioritizeJobs"],
        "canSetWorkerAssignment": user["canAssignJobs"], "dateAdded": times.text(user["dateAdded"]),
        "dateUpdated": times.text(user["dateUpdated"]), "expirationDate": None, "numFailedLogins": user["failedLogins"],
        "pending": False, "updateLastLoginDate": times.text_or_null(user["lastLogin"]),
        "userProfile": {"picture": None, "iconId": None}, "validated": user["isValidated"], "timezone": user["timeZone"],
    }  # fmt: skip


@ROUTES.at("GET /admin/v1/subscriptions/")
def older_studios(call: Call) -> Answer:
    """All studios, with whom to ask."""
    return [
        studio_base(each)
        | {"memberPassesPurchased": 0, "memberPassesUsed": 0, "primaryContactInfo": contact(call, each)}
        for each in call.part(call.store.page(studios.KIND))
    ]


@ROUTES.at("GET /admin/v2/subscriptions/")
def newer_studios(call: Call) -> Answer:
    """All studios."""
    return [
        studio_base(each) | {"defaultWorkflowCredentialId": each["defaultWorkflowCredentialId"]}
        for each in call.part(call.store.page(studios.KIND))
    ]


def studio_base(studio: Object) -> Object:
    """What both have in common."""
    return {"id": studio["id"], "name": studio["name"], "active": studio["isActive"], "expirationDate": None}


def contact(call: Call, studio: Object) -> Object | None:
    """Whom to ask about a studio."""
    owner = call.store.get(users.KIND, studio["ownerId"] or "")
    if owner is None:
        return None
    return {"name": users.name_of(owner), "email": owner["email"], "company": "", "address": NO_ADDRESS}


@ROUTES.at("GET /admin/v1/insights/", "GET /admin/v2/insights/")
def insights(call: Call) -> Answer:
    """Those whose name holds a text."""
    wanted = call.get("search", "").lower()
    found = [each for each in call.store.page(INSIGHT) if wanted in each["name"].lower()]
    return [insight_view(call, each) for each in call.part(found)]


def insight_view(call: Call, insight: Object) -> Object:
    """An insight with its owner."""
    owner = call.store.get(users.KIND, insight["ownerId"])
    names = ("id", "firstName", "lastName", "email", "subscriptionId")
    shown = {name: owner[name] for name in names} if owner else None
    if owner and shown:
        shown |= {"dateAdded": times.text(owner["dateAdded"]), "active": owner["isActive"]}
        shown |= role_of(owner, call.endpoint.api == "admin-v2")
    return {
        "owner": shown, "insightId": insight["id"], "name": insight["name"], "lastUpdated": times.text(insight["updated"]),
        "ownerId": insight["ownerId"], "iconId": None, "id": insight["id"],
    }  # fmt: skip


@ROUTES.at("GET /admin/v1/auditlog/")
def audit_log(call: Call) -> Answer:
    """What happened to the things of an entity."""
    return call.part(events(call.state, call["entity"]))
