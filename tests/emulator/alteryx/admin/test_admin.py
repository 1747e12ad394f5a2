"""Users, groups, studios, collections and what is shared: changes last, and leave their mark in the audit log."""

import json
from typing import Any

import pytest

from tests.emulator.alteryx.simulation import ARTISAN, Bench, value

PERSON = {"firstName": "Opal", "lastName": "Example", "email": "opal@example.com", "role": "Artisan"}


def test_a_user_from_making_to_deleting() -> None:
    bench = Bench()
    made = value(bench.newer("POST", "/v3/users", content=PERSON), 201)
    path = f"/v3/users/{made['id']}"
    assert value(bench.newer("GET", path)) == made
    assert value(bench.newer("GET", "/v3/users?email=OPAL@&role=Artisan"))[0]["id"] == made["id"]
    assert value(bench.newer("GET", "/v3/users?firstName=opal&view=Full")) == [made]
    assert value(bench.newer("POST", "/v3/users", content=PERSON), 400)["modelState"] == {
        "email": ["That email address is taken."]
    }
    changed = made | {"firstName": "Pearl", "isActive": False, "defaultCredentialId": None}
    assert value(bench.newer("PUT", path, content=changed))["firstName"] == "Pearl"
    assert [each["id"] for each in value(bench.newer("GET", "/v3/users?active=false"))] == [made["id"]]
    older = next(each for each in value(bench.older("GET", "/admin/v1/users/")) if each["id"] == made["id"])
    assert (older["active"], older["curator"]) == (False, False)
    assert bench.newer("DELETE", path).body == b""
    assert bench.newer("GET", path).status == 404
    log = [
        each
        for each in value(bench.older("GET", "/admin/v1/auditlog/?entity=User&page=0&pageSize=0"))
        if each["entityId"] == made["id"]
    ]
    assert [each["event"] for each in log] == ["Insert", "Update", "Delete"]
    assert json.loads(log[1]["oldValues"])["firstName"] == "Opal"
    assert json.loads(log[1]["newValues"])["firstName"] == "Pearl"


def test_who_owns_something_is_not_deleted_before_it_is_transferred() -> None:
    bench = Bench()
    owner, heir = bench.state.store.page("alteryx-workflow")[0]["ownerId"], bench.ids("user")[0]
    assert bench.newer("DELETE", f"/v3/users/{owner}").status == 400
    assets = value(bench.newer("GET", f"/v3/users/{owner}/assets"))
    moved = value(bench.newer("PUT", f"/v3/users/{owner}/assetTransfer", content={"ownerId": heir}))
    assert moved == [{"id": each["id"], "name": each["name"]} for each in assets["schedules"]]
    assert not any(
        value(bench.newer("GET", f"/v3/users/{owner}/assets"))[name]
        for name in ("workflows", "schedules", "collections")
    )
    assert len(value(bench.newer("GET", f"/v3/users/{heir}/assets?assetType=Workflows"))["workflows"]) == len(
        assets["workflows"]
    )
    assert bench.newer("DELETE", f"/v3/users/{owner}").status == 200


def test_a_group_and_its_members() -> None:
    bench = Bench()
    key = value(bench.newer("POST", "/v3/usergroups", content={"name": "Night shift", "role": "Member"}), 201)
    path, one = f"/v3/usergroups/{key}", bench.ids("user")[-1]
    added = value(bench.newer("POST", f"{path}/users", content=[one, "nobody", one]))
    assert added == {
        "successfullyAddedUserCount": 1, "totalUsersSubmittedCount": 3, "failedUserReasons": {"nobody": "There is no such user."}
    }  # fmt: skip
    assert value(bench.newer("POST", f"{path}/users", content=[one]))["successfullyAddedUserCount"] == 0
    assert bench.newer("POST", f"{path}/users", content={"userIds": [one]}).status == 400
    value(bench.newer("POST", f"{path}/activedirectorygroups", content="S-1-5-21-9"))
    assert len(value(bench.newer("GET", path))["members"]) == 2
    value(bench.newer("DELETE", f"{path}/activedirectorygroups/S-1-5-21-9"))
    assert bench.newer("DELETE", path).status == 400
    assert key in value(bench.newer("POST", f"/v3/users/{one}/deactivate"))
    assert value(bench.newer("GET", path))["members"] == []
    value(bench.newer("PUT", path, content={"name": "Day shift", "role": "Viewer"}))
    assert {"id": key, "name": "Day shift", "role": "Viewer"} in value(bench.newer("GET", "/v3/usergroups"))
    assert bench.newer("DELETE", path).status == 200


