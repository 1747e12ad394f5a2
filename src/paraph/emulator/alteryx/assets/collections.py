"""Collections: their contents, members and permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.admin.audit import log_change
from paraph.emulator.alteryx.calls import AlteryxError, Routes, not_found_error

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxState, Answer
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = "alteryx-collection"
FLAGS = ("isAdmin", "canAddAssets", "canRemoveAssets", "canUpdateAssets", "canAddUsers", "canRemoveUsers")
CONTENTS = {
    "workflowId": "alteryx-workflow",
    "scheduleId": "alteryx-schedule",
    "insightId": "alteryx-insight",
    "userId": "alteryx-user",
    "userGroupId": "alteryx-group",
}
"""Kinds of contents, by the parameter that names them."""
MEMBERS = ("userId", "userGroupId")
OLDER = {
    "workflowId": ("apps", "appId"),
    "scheduleId": ("schedules", "scheduleId"),
    "insightId": ("insights", "insightId"),
}
"""Names of contents in the older API."""


def add(state: AlteryxState, name: str, owner_id: str) -> Object:
    """Add a collection; `holds` has, by parameter, its contents by id, with when and by whom they were added."""
    holds: dict[str, Any] = {name: {} for name in CONTENTS}
    collection: Object = {
        "id": state.new_id(),
        "name": name,
        "ownerId": owner_id,
        "dateAdded": state.milliseconds(),
        "holds": holds,
    }
    return state.store.add(KIND, collection["id"], collection)


def list_view(collection: Object) -> Object:
    """Return a collection for a list."""
    members = {name: collection[name] for name in ("id", "name", "ownerId")}
    return members | {"dateAdded": times.format_time(collection["dateAdded"])}


def view(collection: Object) -> Object:
    """Return a collection as in v3."""
    holds = collection["holds"]
    return list_view(collection) | {
        "users": [{"userId": each, "activeDirectoryObject": None} for each in holds["userId"]],
        "subscriptionIds": [],
        **{f"{name}s": list(holds[name]) for name in ("workflowId", "scheduleId", "insightId", "userGroupId")},
    }


def older_view(collection: Object) -> Object:
    """Return a collection as in admin v1."""
    holds = collection["holds"]
    shares: dict[str, Any] = {
        plural: [{own: key, **share_view(each)} for key, each in holds[name].items()]
        for name, (plural, own) in OLDER.items()
    }
    for name in MEMBERS:
        shares[f"{name[:-2]}s"] = [
            {
                name: key,
                **share_view(each),
                "expirationDate": each["expirationDate"],
                "permissions": older_permissions_view(each),
            }
            for key, each in holds[name].items()
        ]
    return {**list_view(collection), "collectionId": collection["id"], "subscriptions": [], **shares}


def share_view(share: Object) -> Object:
    """Return when and by whom something was added."""
    return {"dateAdded": times.format_time(share["dateAdded"]), "addedById": share["addedById"]}


def older_permissions_view(share: Object) -> Object:
    """Return the permissions of a member as in admin v1."""
    flags = share["permissions"]
    return {
        "collection": {"isAdmin": flags["isAdmin"]},
        "applications": {
            "canUpdate": flags["canUpdateAssets"], "canAdd": flags["canAddAssets"], "canRemove": flags["canRemoveAssets"]
        },
        "users": {"canAdd": flags["canAddUsers"], "canRemove": flags["canRemoveUsers"]},
    }  # fmt: skip


def can_access(call: AlteryxCall, collection: Object) -> bool:
    """Return whether the caller owns a collection, is a member (also through a group), or is a curator."""
    holds, user_id = collection["holds"], call.user["id"]
    if call.is_curator or user_id == collection["ownerId"] or user_id in holds["userId"]:
        return True
    groups = [call.store.get("alteryx-group", key) for key in holds["userGroupId"]]
    return any(member["userId"] == user_id for group in groups if group for member in group["members"])


def find_collection(call: AlteryxCall, needed: str = "") -> Object:
    """Return the collection of a call; raises AlteryxError: 404 if the caller cannot see it, 401 without the right `needed`."""
    collection = call.object(KIND, call["collectionId"])
    if not can_access(call, collection):
        raise not_found_error("collection")
    if needed and not (call.is_curator or call.user["id"] == collection["ownerId"]):
        flags = collection["holds"]["userId"].get(call.user["id"], {}).get("permissions", {})
        if not (flags.get("isAdmin") or flags.get(needed)):
            raise AlteryxError(401, "The collection does not allow that.")
    return collection


def save(call: AlteryxCall, old: Object, new: Object) -> Object:
    """Save a changed collection."""
    log_change(call, KIND, new, old, new)
    return view(call.store.save(KIND, new["id"], new))


def save_with_content(call: AlteryxCall, old: Object, name: str, key: str, **members: Any) -> Object:
    """Save a collection with one more thing or member."""
    share = {"dateAdded": call.state.milliseconds(), "addedById": call.user["id"], **members}
    return save(call, old, old | {"holds": old["holds"] | {name: old["holds"][name] | {key: share}}})


def content_parameter(call: AlteryxCall) -> str:
    """Return the name of the parameter that says what is added or removed."""
    return next(each.name for each in call.endpoint.parameters if each.name in CONTENTS)


def read_permissions(call: AlteryxCall) -> Object:
    """Read the permissions of a member: older clients send them in an object of their own."""
    inner = call.get("collectionsPermissions")
    details = inner if isinstance(inner, dict) else call.parameters
    flags = {name: bool(details.get(name, False)) for name in FLAGS}
    ends = call.get("expirationDate")
    return {
        "permissions": flags,
        "expirationDate": times.format_time(times.parse_time(ends, "expirationDate")) if ends else None,
    }


@ROUTES.at("GET /v3/collections")
def list_collections(call: AlteryxCall) -> Answer:
    """List the collections that the caller can access."""
    visible = [each for each in call.store.page(KIND) if can_access(call, each)]
    return [view(each) if call["view"] == "Full" else list_view(each) for each in visible]


@ROUTES.at("GET /v3/collections/{collectionId}")
def get_collection(call: AlteryxCall) -> Answer:
    """Return a collection."""
    return view(find_collection(call))


@ROUTES.at("GET /admin/v1/collections/")
def list_for_curators(call: AlteryxCall) -> Answer:
    """List all collections."""
    return [older_view(each) for each in call.page_of(call.store.page(KIND))]


@ROUTES.at("POST /v3/collections")
def create(call: AlteryxCall) -> Answer:
    """Create a collection; return its id."""
    if not (call.is_curator or call.user["canCreateCollections"]):
        raise AlteryxError(401, "The user may not create collections.")
    created = add(call.state, call["name"], call.user["id"])
    log_change(call, KIND, created, None, created)
    return created["id"]


@ROUTES.at("PUT /v3/collections/{collectionId}")
def update(call: AlteryxCall) -> Answer:
    """Change the name and owner of a collection."""
    old = find_collection(call, "isAdmin")
    call.referenced_object("alteryx-user", "ownerId")
    return save(call, old, old | {"name": call["name"], "ownerId": call["ownerId"]})


@ROUTES.at("DELETE /v3/collections/{collectionId}")
def delete(call: AlteryxCall) -> Answer:
    """Delete a collection; refuse while it has contents, unless forced."""
    deleted = find_collection(call, "isAdmin")
    if any(deleted["holds"].values()) and not call.get("forceDelete"):
        raise AlteryxError(400, "The collection is not empty.", "forceDelete")
    call.store.delete(KIND, deleted["id"])
    log_change(call, KIND, deleted, deleted, None)


@ROUTES.at(*(f"POST /v3/collections/{{collectionId}}/{each}" for each in ("workflows", "schedules", "insights")))
def add_content(call: AlteryxCall) -> Answer:
    """Add a thing to a collection."""
    old = find_collection(call, "canAddAssets")
    name = content_parameter(call)
    return save_with_content(call, old, name, call.referenced_object(CONTENTS[name], name)["id"])


@ROUTES.at("POST /v3/collections/{collectionId}/users", "POST /v3/collections/{collectionId}/userGroups")
def add_member(call: AlteryxCall) -> Answer:
    """Add a member to a collection."""
    old = find_collection(call, "canAddUsers")
    name = content_parameter(call)
    return save_with_content(
        call, old, name, call.referenced_object(CONTENTS[name], name)["id"], **read_permissions(call)
    )


@ROUTES.at(
    "PUT /v3/collections/{collectionId}/users/{userId}/permissions",
    "PUT /v3/collections/{collectionId}/userGroups/{userGroupId}/permissions",
)
def set_permissions(call: AlteryxCall) -> Answer:
    """Change the permissions of a member."""
    old = find_collection(call, "isAdmin")
    name = content_parameter(call)
    share = old["holds"][name].get(call[name])
    if share is None:
        raise not_found_error("member")
    holds = old["holds"] | {name: old["holds"][name] | {call[name]: share | read_permissions(call)}}
    return save(call, old, old | {"holds": holds})


@ROUTES.at(*(f"DELETE /v3/collections/{{collectionId}}/{name[:-2]}s/{{{name}}}" for name in CONTENTS))
def remove(call: AlteryxCall) -> Answer:
    """Remove a thing or member from a collection, if it is there."""
    name = content_parameter(call)
    old = find_collection(call, "canRemoveUsers" if name in MEMBERS else "canRemoveAssets")
    staying = {key: share for key, share in old["holds"][name].items() if key != call[name]}
    return save(call, old, old | {"holds": old["holds"] | {name: staying}})
