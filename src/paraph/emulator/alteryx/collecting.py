"""Collections: what is in them, and who may do what with that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times
from paraph.emulator.alteryx.audit import noted
from paraph.emulator.alteryx.calls import Refused, Routes, absent

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import Answer, Call, State
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
"""By the parameter that names it: the kinds of what a collection holds."""
MEMBERS = ("userId", "userGroupId")
OLDER = {
    "workflowId": ("apps", "appId"),
    "scheduleId": ("schedules", "scheduleId"),
    "insightId": ("insights", "insightId"),
}
"""How the older API names the things in a collection."""


def add(state: State, name: str, owner_id: str) -> Object:
    """Put a collection on the server; `holds` has, by parameter, what was put in when and by whom, by its id."""
    holds: dict[str, Any] = {name: {} for name in CONTENTS}
    collection: Object = {
        "id": state.new_id(),
        "name": name,
        "ownerId": owner_id,
        "dateAdded": state.now(),
        "holds": holds,
    }
    return state.store.add(KIND, collection["id"], collection)


def reduced(collection: Object) -> Object:
    """A collection in a list."""
    members = {name: collection[name] for name in ("id", "name", "ownerId")}
    return members | {"dateAdded": times.text(collection["dateAdded"])}


def view(collection: Object) -> Object:
    """A collection in v3."""
    holds = collection["holds"]
    return reduced(collection) | {
        "users": [{"userId": each, "activeDirectoryObject": None} for each in holds["userId"]],
        "subscriptionIds": [],
        **{f"{name}s": list(holds[name]) for name in ("workflowId", "scheduleId", "insightId", "userGroupId")},
    }


def older_view(collection: Object) -> Object:
    """A collection in admin v1."""
    holds = collection["holds"]
    shares: dict[str, Any] = {
        plural: [{own: key, **shared(each)} for key, each in holds[name].items()]
        for name, (plural, own) in OLDER.items()
    }
    for name in MEMBERS:
        shares[f"{name[:-2]}s"] = [
            {
                name: key,
                **shared(each),
                "expirationDate": each["expirationDate"],
                "permissions": older_permissions(each),
            }
            for key, each in holds[name].items()
        ]
    return {**reduced(collection), "collectionId": collection["id"], "subscriptions": [], **shares}


def shared(share: Object) -> Object:
    """When something was put in, and by whom."""
    return {"dateAdded": times.text(share["dateAdded"]), "addedById": share["addedById"]}


def older_permissions(share: Object) -> Object:
    """What a member may do, as the older API has it."""
    flags = share["permissions"]
    return {
        "collection": {"isAdmin": flags["isAdmin"]},
        "applications": {
            "canUpdate": flags["canUpdateAssets"], "canAdd": flags["canAddAssets"], "canRemove": flags["canRemoveAssets"]
        },
        "users": {"canAdd": flags["canAddUsers"], "canRemove": flags["canRemoveUsers"]},
    }  # fmt: skip


def accessible(call: Call, collection: Object) -> bool:
    """Whether the caller owns a collection, is in it, by themselves or by a group, or is a curator."""
    holds, user_id = collection["holds"], call.user["id"]
    if call.curator or user_id == collection["ownerId"] or user_id in holds["userId"]:
        return True
    groups = [call.store.get("alteryx-group", key) for key in holds["userGroupId"]]
    return any(member["userId"] == user_id for group in groups if group for member in group["members"])


def found(call: Call, needed: str = "") -> Object:
    """The collection that a call names; raises Refused: 404 for none that the caller sees, 401 without the right `needed`."""
    collection = call.object(KIND, call["collectionId"])
    if not accessible(call, collection):
        raise absent("collection")
    if needed and not (call.curator or call.user["id"] == collection["ownerId"]):
        flags = collection["holds"]["userId"].get(call.user["id"], {}).get("permissions", {})
        if not (flags.get("isAdmin") or flags.get(needed)):
            raise Refused(401, "The collection does not allow that.")
    return collection


def kept(call: Call, old: Object, new: Object) -> Object:
    """Keep a collection as changed."""
    noted(call, KIND, new, old, new)
    return view(call.store.put(KIND, new["id"], new))


def gathered_into(call: Call, old: Object, name: str, key: str, **members: Any) -> Object:
    """The collection with one thing or member more."""
    share = {"dateAdded": call.state.now(), "addedById": call.user["id"], **members}
    return kept(call, old, old | {"holds": old["holds"] | {name: old["holds"][name] | {key: share}}})


def content_named(call: Call) -> str:
    """The parameter that names what is put in or taken out."""
    return next(each.name for each in call.endpoint.parameters if each.name in CONTENTS)


def permissions(call: Call) -> Object:
    """What a member may do from now on: told in an object of its own by older clients, beside the rest by newer ones."""
    inner = call.get("collectionsPermissions")
    told = inner if isinstance(inner, dict) else call.given
    flags = {name: bool(told.get(name, False)) for name in FLAGS}
    ends = call.get("expirationDate")
    return {"permissions": flags, "expirationDate": times.text(times.read(ends, "expirationDate")) if ends else None}


@ROUTES.at("GET /v3/collections")
def collections(call: Call) -> Answer:
    """Those that the caller has access to."""
    seen = [each for each in call.store.page(KIND) if accessible(call, each)]
    return [view(each) if call["view"] == "Full" else reduced(each) for each in seen]


@ROUTES.at("GET /v3/collections/{collectionId}")
def collection(call: Call) -> Answer:
    """One of them."""
    return view(found(call))


@ROUTES.at("GET /admin/v1/collections/")
def for_curators(call: Call) -> Answer:
    """All of them."""
    return [older_view(each) for each in call.part(call.store.page(KIND))]


@ROUTES.at("POST /v3/collections")
def create(call: Call) -> Answer:
    """The id of the new collection."""
    if not (call.curator or call.user["canCreateCollections"]):
        raise Refused(401, "The user may not create collections.")
    made = add(call.state, call["name"], call.user["id"])
    noted(call, KIND, made, None, made)
    return made["id"]


@ROUTES.at("PUT /v3/collections/{collectionId}")
def update(call: Call) -> Answer:
    """The collection under its name, in the hands of its owner."""
    old = found(call, "isAdmin")
    call.named("alteryx-user", "ownerId")
    return kept(call, old, old | {"name": call["name"], "ownerId": call["ownerId"]})


@ROUTES.at("DELETE /v3/collections/{collectionId}")
def delete(call: Call) -> Answer:
    """Nothing, unless there is something in the collection and it is not to be deleted all the same."""
    gone = found(call, "isAdmin")
    if any(gone["holds"].values()) and not call.get("forceDelete"):
        raise Refused(400, "The collection is not empty.", "forceDelete")
    call.store.delete(KIND, gone["id"])
    noted(call, KIND, gone, gone, None)


@ROUTES.at(*(f"POST /v3/collections/{{collectionId}}/{each}" for each in ("workflows", "schedules", "insights")))
def gather(call: Call) -> Answer:
    """The collection with one thing more."""
    old = found(call, "canAddAssets")
    name = content_named(call)
    return gathered_into(call, old, name, call.named(CONTENTS[name], name)["id"])


@ROUTES.at("POST /v3/collections/{collectionId}/users", "POST /v3/collections/{collectionId}/userGroups")
def invite(call: Call) -> Answer:
    """The collection with one member more."""
    old = found(call, "canAddUsers")
    name = content_named(call)
    return gathered_into(call, old, name, call.named(CONTENTS[name], name)["id"], **permissions(call))


@ROUTES.at(
    "PUT /v3/collections/{collectionId}/users/{userId}/permissions",
    "PUT /v3/collections/{collectionId}/userGroups/{userGroupId}/permissions",
)
def permit(call: Call) -> Answer:
    """The collection; a member may do other things than before."""
    old = found(call, "isAdmin")
    name = content_named(call)
    share = old["holds"][name].get(call[name])
    if share is None:
        raise absent("member")
    holds = old["holds"] | {name: old["holds"][name] | {call[name]: share | permissions(call)}}
    return kept(call, old, old | {"holds": holds})


@ROUTES.at(*(f"DELETE /v3/collections/{{collectionId}}/{name[:-2]}s/{{{name}}}" for name in CONTENTS))
def remove(call: Call) -> Answer:
    """The collection without one thing or member, which need not have been in it."""
    name = content_named(call)
    old = found(call, "canRemoveUsers" if name in MEMBERS else "canRemoveAssets")
    staying = {key: share for key, share in old["holds"][name].items() if key != call[name]}
    return kept(call, old, old | {"holds": old["holds"] | {name: staying}})