@pytest.mark.parametrize("nested", [True, False])
def test_a_collection_its_contents_and_what_members_may_do(nested: bool) -> None:
    bench = Bench()
    key = value(bench.newer("POST", "/v3/collections", content={"name": "Shared"}))
    path = f"/v3/collections/{key}"
    artisan = bench.state.store.find_by_name("alteryx-user", "profile.artisan@example.com")[0]["id"]
    assert bench.newer("GET", path, ARTISAN).status == 404
    flags: dict[str, Any] = {"canAddAssets": True}
    told = {"userId": artisan, **({"collectionsPermissions": flags} if nested else flags)}
    assert value(bench.newer("POST", f"{path}/users", content=told))["users"] == [
        {"userId": artisan, "activeDirectoryObject": None}
    ]
    workflow = bench.ids("workflow")[0]
    assert value(bench.newer("POST", f"{path}/workflows", ARTISAN, content={"workflowId": workflow}))[
        "workflowIds"
    ] == [workflow]
    assert bench.newer("DELETE", f"{path}/workflows/{workflow}", ARTISAN).status == 401
    assert bench.newer("POST", f"{path}/workflows", content={"workflowId": "none"}).status == 400
    told = {"canRemoveAssets": True} if not nested else {"collectionsPermissions": {"canRemoveAssets": True}}
    value(bench.newer("PUT", f"{path}/users/{artisan}/permissions", content=told))
    older = next(each for each in value(bench.older("GET", "/admin/v1/collections/")) if each["id"] == key)
    assert older["users"][0]["permissions"]["applications"] == {"canUpdate": False, "canAdd": False, "canRemove": True}
    assert older["apps"][0]["appId"] == workflow
    listed = next(each for each in value(bench.older("GET", "/admin/v1/workflows/")) if each["id"] == workflow)
    assert {"collectionName": "Shared", "collectionId": key} in listed["collections"]
    assert value(bench.newer("DELETE", f"{path}/workflows/{workflow}?userId=x", ARTISAN))["workflowIds"] == []
    assert bench.newer("DELETE", path).status == 400
    assert bench.newer("DELETE", f"{path}?forceDelete=true").status == 200


def test_who_is_in_a_group_is_in_its_collections() -> None:
    bench = Bench()
    key = value(bench.newer("POST", "/v3/collections", content={"name": "For the group"}))
    group = value(bench.newer("POST", "/v3/usergroups", content={"name": "Readers", "role": "Member"}), 201)
    artisan = bench.state.store.find_by_name("alteryx-user", "profile.artisan@example.com")[0]["id"]
    value(bench.newer("POST", f"/v3/usergroups/{group}/users", content=[artisan]))
    value(bench.newer("POST", f"/v3/collections/{key}/userGroups", content={"userGroupId": group}))
    assert value(bench.newer("GET", f"/v3/collections/{key}", ARTISAN))["userGroupIds"] == [group]
    assert bench.newer("PUT", f"/v3/collections/{key}/userGroups/{group}/permissions", content={}).status == 200
    assert (
        bench.newer("PUT", f"/v3/collections/{key}", ARTISAN, content={"name": "x", "ownerId": artisan}).status == 401
    )


@pytest.mark.parametrize(
    ("base", "kind"), [("/v3/credentials", "credential"), ("/v3/serverDataConnections", "connection")]
)
def test_what_is_shared_is_shared_until_it_is_not(base: str, kind: str) -> None:
    bench = Bench()
    path, group = f"{base}/{bench.ids(kind)[0]}", bench.ids("group")[0]
    user = bench.ids("user")[-1]
    value(bench.newer("POST", f"{path}/users", content={"userId": user}))
    seen = value(bench.newer("POST", f"{path}/userGroups", content={"userGroupId": group}))
    assert user in seen["userIds"]
    assert seen["userGroupIds"] == [group]
    shown = value(bench.newer("GET", f"/v3/usergroups/{group}"))
    assert [*shown["credentialIds"], *shown["connectionIds"]] == [seen["id"]]
    assert bench.newer("POST", f"{path}/users", content={"userId": "none"}).status == 400
    value(bench.newer("DELETE", f"{path}/users/{user}"))
    assert value(bench.newer("DELETE", f"{path}/userGroups/{group}"))["userGroupIds"] == []


