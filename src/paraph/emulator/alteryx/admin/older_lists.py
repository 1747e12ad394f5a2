"""Lists of the older admin APIs: workflows, users, studios, insights and the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.admin import studios, users
from paraph.emulator.alteryx.admin.audit import list_events
from paraph.emulator.alteryx.assets import workflows
from paraph.emulator.alteryx.calls import Routes

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
INSIGHT = "alteryx-insight"
NO_ADDRESS = dict.fromkeys(("country", "addressLine1", "addressLine2", "city", "state", "postalCode"), "")


def studio_name(call: AlteryxCall, key: str) -> str:
    """Return the name of a studio."""
    return str((call.store.get(studios.KIND, key) or {}).get("name", ""))


@ROUTES.at("GET /admin/v1/workflows/")
def list_workflows(call: AlteryxCall) -> Answer:
    """List the workflows that match the search."""
    return [curator_view(call, each) for each in workflows.list_views(call, call.store.page(workflows.KIND))]


def curator_view(call: AlteryxCall, workflow: Object) -> Object:
    """Return a workflow with its publisher and its location."""
    version, owner = workflows.published_version(workflow), call.store.get(users.KIND, workflow["ownerId"])
    return workflows.view(call, workflow) | {
        "publishedVersionId": version["versionId"], "publishedVersionNumber": version["versionNumber"],
        "publishedVersionOwner": owner_view(owner) if owner else None,
        "collections": [
            {"collectionName": each["name"], "collectionId": each["id"]}
            for each in call.store.page("alteryx-collection")
            if workflow["id"] in each["holds"]["workflowId"]
        ],
        "lastRunDate": times.format_optional_time(workflow["lastRun"]),
        "subscriptionName": studio_name(call, workflow["subscriptionId"]),
    }  # fmt: skip


def owner_view(user: Object) -> Object:
    """Return the owner of a workflow."""
    members = {name: user[name] for name in ("id", "firstName", "lastName", "email", "subscriptionId")}
    return members | {"sId": None, "active": user["isActive"]}


@ROUTES.at("GET /admin/v1/workflows/all/", "GET /admin/v2/workflows/all/")
def list_all_workflows(call: AlteryxCall) -> Answer:
    """List all workflows with all their versions, including deleted ones."""
    return [
        view_with_versions(call, each)
        for each in call.page_of([each for each in call.store.page(workflows.KIND) if matches(call, each)])
    ]


def matches(call: AlteryxCall, workflow: Object) -> bool:
    """Return whether a workflow matches the filters; dates are those of its versions, or of its events."""
    if call.get("name", "").lower() not in workflow["name"].lower():
        return False
    if call.get("subscriptionId", workflow["subscriptionId"]) != workflow["subscriptionId"]:
        return False
    dates = [each["dateCreated"] for each in workflow["versions"]]
    if call.get("useEvents"):
        dates = [times.parse_time(each["timestamp"], "useEvents") for each in workflows.history(call, workflow)]
    requested = call.get("startDate") or call.get("endDate")
    return not requested or any(times.is_between(call, date, "startDate", "endDate") for date in dates)


def view_with_versions(call: AlteryxCall, workflow: Object) -> Object:
    """Return a workflow with its versions and events."""
    creator = author_view(call, workflow["ownerId"])
    return {
        "id": workflow["id"], "revisions": [revision_view(workflow, each, creator) for each in workflow["versions"]],
        "creator": creator, "subscription": studio_view(call, workflow["subscriptionId"]),
        "events": [event_view(call, each) for each in workflows.history(call, workflow)],
        "runDisabled": workflow["runDisabled"], "isPublic": workflow["isPublic"],
        "dateMadePublic": times.format_optional_time(workflow["dateMadePublic"]), "isDeleted": workflow["isDeleted"],
        "runCount": workflow["runCount"], "iconId": None, "workerTag": workflow["workerTag"],
        "isReadyForMigration": workflow["isReadyForMigration"],
    }  # fmt: skip


def revision_view(workflow: Object, version: Object, creator: Object | None) -> Object:
    """Return a version for the list of all workflows."""
    created = times.format_time(version["dateCreated"])
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


def studio_view(call: AlteryxCall, key: str) -> Object:
    """Return the id and name of a studio."""
    return {"id": key, "name": studio_name(call, key)}


def author_view(call: AlteryxCall, user_id: str) -> Object | None:
    """Return a user for the list of all workflows."""
    user = call.store.get(users.KIND, user_id)
    if user is None:
        return None
    members = {name: user[name] for name in ("id", "firstName", "lastName", "email")}
    return members | {"subscription": studio_view(call, user["subscriptionId"])}


def event_view(call: AlteryxCall, event: Object) -> Object:
    """Return an event of a workflow."""
    return {name: event[name] for name in ("timestamp", "event", "oldValues", "newValues")} | {
        "user": author_view(call, event["userId"])
    }


@ROUTES.at("GET /admin/v1/workflows/migratable/")
def list_migratable(call: AlteryxCall) -> Answer:
    """List the workflows that are ready for migration."""
    requested = [each.strip() for each in call.get("subscriptionIds", "").split(",") if each.strip()]
    return [
        {name: each[name] for name in ("id", "publishedVersionId", "subscriptionId")}
        for each in call.store.page(workflows.KIND)
        if each["isReadyForMigration"]
        and not each["isDeleted"]
        and each["subscriptionId"] in (requested or [each["subscriptionId"]])
    ]


@ROUTES.at("PUT /admin/v1/workflows/migratable/{appId}/")
def set_migratable(call: AlteryxCall) -> Answer:
    """Set whether a workflow is ready for migration, without a body to false; return its id."""
    old = workflows.find_workflow(call, call["appId"])
    workflows.save(call, old, old | {"isReadyForMigration": call.get("isReadyForMigration", False)})
    return old["id"]


@ROUTES.at("GET /admin/v1/users/", "GET /admin/v2/users/")
def list_users(call: AlteryxCall) -> Answer:
    """List all users, or those of a studio."""
    result = [
        each
        for each in call.store.page(users.KIND)
        if call.get("subscriptionId", each["subscriptionId"]) == each["subscriptionId"]
    ]
    newer = call.endpoint.api == "admin-v2"
    return [user_view(each) | role_view(each, newer) for each in call.page_of(result)]


def role_view(user: Object, newer: bool) -> Object:
    """Return the role of a user; v1 only distinguishes curators from others."""
    return {"role": user["role"]} if newer else {"curator": user["role"] == "Curator"}


def user_view(user: Object) -> Object:
    """Return a user without the role."""
    return {name: user[name] for name in ("id", "email", "firstName", "lastName", "subscriptionId", "language")} | {
        "accountLocked": user["isAccountLocked"], "accountLockedAt": None, "active": user["isActive"], "anonymous": False,
        "canSchedule": user["canScheduleJobs"], "canSetPriority": user["canPrioritizeJobs"],
        "canSetWorkerAssignment": user["canAssignJobs"], "dateAdded": times.format_time(user["dateAdded"]),
        "dateUpdated": times.format_time(user["dateUpdated"]), "expirationDate": None, "numFailedLogins": user["failedLogins"],
        "pending": False, "updateLastLoginDate": times.format_optional_time(user["lastLogin"]),
        "userProfile": {"picture": None, "iconId": None}, "validated": user["isValidated"], "timezone": user["timeZone"],
    }  # fmt: skip


@ROUTES.at("GET /admin/v1/subscriptions/")
def list_studios_v1(call: AlteryxCall) -> Answer:
    """List all studios with their contacts."""
    return [
        studio_base(each)
        | {"memberPassesPurchased": 0, "memberPassesUsed": 0, "primaryContactInfo": contact_view(call, each)}
        for each in call.page_of(call.store.page(studios.KIND))
    ]


@ROUTES.at("GET /admin/v2/subscriptions/")
def list_studios_v2(call: AlteryxCall) -> Answer:
    """List all studios."""
    return [
        studio_base(each) | {"defaultWorkflowCredentialId": each["defaultWorkflowCredentialId"]}
        for each in call.page_of(call.store.page(studios.KIND))
    ]


def studio_base(studio: Object) -> Object:
    """Return what both views of a studio share."""
    return {"id": studio["id"], "name": studio["name"], "active": studio["isActive"], "expirationDate": None}


def contact_view(call: AlteryxCall, studio: Object) -> Object | None:
    """Return the contact of a studio."""
    owner = call.store.get(users.KIND, studio["ownerId"] or "")
    if owner is None:
        return None
    return {"name": users.full_name(owner), "email": owner["email"], "company": "", "address": NO_ADDRESS}


@ROUTES.at("GET /admin/v1/insights/", "GET /admin/v2/insights/")
def list_insights(call: AlteryxCall) -> Answer:
    """List the insights whose names contain a text."""
    requested = call.get("search", "").lower()
    result = [each for each in call.store.page(INSIGHT) if requested in each["name"].lower()]
    return [insight_view(call, each) for each in call.page_of(result)]


def insight_view(call: AlteryxCall, insight: Object) -> Object:
    """Return an insight with its owner."""
    owner = call.store.get(users.KIND, insight["ownerId"])
    names = ("id", "firstName", "lastName", "email", "subscriptionId")
    visible = {name: owner[name] for name in names} if owner else None
    if owner and visible:
        visible |= {"dateAdded": times.format_time(owner["dateAdded"]), "active": owner["isActive"]}
        visible |= role_view(owner, call.endpoint.api == "admin-v2")
    return {
        "owner": visible, "insightId": insight["id"], "name": insight["name"], "lastUpdated": times.format_time(insight["updated"]),
        "ownerId": insight["ownerId"], "iconId": None, "id": insight["id"],
    }  # fmt: skip


@ROUTES.at("GET /admin/v1/auditlog/")
def list_audit_events(call: AlteryxCall) -> Answer:
    """List the audit events of an entity."""
    return call.page_of(list_events(call.state, call["entity"]))