def test_a_credential_keeps_no_password() -> None:
    bench = Bench()
    key = value(bench.newer("POST", "/v3/credentials", content={"username": "EXAMPLE\\new", "password": "hush-hush"}))
    changed = {"username": "EXAMPLE\\newer", "NewPassword": "hush-hush"}
    assert value(bench.newer("PUT", f"/v3/credentials/{key}", content=changed))["userName"] == "EXAMPLE\\newer"
    assert "hush" not in json.dumps(bench.state.store.page("alteryx-credential"))
    assert b"hush" not in bench.older("GET", "/admin/v1/auditlog/?entity=Credential&page=0&pageSize=0").body
    assert value(bench.newer("DELETE", f"/v3/credentials/{key}"))[0]["id"] == key
    shared = bench.ids("credential")[0]
    assert bench.newer("DELETE", f"/v3/credentials/{shared}").status == 400
    assert bench.newer("DELETE", f"/v3/credentials/{shared}?force=true").status == 200


def test_studios_hold_users_and_workflows() -> None:
    bench = Bench()
    key = value(bench.newer("POST", "/v3/subscriptions", content={"name": "Third floor"}))
    user = bench.ids("user")[0]
    value(bench.newer("PUT", f"/v3/subscriptions/{key}/users", content={"userIds": [user]}))
    assert [each["id"] for each in value(bench.newer("GET", f"/v3/subscriptions/{key}"))["users"]] == [user]
    (found,) = value(bench.newer("GET", "/v3/subscriptions?name=THIRD&userCountGreaterThanEquals=1"))
    assert (found["userCount"], found["workflowCount"]) == (1, 0)
    assert value(bench.newer("GET", "/v3/subscriptions?name=third&userCountLessThanEquals=0")) == []
    assert (
        value(bench.newer("PUT", f"/v3/subscriptions/{key}", content={"canShareSchedule": False}))["canShareSchedule"]
        is False
    )
    assert bench.newer("DELETE", f"/v3/subscriptions?subscriptionId={key}").status == 400
    assert bench.newer("PUT", f"/v3/subscriptions/{key}/users", content={"userIds": ["none"]}).status == 400
    assert [each["id"] for each in value(bench.older("GET", f"/admin/v2/users/?subscriptionId={key}"))] == [user]


def test_connections_of_the_manager_are_kept_and_shared() -> None:
    bench = Bench()
    made = value(bench.newer("POST", "/v3/dcm/connections", content={"name": "Own", "dataSourceTechnology": "ODBC"}))
    path = f"/v3/dcm/connections/{made['objectId']}"
    assert value(bench.newer("GET", path)) == made
    assert value(bench.newer("GET", f"/v3/dcm/connections/lookup?connectionId={made['connectionId']}")) == made
    assert bench.newer("GET", path, ARTISAN).status == 404
    artisan = bench.state.store.find_by_name("alteryx-user", "profile.artisan@example.com")[0]["id"]
    value(bench.newer("PUT", f"{path}/sharing/execution", content={"userIds": [artisan]}))
    assert value(bench.newer("GET", path, ARTISAN))["sharedWithUserIds"] == [artisan]
    assert [each["name"] for each in value(bench.newer("GET", f"/v3/dcm/admin/connections?visibleBy={artisan}"))] == [
        "Own"
    ]
    again = {"objectId": made["objectId"], "name": "Renamed"}
    assert value(bench.newer("POST", "/v3/dcm/admin/connections", content=again))["name"] == "Renamed"
    value(bench.newer("DELETE", f"{path}/sharing/execution"))
    assert bench.newer("GET", path, ARTISAN).status == 404
    assert value(bench.newer("DELETE", path)) == {name: made[name] for name in ("objectId", "connectionId")}


def test_a_form_does_for_json() -> None:
    bench = Bench()
    content = ("application/x-www-form-urlencoded", b"name=By+form")
    key = value(bench.newer("POST", "/v3/collections", content=content))
    assert value(bench.newer("GET", f"/v3/collections/{key}"))["name"] == "By form"
